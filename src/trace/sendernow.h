#pragma once
/*
 * trace/sendernow - SPF, DMARC and what the author's domain publishes, as of now, of the mail in the dossier.
 *
 * SPF is asked about the machine at the trust boundary and the envelope sender that it named, which is what the recipient's
 * side was asked when the mail came. The answer is today's.
 *
 *	sendernow_ask(context, dossier, now);
 *	json_object_get(now, "spf")
 */
#include "case/step.h"

/* Put "spf", "dmarc" and "posture" into `now`, whose "dkim" holds the signatures, verified; each has an answer and why there is
 * none. `dossier` needs /mail and /origin. */
void sendernow_ask(const StepContext *context, const json_t *dossier, json_t *now);
