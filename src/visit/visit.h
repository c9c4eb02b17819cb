#pragma once
/*
 * visit/visit - the fourth step: where does it lead? Fills `landings`.
 *
 * Each page that the mail leads to is listed (visit/itinerary); the first VISIT_PAGES_MAX are visited, each in a
 * browser of its own (visit/landing), by the link without what tells the recipient (visit/disguise). The others,
 * and all where mekiki is offline or has no browser, are `not-asked`, with why.
 *
 *	const VisitOrder order = {.context = &context, .personas = personas, .language = "ja"};
 *	json_auto_t *found = visit_address(&order, "https://a.example/", &error);
 */
#include "case/step.h"
#include "visit/persona.h"

/* Pages of one mail that are visited. */
#define VISIT_PAGES_MAX 3

/* Personas of one call of visit_address. */
#define VISIT_PERSONAS_MAX 4

/* Reads /links, /mail/to, /mail/language. */
extern const Step visit_step;

typedef struct {
	const StepContext *context;     /* whose cage knows the job "page" */
	const Persona *const *personas; /* NULL-terminated */
	const char *language;           /* of the personas */
	bool wrong_first; /* where pages are walked: send a wrong password first, and see whether it is taken */
} VisitOrder;

/* Visit one address as it stands, as each of the personas. {"landings": [...], "differs": [{"what", NAME: value,
 * ...}]}: where the answers differ from persona to persona. NULL with `error` where nobody can visit (offline, no
 * browser, no such address). Yours to json_decref. */
json_t *visit_address(const VisitOrder *order, const char *url, GError **error);
