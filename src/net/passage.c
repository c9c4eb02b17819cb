#include "net/passage.h"

#include "base/when.h"

#define USEC_PER_MS ((gint64)1000)
#define MS_PER_S    ((gint64)1000)

/* The governor is asked again after that at the latest: others may have left before their time. */
#define NAP_MAX_MS ((gint64)250)

/* One asker's trip, as the lead of a flight sees it. */
typedef struct {
	const Passage *passage;
	const PassageTrip *trip;
	const Ask *ask;
	gint64 patience; /* until when to wait for the server's turn */
} Traveller;

static Exchange *recorded(Exchange *exchange, const Ask *ask)
{
	if (ask && ask->recorder)
		ask->recorder->record(ask->recorder->self, exchange);
	return exchange;
}

static Exchange *ended(const ExchangeKey *key, Outcome outcome, const char *detail)
{
	Exchange *exchange = exchange_new(key);

	exchange_end(exchange, outcome, detail);
	return exchange;
}

static Exchange *find(const Traveller *traveller)
{
	const Cache *cache = traveller->passage->cache;

	if (!cache || (traveller->ask && traveller->ask->fresh && !traveller->passage->replay))
		return NULL;
	return cache->find(cache->self, &traveller->trip->key, g_get_real_time() / G_USEC_PER_SEC);
}

/* Wait until the governor lets us in. False where another process has asked the same meanwhile, whose answer is in
 * `found_out`, or where the server's turn is out of reach: that is NULL, and `retry_ms_out` is when it would be. */
static bool enter(const Traveller *traveller, Exchange **found_out, gint64 *retry_ms_out)
{
	static const Pace own = {0};
	const Governor *governor = traveller->passage->governor;
	const Pace *pace = traveller->ask ? &traveller->ask->pace : &own;

	while (true) {
		gint64 now_ms = g_get_real_time() / USEC_PER_MS, retry_ms = now_ms;
		*found_out = find(traveller);
		if (*found_out)
			return false;
		if (governor->enter(governor->self, &traveller->trip->key, pace, now_ms, &retry_ms))
			return true;
		gint64 left_ms = (traveller->patience - g_get_monotonic_time()) / USEC_PER_MS;
		if (left_ms <= 0 || retry_ms - now_ms > left_ms) {
			*retry_ms_out = retry_ms;
			return false;
		}
		g_usleep((gulong)(CLAMP(retry_ms - now_ms, 1, NAP_MAX_MS) * USEC_PER_MS));
	}
}

/* Whether it ended because its asker had no time: that says nothing about the server. */
static bool was_hurried(const Exchange *exchange)
{
	return json_is_true(json_object_get(exchange->facts, "hurried"));
}

/* How long the exchange may be remembered, in seconds; 0: not at all. */
static gint64 holds_for(const Traveller *traveller, const Exchange *exchange)
{
	const PassageTrip *trip = traveller->trip;

	if (!outcome_was_asked(exchange->outcome) && exchange->outcome != OUTCOME_UNRESOLVED)
		return 0;
	if (was_hurried(exchange))
		return 0;
	if (exchange->outcome != OUTCOME_ANSWERED && exchange->outcome != OUTCOME_CUT)
		return PASSAGE_KEEP_FAILED_S;
	return trip->holds ? trip->holds(exchange) : PASSAGE_KEEP_S;
}

static Exchange *put(const Traveller *traveller)
{
	const PassageTrip *trip = traveller->trip;
	const Cache *cache = traveller->passage->cache;
	Exchange *exchange = exchange_new(&trip->key);
	gint64 begun = g_get_monotonic_time();
	gint64 deadline = begun + trip->bounds->timeout_ms * USEC_PER_MS;
	bool is_hurried =
		traveller->ask && traveller->ask->deadline && traveller->ask->deadline < deadline;

	trip->put(exchange, is_hurried ? traveller->ask->deadline : deadline, traveller->ask,
		trip->data);
	exchange->ms = (g_get_monotonic_time() - begun) / USEC_PER_MS;
	if (is_hurried && g_get_monotonic_time() >= traveller->ask->deadline &&
		exchange->outcome != OUTCOME_ANSWERED)
		json_put(exchange->facts, "hurried", json_true());
	gint64 seconds = holds_for(traveller, exchange);
	if (cache && seconds > 0)
		cache->keep(cache->self, exchange, exchange->asked + seconds);
	return exchange;
}

static Exchange *fly(void *data)
{
	const Traveller *traveller = data;
	const Governor *governor = traveller->passage->governor;
	Exchange *exchange;
	gint64 retry_ms = 0;

	if (!governor || !traveller->trip->governed)
		return put(traveller);
	if (!enter(traveller, &exchange, &retry_ms)) {
		g_autofree char *until = when_text(retry_ms / MS_PER_S);
		return exchange ? exchange : ended(&traveller->trip->key, OUTCOME_THROTTLED, until);
	}
	/* who asked the same may have left between our look and our entry */
	exchange = find(traveller);
	if (!exchange)
		exchange = put(traveller);
	governor->leave(governor->self, &traveller->trip->key);
	return exchange;
}

/* Ask, or wait for who asks the same; one who gave up early for lack of time has not asked for us. */
static Exchange *join(Traveller *traveller)
{
	g_autofree char *key = exchange_key_text(&traveller->trip->key);
	Flights *flights = traveller->passage->flights;

	while (true) {
		Exchange *exchange =
			flights_join(flights, key, traveller->patience, fly, traveller);
		if (!exchange || !was_hurried(exchange) ||
			g_get_monotonic_time() >= traveller->patience)
			return exchange;
		exchange_unref(exchange);
	}
}

Exchange *passage_take(const Passage *passage, const PassageTrip *trip, const Ask *ask)
{
	Traveller traveller = {passage, trip, ask,
		ask && ask->deadline ? ask->deadline
				     : g_get_monotonic_time() + PASSAGE_PATIENCE_MS * USEC_PER_MS};
	Exchange *exchange = find(&traveller);

	if (!exchange && passage->replay)
		exchange = ended(&trip->key, OUTCOME_NOT_RECORDED, NULL);
	if (!exchange && passage->offline)
		exchange = ended(&trip->key, OUTCOME_OFFLINE, NULL);
	if (!exchange)
		exchange = join(&traveller);
	if (!exchange)
		exchange = ended(&trip->key, OUTCOME_TIMEOUT, NULL);
	return recorded(exchange, ask);
}

Exchange *passage_refuse(const ExchangeKey *key, json_t *why, const Ask *ask)
{
	Exchange *exchange = exchange_new(key);

	exchange_refuse(exchange, why);
	return recorded(exchange, ask);
}

Exchange *passage_end(const ExchangeKey *key, Outcome outcome, const char *detail, const Ask *ask)
{
	return recorded(ended(key, outcome, detail), ask);
}
