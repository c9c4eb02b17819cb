#pragma once
/*
 * net/exchange - one question put to the world and what came of it: the evidence of every look-up.
 *
 * An exchange is filled by the one who asks and never changed after that, so that many may hold it, from
 * several threads (exchange_ref, exchange_unref).
 *
 *	g_autoptr(Exchange) exchange = door_tcp(door, &question, NULL);
 *	if (exchange->outcome == OUTCOME_ANSWERED)
 *		read_reply(str_of_bytes(exchange->answer));
 *	json_push(chain, exchange_to_json(exchange, blob));
 */
#include "net/outcome.h"

/* What is asked of whom; equal questions have equal keys. */
typedef struct {
	const char *protocol; /* "dns", "tcp", "http" */
	const char *server;   /* "whois.example:43", lower case; "resolver" for DNS */
	const char *question; /* "example.com NS"; what is sent; "GET https://..." */
} ExchangeKey;

typedef struct {
	char *protocol, *server, *question; /* as in the key */
	char *address;  /* the machine that answered; NULL where none was reached, and for DNS */
	GBytes *answer; /* bytes as they came (HTTP: the body, decompressed); NULL where none came */
	json_t *facts;  /* an object: what the protocol says besides, see door.h */
	json_t *why;    /* {"en","ja"}: why there is no whole answer; NULL where there is one */
	gint64 asked;   /* seconds since 1970 */
	gint64 ms;      /* how long it took */
	Outcome outcome;
} Exchange;

/* A new exchange, OUTCOME_ANSWERED until told otherwise, asked now, with no answer yet. */
Exchange *exchange_new(const ExchangeKey *key);

/* One more holder. */
Exchange *exchange_ref(Exchange *exchange);

/* One holder less; the last one frees it. NULL is fine. */
void exchange_unref(Exchange *exchange);

/* Say how it ended; `detail` as for outcome_words. For the one who fills it. */
void exchange_end(Exchange *exchange, Outcome outcome, const char *detail);

/* End it as OUTCOME_REFUSED for the reason `why`, which is taken. */
void exchange_refuse(Exchange *exchange, json_t *why);

/* The key, borrowed from the exchange. */
ExchangeKey exchange_key(const Exchange *exchange);

/* A key as one string: hash tables and caches. Parts are joined by a byte that none of them may hold
 * (LF). Yours to g_free. */
char *exchange_key_text(const ExchangeKey *key);

/* HTTP: the value of the first header of that name, in either case; borrowed; NULL where there is none. */
const char *exchange_header(const Exchange *exchange, const char *name);

/* The dossier's form (docs/dossier.schema.json, "exchange"): `blob` is the name of the kept answer, NULL
 * where none came. Yours to json_decref. */
json_t *exchange_to_json(const Exchange *exchange, const char *blob);

/* Read what exchange_to_json wrote; `answer` is the blob's bytes (or NULL), which the exchange will hold
 * too. NULL where it is no exchange. */
Exchange *exchange_from_json(const json_t *object, GBytes *answer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Exchange, exchange_unref)
