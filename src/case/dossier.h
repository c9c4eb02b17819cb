#pragma once
/*
 * case/dossier - everything known about one case: one JSON document, written by the steps.
 *
 * docs/dossier.schema.json is the norm for its shape. A step reads what others wrote through
 * dossier_json() and adds its own sections through dossier_put(). Arrays only grow, things in them
 * have ids, and whatever points into the dossier is a JSON Pointer (RFC 6901) that is checked when it
 * is written.
 *
 *	g_autoptr(Dossier) dossier = dossier_new("20261125-7f3a91c2", "2026-11-25T01:02:03Z");
 *	dossier_put(dossier, "links", links);
 *	const json_t *subject = json_at(dossier_json(dossier), "/mail/subject");
 */
#include "base/json.h"

typedef struct Dossier Dossier;

/* How a step ended; the words in the document are done, skipped, failed. */
typedef enum {
	STEP_DONE,
	STEP_SKIPPED,
	STEP_FAILED,
} StepStatus;

/* A dossier with every section in it and empty. `id` and `opened` (RFC 3339, UTC) are copied. */
Dossier *dossier_new(const char *id, const char *opened);

/* Over a document read back from the archive, which is taken. NULL with `error` when it is no
 * mekiki-dossier/1 or a pointer in it leads nowhere. */
Dossier *dossier_from_json(json_t *document, GError **error);

/* Free it and its document. NULL is fine. */
void dossier_free(Dossier *dossier);

/* The document, borrowed, for reading only. */
const json_t *dossier_json(const Dossier *dossier);

/* The case's id, borrowed. */
const char *dossier_id(const Dossier *dossier);

/* The name of the blob that is the case's mail: the source, or what was taken from it. Borrowed; NULL where
 * there is none. */
const char *dossier_mail(const Dossier *dossier);

/* Set a section, taking `value`. The name must be one of the schema's; asserts otherwise. */
void dossier_put(Dossier *dossier, const char *section, json_t *value);

/* Record how a step ended. `why` is taken ({"en","ja"} or NULL); `ms` is its wall time. A step that
 * runs again replaces its entry. */
void dossier_put_step(
	Dossier *dossier, const char *step, StepStatus status, json_t *why, gint64 ms);

/* Check every pointer in "findings" and "brands"; false with `error` naming the first that leads
 * nowhere, or a finding without evidence. */
bool dossier_check(const Dossier *dossier, GError **error);

/* The document as one line with sorted keys and without timings (each "ms", and "steps" times): equal
 * for equal evidence. Yours to g_free. */
char *dossier_canonical(const Dossier *dossier);

/* Say in `entry`, which is returned, what came of asking: found, none, failed or not-asked, and why there is no more.
 * Takes `why` ({"en","ja"} or null). */
json_t *dossier_answered(json_t *entry, const char *answer, json_t *why);

/* {"answer": "not-asked", "why": ...}: what was not asked, said out loud. Takes `why` ({"en","ja"}); the
 * object is yours. */
json_t *dossier_not_asked(json_t *why);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Dossier, dossier_free)
