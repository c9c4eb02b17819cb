#include "net/exchange.h"

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
