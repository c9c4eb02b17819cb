#include "archive/answers.h"

/* What a row takes besides its texts. */
#define ROW_BYTES 256

Exchange *answers_find(sqlite3 *db, const ExchangeKey *key, gint64 now, GError **error)
{
	static const char sql[] =
		"SELECT exchange, answer FROM answers WHERE key = ? AND until > ?";
	g_autofree char *text = exchange_key_text(key);
	g_autoptr(GBytes) answer = NULL;
	DbNumber time;
	const Str values[] = {str_of(text), db_write_number(now, &time)};
	g_autoptr(sqlite3_stmt) row = db_select(db, sql, values, G_N_ELEMENTS(values), error);

	if (!row || !db_next(row, error))
		return NULL;
	json_auto_t *exchange = json_parse(db_text(row, 0), error);
	/* an answer without a byte is an answer */
	if (sqlite3_column_type(row, 1) != SQLITE_NULL) {
		Str bytes = db_text(row, 1);
		answer = g_bytes_new(bytes.at, bytes.len);
	}
	return exchange ? exchange_from_json(exchange, answer) : NULL;
}

bool answers_keep(sqlite3 *db, const Exchange *exchange, gint64 until, GError **error)
{
	static const char sql[] =
		"INSERT OR REPLACE INTO answers (key, asked, until, size, exchange, answer)"
		" VALUES (?, ?, ?, ?, ?, CAST(? AS BLOB))";
	ExchangeKey key = exchange_key(exchange);
	g_autofree char *key_text = exchange_key_text(&key);
	json_auto_t *object = exchange_to_json(exchange, NULL);
	g_autofree char *text = json_canonical(object);
	Str answer = exchange->answer ? str_of_bytes(exchange->answer) : (Str){0};
	DbNumber asked, end, size;

	if (!g_utf8_validate(key_text, -1, NULL))
		return true;
	if (exchange->answer && !answer.at) /* a GBytes of no bytes has none to point at */
		answer = STR("");
	size_t bytes = answer.len + strlen(text) + strlen(key_text) + ROW_BYTES;
	const Str values[] = {
		str_of(key_text),
		db_write_number(exchange->asked, &asked),
		db_write_number(until, &end),
		db_write_number((gint64)bytes, &size),
		str_of(text),
		answer,
	};
	return db_run(db, sql, values, G_N_ELEMENTS(values), error);
}

bool answers_drop(sqlite3 *db, const ExchangeKey *key, GError **error)
{
	g_autofree char *text = exchange_key_text(key);

	return db_run(db, "DELETE FROM answers WHERE key = ?", (Str[]){str_of(text)}, 1, error);
}

bool answers_drop_since(sqlite3 *db, gint64 since, GError **error)
{
	DbNumber time;

	return db_run(db, "DELETE FROM answers WHERE asked >= ?",
		(Str[]){db_write_number(since, &time)}, 1, error);
}

bool answers_sweep(sqlite3 *db, gint64 now, gint64 bytes_max, GError **error)
{
	static const char surplus[] =
		"DELETE FROM answers WHERE rowid IN (SELECT id FROM"
		" (SELECT rowid AS id, sum(size) OVER (ORDER BY until DESC, rowid DESC) AS total"
		" FROM answers) WHERE total > CAST(? AS INTEGER))";
	DbNumber time, cap;

	return db_run(db, "DELETE FROM answers WHERE until <= ?",
		       (Str[]){db_write_number(now, &time)}, 1, error) &&
	       db_run(db, surplus, (Str[]){db_write_number(bytes_max, &cap)}, 1, error);
}
