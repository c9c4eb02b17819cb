#pragma once
/*
 * archive/places - politeness in the cache's file, for all processes that share an archive: a question to a
 * server takes a place, of which there are so many; between two there is time; and a server that has
 * complained is left alone.
 *
 * Nobody gets a place for what another process is just asking. A place is a lease: a process that dies with a
 * question under way holds its place no longer than that.
 *
 *	bool may;
 *	PlacesTurn turn = {"whois.example:43", "3b5d…", {.interval_ms = 1000, .at_once = 1}, "me", now_ms};
 *	if (places_enter(db, &turn, &may, &retry_ms, &error) && may)
 *		ask_and_then(places_leave(db, &turn, &error));
 */
#include "archive/db.h"
#include "net/bounds.h"
#include "net/keeper.h"

/* How long a place is held that nobody gives back: longer than an exchange may take. */
#define PLACES_LEASE_MS ((gint64)60000)
G_STATIC_ASSERT(PLACES_LEASE_MS > BOUNDS_TIMEOUT_MAX_MS);

/* When to look again for a free place, which nobody announces. */
#define PLACES_RETRY_MS ((gint64)50)

/* What is remembered of a server that nobody has asked since; a back-off is no longer. */
#define PLACES_KEEP_MS ((gint64)3600 * 1000)

/* Who wants to ask whom. */
typedef struct {
	const char *server;
	const char *question; /* a digest of it: the file outlives whom it tells of */
	Pace pace;            /* zeros are no limit */
	const char *holder;
	gint64 now_ms; /* since 1970 */
} PlacesTurn;

/* Try to take a place, without waiting for it. Where `may_out` is false, `retry_ms_out` is when to try again.
 * False with `error` where the file cannot be used. */
bool places_enter(
	sqlite3 *db, const PlacesTurn *turn, bool *may_out, gint64 *retry_ms_out, GError **error);

/* Give the place of the turn's question back. */
bool places_leave(sqlite3 *db, const PlacesTurn *turn, GError **error);

/* Nobody enters until `until_ms`. */
bool places_back_off(sqlite3 *db, const char *server, gint64 until_ms, GError **error);

/* Forget a server, unless it is still to be left alone at `now_ms`, or somebody asks it. */
bool places_forget(sqlite3 *db, const char *server, gint64 now_ms, GError **error);

/* Forget leases that are over and servers that nobody has asked for long. */
bool places_sweep(sqlite3 *db, gint64 now_ms, GError **error);
