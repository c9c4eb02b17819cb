#pragma once
/*
 * cli/dkimshow - what became of a mail's signatures and of its ARC chain, for people at a terminal.
 *
 *	dkimshow_all(answer, "ja");
 *
 * Takes the dossier's forms (docs/dossier.schema.json).
 */
#include "base/json.h"

/* Print {"dkim", "arc"}, whole. */
void dkimshow_all(const json_t *found, const char *language);
