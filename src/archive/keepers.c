#include "archive/keepers.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "archive/answers.h"
#include "archive/cachefile.h"
#include "archive/fault.h"
#include "archive/places.h"
#include "net/memory.h"
#include "net/pacer.h"

/* After so many answers kept, room is made. */
#define SWEEP_EVERY 256

struct Keepers {
	GMutex lock; /* of all that follows, but for `memory` and `pacer`, which have their own */
	char *dir;
	sqlite3 *db;              /* NULL: in memory only */
	bool can_read, can_write; /* whether the file has been of use so far */
	char *trouble;
	char *holder;     /* this process's name for its places */
	GHashTable *held; /* digests of questions with a place in the file, not in the pacer */
	guint kept;
	Memory *memory; /* for what the file does not take */
	Pacer *pacer;
	Cache cache;
	Governor governor;
	DoorKeepers lent;
};

/* The file is of no use any more, or for reading only. With the lock held. */
static void note(Keepers *keepers, const GError *fault, bool for_reading)
{
	bool is_damaged = g_error_matches(fault, FAULT, FAULT_DAMAGED);

	if (!keepers->trouble)
		keepers->trouble = g_strdup(fault->message);
	keepers->can_write = false;
	keepers->can_read = keepers->can_read && !for_reading && !is_damaged;
	if (is_damaged) /* whoever comes next makes it anew */
		cachefile_discard(keepers->dir);
}

/* Whether something was written: what was done to the file, and how it went. With the lock held. */
static bool wrote(Keepers *keepers, bool done, GError *const *fault)
{
	if (!done)
		note(keepers, *fault, false);
	return done;
}

/* The cache */

static Exchange *find(void *self, const ExchangeKey *key, gint64 now)
{
	Keepers *keepers = self;
	const Cache *memory = memory_cache(keepers->memory);
	g_autoptr(GError) fault = NULL;
	Exchange *exchange = NULL;

	g_mutex_lock(&keepers->lock);
	if (keepers->can_read)
		exchange = answers_find(keepers->db, key, now, &fault);
	if (fault)
		note(keepers, fault, true);
	g_mutex_unlock(&keepers->lock);
	return exchange ? exchange : memory->find(memory->self, key, now);
}

static bool sweep(sqlite3 *db, GError **error)
{
	gint64 now_ms = g_get_real_time() / 1000;

	return places_sweep(db, now_ms, error) &&
	       answers_sweep(db, now_ms / 1000, ANSWERS_BYTES_MAX, error);
}

static void keep(void *self, Exchange *exchange, gint64 until)
{
	Keepers *keepers = self;
	const Cache *memory = memory_cache(keepers->memory);
	g_autoptr(GError) fault = NULL;
	bool kept = false;

	g_mutex_lock(&keepers->lock);
	if (keepers->can_write)
		kept = wrote(keepers,
			answers_keep(keepers->db, exchange, until, &fault) &&
				(++keepers->kept % SWEEP_EVERY > 0 || sweep(keepers->db, &fault)),
			&fault);
	g_mutex_unlock(&keepers->lock);
	if (!kept)
		memory->keep(memory->self, exchange, until);
}

static void drop(void *self, const ExchangeKey *key)
{
	Keepers *keepers = self;
	const Cache *memory = memory_cache(keepers->memory);
	g_autoptr(GError) fault = NULL;

	g_mutex_lock(&keepers->lock);
	if (keepers->can_write)
		wrote(keepers, answers_drop(keepers->db, key, &fault), &fault);
	g_mutex_unlock(&keepers->lock);
	memory->drop(memory->self, key);
}

/* The governor */

/* What the file calls the question. */
static char *digest_of(const ExchangeKey *key)
{
	g_autofree char *text = exchange_key_text(key);

	return g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
}

