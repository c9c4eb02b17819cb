#pragma once
/*
 * case/logbook - what was asked of the world while a step ran: exchanges are taken down from any number of
 * threads and written into the dossier in an order that no thread's luck decides.
 *
 * A case holds one exchange for each question: the best that came of it (an answer before a failure, a failure
 * before what was not even sent), and the earliest of equals. It holds as many as are recorded: whoever asks
 * has the cap.
 *
 *	g_autoptr(Logbook) logbook = logbook_new();
 *	Ask ask = {.recorder = logbook_recorder(logbook)};
 *	... ask ...
 *	logbook_write(logbook, blobs, dossier, &error);
 */
#include "case/blobs.h"
#include "case/dossier.h"
#include "net/keeper.h"

typedef struct Logbook Logbook;

/* Empty. */
Logbook *logbook_new(void);

/* Free it. NULL is fine. */
void logbook_free(Logbook *logbook);

/* It as a recorder, borrowed. */
const Recorder *logbook_recorder(Logbook *logbook);

/* Add what was recorded to the dossier's `exchanges`, sorted by protocol, server and question, and its answers
 * to the blobs. What the dossier holds already keeps its place in the array; a better exchange takes that
 * place over. For when nobody records any more. False with `error` where a blob could not be kept: then the
 * dossier is as it was. */
bool logbook_write(Logbook *logbook, const Blobs *blobs, Dossier *dossier, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Logbook, logbook_free)
