#pragma once
/*
 * archive/cachefile - the file of what can be asked again: answers, and when servers were asked. It lies beside
 * the cases' own, so that a busy cache never holds up the saving of a case, and losing it costs questions,
 * never a case.
 *
 * So it is written without waiting for the disk: a killed program harms nothing, a power cut may spoil it, and a
 * spoilt one is made anew. Its journal is a truncated rollback journal as the cases' is, not WAL, in whose
 * log what was removed would linger.
 *
 *	g_autoptr(sqlite3) db = cachefile_open(dir, &error);
 */
#include "archive/db.h"

/* Its name in the archive's folder. */
#define CACHEFILE_NAME "cache.db"

/* How long one waits for another's transaction. */
#define CACHEFILE_BUSY_MS 5000

/* Open it, made (mode 0600) where there is none, and made anew where it is damaged or of another version.
 * Where it may not be written it is opened for reading. NULL with `error`. */
sqlite3 *cachefile_open(const char *dir, GError **error);

/* Whether there is one. */
bool cachefile_exists(const char *dir);

/* Take the file away, for it is damaged. */
void cachefile_discard(const char *dir);
