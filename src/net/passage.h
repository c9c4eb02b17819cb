#pragma once
/*
 * net/passage - the way of one question, whatever its protocol: what the cache has is not asked; equal
 * questions at one time are one; a server is asked when its governor lets us; what came is remembered for as
 * long as it holds; and the asker's recorder takes all of it down.
 *
 *	Passage passage = {.cache = cache, .governor = governor, .flights = flights};
 *	PassageTrip trip = {.key = key, .bounds = &bounds, .governed = true, .ask = ask_whois, .data = question};
 *	Exchange *exchange = passage_take(&passage, &trip, ask);
 */
#include "net/bounds.h"
#include "net/flights.h"
#include "net/keeper.h"

/* How long one waits for a server's turn, or for another's equal question, who has set no deadline. */
#define PASSAGE_PATIENCE_MS ((gint64)120000)

/* How long an answer is remembered, in seconds, and how long a failure is: long enough that the mails of one
 * campaign do not each try a dead server. */
#define PASSAGE_KEEP_S        ((gint64)24 * 3600)
#define PASSAGE_KEEP_FAILED_S ((gint64)300)

/* Who asks, and how. NULL for all zero. */
typedef struct {
	const Recorder *recorder; /* of the case; NULL: nobody records */
	gint64 deadline; /* of g_get_monotonic_time(): the step's. 0: only the door's bounds, which begin when
			    the server's turn has come */
	bool fresh; /* ask the world even where the cache has it */
	Pace pace;  /* this server's; all zero: the governor's own */
} Ask;

typedef struct {
	const Cache *cache;       /* may be NULL */
	const Governor *governor; /* may be NULL */
	Flights *flights;
	bool offline; /* nobody is asked */
	bool replay;  /* nobody is asked, and the cache is a record */
} Passage;

typedef struct {
	ExchangeKey key;
	const Bounds *bounds;
	bool governed; /* whether the governor has a say */
	/* Put the question, by `deadline`, and fill the exchange. */
	void (*put)(Exchange *exchange, gint64 deadline, const Ask *ask, void *data);
	/* How long an answer holds, in seconds; NULL: PASSAGE_KEEP_S. */
	gint64 (*holds)(const Exchange *exchange);
	void *data; /* for `put` */
} PassageTrip;

/* Take the trip. One that the asker's own deadline cut short has the fact "hurried": it is not remembered, and
 * nobody else has to be content with it. The exchange, yours to exchange_unref; never NULL. */
Exchange *passage_take(const Passage *passage, const PassageTrip *trip, const Ask *ask);

/* An exchange that did not take place, recorded: OUTCOME_REFUSED for the reason `why`, which is taken. */
Exchange *passage_refuse(const ExchangeKey *key, json_t *why, const Ask *ask);

/* An exchange that did not take place for another reason, recorded. */
Exchange *passage_end(const ExchangeKey *key, Outcome outcome, const char *detail, const Ask *ask);
