#pragma once
/*
 * net/outcome - how an exchange with the world ended. Every way has a name, which the dossier and the
 * archive hold, and is told in words in both languages: silence is as much a fact as an answer.
 *
 *	outcome_name(OUTCOME_TIMEOUT)                              "timeout"
 *	json_auto_t *why = outcome_words(OUTCOME_TIMEOUT, "15 s");   {"en": ..., "ja": ...}
 */
#include "base/json.h"

typedef enum {
	OUTCOME_ANSWERED, /* a whole answer; also "no such name" and an HTTP status that is no 200 */
	OUTCOME_CUT,      /* an answer longer than its cap: its start is kept */
	OUTCOME_REFUSED,  /* our own policy: nothing was sent */
	OUTCOME_OFFLINE,  /* not asked: the door is shut */
	OUTCOME_NOT_RECORDED, /* not asked: a replay, in whose record the question is not */
	OUTCOME_THROTTLED, /* not asked: the server wants to be left alone, or others wait before us */
	OUTCOME_UNRESOLVED,  /* the server's name has no address */
	OUTCOME_UNREACHABLE, /* no address of the server took the connection */
	OUTCOME_TIMEOUT,     /* the time was over; what had come by then is kept */
	OUTCOME_BROKEN,      /* the connection broke; what had come by then is kept */
	OUTCOME_NO_ANSWER,   /* DNS: no name server had an answer (SERVFAIL and the like) */
	OUTCOME_BOGUS,       /* DNS: the answer's DNSSEC signature does not hold; it is kept */
	OUTCOME_UNTRUSTED,   /* the server's certificate does not hold */
	OUTCOME_MALFORMED,   /* what came is not of the protocol */
	OUTCOME_REDIRECTS,   /* too many redirects, or a circle of them */
	OUTCOME_COUNT,
} Outcome;

/* The name: lower case, words joined by "-". */
const char *outcome_name(Outcome outcome);

/* The outcome of that name; false when there is none. */
bool outcome_find(const char *name, Outcome *outcome_out);

/* Whether something was sent. */
bool outcome_was_asked(Outcome outcome);

/* {"en", "ja"}: what happened, with `detail` (a server, a number, a library's message; may be NULL)
 * behind it in brackets; NULL for OUTCOME_ANSWERED. Yours to json_decref. */
json_t *outcome_words(Outcome outcome, const char *detail);

/* The same with a detail in each language. */
json_t *outcome_words_of(Outcome outcome, const char *detail_en, const char *detail_ja);
