#pragma once
/*
 * net/dnsanswer - what the DNS said about one name and type, read from a recorded exchange, today or from
 * the archive.
 *
 *	g_autoptr(Exchange) exchange = door_dns(door, "4ztfqg8.cn", DNSTYPE_NS, &ask);
 *	g_autoptr(DnsAnswer) answer = dnsanswer_read(exchange);
 *	for (guint i = 0; answer && i < answer->records->len; i++)
 *		use(((DnsRecord *)g_ptr_array_index(answer->records, i))->value);
 */
#include "net/exchange.h"
#include "net/rdata.h"

/* What DNSSEC says of the answer (RFC 4033, section 5). */
typedef enum {
	DNSSEC_NOT_VALIDATED, /* no trust anchor: nobody looked */
	DNSSEC_SECURE,
	DNSSEC_INSECURE, /* the zone is provably not signed */
	DNSSEC_BOGUS, /* signed, and the signature does not hold: the exchange is OUTCOME_BOGUS */
} DnssecStatus;

/* Response codes that somebody branches on (IANA, "DNS RCODEs"). */
enum {
	DNSRCODE_NOERROR = 0,
	DNSRCODE_NXDOMAIN = 3,
};

typedef struct {
	int rcode; /* DNSRCODE_*, or another of IANA's */
	DnssecStatus dnssec;
	GPtrArray *
		cnames; /* char *: the aliases that were followed, in order, without the first name */
	GPtrArray *records; /* DnsRecord * of the type asked for, in the server's order */
	guint32 ttl; /* the smallest of the answer's, in seconds; 0 where there is no record */
} DnsAnswer;

/* Read an answer; NULL where the exchange has none (timeout, offline) or its bytes are no DNS message.
 * Yours to dnsanswer_free. */
DnsAnswer *dnsanswer_read(const Exchange *exchange);

/* Free it. NULL is fine. */
void dnsanswer_free(DnsAnswer *answer);

/* "secure", "insecure", "bogus", "not-validated". */
const char *dnssec_name(DnssecStatus status);

/* "NOERROR", "NXDOMAIN", ...; "RCODE7" for one without a name. Yours to g_free. */
char *dnsanswer_rcode_name(int rcode);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(DnsAnswer, dnsanswer_free)
