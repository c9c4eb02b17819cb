#include "lookup/rdaptrail.h"

#include "web/url.h"

#define RDAP_ACCEPT "application/rdap+json, application/json;q=0.8"

/* HTTP's "Too Many Requests" (RFC 6585), "Not Found", "OK": what an RDAP server says by them (RFC 7480,
 * section 5). */
#define HTTP_OK        200
#define HTTP_NOT_FOUND 404
#define HTTP_TOO_MANY  429

static const char *const paths[] = {
	[SUBJECT_DOMAIN] = "domain/",
	[SUBJECT_IP] = "ip/",
	[SUBJECT_ASN] = "autnum/",
};

/* Whether the trail's last exchange is an answer that speaks of the subject. */
static bool is_answer(Trail *trail)
{
	const TrailStep *step = g_ptr_array_index(trail->steps, trail->steps->len - 1);
	json_int_t status = json_integer_value(json_object_get(step->exchange->facts, "status"));

	if (status == HTTP_OK || status == HTTP_NOT_FOUND || status == HTTP_TOO_MANY)
		return true;
	trail_end(trail, json_words("%s answered with the HTTP status %d.",
				 "%s は HTTP ステータス %d を返しました。", step->exchange->server,
				 (int)status));
	return false;
}

/* The host in a URL, for its pace; "" where there is none. */
static char *host_of(const char *url)
{
	g_autoptr(Url) parsed = url_parse(str_of(url), NULL);

	const char *host = parsed ? url_host(parsed) : NULL;

	return g_strdup(host ? host : "");
}

/* Get a URL, redirects and all, and have it read. */
static json_t *get(Trail *trail, const char *protocol, const char *url)
{
	const HttpQuestion question = {.protocol = "rdap", .url = url, .accept = RDAP_ACCEPT};
	g_autofree char *host = host_of(url);
	const Ask how = trail_ask(trail, host);
	g_autoptr(GPtrArray) hops = door_http(trail->inquiry->door, &question, &how);
	bool readable = false;

	for (guint i = 0; i < hops->len; i++)
		readable = trail_note(trail, exchange_ref(g_ptr_array_index(hops, i)));
	return readable && is_answer(trail) ? trail_read(trail, protocol) : NULL;
}

/* The base URL of the server that knows the subject, yours; NULL. */
static char *find_base(Trail *trail)
{
	const char *list = servers_bootstrap(trail->inquiry->servers, trail->kind, trail->subject);
	json_auto_t *reading = get(trail, "bootstrap", list);
	const char *base = json_get_text(reading, "referral");

	if (reading && !base && !trail->why)
		trail_end_nowhere(trail,
			json_words("IANA lists no RDAP server for %s.",
				"IANA の一覧に %s の RDAP サーバーがありません。", trail->subject));
	return g_strdup(base);
}

static char *url_of(const Trail *trail, const char *base)
{
	const char *subject = trail->subject;

	if (trail->kind == SUBJECT_ASN && g_ascii_strncasecmp(subject, "AS", 2) == 0)
		subject += 2;
	return g_strconcat(base, paths[trail->kind], subject, NULL);
}

/* Ask the server; the registrar's URL that it names, yours; NULL where the walk ends. */
static char *ask(Trail *trail, const char *url)
{
	json_auto_t *reading = get(trail, "rdap", url);
	const char *related;

	if (!reading || !trail_keep(trail, reading))
		return NULL;
	related = json_get_text(reading, "referral");
	return trail->kind == SUBJECT_DOMAIN && related ? g_strdup(related) : NULL;
}

void rdaptrail_walk(Trail *trail)
{
	g_autofree char *base = find_base(trail);
	g_autofree char *url = base ? url_of(trail, base) : NULL;
	g_autofree char *related = url ? ask(trail, url) : NULL;

	/* the registrar's own is the last: what it relates to is itself, or the registry */
	if (related && g_ascii_strcasecmp(related, url) != 0) {
		g_autofree char *last = ask(trail, related);
		(void)last;
	}
}
