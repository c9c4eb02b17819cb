#include "net/memory.h"

/* An exchange in the cache. */
typedef struct {
	Exchange *exchange;
	gint64 until; /* seconds since 1970 */
} Kept;

struct Memory {
	GMutex lock;
	GPtrArray *recorded; /* Exchange * */
	GHashTable *kept;    /* key -> Kept *, owned */
	GQueue *order;       /* keys, the oldest first; some of them gone by now */
	Recorder recorder;
	Cache cache;
};

static void free_kept(void *data)
{
	Kept *kept = data;

	exchange_unref(kept->exchange);
	g_free(kept);
}

static void record(void *self, Exchange *exchange)
{
	Memory *memory = self;

	g_mutex_lock(&memory->lock);
	g_ptr_array_add(memory->recorded, exchange_ref(exchange));
	g_mutex_unlock(&memory->lock);
}

static Exchange *find(void *self, const ExchangeKey *key, gint64 now)
{
	Memory *memory = self;
	g_autofree char *text = exchange_key_text(key);

	g_mutex_lock(&memory->lock);
	const Kept *kept = g_hash_table_lookup(memory->kept, text);
	Exchange *exchange = kept && kept->until > now ? exchange_ref(kept->exchange) : NULL;
	g_mutex_unlock(&memory->lock);
	return exchange;
}

static void keep(void *self, Exchange *exchange, gint64 until)
{
	Memory *memory = self;
	ExchangeKey key = exchange_key(exchange);
	char *text = exchange_key_text(&key);
	Kept *kept = g_new(Kept, 1);

	*kept = (Kept){exchange_ref(exchange), until};
	g_mutex_lock(&memory->lock);
	if (g_hash_table_insert(memory->kept, text, kept))
		g_queue_push_tail(memory->order, g_strdup(text));
	while (g_queue_get_length(memory->order) > MEMORY_KEPT_MAX) {
		g_autofree char *oldest = g_queue_pop_head(memory->order);
		g_hash_table_remove(memory->kept, oldest);
	}
	g_mutex_unlock(&memory->lock);
}

static void drop(void *self, const ExchangeKey *key)
{
	Memory *memory = self;
	g_autofree char *text = exchange_key_text(key);

	g_mutex_lock(&memory->lock);
	g_hash_table_remove(memory->kept, text);
	g_mutex_unlock(&memory->lock);
}

Memory *memory_new(void)
{
	Memory *memory = g_new0(Memory, 1);

	g_mutex_init(&memory->lock);
	memory->recorded = g_ptr_array_new_with_free_func((GDestroyNotify)exchange_unref);
	memory->kept = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_kept);
	memory->order = g_queue_new();
	memory->recorder = (Recorder){memory, record};
	memory->cache = (Cache){memory, find, keep, drop};
	return memory;
}

void memory_free(Memory *memory)
{
	if (!memory)
		return;
	g_ptr_array_unref(memory->recorded);
	g_hash_table_unref(memory->kept);
	g_queue_free_full(memory->order, g_free);
	g_mutex_clear(&memory->lock);
	g_free(memory);
}

const Recorder *memory_recorder(Memory *memory)
{
	return &memory->recorder;
}

const Cache *memory_cache(Memory *memory)
{
	return &memory->cache;
}

void memory_put(Memory *memory, Exchange *exchange)
{
	keep(memory, exchange, G_MAXINT64);
}

GPtrArray *memory_recorded(Memory *memory)
{
	GPtrArray *copy = g_ptr_array_new_with_free_func((GDestroyNotify)exchange_unref);

	g_mutex_lock(&memory->lock);
	for (guint i = 0; i < memory->recorded->len; i++)
		g_ptr_array_add(copy, exchange_ref(g_ptr_array_index(memory->recorded, i)));
	g_mutex_unlock(&memory->lock);
	return copy;
}
