#include "archive/places.h"

/* What the file says about a server. */
typedef struct {
	gint64 last_ms, until_ms, taken;
	bool is_asked; /* the same question is under way */
} State;

/* A lease that ends later than one taken now would is from a clock that was wrong: it does not count. */
static bool look(sqlite3 *db, const PlacesTurn *turn, State *state_out, GError **error)
{
	static const char sql[] =
		"SELECT (SELECT last_ms FROM servers WHERE name = ?1),"
		" (SELECT until_ms FROM servers WHERE name = ?1),"
		" count(*), coalesce(sum(question = ?4), 0)"
		" FROM places WHERE server = ?1 AND lease_ms > ?2 AND lease_ms <= ?3";
	DbNumber now, latest;
	const Str values[] = {str_of(turn->server), db_write_number(turn->now_ms, &now),
		db_write_number(turn->now_ms + PLACES_LEASE_MS, &latest), str_of(turn->question)};
	g_autoptr(sqlite3_stmt) row = db_select(db, sql, values, G_N_ELEMENTS(values), error);

	if (!row || !db_next(row, error))
		return false;
	*state_out = (State){sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 1),
		sqlite3_column_int64(row, 2), sqlite3_column_int64(row, 3) > 0};
	return true;
}

/* When the server may be asked next, at the earliest. */
static gint64 next_turn(const State *state, const PlacesTurn *turn)
{
	gint64 last_ms = MIN(state->last_ms, turn->now_ms); /* as with leases */
	gint64 next_ms = MAX(state->until_ms, last_ms + turn->pace.interval_ms);

	bool is_full = turn->pace.at_once > 0 && state->taken >= turn->pace.at_once;
	if (next_ms <= turn->now_ms && (is_full || state->is_asked))
		return turn->now_ms + PLACES_RETRY_MS;
	return next_ms;
}

static bool take(sqlite3 *db, const PlacesTurn *turn, GError **error)
{
	static const char place[] =
		"INSERT INTO places (server, question, holder, lease_ms) VALUES (?, ?, ?, ?)";
	static const char server[] =
		"INSERT INTO servers (name, last_ms, until_ms) VALUES (?, ?, 0)"
		" ON CONFLICT (name) DO UPDATE SET last_ms = excluded.last_ms";
	DbNumber now, lease;
	const Str name = str_of(turn->server);
	const Str place_values[] = {name, str_of(turn->question), str_of(turn->holder),
		db_write_number(turn->now_ms + PLACES_LEASE_MS, &lease)};
	const Str server_values[] = {name, db_write_number(turn->now_ms, &now)};

	return db_run(db, place, place_values, G_N_ELEMENTS(place_values), error) &&
	       db_run(db, server, server_values, G_N_ELEMENTS(server_values), error);
}

bool places_enter(
	sqlite3 *db, const PlacesTurn *turn, bool *may_out, gint64 *retry_ms_out, GError **error)
{
	State state;

	/* those who cannot enter yet come back often: they look without the lock */
	if (!look(db, turn, &state, error))
		return false;
	*may_out = next_turn(&state, turn) <= turn->now_ms;
	if (!*may_out) {
		*retry_ms_out = next_turn(&state, turn);
		return true;
	}
	if (!db_begin(db, error))
		return false;
	bool looked = look(db, turn, &state, error);
	gint64 next_ms = looked ? next_turn(&state, turn) : 0;
	if (looked && next_ms > turn->now_ms) {
		db_rollback(db);
		*may_out = false;
		*retry_ms_out = next_ms;
		return true;
	}
	if (!looked || !take(db, turn, error)) {
		db_rollback(db);
		return false;
	}
	return db_commit(db, error);
}

bool places_leave(sqlite3 *db, const PlacesTurn *turn, GError **error)
{
	static const char sql[] =
		"DELETE FROM places WHERE server = ? AND question = ? AND holder = ?";
	const Str values[] = {str_of(turn->server), str_of(turn->question), str_of(turn->holder)};

	return db_run(db, sql, values, G_N_ELEMENTS(values), error);
}

bool places_back_off(sqlite3 *db, const char *server, gint64 until_ms, GError **error)
{
	static const char sql[] =
		"INSERT INTO servers (name, last_ms, until_ms) VALUES (?, 0, ?)"
		" ON CONFLICT (name) DO UPDATE SET until_ms = max(until_ms, excluded.until_ms)";
	DbNumber until;
	const Str values[] = {str_of(server), db_write_number(until_ms, &until)};

	return db_run(db, sql, values, G_N_ELEMENTS(values), error);
}

bool places_forget(sqlite3 *db, const char *server, gint64 now_ms, GError **error)
{
	static const char sql[] =
		"DELETE FROM servers WHERE name = ?1 AND until_ms <= ?2"
		" AND NOT EXISTS (SELECT 1 FROM places WHERE server = ?1 AND lease_ms > ?2)";
	DbNumber now;
	const Str values[] = {str_of(server), db_write_number(now_ms, &now)};

	return db_run(db, sql, values, G_N_ELEMENTS(values), error);
}

bool places_sweep(sqlite3 *db, gint64 now_ms, GError **error)
{
	DbNumber now, old;

	return db_run(db, "DELETE FROM places WHERE lease_ms <= ?",
		       (Str[]){db_write_number(now_ms, &now)}, 1, error) &&
	       db_run(db, "DELETE FROM servers WHERE last_ms < ?1 AND until_ms < ?1",
		       (Str[]){db_write_number(now_ms - PLACES_KEEP_MS, &old)}, 1, error);
}
