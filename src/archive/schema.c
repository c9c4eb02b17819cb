#include "archive/schema.h"

#include "archive/db.h"
#include "archive/fault.h"

/* "meki": says whose file it is, to file(1) and to us */
#define APPLICATION_ID 1835363177

/*
 * cases     one row a case; `number` is the order of arrival, never used twice
 * holds     which case refers to which blob; a blob without a row is nobody's
 * chores    a sweep that a killed `remove` still owes
 */
static const char tables[] =
	"CREATE TABLE cases ("
	" number INTEGER PRIMARY KEY AUTOINCREMENT,"
	" id TEXT NOT NULL UNIQUE,"
	" state TEXT NOT NULL CHECK (state IN ('unfinished', 'done')),"
	" opened TEXT NOT NULL,"
	" source TEXT,"
	" name TEXT,"
	" sender TEXT,"
	" subject TEXT,"
	" verdict TEXT,"
	" dossier TEXT NOT NULL);"
	"CREATE INDEX cases_by_source ON cases (source, number);"
	"CREATE TABLE holds ("
	" number INTEGER NOT NULL REFERENCES cases ON DELETE CASCADE,"
	" blob TEXT NOT NULL,"
	" PRIMARY KEY (number, blob)) WITHOUT ROWID;"
	"CREATE INDEX holds_by_blob ON holds (blob);"
	"CREATE TABLE chores (sweep INTEGER NOT NULL);"
	"INSERT INTO chores VALUES (0);"
	"PRAGMA application_id = " G_STRINGIFY(APPLICATION_ID) ";"
							       "PRAGMA user_version = " G_STRINGIFY(
								       SCHEMA_VERSION) ";";

static bool make_tables(sqlite3 *db, GError **error)
{
	gint64 version;

	if (!db_begin(db, error))
		return false;
	/* two may have found the file empty at the same time: the second finds the first's tables */
	if (!db_number(db, "PRAGMA user_version", &version, error) ||
		(version == 0 && !db_exec(db, tables, error))) {
		db_rollback(db);
		return false;
	}
	return db_commit(db, error);
}

/* What a file says of itself. */
typedef struct {
	gint64 version, application, objects;
} Marks;

/* All of it at one moment: another may be making the tables just now. */
static bool read_marks(sqlite3 *db, Marks *marks_out, GError **error)
{
	if (!db_exec(db, "BEGIN", error))
		return false;
	bool done = db_number(db, "PRAGMA user_version", &marks_out->version, error) &&
		    db_number(db, "PRAGMA application_id", &marks_out->application, error) &&
		    db_number(db, "SELECT count(*) FROM sqlite_schema", &marks_out->objects, error);
	db_rollback(db);
	return done;
}

bool schema_settle(sqlite3 *db, const char *path, GError **error)
{
	Marks marks;

	if (!read_marks(db, &marks, error)) {
		g_prefix_error(error, "cannot read %s: ", path);
		return false;
	}
	if (marks.version == 0 && marks.objects == 0)
		return make_tables(db, error);
	if (marks.application != APPLICATION_ID) {
		g_set_error(error, FAULT, FAULT_FAILED, "%s is no archive of mekiki", path);
		return false;
	}
	if (marks.version > SCHEMA_VERSION) {
		g_set_error(error, FAULT, FAULT_FAILED,
			"%s was written by a newer mekiki (archive version %d, this program knows "
			"%d): "
			"use that one, or name another archive",
			path, (int)marks.version, SCHEMA_VERSION);
		return false;
	}
	return true;
}
