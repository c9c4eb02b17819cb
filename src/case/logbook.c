#include "case/logbook.h"

struct Logbook {
	GMutex lock;
	GHashTable *best; /* key -> Exchange *, owned */
	Recorder recorder;
};

/* How much an exchange says: 0 is the most. */
static int rank(const Exchange *exchange)
{
	if (exchange->outcome == OUTCOME_ANSWERED || exchange->outcome == OUTCOME_CUT)
		return (int)exchange->outcome;
	return outcome_was_asked(exchange->outcome) || exchange->outcome == OUTCOME_UNRESOLVED ? 2
											       : 3;
}

static bool is_better(const Exchange *one, const Exchange *other)
{
	int difference = rank(one) - rank(other);

	return difference < 0 || (difference == 0 && one->asked < other->asked);
}

static void record(void *self, Exchange *exchange)
{
	Logbook *logbook = self;
	ExchangeKey key = exchange_key(exchange);
	g_autofree char *text = exchange_key_text(&key);

	g_mutex_lock(&logbook->lock);
	const Exchange *earlier = g_hash_table_lookup(logbook->best, text);
	if (!earlier || is_better(exchange, earlier))
		g_hash_table_replace(logbook->best, g_steal_pointer(&text), exchange_ref(exchange));
	g_mutex_unlock(&logbook->lock);
}

Logbook *logbook_new(void)
{
	Logbook *logbook = g_new0(Logbook, 1);

	g_mutex_init(&logbook->lock);
	logbook->best = g_hash_table_new_full(
		g_str_hash, g_str_equal, g_free, (GDestroyNotify)exchange_unref);
	logbook->recorder = (Recorder){logbook, record};
	return logbook;
}

void logbook_free(Logbook *logbook)
{
	if (!logbook)
		return;
	g_hash_table_unref(logbook->best);
	g_mutex_clear(&logbook->lock);
	g_free(logbook);
}

const Recorder *logbook_recorder(Logbook *logbook)
{
	return &logbook->recorder;
}

/* The dossier's form of an exchange, its answer kept; NULL with `error`. */
static json_t *write_exchange(const Exchange *exchange, const Blobs *blobs, GError **error)
{
	char name[BLOB_NAME_SIZE];

	if (!exchange->answer)
		return exchange_to_json(exchange, NULL);
	if (!blobs->put(blobs->store, exchange->answer, name, error))
		return NULL;
	return exchange_to_json(exchange, name);
}

/* The key as the dossier has it, where bytes that are no UTF-8 have become something else. */
static char *written_key(const json_t *entry)
{
	ExchangeKey key = {json_get_text(entry, "protocol"), json_get_text(entry, "peer"),
		json_get_text(entry, "question")};

	return exchange_key_text(&key);
}

/* Where the dossier has each question: key -> index, for g_hash_table_unref. */
static GHashTable *places_of(const json_t *entries)
{
	GHashTable *places = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	const json_t *entry;
	size_t index;

	json_array_foreach (entries, index, entry)
		g_hash_table_insert(places, written_key(entry), GSIZE_TO_POINTER(index));
	return places;
}

/* Take the place of the same question's entry if that says less, or the next one. `fresh` is taken. */
static void place(
	json_t *entries, const GHashTable *places, const Exchange *exchange, json_t *fresh)
{
	g_autofree char *key = written_key(fresh);
	gpointer index;

	if (!g_hash_table_lookup_extended((GHashTable *)places, key, NULL, &index)) {
		json_push(entries, fresh);
		return;
	}
	const json_t *earlier = json_array_get(entries, GPOINTER_TO_SIZE(index));
	g_autoptr(Exchange) before = exchange_from_json(earlier, NULL);
	if (!before || is_better(exchange, before))
		json_array_set_new(entries, GPOINTER_TO_SIZE(index), fresh);
	else
		json_decref(fresh);
}

static int compare_keys(const void *one, const void *other)
{
	return strcmp(*(const char *const *)one, *(const char *const *)other);
}

bool logbook_write(Logbook *logbook, const Blobs *blobs, Dossier *dossier, GError **error)
{
	const json_t *there = json_object_get(dossier_json(dossier), "exchanges");
	json_auto_t *entries = json_copy((json_t *)there);
	g_autoptr(GHashTable) places = places_of(there);
	guint count;
	g_autofree gpointer *keys = g_hash_table_get_keys_as_array(logbook->best, &count);

	qsort(keys, count, sizeof *keys, compare_keys);
	for (guint i = 0; i < count; i++) {
		const Exchange *exchange = g_hash_table_lookup(logbook->best, keys[i]);
		json_t *fresh = write_exchange(exchange, blobs, error);
		if (!fresh)
			return false;
		place(entries, places, exchange, fresh);
	}
	dossier_put(dossier, "exchanges", json_incref(entries));
	return true;
}
