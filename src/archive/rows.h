#pragma once
/*
 * archive/rows - the rows of cases: written within the caller's transaction, found by whatever a person
 * or a program has of them.
 *
 *	gint64 number;
 *	if (!rows_add(db, dossier, ARCHIVE_UNFINISHED, &number, error))
 *		return false;
 */
#include "archive/db.h"
#include "archive/entry.h"
#include "case/dossier.h"

/* Add a case; its number is the order of arrival. FAULT_TAKEN where its id is another's. */
bool rows_add(sqlite3 *db, const Dossier *dossier, ArchiveState state, gint64 *number_out,
	GError **error);

/* Replace a case that is there. */
bool rows_replace(sqlite3 *db, const Dossier *dossier, ArchiveState state, GError **error);

/* Note that the case refers to a blob; twice is fine. */
bool rows_hold(sqlite3 *db, const char *id, const char *blob, GError **error);

/* The case's number; false with `error` where there is no such case. */
bool rows_number(sqlite3 *db, const char *id, gint64 *number_out, GError **error);

/* See archive_load. */
Dossier *rows_load(sqlite3 *db, const char *id, ArchiveState *state_out, GError **error);

/* See archive_resolve. */
char *rows_resolve(sqlite3 *db, const char *word, GError **error);

/* See archive_find_source. */
char *rows_find_source(sqlite3 *db, const char *source, ArchiveState state, GError **error);

/* See archive_list. */
GPtrArray *rows_list(sqlite3 *db, GError **error);
