#pragma once
/*
 * net/door - the one way out. Whatever mekiki asks of the world goes through here: policy, cache, politeness,
 * one question for equal ones, record.
 *
 * Calls block, with a deadline, and may be made from any number of threads at once; the door must outlive
 * them. A refusal, a silent server, an offline door: each is an exchange with its outcome and its reason,
 * never a missing one.
 *
 *	g_autoptr(Door) door = door_new(&settings, &lent, &error);
 *	Ask ask = {.recorder = recorder, .deadline = deadline};
 *	TcpQuestion question = {"whois", "whois.cnnic.cn", 43, STR("4ztfqg8.cn")};
 *	g_autoptr(Exchange) exchange = door_tcp(door, &question, &ask);
 */
#include "net/bounds.h"
#include "net/dnstype.h"
#include "net/passage.h"
#include "web/address.h"

/* Redirects followed for one HTTP question. */
#define DOOR_REDIRECTS_MAX 8

/* All zero: the public internet, by full recursion from the built-in root servers, not validated. */
typedef struct {
	const char *const *
		resolvers; /* who is asked for names: "192.0.2.53", "192.0.2.53@5353"; NULL: nobody,
				         the name servers themselves are, from the root down */
	const char *root_hints; /* file with the root's name servers; NULL: built in */
	const char *anchor;     /* file with DNSSEC trust anchors; NULL: nothing is validated */
	const char *ca_file; /* PEM of the authorities that certificates are checked by; NULL: the
				         system's */
	const char *const
		*ranges;       /* addresses that may be reached besides public ones; NULL: none */
	const guint16 *ports;  /* ports besides the usual ones, 0 at the end; NULL: none */
	bool offline;          /* nobody is asked: what the cache has, or OUTCOME_OFFLINE */
	bool replay;           /* the same, from a recording: OUTCOME_NOT_RECORDED */
	Bounds dns, tcp, http; /* all zero: those of bounds.h */
} DoorSettings;

/* What the door is lent; it must outlive the door. Members may be NULL: nothing is remembered, everybody
 * is asked at any pace. */
typedef struct {
	const Cache *cache;
	const Governor *governor;
} DoorKeepers;

/* A line to a server over TCP. */
typedef struct {
	const char *protocol; /* "whois", "rwhois": for the record */
	const char *host;     /* name or address, as a referral has it */
	guint port;
	Str line; /* without its line end */
} TcpQuestion;

/* A GET. */
typedef struct {
	const char *protocol; /* "rdap", "http": for the record */
	const char *url;
	const char *accept; /* media types; NULL: any */
	bool named_by_link; /* the mail itself names this URL: its port is let through */
} HttpQuestion;

typedef struct Door Door;

/* Open it. Settings are copied. NULL with `error` where one of them is wrong: a range, a resolver, a file
 * that cannot be read. */
Door *door_new(const DoorSettings *settings, const DoorKeepers *keepers, GError **error);

/* Close it, once no call is under way. NULL is fine. */
void door_free(Door *door);

/* Ask for a name's records. `name` is printable ASCII (IDNA done), other bytes of it written "\DDD"; a dot at the
 * end is left out. The answer is the DNS message, for dnsanswer_read. Facts: "rcode", "dnssec", and "why_bogus" where it is. "No such name" is
 * OUTCOME_ANSWERED. Yours to exchange_unref, as are those below. */
Exchange *door_dns(Door *door, const char *name, DnsType type, const Ask *ask);

/* Ask for the name that an address has in the DNS (PTR, RFC 1035, section 3.5; RFC 3596, section 2.5). */
Exchange *door_ptr(Door *door, const Address *address, const Ask *ask);

/* Send a line, take what comes until the server closes. Facts: "refused" lists addresses of the server that
 * the policy kept us from. */
Exchange *door_tcp(Door *door, const TcpQuestion *question, const Ask *ask);

/* Get a URL and follow redirects, each of them through the policy. A GPtrArray of Exchange, one for each
 * hop, of which the last tells how it ended; yours to g_ptr_array_unref. Facts: "status" (number),
 * "headers" ([[name, value]]), "type" (media type, lower case), "certificate" ({"subject", "issuer",
 * "names", "from", "until", "sha256", "trusted"}), "location" where it redirects, "downgrade": true where
 * that leads from https to http. */
GPtrArray *door_http(Door *door, const HttpQuestion *question, const Ask *ask);

/* Connect to `host` at `port` by TCP, for the browser's gateway: `host` is resolved here, each of its addresses
 * passes the policy, and the one that did is dialled. `port` is one that a link may name. A non-blocking socket,
 * yours to close; -1 where there is none. Either way `exchange_out`, yours to exchange_unref, tells which address
 * it was or why there is none; it is in no record but its names' are. Offline doors refuse. */
int door_dial(Door *door, const char *host, guint port, const Ask *ask, Exchange **exchange_out);

/* The file of authorities that certificates are checked by, as the settings had it; NULL: the system's. Borrowed. */
const char *door_ca_file(const Door *door);

/* A reader found that this answer says "you ask too often": the server is left alone for `seconds`, and
 * the answer is not remembered. */
void door_throttled(Door *door, const Exchange *exchange, gint64 seconds);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Door, door_free)
