#pragma once
/*
 * cli/sendershow - SPF, DMARC and what a domain publishes, for people at a terminal.
 *
 *	sendershow_spf(spf, "ja");
 *
 * Takes the dossier's forms (docs/dossier.schema.json).
 */
#include <jansson.h>
#include <stdbool.h>

/* Print `auth.now.spf`. */
void sendershow_spf(const json_t *spf, const char *language);

/* Print `auth.now.dmarc`; `tells_result` is false where there is no mail, but only a domain to know the policy of. */
void sendershow_dmarc(const json_t *dmarc, bool tells_result, const char *language);

/* Print `auth.now.posture`. */
void sendershow_posture(const json_t *posture, const char *language);
