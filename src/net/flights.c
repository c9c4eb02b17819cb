#include "net/flights.h"

struct Flights {
	GMutex lock;
	GCond landed;
	GHashTable *flights; /* key -> Flight *, owned by its holders */
};

/* One question under way, and who waits for it. */
typedef struct {
	Exchange *exchange; /* NULL until it is there */
	guint holders;
} Flight;

Flights *flights_new(void)
{
	Flights *flights = g_new0(Flights, 1);

	g_mutex_init(&flights->lock);
	g_cond_init(&flights->landed);
	flights->flights = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	return flights;
}

void flights_free(Flights *flights)
{
	if (!flights)
		return;
	g_assert(g_hash_table_size(flights->flights) == 0);
	g_hash_table_unref(flights->flights);
	g_mutex_clear(&flights->lock);
	g_cond_clear(&flights->landed);
	g_free(flights);
}

/* With the lock held. */
static void release(Flight *flight)
{
	if (--flight->holders > 0)
		return;
	exchange_unref(flight->exchange);
	g_free(flight);
}

static Exchange *wait(Flights *flights, Flight *flight, gint64 deadline)
{
	bool in_time = true;

	flight->holders++;
	while (!flight->exchange && in_time)
		in_time = g_cond_wait_until(&flights->landed, &flights->lock, deadline);
	Exchange *exchange = flight->exchange ? exchange_ref(flight->exchange) : NULL;
	release(flight);
	return exchange;
}

Exchange *flights_join(
	Flights *flights, const char *key, gint64 deadline, FlightLead lead, void *data)
{
	g_mutex_lock(&flights->lock);
	Flight *flight = g_hash_table_lookup(flights->flights, key);
	if (flight) {
		Exchange *exchange = wait(flights, flight, deadline);
		g_mutex_unlock(&flights->lock);
		return exchange;
	}
	flight = g_new0(Flight, 1);
	flight->holders = 1;
	g_hash_table_insert(flights->flights, g_strdup(key), flight);
	g_mutex_unlock(&flights->lock);

	Exchange *exchange = lead(data);
	g_mutex_lock(&flights->lock);
	flight->exchange = exchange_ref(exchange);
	g_hash_table_remove(flights->flights, key);
	g_cond_broadcast(&flights->landed);
	release(flight);
	g_mutex_unlock(&flights->lock);
	return exchange;
}
