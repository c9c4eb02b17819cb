#pragma once
/*
 * trace/spf - whether a machine may send mail in a domain's name, as the domain publishes it: check_host() of
 * RFC 7208, whole, with the limits of section 4.6.4.
 *
 * Pure and restartable: while the result is SPF_WANTED, the records name what is to be asked for, and the check is
 * made again with the answers.
 *
 * A pass says that the machine is the domain's, never that the domain is honest; a fail is also what every
 * forwarded mail looks like.
 *
 *	SpfQuestion question = {.ip = STR("192.0.2.1"), .sender = STR("a@example.org"), .helo = STR("mail.example.org")};
 *	g_autoptr(SpfVerdict) verdict = spf_check(records, &question);
 *	if (verdict->result != SPF_WANTED)
 *		say(spf_result_name(verdict->result));
 */
#include "trace/spfmatch.h"

/* Terms that ask the DNS: RFC 7208, section 4.6.4. The other limits are trace/spfmatch's. */
#define SPF_LOOKUPS_MAX 10

typedef enum {
	SPF_NONE,
	SPF_NEUTRAL,
	SPF_PASS,
	SPF_FAIL,
	SPF_SOFTFAIL,
	SPF_TEMPERROR,
	SPF_PERMERROR,
	SPF_WANTED, /* no result yet: see records_wanted */
} SpfResult;

typedef struct {
	Str ip; /* of the machine; an IPv4-mapped IPv6 address is the IPv4 one */
	Str sender; /* of MAIL FROM, without angle brackets; empty: postmaster at the HELO name (section 2.4) */
	Str helo;
	Str receiver; /* who checks, for explanations; may be empty */
	gint64 now;   /* seconds since 1970, likewise */
} SpfQuestion;

typedef struct {
	SpfResult result;
	char *domain; /* whose policy was asked for, in ASCII; NULL where there is no domain name */
	char *record; /* its SPF record, escaped (records_escape); NULL where it has none */
	char *term;   /* the term that decided; NULL where none did */
	char *term_domain; /* in whose record it stands, by way of include and redirect */
	char *explanation; /* what the domain says about a fail (exp=): a stranger's words; NULL */
	SpfFault fault;    /* of temperror and permerror */
	guint lookups, voids;
} SpfVerdict;

/* Check. Linear in the records that are reached, which are at most 11. Yours to spf_free. */
SpfVerdict *spf_check(Records *records, const SpfQuestion *question);

/* Free. NULL is fine. */
void spf_free(SpfVerdict *verdict);

/* "none", "neutral", "pass", "fail", "softfail", "temperror", "permerror"; "not-asked" of SPF_WANTED. Static. */
const char *spf_result_name(SpfResult result);

/* The SPF record among the TXT records of a domain (section 4.5): `text_out`, borrowed from the records, is empty where
 * there is none. False where there is no answer, with `state_out`, or where there are several (RECORDS_FOUND). */
bool spf_find_record(Records *records, Str domain, Str *text_out, RecordsState *state_out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpfVerdict, spf_free)
