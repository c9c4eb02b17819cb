#include "net/exchange.h"

#include "base/when.h"

Exchange *exchange_new(const ExchangeKey *key)
{
	Exchange *exchange = g_atomic_rc_box_new0(Exchange);

	exchange->protocol = g_strdup(key->protocol);
	exchange->server = g_strdup(key->server);
	exchange->question = g_strdup(key->question);
	exchange->facts = json_object();
	exchange->asked = g_get_real_time() / G_USEC_PER_SEC;
	return exchange;
}

Exchange *exchange_ref(Exchange *exchange)
{
	return g_atomic_rc_box_acquire(exchange);
}

static void clear(void *box)
{
	Exchange *exchange = box;

	g_free(exchange->protocol);
	g_free(exchange->server);
	g_free(exchange->question);
	g_free(exchange->address);
	g_bytes_unref(exchange->answer);
	json_decref(exchange->facts);
	json_decref(exchange->why);
}

void exchange_unref(Exchange *exchange)
{
	if (exchange)
		g_atomic_rc_box_release_full(exchange, clear);
}

void exchange_end(Exchange *exchange, Outcome outcome, const char *detail)
{
	json_decref(exchange->why);
	exchange->outcome = outcome;
	exchange->why = outcome_words(outcome, detail);
}

void exchange_refuse(Exchange *exchange, json_t *why)
{
	json_decref(exchange->why);
	exchange->outcome = OUTCOME_REFUSED;
	exchange->why = why;
}

ExchangeKey exchange_key(const Exchange *exchange)
{
	return (ExchangeKey){exchange->protocol, exchange->server, exchange->question};
}

char *exchange_key_text(const ExchangeKey *key)
{
	return g_strjoin("\n", key->protocol, key->server, key->question, NULL);
}

const char *exchange_header(const Exchange *exchange, const char *name)
{
	const json_t *headers = json_object_get(exchange->facts, "headers");
	size_t i;
	const json_t *pair;

	json_array_foreach (headers, i, pair) {
		if (str_equal_fold(json_str(json_array_get(pair, 0)), str_of(name)))
			return json_string_value(json_array_get(pair, 1));
	}
	return NULL;
}

json_t *exchange_to_json(const Exchange *exchange, const char *blob)
{
	json_t *object = json_object();
	g_autofree char *asked = when_text(exchange->asked);

	json_put(object, "protocol", json_text(str_of(exchange->protocol)));
	json_put(object, "peer", json_text(str_of(exchange->server)));
	json_put(object, "address", json_text_or_null(exchange->address));
	json_put(object, "question", json_text(str_of(exchange->question)));
	json_put(object, "answer", json_text_or_null(blob));
	json_put(object, "asked", json_text(str_of(asked)));
	json_put(object, "ms", json_integer(exchange->ms));
	json_put(object, "outcome", json_text(str_of(outcome_name(exchange->outcome))));
	json_put(object, "why", exchange->why ? json_incref(exchange->why) : json_null());
	json_put(object, "facts", json_incref(exchange->facts));
	return object;
}

Exchange *exchange_from_json(const json_t *object, GBytes *answer)
{
	ExchangeKey key = {json_get_text(object, "protocol"), json_get_text(object, "peer"),
		json_get_text(object, "question")};
	const char *name = json_get_text(object, "outcome");
	json_t *facts = json_object_get(object, "facts"), *why = json_object_get(object, "why");
	Outcome outcome;
	gint64 asked;

	if (!key.protocol || !key.server || !key.question || !name ||
		!outcome_find(name, &outcome) || !when_parse(json_get_str(object, "asked"), &asked))
		return NULL;

	Exchange *exchange = exchange_new(&key);
	exchange->outcome = outcome;
	exchange->asked = asked;
	exchange->ms = json_integer_value(json_object_get(object, "ms"));
	exchange->address = g_strdup(json_get_text(object, "address"));
	exchange->answer = answer ? g_bytes_ref(answer) : NULL;
	if (json_is_object(facts))
		json_object_update(exchange->facts, facts);
	exchange->why = json_is_object(why) ? json_incref(why) : NULL;
	return exchange;
}
