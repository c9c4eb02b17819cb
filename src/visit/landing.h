#pragma once
/*
 * visit/landing - one visit: one address, one persona, one browser of its own, and what is kept of it.
 *
 *	const LandingVisit visit = {.door = door, .blobs = blobs, .persona = persona_nth(0), .language = "ja"};
 *	json_t *landing = landing_visit(&visit, "https://a.example/", &error);
 *
 *	{"answer", "why", "outcome", "as": "desktop", "visited": URL, "chain": [{"url", "via", "status", "ip"}],
 *	 "final", "ip", "certificate", "title", "language", "pages": [...], "har": "<sha256>",
 *	 "connections": [...]}
 */
#include "case/blobs.h"
#include "net/door.h"
#include "visit/persona.h"

/* How long one visit may take, its browser's start left out. */
#define LANDING_MS ((gint64)40000)

/* How long the page may take of it to be at rest. */
#define LANDING_REST_MS ((gint64)20000)

typedef struct {
	Door *door;
	const Recorder *recorder; /* NULL: nobody takes down what is asked of the DNS */
	const Blobs *blobs;
	const Persona *persona;
	const char *language; /* of the persona */
	const char *referrer; /* the page that the link stood on; NULL: none */
	gint64 deadline; /* of g_get_monotonic_time(): all is over by then; 0: LANDING_MS alone */
} LandingVisit;

/* Visit it. NULL with `error` where there is no browser to be had (BROWSER_ERROR) or a blob cannot be kept;
 * whatever the page or the browser does later is in the landing. Yours to json_decref. */
json_t *landing_visit(const LandingVisit *visit, const char *url, GError **error);
