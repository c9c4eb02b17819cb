#pragma once
/*
 * archive/db - SQLite as the archive uses it: one connection, text in, text out.
 *
 * The journal is a rollback journal that is truncated, not WAL: an archive on read-only media can be
 * read (WAL wants to write its index), it is one file to copy, and a removed case's old pages do not
 * linger in a log. It costs a commit some five syncs: callers save seldom. Writers queue up for DB_BUSY_MS.
 *
 *	if (!db_begin(db, error))
 *		return false;
 *	if (!db_run(db, "DELETE FROM cases WHERE id = ?", (Str[]){id}, 1, error)) {
 *		db_rollback(db);
 *		return false;
 *	}
 *	return db_commit(db, error);
 */
#include <sqlite3.h>

#include "base/str.h"

/* How long one waits for another's transaction. */
#define DB_BUSY_MS 30000

/* Make sure that there is a file `path`; a new one is empty, and for nobody else's eyes. */
bool db_create(const char *path, GError **error);

/* Open the file `path`; where it may not be written it is opened for reading (see
 * sqlite3_db_readonly). An interrupted writer's transaction is undone. NULL with `error` (FAULT_ABSENT:
 * no such file). Yours to sqlite3_close, or g_autoptr. */
sqlite3 *db_open(const char *path, GError **error);

/* Room for a number in digits. */
typedef struct {
	char text[24];
} DbNumber;

/* A number as a value, borrowed from `number`. A column of integers takes it as one; in an expression it
 * wants a CAST. */
Str db_write_number(gint64 value, DbNumber *number);

/* Run one or more statements without values. */
bool db_exec(sqlite3 *db, const char *sql, GError **error);

/* Run one statement with `count` values for its "?"; a Str with a NULL `at` is SQL's NULL. */
bool db_run(sqlite3 *db, const char *sql, const Str *values, size_t count, GError **error);

/* Begin to read rows; values as in db_run, which must outlive the reading. NULL with `error`. Yours to
 * sqlite3_finalize, or g_autoptr. */
sqlite3_stmt *db_select(
	sqlite3 *db, const char *sql, const Str *values, size_t count, GError **error);

/* The next row. False at the end, and on a failure, which sets `error`. */
bool db_next(sqlite3_stmt *rows, GError **error);

/* A column of the current row as text, borrowed until the next row; {NULL, 0} for SQL's NULL. */
Str db_text(sqlite3_stmt *rows, int column);

/* The number in the one row and column that `sql` yields; false where it yields none. */
bool db_number(sqlite3 *db, const char *sql, gint64 *number_out, GError **error);

/* Take the write lock, waiting for it, and begin a transaction. */
bool db_begin(sqlite3 *db, GError **error);

/* End the transaction; on failure it is undone. */
bool db_commit(sqlite3 *db, GError **error);

/* Undo the transaction. */
void db_rollback(sqlite3 *db);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(sqlite3, sqlite3_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(sqlite3_stmt, sqlite3_finalize)
