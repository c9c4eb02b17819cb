#include "archive/forget.h"

#include "archive/answers.h"
#include "archive/cachefile.h"
#include "archive/fault.h"
#include "archive/places.h"
#include "base/when.h"

/* From when on everything is forgotten. */
static gint64 since(const Dossier *dossier, ArchiveState state)
{
	gint64 opened;

	if (!dossier || !when_parse(json_get_str(dossier_json(dossier), "opened"), &opened))
		return 0;
	return state == ARCHIVE_DONE ? G_MAXINT64 : opened;
}

static bool forget_one(sqlite3 *db, const json_t *exchange, gint64 now_ms, GError **error)
{
	ExchangeKey key = {json_get_text(exchange, "protocol"), json_get_text(exchange, "peer"),
		json_get_text(exchange, "question")};

	if (!key.protocol || !key.server || !key.question)
		return true;
	return answers_drop(db, &key, error) && places_forget(db, key.server, now_ms, error);
}

static bool forget_all(sqlite3 *db, const Dossier *dossier, ArchiveState state, GError **error)
{
	gint64 now_ms = g_get_real_time() / 1000;
	const json_t *exchange,
		*exchanges = dossier ? json_object_get(dossier_json(dossier), "exchanges") : NULL;
	size_t index;

	json_array_foreach (exchanges, index, exchange)
		if (!forget_one(db, exchange, now_ms, error))
			return false;
	return answers_drop_since(db, since(dossier, state), error) &&
	       places_sweep(db, now_ms, error) &&
	       answers_sweep(db, now_ms / 1000, ANSWERS_BYTES_MAX, error);
}

static bool forget_within(sqlite3 *db, const Dossier *dossier, ArchiveState state, GError **error)
{
	if (!db_begin(db, error))
		return false;
	if (!forget_all(db, dossier, state, error)) {
		db_rollback(db);
		return false;
	}
	return db_commit(db, error);
}

bool forget_asked(const char *dir, const Dossier *dossier, ArchiveState state, GError **error)
{
	g_autoptr(GError) fault = NULL;

	if (!cachefile_exists(dir))
		return true;
	g_autoptr(sqlite3) db = cachefile_open(dir, &fault);
	if (db && forget_within(db, dossier, state, &fault))
		return true;
	if (db && g_error_matches(fault, FAULT, FAULT_DAMAGED)) {
		cachefile_discard(dir);
		return true;
	}
	g_propagate_prefixed_error(error, g_steal_pointer(&fault),
		"what the case asked cannot be forgotten (%s): ", CACHEFILE_NAME);
	return false;
}
