#pragma once
/*
 * trace/spfmatch - whether one mechanism of an SPF record fits a machine (RFC 7208, section 5), all but "include",
 * which is a check of its own (trace/spf).
 *
 * Pure and restartable like the check that it is a part of: SPFMATCH_WANTED while the records lack an answer.
 *
 *	SpfMatcher matcher = {.records = records, .ip = ip};
 *	if (spfmatch_term(&matcher, term, STR("example.org")) == SPFMATCH_YES)
 *		...
 */
#include "trace/records.h"
#include "trace/spffault.h"
#include "trace/spfrecord.h"
#include "web/address.h"

/* The limits of RFC 7208, section 4.6.4, that one mechanism may pass. */
#define SPF_VOIDS_MAX 2  /* look-ups that find nothing */
#define SPF_MX_MAX    10 /* hosts of one mx; more are a permerror */
#define SPF_PTR_MAX   10 /* names of the address that are tried; more are left out */

/* What a term, or all of a record, comes to. */
typedef enum {
	SPFMATCH_NO,
	SPFMATCH_YES,
	SPFMATCH_TEMPERROR,
	SPFMATCH_PERMERROR,
	SPFMATCH_WANTED,
} SpfMatch;

typedef struct {
	Records *records;
	Address ip;     /* of the machine; no IPv4-mapped one */
	SpfFault fault; /* the last one */
	guint lookups;  /* terms that asked, counted by the check */
	guint voids;    /* look-ups that found nothing */
} SpfMatcher;

/* Whether `term`, which is no include, fits the machine; `domain` is what its domain-spec expands to, the current domain
 * where it has none. */
SpfMatch spfmatch_term(SpfMatcher *matcher, const SpfTerm *term, Str domain);

/* Note a fault; SPFMATCH_TEMPERROR where it is the DNS's, else SPFMATCH_PERMERROR. */
SpfMatch spfmatch_fault(SpfMatcher *matcher, SpfFault what);

/* The type of the machine's kind of address. */
DnsType spfmatch_address_type(const SpfMatcher *matcher);

/* %{p}, for SpfScope: append the address's validated name (section 7.3): `domain` itself where it is one of them, else one
 * below it, else any, else "unknown". `data` is the matcher. False where it is not known yet. */
bool spfmatch_write_name(void *data, Str domain, GString *out);
