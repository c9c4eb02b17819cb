#include "archive/rows.h"

#include <string.h>

#include "archive/fault.h"

/* How many cases an ambiguous word is answered with. */
#define CANDIDATES_MAX 5

static Str text_at(const json_t *document, const char *pointer)
{
	const json_t *value = json_at(document, pointer);

	return json_is_string(value) ? json_str(value) : (Str){NULL, 0};
}

/* Run `sql`, whose "?" are the row's columns: what the list of cases shows, taken out of the dossier,
 * then the dossier and the id. */
static bool write_row(
	sqlite3 *db, const char *sql, const Dossier *dossier, ArchiveState state, GError **error)
{
	const json_t *document = dossier_json(dossier);
	g_autofree char *text = json_canonical(document);
	const Str values[] = {
		text_at(document, "/opened"),
		str_of(entry_state_word(state)),
		text_at(document, "/source/sha256"),
		text_at(document, "/source/name"),
		text_at(document, "/mail/from/0/address"),
		text_at(document, "/mail/subject"),
		text_at(document, "/verdict/is"),
		str_of(text),
		str_of(dossier_id(dossier)),
	};

	return db_run(db, sql, values, G_N_ELEMENTS(values), error);
}

bool rows_add(
	sqlite3 *db, const Dossier *dossier, ArchiveState state, gint64 *number_out, GError **error)
{
	static const char sql[] = "INSERT INTO cases (opened, state, source, name, sender, "
				  "subject, verdict, dossier, id)"
				  " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";

	if (write_row(db, sql, dossier, state, error)) {
		*number_out = sqlite3_last_insert_rowid(db);
		return true;
	}
	if (sqlite3_extended_errcode(db) == SQLITE_CONSTRAINT_UNIQUE) {
		g_clear_error(error);
		g_set_error(error, FAULT, FAULT_TAKEN, "there is a case %s already",
			dossier_id(dossier));
	}
	return false;
}

bool rows_replace(sqlite3 *db, const Dossier *dossier, ArchiveState state, GError **error)
{
	static const char sql[] =
		"UPDATE cases SET opened = ?, state = ?, source = ?, name = ?, sender = ?,"
		" subject = ?, verdict = ?, dossier = ? WHERE id = ?";

	if (!write_row(db, sql, dossier, state, error))
		return false;
	g_assert(sqlite3_changes(db) == 1);
	return true;
}

bool rows_hold(sqlite3 *db, const char *id, const char *blob, GError **error)
{
	static const char sql[] = "INSERT OR IGNORE INTO holds (number, blob)"
				  " SELECT number, ? FROM cases WHERE id = ?";

	return db_run(db, sql, (Str[]){str_of(blob), str_of(id)}, 2, error);
}

static bool unknown(GError **error, const char *id)
{
	g_set_error(error, FAULT, FAULT_FAILED, "there is no case %s in this archive", id);
	return false;
}

/* The row of the case `id` that `sql` selects, standing on it; NULL with `error` where there is none. */
static sqlite3_stmt *select_case(sqlite3 *db, const char *sql, const char *id, GError **error)
{
	g_autoptr(GError) fault = NULL;
	g_autoptr(sqlite3_stmt) rows = db_select(db, sql, (Str[]){str_of(id)}, 1, error);

	if (!rows)
		return NULL;
	if (db_next(rows, &fault))
		return g_steal_pointer(&rows);
	if (fault)
		g_propagate_error(error, g_steal_pointer(&fault));
	else
		unknown(error, id);
	return NULL;
}

bool rows_number(sqlite3 *db, const char *id, gint64 *number_out, GError **error)
{
	g_autoptr(sqlite3_stmt) row =
		select_case(db, "SELECT number FROM cases WHERE id = ?", id, error);

	if (!row)
		return false;
	*number_out = sqlite3_column_int64(row, 0);
	return true;
}

Dossier *rows_load(sqlite3 *db, const char *id, ArchiveState *state_out, GError **error)
{
	g_autoptr(sqlite3_stmt) row =
		select_case(db, "SELECT dossier, state FROM cases WHERE id = ?", id, error);

	if (!row)
		return NULL;
	json_t *document = json_parse(db_text(row, 0), error);
	Dossier *dossier = document ? dossier_from_json(document, error) : NULL;
	if (!dossier) {
		g_prefix_error(error, "the case %s is damaged: ", id);
		return NULL;
	}
	*state_out = entry_state(db_text(row, 1));
	return dossier;
}

