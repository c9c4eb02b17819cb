#include "archive/archive.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "archive/cachefile.h"
#include "archive/claim.h"
#include "archive/forget.h"
#include "archive/rows.h"
#include "archive/schema.h"
#include "archive/store.h"
#include "case/blobbox.h"

#define DB_FILE "mekiki.db"

struct Archive {
	char *dir;
	sqlite3 *db;
	Store *store;
	BlobBox *fresh; /* put since the last save */
	Blobs face;
	int claims;       /* -1 in an archive opened for reading */
	gint64 number;    /* of the claimed case; 0: none */
	char *claimed_id; /* its id */
};

static bool put(void *store, GBytes *bytes, char name_out[BLOB_NAME_SIZE], GError **error)
{
	Archive *archive = store;

	(void)error;
	blobbox_put(archive->fresh, bytes, name_out);
	return true;
}

static GBytes *get(void *store, const char *name, GError **error)
{
	Archive *archive = store;
	GBytes *bytes = blobbox_find(archive->fresh, name);

	return bytes ? g_bytes_ref(bytes) : store_get(archive->store, name, error);
}

/* Opening */

/* A cache may have been there before the first case. */
static bool is_empty(const char *dir)
{
	g_autoptr(GDir) listing = g_dir_open(dir, 0, NULL);
	const char *name = listing ? g_dir_read_name(listing) : NULL;

	while (name && g_str_has_prefix(name, CACHEFILE_NAME))
		name = g_dir_read_name(listing);
	return listing && !name;
}

/* Make the folder and an empty file for the tables, both for nobody else's eyes. */
static bool create(const char *dir, const char *path, GError **error)
{
	if (g_file_test(path, G_FILE_TEST_EXISTS))
		return true;
	if (g_mkdir_with_parents(dir, 0700) != 0) {
		fault_errno(error, errno, "create the folder", dir);
		return false;
	}
	if (!is_empty(dir) && !g_file_test(path, G_FILE_TEST_EXISTS)) {
		g_set_error(error, FAULT, FAULT_FAILED,
			"%s is no archive and holds other things: name an empty folder or a new "
			"one",
			dir);
		return false;
	}
	return db_create(path, error);
}

static bool is_wanted(void *data, const char *name)
{
	sqlite3_stmt *held = data;

	sqlite3_reset(held);
	sqlite3_bind_text(held, 1, name, -1, SQLITE_TRANSIENT);
	/* in doubt (an I/O error) a blob is kept */
	return sqlite3_step(held) != SQLITE_DONE;
}

static sqlite3_stmt *select_held(Archive *archive, GError **error)
{
	return db_select(archive->db, "SELECT 1 FROM holds WHERE blob = ? LIMIT 1", NULL, 0, error);
}

/* Take away the blobs that no case holds. The write lock is held all the while: files are added and
 * swept by its holder only. */
static bool sweep(Archive *archive, GError **error)
{
	if (!db_begin(archive->db, error))
		return false;
	sqlite3_stmt *held = select_held(archive, error);
	bool swept = held && store_sweep(archive->store, is_wanted, held, error) &&
		     db_exec(archive->db, "UPDATE chores SET sweep = 0", error);
	sqlite3_finalize(held); /* before the transaction ends: a reader would hold it up */
	if (!swept) {
		db_rollback(archive->db);
		return false;
	}
	return db_commit(archive->db, error);
}

static bool make_writable(Archive *archive, const char *dir, GError **error)
{
	gint64 owed = 0;

	if (sqlite3_db_readonly(archive->db, "main")) {
		g_set_error(error, FAULT, FAULT_READ_ONLY, "%s cannot be written to", dir);
		return false;
	}
	archive->claims = claim_open(dir, error);
	if (archive->claims < 0)
		return false;
	if (!db_number(archive->db, "SELECT sweep FROM chores", &owed, error))
		return false;
	return owed == 0 || sweep(archive, error);
}

Archive *archive_open(const char *dir, ArchiveMode mode, GError **error)
{
	g_autoptr(Archive) archive = g_new0(Archive, 1);
	g_autofree char *path = g_build_filename(dir, DB_FILE, NULL);

	archive->dir = g_strdup(dir);
	archive->claims = -1;
	archive->fresh = blobbox_new();
	archive->store = store_new(dir);
	archive->face = (Blobs){.store = archive, .put = put, .get = get};
	if (mode == ARCHIVE_WRITE && !create(dir, path, error))
		return NULL;
	archive->db = db_open(path, error);
	if (!archive->db || !schema_settle(archive->db, path, error))
		return NULL;
	if (mode == ARCHIVE_WRITE && !make_writable(archive, dir, error))
		return NULL;
	return g_steal_pointer(&archive);
}

void archive_close(Archive *archive)
{
	if (!archive)
		return;
	if (archive->claims >= 0)
		close(archive->claims);
	sqlite3_close(archive->db);
	store_free(archive->store);
	blobbox_free(archive->fresh);
	g_free(archive->claimed_id);
	g_free(archive->dir);
	g_free(archive);
}

const Blobs *archive_blobs(Archive *archive)
{
	return &archive->face;
}

