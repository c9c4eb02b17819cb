#pragma once
/*
 * trace/authnow - the mail's authentication as it can be verified today: has the jobs of the cage answer that do, in as
 * many rounds of the DNS as they take, and says what it all means.
 *
 *	json_put(auth, "now", authnow_ask(context, dossier));
 *	json_put(auth, "meaning", authnow_meaning(dossier, auth));
 */
#include "case/step.h"

/* {"answer", "why", "dkim", "arc", "spf", "dmarc", "posture"} (docs/dossier.schema.json). What needs no DNS is there in any case: bodies are compared
 * with their signatures also where nobody may be asked. Needs /source, /mail and
 * /origin; yours to json_decref. */
json_t *authnow_ask(const StepContext *context, const Dossier *dossier);

/* The meaning of `auth` (trace/meaning) for the mail's first author. Yours to json_decref. */
json_t *authnow_meaning(const Dossier *dossier, const json_t *auth);
