#include "net/pacer.h"

/* When to look again for a free place, which nobody announces. */
#define FREE_PLACE_MS 20

/* What is known of one server. */
typedef struct {
	guint under_way;
	gint64 last_ms;  /* when the last question began */
	gint64 until_ms; /* nobody enters before */
} Server;

struct Pacer {
	GMutex lock;
	GHashTable *servers; /* name -> Server * */
	Pace pace;
	Governor governor;
};

/* With the lock held. */
static Server *server_of(Pacer *pacer, const char *name)
{
	Server *server = g_hash_table_lookup(pacer->servers, name);

	if (!server) {
		server = g_new0(Server, 1);
		g_hash_table_insert(pacer->servers, g_strdup(name), server);
	}
	return server;
}

/* When the server may be asked next, at the earliest. */
static gint64 next_turn(const Server *server, const Pace *pace, gint64 now_ms)
{
	gint64 turn = MAX(server->until_ms, server->last_ms + pace->interval_ms);

	if (turn <= now_ms && pace->at_once > 0 && server->under_way >= pace->at_once)
		return now_ms + FREE_PLACE_MS;
	return turn;
}

static bool enter(
	void *self, const ExchangeKey *key, const Pace *pace, gint64 now_ms, gint64 *retry_ms_out)
{
	Pacer *pacer = self;
	bool is_own = pace->interval_ms == 0 && pace->at_once == 0;

	g_mutex_lock(&pacer->lock);
	Server *server = server_of(pacer, key->server);
	gint64 turn = next_turn(server, is_own ? &pacer->pace : pace, now_ms);
	bool may = turn <= now_ms;
	if (may) {
		server->under_way++;
		server->last_ms = now_ms;
	} else {
		*retry_ms_out = turn;
	}
	g_mutex_unlock(&pacer->lock);
	return may;
}

static void leave(void *self, const ExchangeKey *key)
{
	Pacer *pacer = self;

	g_mutex_lock(&pacer->lock);
	server_of(pacer, key->server)->under_way--;
	g_mutex_unlock(&pacer->lock);
}

static void back_off(void *self, const char *name, gint64 until_ms)
{
	Pacer *pacer = self;

	g_mutex_lock(&pacer->lock);
	Server *server = server_of(pacer, name);
	server->until_ms = MAX(server->until_ms, until_ms);
	g_mutex_unlock(&pacer->lock);
}

Pacer *pacer_new(const Pace *pace)
{
	Pacer *pacer = g_new0(Pacer, 1);

	g_mutex_init(&pacer->lock);
	pacer->servers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	pacer->pace = *pace;
	pacer->governor = (Governor){pacer, enter, leave, back_off};
	return pacer;
}

void pacer_free(Pacer *pacer)
{
	if (!pacer)
		return;
	g_hash_table_unref(pacer->servers);
	g_mutex_clear(&pacer->lock);
	g_free(pacer);
}

const Governor *pacer_governor(Pacer *pacer)
{
	return &pacer->governor;
}
