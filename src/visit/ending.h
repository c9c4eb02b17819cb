#pragma once
/*
 * visit/ending - how a visit ended: one of seven outcomes, in words. None of them is innocence.
 *
 *	reached   a page came            captcha   it asks for a proof of being human
 *	blocked   the server turned us away         download  it is a file, which was not taken
 *	dead      nobody is there, or no such page  refused   our own policy lets nobody go there
 *	error     the browser did not manage
 *
 * What the proxy's log says counts before what the page shows: the gateway's own refusal looks like a page.
 *
 *	Ending ending = ending_of(&facts);
 *	json_put(landing, "outcome", json_text(str_of(ending.outcome)));
 */
#include "base/json.h"

typedef struct {
	const json_t *page;        /* the page's record (visit/walk) */
	const json_t *station;     /* the last of its chain; NULL: nothing was asked for */
	const json_t *connections; /* gateway_log()'s */
	bool stuck;                /* the page does not answer, or has died */
} EndingFacts;

typedef struct {
	const char *outcome; /* static */
	const char *answer;  /* "found", "none", "failed", "not-asked"; static */
	json_t *why;         /* {"en","ja"}, yours; NULL: the page was reached */
} Ending;

/* How it ended. */
Ending ending_of(const EndingFacts *facts);
