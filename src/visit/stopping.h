#pragma once
/*
 * visit/stopping - why a walk ends at a page, by what the page is; and the reasons in words.
 *
 *	const char *reason = stopping_reason(guard, url, page, record);
 *	json_t *stopped = stopping_json(reason, url);    {"reason": "genuine", "en", "ja", "at": URL}
 */
#include "visit/guard.h"

/* Why nothing more is done on a page (the job's answer), or NULL. `record` is the page's own (visit/capture). Static. */
const char *stopping_reason(
	const Guard *guard, const char *url, const json_t *page, const json_t *record);

/* Why it ends where whatever was done led nowhere: by what the page shows (a box to tick may look like a CAPTCHA
 * and be none, a page may come with any status), else "asks-nothing" or "no-way-on". Static. */
const char *stopping_after_all(const json_t *page, const json_t *record);

/* The reason with its words, and where it was. `url` may be NULL. Yours to json_decref. */
json_t *stopping_json(const char *reason, const char *url);

/* Whether a page asks for this, says this, shows this sign. */
bool stopping_asks(const json_t *page, const char *what);
bool stopping_says(const json_t *page, const char *what);
bool stopping_shows(const json_t *page, const char *what);

/* The domain that a URL is of, or its host where it has none; NULL. Yours to g_free. */
char *stopping_domain(const char *url);
