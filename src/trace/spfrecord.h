#pragma once
/*
 * trace/spfrecord - the text of an SPF record (RFC 7208, section 4.6), taken apart and checked whole: an error
 * anywhere makes it no record.
 *
 *	g_autoptr(SpfRecord) record = spfrecord_parse(STR("v=spf1 +mx a:out.example.org/28 -all"));
 *	if (record->fault)
 *		say(record->fault, record->fault_at);
 *	const SpfTerm *first = &g_array_index(record->terms, SpfTerm, 0);
 */
#include "trace/spffault.h"
#include "trace/spfmacro.h"
#include "web/addressrange.h"

/* Terms of one record; real ones have a few dozen. More are a fault. */
#define SPFRECORD_TERMS_MAX 1000

/* So many bytes, and more, are no record; an answer over UDP has no room for them, one over TCP has (section 3.4). */
#define SPFRECORD_MAX ((size_t)16 << 10)

typedef enum {
	SPF_ALL,
	SPF_INCLUDE,
	SPF_A,
	SPF_MX,
	SPF_PTR,
	SPF_IP4,
	SPF_IP6,
	SPF_EXISTS,
} SpfMechanism;

typedef struct {
	SpfMechanism mechanism;
	char qualifier;     /* '+', '-', '~', '?' */
	Str domain;         /* domain-spec; empty: the current domain */
	AddressRange range; /* of ip4, ip6 */
	guint bits4, bits6; /* prefix lengths of a, mx */
	Str text;           /* the whole term as written */
} SpfTerm;

typedef struct {
	GArray *terms;   /* of SpfTerm: the directives, in order */
	Str redirect;    /* its domain-spec; empty: none */
	Str explanation; /* exp='s */
	SpfFault fault;  /* what breaks the record */
	Str fault_at;    /* the term that does */
} SpfRecord;

/* Whether a TXT record is an SPF record: "v=spf1", then a space or the end (section 4.5). */
bool spfrecord_is(Str text);

/* Read a record for which spfrecord_is holds. Linear. Borrows from `text`; yours to spfrecord_free. */
SpfRecord *spfrecord_parse(Str text);

/* Free. NULL is fine. */
void spfrecord_free(SpfRecord *record);

/* Whether evaluating the mechanism asks the DNS, and so counts (section 4.6.4). */
bool spfrecord_asks(SpfMechanism mechanism);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpfRecord, spfrecord_free)
