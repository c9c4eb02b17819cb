#pragma once
/*
 * judge/rulebook - the rules' texts, read once before the cage locks, and run afresh over each dossier.
 *
 * rules/ *.lua are loaded in the order of their names; the last of them defines `judge(dossier)`, which
 * answers {"brands", "findings", "verdict"}.
 *
 *	g_autoptr(Rulebook) rulebook = rulebook_new(data_dir, &error);
 *	json_auto_t *answer = rulebook_judge(rulebook, dossier, &error);
 */
#include "base/json.h"

/* What the rules may use up for one dossier. */
#define RULEBOOK_MEMORY       ((size_t)96 << 20)
#define RULEBOOK_INSTRUCTIONS ((guint64)60000000)

typedef struct Rulebook Rulebook;

/* Read rules/ and the knowledge in data/. NULL with `error`, naming the file and what is wrong with it.
 * Yours to rulebook_free. */
Rulebook *rulebook_new(const char *data_dir, GError **error);

/* Free. NULL is fine. */
void rulebook_free(Rulebook *rulebook);

/* Run every rule over `dossier`. Every run starts from nothing: no rule remembers the case before. NULL
 * with `error`, which names the script and line, where a rule is wrong, runs too long, or points at
 * evidence that is not there. Yours to json_decref. */
json_t *rulebook_judge(Rulebook *rulebook, const json_t *dossier, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Rulebook, rulebook_free)