/* Saving */

static void set_claim(Archive *archive, gint64 number, const char *id)
{
	if (archive->number && archive->number != number)
		claim_drop(archive->claims, archive->number);
	archive->number = number;
	g_free(archive->claimed_id);
	archive->claimed_id = g_strdup(id);
}

/* Write the fresh blobs' files and rows. The names of files that were not there before are added to
 * `added`, for undoing. */
static bool keep_blobs(Archive *archive, const char *id, GPtrArray *added, GError **error)
{
	GHashTableIter fresh;
	gpointer name, bytes;

	g_hash_table_iter_init(&fresh, blobbox_all(archive->fresh));
	while (g_hash_table_iter_next(&fresh, &name, &bytes)) {
		bool is_new;
		if (!store_add(archive->store, name, bytes, &is_new, error))
			return false;
		if (is_new)
			g_ptr_array_add(added, name);
		if (!rows_hold(archive->db, id, name, error))
			return false;
	}
	return true;
}

/* Write the case's row; the first save claims the case. */
static bool keep_row(Archive *archive, const Dossier *dossier, ArchiveState state, GError **error)
{
	gint64 number;

	if (g_strcmp0(archive->claimed_id, dossier_id(dossier)) == 0)
		return rows_replace(archive->db, dossier, state, error);
	if (!rows_add(archive->db, dossier, state, &number, error))
		return false;
	set_claim(archive, number, dossier_id(dossier));
	claim_take(archive->claims, number);
	return true;
}

/* After a failed save: take away the files it wrote, unless somebody refers to them by now. Asked under
 * a write lock of its own, as SQLite may have dropped the failed transaction's by itself. */
static void take_back(Archive *archive, const GPtrArray *added)
{
	if (added->len == 0 || !db_begin(archive->db, NULL))
		return;
	sqlite3_stmt *held = select_held(archive, NULL);
	for (guint i = 0; held && i < added->len; i++)
		if (!is_wanted(held, added->pdata[i]))
			store_drop(archive->store, added->pdata[i]);
	sqlite3_finalize(held); /* before the transaction ends: a reader would hold it up */
	db_rollback(archive->db);
}

bool archive_save(Archive *archive, const Dossier *dossier, ArchiveState state, GError **error)
{
	g_autoptr(GPtrArray) added = g_ptr_array_new();
	g_autofree char *claimed_before = g_strdup(archive->claimed_id);

	g_assert(archive->claims >= 0);
	if (!db_begin(archive->db, error))
		return false;
	if (keep_row(archive, dossier, state, error) &&
		keep_blobs(archive, dossier_id(dossier), added, error) &&
		db_commit(archive->db, error)) {
		blobbox_clear(archive->fresh);
		if (state == ARCHIVE_DONE)
			set_claim(archive, 0, NULL);
		return true;
	}
	if (g_strcmp0(claimed_before, archive->claimed_id) != 0)
		set_claim(archive, 0, NULL);
	db_rollback(archive->db);
	take_back(archive, added);
	return false;
}

/* Finding and reading */

bool archive_claim(Archive *archive, const char *id, GError **error)
{
	gint64 number;

	if (!rows_number(archive->db, id, &number, error))
		return false;
	if (!claim_take(archive->claims, number)) {
		g_set_error(error, FAULT, FAULT_FAILED,
			"the case %s is being worked on by another mekiki: wait until it has ended",
			id);
		return false;
	}
	set_claim(archive, number, id);
	return true;
}

Dossier *archive_load(Archive *archive, const char *id, ArchiveState *state_out, GError **error)
{
	return rows_load(archive->db, id, state_out, error);
}

char *archive_resolve(Archive *archive, const char *word, GError **error)
{
	return rows_resolve(archive->db, word, error);
}

char *archive_find_source(Archive *archive, const char *source, ArchiveState state, GError **error)
{
	return rows_find_source(archive->db, source, state, error);
}

GPtrArray *archive_list(Archive *archive, GError **error)
{
	return rows_list(archive->db, error);
}

/* Removing */

/* What the case asked is forgotten before the case is gone, which alone knows it. */
static bool forget(const Archive *archive, const char *id, GError **error)
{
	ArchiveState state = ARCHIVE_UNFINISHED;
	g_autoptr(Dossier) dossier = rows_load(archive->db, id, &state, NULL);

	return forget_asked(archive->dir, dossier, state, error);
}

bool archive_remove(Archive *archive, const char *id, GError **error)
{
	static const char sql[] = "DELETE FROM cases WHERE id = ?";

	if (!archive_claim(archive, id, error) || !forget(archive, id, error) ||
		!db_begin(archive->db, error))
		return false;
	/* the sweep is owed from the moment the rows are gone: whoever opens next pays, if we die */
	if (!db_run(archive->db, sql, (Str[]){str_of(id)}, 1, error) ||
		!db_exec(archive->db, "UPDATE chores SET sweep = 1", error)) {
		db_rollback(archive->db);
		return false;
	}
	bool removed = db_commit(archive->db, error);
	set_claim(archive, 0, NULL);
	return removed && sweep(archive, error);
}
