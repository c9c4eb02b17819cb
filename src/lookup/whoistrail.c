#include "lookup/whoistrail.h"

#include "lookup/merge.h"
#include "lookup/referral.h"

static bool was_asked(const Trail *trail, const Referral *at)
{
	g_autofree char *server = g_strdup_printf("%s:%u", at->host, at->port);

	for (guint i = 0; i < trail->steps->len; i++) {
		const TrailStep *step = g_ptr_array_index(trail->steps, i);
		if (g_ascii_strcasecmp(step->exchange->server, server) == 0)
			return true;
	}
	return false;
}

/* Whether the server may be asked now, or the walk has gone astray. */
static bool leads_on(Trail *trail, const Referral *at)
{
	if (was_asked(trail, at)) {
		trail_end(trail,
			json_words("The servers refer to each other in a circle: %s was asked "
				   "already.",
				"サーバーの参照が循環しています(%s には照会済み)。", at->host));
		return false;
	}
	if (trail->steps->len < TRAIL_SERVERS_MAX)
		return true;
	trail_end(trail,
		json_words("After %d servers the next one, %s, was not asked.",
			"%d 台のサーバーをたどったところで打ち切り、%s には照会していません。",
			TRAIL_SERVERS_MAX, at->host));
	return false;
}

/* Ask one server in its form number `form`. Its reading, yours; NULL where there is none, or no such form. */
static json_t *ask(Trail *trail, const Referral *at, size_t form)
{
	const Inquiry *inquiry = trail->inquiry;
	g_autofree char *line =
		servers_line(inquiry->servers, at->host, trail->kind, trail->subject, form);
	const Ask how = trail_ask(trail, at->host);

	if (!line)
		return NULL;
	const TcpQuestion question = {at->protocol, at->host, at->port, str_of(line)};
	if (!trail_note(trail, door_tcp(inquiry->door, &question, &how)))
		return NULL;
	return trail_read(trail, at->protocol);
}

/* Where the reading refers to. False where the walk ends here. */
static bool find_next(const json_t *reading, Referral *next_out)
{
	return referral_parse(json_get_str(reading, "referral"), next_out);
}

/* IANA's reply is about the whole top level or block, and only its referral is wanted. */
static bool ask_root(Trail *trail, Referral *next_out)
{
	Referral root = {"whois", g_strdup(servers_root(trail->inquiry->servers)), 43};
	json_auto_t *reading = ask(trail, &root, 0);
	bool found = reading && find_next(reading, next_out);

	if (reading && !found && !trail->why)
		trail_end_nowhere(trail, json_words("IANA names no WHOIS server for %s.",
						 "IANA に %s の WHOIS サーバーの登録がありません。",
						 trail->subject));
	referral_clear(&root);
	return found;
}

/* Whether the server's other form would tell more than this answer: the holder is named in its own script only, or
 * nothing could be understood. Where it says both, one question is enough. */
static bool wants_other_form(const Registration *answer)
{
	const char *name = registration_get(answer, FIELD_ORGANIZATION);

	if (!name)
		name = registration_get(answer, FIELD_REGISTRANT);
	if (answer->state == STATE_UNKNOWN)
		return true;
	return name && !registration_is_latin(str_of(name)) &&
	       !registration_get(answer, FIELD_ORGANIZATION_ENGLISH);
}

/* Ask a server that answers in several languages in its other forms, too, as long as they add something: what it
 * says in all of them is one reading. */
static void ask_other_forms(Trail *trail, const Referral *at, guint first)
{
	for (size_t form = 1; trail->readings->len == first + 1; form++) {
		Registration *answer = g_ptr_array_index(trail->readings, first);
		json_auto_t *reading = wants_other_form(answer) ? ask(trail, at, form) : NULL;

		if (!reading || !trail_keep(trail, reading) || trail->readings->len <= first + 1)
			return;
		registration_merge(answer, g_ptr_array_index(trail->readings, first + 1));
		g_ptr_array_remove_index(trail->readings, first + 1);
	}
}

/* Ask the server `at` and move on to the next. False where the walk ends. */
static bool step(Trail *trail, Referral *at)
{
	json_auto_t *reading = NULL;
	guint first = trail->readings->len;
	Referral next;

	if (!leads_on(trail, at))
		return false;
	reading = ask(trail, at, 0);
	if (!reading || !trail_keep(trail, reading))
		return false;
	ask_other_forms(trail, at, first);
	if (!find_next(reading, &next))
		return false;
	/* registries name themselves, too */
	if (g_strcmp0(next.host, at->host) == 0 && next.port == at->port) {
		referral_clear(&next);
		return false;
	}
	referral_clear(at);
	*at = next;
	return true;
}

void whoistrail_walk(Trail *trail)
{
	Referral at = {0};

	if (!ask_root(trail, &at))
		return;
	while (step(trail, &at))
		;
	referral_clear(&at);
}
