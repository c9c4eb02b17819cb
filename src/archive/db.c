#include "archive/db.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "archive/fault.h"

/* Set on every connection: they are not kept in the file. */
static const char habits[] = "PRAGMA foreign_keys = ON;"
			     "PRAGMA secure_delete = ON;"
			     "PRAGMA trusted_schema = OFF;"
			     "PRAGMA synchronous = FULL;";

static bool fail(sqlite3 *db, GError **error)
{
	fault_sqlite(error, sqlite3_extended_errcode(db), sqlite3_errmsg(db));
	return false;
}

bool db_create(const char *path, GError **error)
{
	/* SQLite's locks are the process's: closing another descriptor of an open database drops them */
	if (g_file_test(path, G_FILE_TEST_EXISTS))
		return true;
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0) {
		fault_errno(error, errno, "create", path);
		return false;
	}
	close(fd);
	return true;
}

sqlite3 *db_open(const char *path, GError **error)
{
	g_autoptr(sqlite3) db = NULL;

	if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
		g_set_error(error, FAULT, FAULT_ABSENT, "there is no archive: no file %s", path);
		return NULL;
	}
	if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK) {
		fail(db, error);
		return NULL;
	}
	/* fault.c tells a full disk and a journal that cannot be undone from their kin by these */
	sqlite3_extended_result_codes(db, 1);
	sqlite3_busy_timeout(db, DB_BUSY_MS);
	if (!db_exec(db, habits, error))
		return NULL;
	/* SQLite has fallen back to reading where the file may not be written */
	if (!sqlite3_db_readonly(db, "main") &&
		!db_exec(db, "PRAGMA journal_mode = TRUNCATE", error))
		return NULL;
	return g_steal_pointer(&db);
}

Str db_write_number(gint64 value, DbNumber *number)
{
	g_snprintf(number->text, sizeof number->text, "%" G_GINT64_FORMAT, value);
	return str_of(number->text);
}

bool db_exec(sqlite3 *db, const char *sql, GError **error)
{
	return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK || fail(db, error);
}

bool db_run(sqlite3 *db, const char *sql, const Str *values, size_t count, GError **error)
{
	g_autoptr(sqlite3_stmt) statement = db_select(db, sql, values, count, error);
	g_autoptr(GError) fault = NULL;

	if (!statement)
		return false;
	while (db_next(statement, &fault))
		;
	if (!fault)
		return true;
	g_propagate_error(error, g_steal_pointer(&fault));
	return false;
}

sqlite3_stmt *db_select(
	sqlite3 *db, const char *sql, const Str *values, size_t count, GError **error)
{
	g_autoptr(sqlite3_stmt) statement = NULL;

	if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK) {
		fail(db, error);
		return NULL;
	}
	for (size_t i = 0; i < count; i++) {
		int code = values[i].at ? sqlite3_bind_text64(statement, (int)i + 1, values[i].at,
						  values[i].len, SQLITE_STATIC, SQLITE_UTF8)
					: sqlite3_bind_null(statement, (int)i + 1);
		if (code != SQLITE_OK) {
			fail(db, error);
			return NULL;
		}
	}
	return g_steal_pointer(&statement);
}

bool db_next(sqlite3_stmt *rows, GError **error)
{
	int code = sqlite3_step(rows);

	if (code != SQLITE_ROW && code != SQLITE_DONE)
		fail(sqlite3_db_handle(rows), error);
	return code == SQLITE_ROW;
}

Str db_text(sqlite3_stmt *rows, int column)
{
	const char *text = (const char *)sqlite3_column_text(rows, column);

	return (Str){text, text ? (size_t)sqlite3_column_bytes(rows, column) : 0};
}

bool db_number(sqlite3 *db, const char *sql, gint64 *number_out, GError **error)
{
	g_autoptr(sqlite3_stmt) rows = db_select(db, sql, NULL, 0, error);

	if (!rows || !db_next(rows, error))
		return false;
	*number_out = sqlite3_column_int64(rows, 0);
	return true;
}

bool db_begin(sqlite3 *db, GError **error)
{
	return db_exec(db, "BEGIN IMMEDIATE", error);
}

bool db_commit(sqlite3 *db, GError **error)
{
	if (db_exec(db, "COMMIT", error))
		return true;
	db_rollback(db);
	return false;
}

void db_rollback(sqlite3 *db)
{
	/* SQLite has undone it by itself after a full disk or an I/O error */
	if (!sqlite3_get_autocommit(db))
		db_exec(db, "ROLLBACK", NULL);
}
