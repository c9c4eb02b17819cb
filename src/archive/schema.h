#pragma once
/*
 * archive/schema - the tables of an archive and their version.
 *
 *	if (!schema_settle(db, path, &error))
 *		return NULL;
 */
#include <glib.h>
#include <sqlite3.h>
#include <stdbool.h>

/* The version that this program writes; an archive says its own in user_version. */
#define SCHEMA_VERSION 1

/* Make sure that `db` holds the tables of SCHEMA_VERSION: an empty file gets them, in one transaction.
 * False with `error` where the file is something else, or of a newer mekiki. `path` is for words. */
bool schema_settle(sqlite3 *db, const char *path, GError **error);