static bool enter(
	void *self, const ExchangeKey *key, const Pace *pace, gint64 now_ms, gint64 *retry_ms_out)
{
	Keepers *keepers = self;
	const Governor *pacer = pacer_governor(keepers->pacer);
	bool is_own = pace->interval_ms == 0 && pace->at_once == 0, looked = false, may = false;
	g_autofree char *digest = digest_of(key);
	const PlacesTurn turn = {
		key->server, digest, is_own ? KEEPERS_PACE : *pace, keepers->holder, now_ms};
	g_autoptr(GError) fault = NULL;

	g_mutex_lock(&keepers->lock);
	if (keepers->can_write)
		looked = wrote(keepers,
			places_enter(keepers->db, &turn, &may, retry_ms_out, &fault), &fault);
	if (looked && may)
		g_hash_table_add(keepers->held, g_steal_pointer(&digest));
	g_mutex_unlock(&keepers->lock);
	return looked ? may : pacer->enter(pacer->self, key, pace, now_ms, retry_ms_out);
}

static void leave(void *self, const ExchangeKey *key)
{
	Keepers *keepers = self;
	const Governor *pacer = pacer_governor(keepers->pacer);
	g_autofree char *digest = digest_of(key);
	const PlacesTurn turn = {
		.server = key->server, .question = digest, .holder = keepers->holder};
	g_autoptr(GError) fault = NULL;

	g_mutex_lock(&keepers->lock);
	bool in_file = g_hash_table_remove(keepers->held, digest);
	/* where it can no longer be given back, its lease will end */
	if (in_file && keepers->can_write)
		wrote(keepers, places_leave(keepers->db, &turn, &fault), &fault);
	g_mutex_unlock(&keepers->lock);
	if (!in_file)
		pacer->leave(pacer->self, key);
}

static void back_off(void *self, const char *server, gint64 until_ms)
{
	Keepers *keepers = self;
	const Governor *pacer = pacer_governor(keepers->pacer);
	g_autoptr(GError) fault = NULL;

	g_mutex_lock(&keepers->lock);
	if (keepers->can_write)
		wrote(keepers, places_back_off(keepers->db, server, until_ms, &fault), &fault);
	g_mutex_unlock(&keepers->lock);
	pacer->back_off(pacer->self, server, until_ms); /* should the file fail later */
}

/* Open the file, if it can be. */
static void open_file(Keepers *keepers)
{
	g_autoptr(GError) fault = NULL;

	if (g_mkdir_with_parents(keepers->dir, 0700) != 0)
		fault_errno(&fault, errno, "create the folder", keepers->dir);
	else
		keepers->db = cachefile_open(keepers->dir, &fault);
	keepers->can_read = keepers->db != NULL;
	if (!keepers->db)
		note(keepers, fault, true);
	else
		keepers->can_write = wrote(keepers, sweep(keepers->db, &fault), &fault);
}

Keepers *keepers_new(const char *dir)
{
	Keepers *keepers = g_new0(Keepers, 1);

	g_mutex_init(&keepers->lock);
	keepers->dir = g_strdup(dir);
	keepers->holder = g_uuid_string_random();
	keepers->held = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	keepers->memory = memory_new();
	keepers->pacer = pacer_new(&KEEPERS_PACE);
	keepers->cache = (Cache){keepers, find, keep, drop};
	keepers->governor = (Governor){keepers, enter, leave, back_off};
	keepers->lent = (DoorKeepers){&keepers->cache, &keepers->governor};
	if (dir)
		open_file(keepers);
	return keepers;
}

void keepers_free(Keepers *keepers)
{
	if (!keepers)
		return;
	sqlite3_close(keepers->db);
	memory_free(keepers->memory);
	pacer_free(keepers->pacer);
	g_hash_table_unref(keepers->held);
	g_mutex_clear(&keepers->lock);
	g_free(keepers->trouble);
	g_free(keepers->holder);
	g_free(keepers->dir);
	g_free(keepers);
}

const DoorKeepers *keepers_lent(const Keepers *keepers)
{
	return &keepers->lent;
}

char *keepers_trouble(Keepers *keepers)
{
	g_mutex_lock(&keepers->lock);
	char *trouble = g_strdup(keepers->trouble);
	g_mutex_unlock(&keepers->lock);
	return trouble;
}
