#include "archive/cachefile.h"

#include <unistd.h>

#include "archive/fault.h"

#define VERSION 2

/*
 * answers   exchanges by their question (exchange_key_text); `until` is when one is past its time
 * servers   when each server was asked last, and until when it wants to be left alone (ms since 1970)
 * places    one row a question under way (a digest of it), which counts until its lease is over
 */
static const char tables[] = "DROP TABLE IF EXISTS answers;"
			     "DROP TABLE IF EXISTS servers;"
			     "DROP TABLE IF EXISTS places;"
			     "CREATE TABLE answers ("
			     " key TEXT PRIMARY KEY,"
			     " asked INTEGER NOT NULL,"
			     " until INTEGER NOT NULL,"
			     " size INTEGER NOT NULL,"
			     " exchange TEXT NOT NULL,"
			     " answer BLOB);"
			     "CREATE INDEX answers_by_end ON answers (until, size);"
			     "CREATE TABLE servers ("
			     " name TEXT PRIMARY KEY,"
			     " last_ms INTEGER NOT NULL,"
			     " until_ms INTEGER NOT NULL) WITHOUT ROWID;"
			     "CREATE TABLE places ("
			     " server TEXT NOT NULL,"
			     " question TEXT NOT NULL,"
			     " holder TEXT NOT NULL,"
			     " lease_ms INTEGER NOT NULL);"
			     "CREATE INDEX places_by_server ON places (server, lease_ms);"
			     "PRAGMA user_version = " G_STRINGIFY(VERSION) ";";

static char *path_of(const char *dir)
{
	return g_build_filename(dir, CACHEFILE_NAME, NULL);
}

static bool is_settled(sqlite3 *db, bool *settled_out, GError **error)
{
	gint64 version = 0;

	if (!db_number(db, "PRAGMA user_version", &version, error))
		return false;
	*settled_out = version == VERSION;
	return true;
}

static bool make_tables(sqlite3 *db, GError **error)
{
	bool settled;

	if (!db_begin(db, error))
		return false;
	/* another may have made them since we looked */
	if (!is_settled(db, &settled, error) || (!settled && !db_exec(db, tables, error))) {
		db_rollback(db);
		return false;
	}
	return db_commit(db, error);
}

static sqlite3 *open_once(const char *path, GError **error)
{
	g_autoptr(sqlite3) db = NULL;
	bool settled;

	if (!db_create(path, error) || !(db = db_open(path, error)))
		return NULL;
	sqlite3_busy_timeout(db, CACHEFILE_BUSY_MS);
	if (!db_exec(db, "PRAGMA synchronous = OFF", error) || !is_settled(db, &settled, error) ||
		(!settled && !make_tables(db, error)))
		return NULL;
	return g_steal_pointer(&db);
}

sqlite3 *cachefile_open(const char *dir, GError **error)
{
	g_autofree char *path = path_of(dir);
	g_autoptr(GError) fault = NULL;
	sqlite3 *db = open_once(path, &fault);

	if (g_error_matches(fault, FAULT, FAULT_DAMAGED)) {
		g_clear_error(&fault);
		cachefile_discard(dir);
		db = open_once(path, &fault);
	}
	if (fault)
		g_propagate_error(error, g_steal_pointer(&fault));
	return db;
}

bool cachefile_exists(const char *dir)
{
	g_autofree char *path = path_of(dir);

	return g_file_test(path, G_FILE_TEST_EXISTS);
}

void cachefile_discard(const char *dir)
{
	g_autofree char *path = path_of(dir), *journal = g_strconcat(path, "-journal", NULL);

	unlink(journal); /* first: it would be undone into the next file of that name */
	unlink(path);
}
