#pragma once
/*
 * archive/answers - exchanges that are remembered, in the cache's file. An exchange knows when it was asked,
 * so that an answer from the cache is told with its age; "there is no such domain" is an answer too.
 *
 *	g_autoptr(Exchange) exchange = answers_find(db, &key, now, &error);
 *	if (!exchange && !error)
 *		ask();
 */
#include "archive/db.h"
#include "net/exchange.h"

/* The cache is no larger, in bytes; of more, what is soonest past its time goes. */
#define ANSWERS_BYTES_MAX ((gint64)256 << 20)

/* What is kept under this key and not past its time at `now` (seconds since 1970), yours to exchange_unref.
 * NULL where there is nothing, and with `error` where it cannot be read. */
Exchange *answers_find(sqlite3 *db, const ExchangeKey *key, gint64 now, GError **error);

/* Keep it until `until`, in the place of an older one. A question that is no UTF-8, which no dossier could
 * name, is not kept. */
bool answers_keep(sqlite3 *db, const Exchange *exchange, gint64 until, GError **error);

/* Forget what is kept under this key. */
bool answers_drop(sqlite3 *db, const ExchangeKey *key, GError **error);

/* Forget what was asked at `since` (seconds since 1970) or later. */
bool answers_drop_since(sqlite3 *db, gint64 since, GError **error);

/* Forget what is past its time at `now`, and what is too much for `bytes_max`. */
bool answers_sweep(sqlite3 *db, gint64 now, gint64 bytes_max, GError **error);
