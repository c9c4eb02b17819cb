#include "lookup/whoistrail.h"

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

/* Ask one server. Its reading, yours; NULL where there is none. */
static json_t *ask(Trail *trail, const Referral *at)
{
	const Inquiry *inquiry = trail->inquiry;
	g_autofree char *line =
		servers_line(inquiry->servers, at->host, trail->kind, trail->subject);
	const TcpQuestion question = {at->protocol, at->host, at->port, str_of(line)};
	const Ask how = trail_ask(trail, at->host);

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
	json_auto_t *reading = ask(trail, &root);
	bool found = reading && find_next(reading, next_out);

	if (reading && !found && !trail->why)
		trail_end_nowhere(trail, json_words("IANA names no WHOIS server for %s.",
						 "IANA に %s の WHOIS サーバーの登録がありません。",
						 trail->subject));
	referral_clear(&root);
	return found;
}

/* Ask the server `at` and move on to the next. False where the walk ends. */
static bool step(Trail *trail, Referral *at)
{
	json_auto_t *reading = NULL;
	Referral next;

	if (!leads_on(trail, at))
		return false;
	reading = ask(trail, at);
	if (!reading || !trail_keep(trail, reading) || !find_next(reading, &next))
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
