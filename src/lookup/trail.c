#include "lookup/trail.h"

#include "base/utf8.h"

static void step_free(gpointer data)
{
	TrailStep *step = data;

	exchange_unref(step->exchange);
	json_decref(step->quote);
	g_free(step);
}

Trail *trail_new(const Inquiry *inquiry, SubjectKind kind, const char *subject)
{
	Trail *trail = g_new0(Trail, 1);

	trail->inquiry = inquiry;
	trail->kind = kind;
	trail->subject = subject;
	trail->steps = g_ptr_array_new_with_free_func(step_free);
	trail->readings = g_ptr_array_new_with_free_func((GDestroyNotify)registration_free);
	return trail;
}

void trail_free(Trail *trail)
{
	if (!trail)
		return;
	g_ptr_array_unref(trail->steps);
	g_ptr_array_unref(trail->readings);
	json_decref(trail->why);
	g_free(trail);
}

Ask trail_ask(const Trail *trail, const char *host)
{
	const Inquiry *inquiry = trail->inquiry;

	return (Ask){
		.recorder = inquiry->recorder,
		.deadline = inquiry->deadline,
		.pace = servers_pace(inquiry->servers, host),
	};
}

void trail_end(Trail *trail, json_t *why)
{
	json_decref(trail->why);
	trail->why = why;
}

void trail_end_nowhere(Trail *trail, json_t *why)
{
	trail_end(trail, why);
	trail->nowhere = true;
}

bool trail_note(Trail *trail, Exchange *exchange)
{
	TrailStep *step = g_new0(TrailStep, 1);
	bool whole = exchange->outcome == OUTCOME_ANSWERED;

	step->exchange = exchange;
	step->quote = json_null();
	g_ptr_array_add(trail->steps, step);
	if (!whole)
		trail_end(trail, json_incref(exchange->why));
	/* half a reply may hold all that matters: the record comes before the small print */
	return exchange->answer && outcome_was_asked(exchange->outcome) &&
	       exchange->outcome != OUTCOME_UNTRUSTED;
}

static TrailStep *last_step(const Trail *trail)
{
	return g_ptr_array_index(trail->steps, trail->steps->len - 1);
}

/* The name in "whois.cnnic.cn:43". */
static char *host_of(const char *server)
{
	const char *colon = strrchr(server, ':');

	return colon ? g_strndup(server, (gsize)(colon - server)) : g_strdup(server);
}

static void keep_quote(TrailStep *step, const json_t *reading)
{
	Str quote = json_get_str(reading, "quote");

	if (quote.len == 0)
		return;
	g_autoptr(GString) whole = utf8_repair(str_sub(quote, 0, TRAIL_QUOTE_MAX), NULL);
	step->quote = json_text(str_over(whole->str, whole->len));
}

json_t *trail_read(Trail *trail, const char *protocol)
{
	TrailStep *step = last_step(trail);
	g_autofree char *server = host_of(step->exchange->server);
	g_autoptr(GError) error = NULL;
	const DeskQuestion question = {protocol, server, trail->subject,
		subject_kind_name(trail->kind), step->exchange->answer};
	json_t *reading =
		desk_read(trail->inquiry->desk, &question, trail->inquiry->deadline, &error);
	json_t *why = json_object_get(reading, "why");

	if (!reading) {
		trail_end(trail,
			json_words("The reply of %s could not be read: %s.",
				"%s の応答を読み取れませんでした(%s)。", server, error->message));
		return NULL;
	}
	keep_quote(step, reading);
	if (json_is_object(why) && !trail->why) /* half a reply is unreadable for being half */
		trail_end(trail, json_incref(why));
	return reading;
}

bool trail_keep(Trail *trail, const json_t *reading)
{
	const json_t *json = json_object_get(reading, "registration");
	const Exchange *exchange = last_step(trail)->exchange;
	Registration *registration;

	if (!json_is_object(json))
		return true;
	registration = registration_parse(json);
	if (registration->state != STATE_THROTTLED) {
		g_ptr_array_add(trail->readings, registration);
		return true;
	}
	registration_free(registration);
	door_throttled(trail->inquiry->door, exchange, TRAIL_BACK_OFF_S);
	trail_end(trail, json_words("%s says that it is asked too often, and tells nothing.",
				 "%s は照会回数の上限に達したと応答し、情報を返しませんでした。",
				 exchange->server));
	return false;
}
