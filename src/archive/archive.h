#pragma once
/*
 * archive/archive - where cases and their blobs are kept: SQLite for the dossiers, files for the blobs.
 *
 * A case is `unfinished` until its investigation has come to the end. Every save is one transaction
 * that holds the dossier and the blobs put since the save before it: whenever the program dies, the
 * archive has the case as of its last save. Several programs may use one archive at once; a case is
 * worked on by one of them (its claim), which the kernel drops with the process.
 *
 *	g_autoptr(Archive) archive = archive_open(dir, ARCHIVE_WRITE, &error);
 *	const Blobs *blobs = archive_blobs(archive);
 *	blobs->put(blobs->store, mail, name, &error);
 *	archive_save(archive, dossier, ARCHIVE_UNFINISHED, &error);
 */
#include "archive/entry.h"
#include "archive/fault.h"
#include "case/blobs.h"
#include "case/dossier.h"

typedef struct Archive Archive;

typedef enum {
	ARCHIVE_READ,  /* FAULT_ABSENT where there is no archive */
	ARCHIVE_WRITE, /* made where there is none; FAULT_READ_ONLY where it cannot be written */
} ArchiveMode;

/* Open the archive in the folder `dir`; a new one is made with mode 0700. A folder that holds other
 * things is refused. NULL with `error`. */
Archive *archive_open(const char *dir, ArchiveMode mode, GError **error);

/* Close it, give up its claim, and forget blobs that no save has kept. NULL is fine. */
void archive_close(Archive *archive);

/* The archive as the steps see it. What is put is kept by the next archive_save. */
const Blobs *archive_blobs(Archive *archive);

/* Keep the dossier, with the blobs put since the last save, in one transaction. A case's first save
 * claims it; later ones need the claim. FAULT_TAKEN where the id of a first save is another case's;
 * FAULT_FULL where the disk has no room: then nothing has changed. ARCHIVE_DONE ends the claim. */
bool archive_save(Archive *archive, const Dossier *dossier, ArchiveState state, GError **error);

/* Claim an unfinished case to go on with it. False with `error` while somebody else works on it. */
bool archive_claim(Archive *archive, const char *id, GError **error);

/* A case's dossier as last saved, yours to dossier_free. NULL with `error`. */
Dossier *archive_load(Archive *archive, const char *id, ArchiveState *state_out, GError **error);

/* The whole id that `word` means: an id, its first digits, the first of its random digits, or "last"
 * for the newest. NULL with `error` when none or several fit. Yours to g_free. */
char *archive_resolve(Archive *archive, const char *word, GError **error);

/* The newest case in this state whose mail has the SHA-256 `source`; NULL when there is none, or (with
 * `error`) when the archive cannot be read. Yours to g_free. */
char *archive_find_source(Archive *archive, const char *source, ArchiveState state, GError **error);

/* Every case, the newest first, as ArchiveEntry *: a copy, so that no reader holds up a writer. NULL
 * with `error`. Yours to g_ptr_array_unref. */
GPtrArray *archive_list(Archive *archive, GError **error);

/* Remove a case for good: its rows, overwritten with zeros, every blob that no other case holds, and what
 * the cache remembers of what the case asked (archive/forget).
 * False with `error`, also while somebody works on it. */
bool archive_remove(Archive *archive, const char *id, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Archive, archive_close)
