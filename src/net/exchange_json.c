#include "base/when.h"
#include "net/exchange.h"

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