/* The ids that `sql` finds, CANDIDATES_MAX + 1 at most. */
static GPtrArray *find_ids(
	sqlite3 *db, const char *sql, const Str *values, size_t count, GError **error)
{
	g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GError) fault = NULL;
	g_autoptr(sqlite3_stmt) rows = db_select(db, sql, values, count, error);

	if (!rows)
		return NULL;
	while (ids->len <= CANDIDATES_MAX && db_next(rows, &fault))
		g_ptr_array_add(ids, str_dup(db_text(rows, 0)));
	if (fault) {
		g_propagate_error(error, g_steal_pointer(&fault));
		return NULL;
	}
	return g_steal_pointer(&ids);
}

static char *first(const GPtrArray *ids)
{
	return ids && ids->len > 0 ? g_strdup(ids->pdata[0]) : NULL;
}

static void ambiguous(GError **error, const char *word, const GPtrArray *ids)
{
	g_autoptr(GString) list = g_string_new(NULL);

	for (guint i = 0; i < MIN(ids->len, CANDIDATES_MAX); i++)
		g_string_append_printf(list, "%s%s", i ? ", " : "", (char *)ids->pdata[i]);
	g_set_error(error, FAULT, FAULT_FAILED,
		"%s fits more than one case: %s%s. Give more digits", word, list->str,
		ids->len > CANDIDATES_MAX ? ", …" : "");
}

static char *newest(sqlite3 *db, GError **error)
{
	static const char sql[] = "SELECT id FROM cases ORDER BY number DESC LIMIT 1";
	g_autoptr(GPtrArray) ids = find_ids(db, sql, NULL, 0, error);

	if (ids && ids->len == 0)
		g_set_error(error, FAULT, FAULT_FAILED, "there is no case in this archive yet");
	return first(ids);
}

static bool is_id_char(char c)
{
	return c == '-' || str_is_digit(c) || (c >= 'a' && c <= 'f');
}

char *rows_resolve(sqlite3 *db, const char *word, GError **error)
{
	static const char sql[] =
		"SELECT id FROM cases WHERE id GLOB ?1 || '*' OR id GLOB '*-' || ?1 || '*'"
		" ORDER BY number DESC";
	Str rest = str_of(word);

	if (strcmp(word, "last") == 0)
		return newest(db, error);
	str_skip(&rest, is_id_char); /* what is left over could be one of GLOB's characters */
	if (rest.len > 0 || word[0] == '\0') {
		g_set_error(error, FAULT, FAULT_FAILED,
			"\"%s\" is no case: a case is 20261125-7f3a91c2, the first digits of it, "
			"or last",
			word);
		return NULL;
	}
	g_autoptr(GPtrArray) ids = find_ids(db, sql, (Str[]){str_of(word)}, 1, error);
	if (ids && ids->len == 1)
		return first(ids);
	if (ids && ids->len == 0)
		unknown(error, word);
	else if (ids)
		ambiguous(error, word, ids);
	return NULL;
}

char *rows_find_source(sqlite3 *db, const char *source, ArchiveState state, GError **error)
{
	static const char sql[] = "SELECT id FROM cases WHERE source = ? AND state = ?"
				  " ORDER BY number DESC LIMIT 1";
	const Str values[] = {str_of(source), str_of(entry_state_word(state))};
	g_autoptr(GPtrArray) ids = find_ids(db, sql, values, G_N_ELEMENTS(values), error);

	return first(ids);
}

static char *column(sqlite3_stmt *rows, int number)
{
	Str text = db_text(rows, number);

	return text.at ? str_dup(text) : NULL;
}

static ArchiveEntry *entry_of(sqlite3_stmt *rows)
{
	ArchiveEntry *entry = g_new0(ArchiveEntry, 1);

	entry->id = column(rows, 0);
	entry->opened = column(rows, 1);
	entry->state = entry_state(db_text(rows, 2));
	entry->name = column(rows, 3);
	entry->sender = column(rows, 4);
	entry->subject = column(rows, 5);
	entry->verdict = column(rows, 6);
	return entry;
}

GPtrArray *rows_list(sqlite3 *db, GError **error)
{
	static const char sql[] =
		"SELECT id, opened, state, name, sender, subject, verdict FROM cases"
		" ORDER BY number DESC";
	g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func(entry_free);
	g_autoptr(GError) fault = NULL;
	g_autoptr(sqlite3_stmt) rows = db_select(db, sql, NULL, 0, error);

	if (!rows)
		return NULL;
	while (db_next(rows, &fault))
		g_ptr_array_add(entries, entry_of(rows));
	if (fault) {
		g_propagate_error(error, g_steal_pointer(&fault));
		return NULL;
	}
	return g_steal_pointer(&entries);
}
