#pragma once
/*
 * cli/dkimshow - what became of a mail's signatures and of its ARC chain, for people at a terminal.
 *
 *	dkimshow_signature(signature, 1, "ja");
 *
 * Takes the dossier's forms (docs/dossier.schema.json).
 */
#include "base/json.h"

/* Print one of `auth.now.dkim`; `number` counts from 1. */
void dkimshow_signature(const json_t *signature, size_t number, const char *language);

/* Print `auth.now.arc`: its status, and each set with who sealed it. */
void dkimshow_arc(const json_t *arc, const char *language);

/* Print {"dkim", "arc"}, whole. */
void dkimshow_all(const json_t *found, const char *language);
