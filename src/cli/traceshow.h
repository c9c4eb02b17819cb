#pragma once
/*
 * cli/traceshow - a mail's way and its authentication, for people at a terminal.
 *
 *	traceshow_all(dossier, "ja");
 *
 * Takes the dossier's forms (docs/dossier.schema.json).
 */
#include "base/json.h"

/* Print the sections hops, origin and auth of `dossier`. */
void traceshow_all(const json_t *dossier, const char *language);
