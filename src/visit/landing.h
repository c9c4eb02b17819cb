#pragma once
/*
 * visit/landing - one visit: one address, one persona, one browser of its own, and what is kept of it.
 *
 *	const LandingVisit visit = {.context = context, .guides = &guides, .persona = persona_nth(0), .language = "ja"};
 *	json_t *landing = landing_visit(&visit, "https://a.example/", &error);
 *
 *	{"answer", "why", "outcome", "as": "desktop", "visited": URL, "chain": [{"url", "via", "status", "ip"}],
 *	 "final", "ip", "certificate", "title", "language", "site": {...}, "pages": [...], "walk": {...}, "har": "<sha256>",
 *	 "connections": [...]}
 *
 * The chain, the outcome and what goes with them are those of the first page; where the walk went from there, its
 * pages tell (visit/walk). Whatever is visited, visit/guard stands at the checkpoint.
 */
#include "case/step.h"
#include "visit/persona.h"
#include "visit/sitekind.h"

/* How long one visit may take, its browser's start left out; and one that walks. */
#define LANDING_MS      ((gint64)40000)
#define LANDING_WALK_MS ((gint64)150000)

typedef struct {
	const StepContext *context; /* its cage knows the job "page" */
	const SiteGuides *guides;
	const Persona *persona;
	const char
		*language; /* of the persona, and of who is invented for a page that tells none */
	const char *seed;  /* of who is invented: the case's id */
	bool wrong_first;  /* a walk sends a wrong password first, and sees whether it is taken */
} LandingVisit;

/* Visit it. NULL with `error` where there is no browser to be had (BROWSER_ERROR) or a blob cannot be kept;
 * whatever the page or the browser does later is in the landing. Yours to json_decref. */
json_t *landing_visit(const LandingVisit *visit, const char *url, GError **error);
