#include "net/door.h"

#include <gio/gio.h>
#include <string.h>

#include "net/outside.h"
#include "net/pins.h"
#include "net/tcp.h"
#include "web/host.h"
#include "web/url.h"

/* How long a DNS answer is remembered at least and at most, whatever its TTL: a fast-flux name's 5 seconds
 * would make every mail of a campaign ask again. */
#define DNS_KEEP_MIN_S ((gint64)60)
#define DNS_KEEP_MAX_S ((gint64)24 * 3600)

/* How long a server is left alone that says "too many requests" and not for how long; and at most. */
#define BACK_OFF_S     ((gint64)60)
#define BACK_OFF_MAX_S ((gint64)3600)

struct Door {
	Policy *policy;
	const Outside *outside; /* NULL, as the resolver is, where nobody is asked */
	Resolver *resolver;
	Passage passage;
	Bounds dns, tcp, http;
	char *ca_file;
};

static bool fill_policy(Policy *policy, const DoorSettings *settings, GError **error)
{
	for (size_t i = 0; settings->ranges && settings->ranges[i]; i++)
		if (!policy_allow_range(policy, str_of(settings->ranges[i]), error))
			return false;
	for (size_t i = 0; settings->ports && settings->ports[i]; i++)
		policy_allow_port(policy, settings->ports[i]);
	return true;
}

static bool start(Door *door, const DoorSettings *settings, GError **error)
{
	ResolverSettings names = {
		settings->resolvers, settings->root_hints, settings->anchor, door->policy};

	if (!fill_policy(door->policy, settings, error))
		return false;
	if (settings->ca_file && !g_file_test(settings->ca_file, G_FILE_TEST_IS_REGULAR)) {
		g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
			"there is no file of authorities \"%s\"", settings->ca_file);
		return false;
	}
	if (settings->offline || settings->replay)
		return true;
	door->outside = outside_load(error);
	if (door->outside)
		door->resolver = door->outside->resolver_new(&names, error);
	return door->resolver != NULL;
}

static Bounds or_default(const Bounds *bounds, Bounds by_default)
{
	Bounds chosen = bounds->timeout_ms > 0 ? *bounds : by_default;

	chosen.timeout_ms = MIN(chosen.timeout_ms, BOUNDS_TIMEOUT_MAX_MS);
	return chosen;
}

Door *door_new(const DoorSettings *settings, const DoorKeepers *keepers, GError **error)
{
	Door *door = g_new0(Door, 1);

	door->policy = policy_new();
	door->ca_file = g_strdup(settings->ca_file);
	door->dns = or_default(&settings->dns, BOUNDS_DNS_DEFAULT);
	door->tcp = or_default(&settings->tcp, BOUNDS_DEFAULT);
	door->http = or_default(&settings->http, BOUNDS_DEFAULT);
	door->passage = (Passage){
		.cache = keepers ? keepers->cache : NULL,
		.governor = keepers ? keepers->governor : NULL,
		.flights = flights_new(),
		.offline = settings->offline,
		.replay = settings->replay,
	};
	if (start(door, settings, error))
		return door;
	door_free(door);
	return NULL;
}

void door_free(Door *door)
{
	if (!door)
		return;
	if (door->resolver)
		door->outside->resolver_free(door->resolver);
	flights_free(door->passage.flights);
	policy_free(door->policy);
	g_free(door->ca_file);
	g_free(door);
}

/* What `put` of a trip needs. */
typedef struct {
	Door *door;
	const Ask *ask; /* of the one who leads */
	gint64 deadline;
	const char *host; /* serialized */
	guint16 port;
	Str line;           /* TCP */
	const char *accept; /* HTTP */
	const Url *url;     /* HTTP: as asked */
	const char *text;   /* HTTP: what is got; DNS: the name */
	DnsType type;       /* DNS */
} Errand;

static void put_dns(Exchange *exchange, gint64 deadline, const Ask *ask, void *data)
{
	const Errand *errand = data;
	const Door *door = errand->door;

	(void)ask;
	door->outside->resolver_ask(door->resolver, errand->text, errand->type, deadline, exchange);
}

static gint64 dns_holds(const Exchange *exchange)
{
	gint64 ttl = json_integer_value(json_object_get(exchange->facts, "ttl"));

	return CLAMP(ttl, DNS_KEEP_MIN_S, DNS_KEEP_MAX_S);
}

/* Printable ASCII, whatever host names may hold: a zone's SPF macros make names of what a sender wrote.
 * libunbound reads "\DDD", and other escapes, which are not let through. */
static bool is_dns_name(Str name)
{
	guint64 byte;

	for (size_t i = 0; i < name.len; i++) {
		if (!g_ascii_isgraph(name.at[i]))
			return false;
		if (name.at[i] == '\\' &&
			(name.len - i < 4 || !str_parse_uint(str_sub(name, i + 1, 3), 255, &byte)))
			return false;
	}
	return name.len > 0 && name.len <= HOST_LENGTH_MAX;
}

Exchange *door_dns(Door *door, const char *name, DnsType type, const Ask *ask)
{
	g_autofree char *lower = g_ascii_strdown(name, -1);
	size_t len = strlen(lower);

	if (len > 1 && lower[len - 1] == '.')
		lower[len - 1] = '\0';
	g_autofree char *question = g_strdup_printf("%s %s", lower, dnstype_name(type));
	ExchangeKey key = {"dns", "resolver", question};
	if (!is_dns_name(str_of(lower))) {
		json_t *why = outcome_words_of(OUTCOME_REFUSED, "this is not a name of the DNS",
			"DNS の名前として使えない文字列");
		return passage_refuse(&key, why, ask);
	}
	Errand errand = {.door = door, .text = lower, .type = type};
	PassageTrip trip = {.key = key,
		.bounds = &door->dns,
		.put = put_dns,
		.holds = dns_holds,
		.data = &errand};
	return passage_take(&door->passage, &trip, ask);
}

Exchange *door_ptr(Door *door, const Address *address, const Ask *ask)
{
	g_autofree char *name = address_reverse(address);

	return door_dns(door, name, DNSTYPE_PTR, ask);
}

static Exchange *resolve(void *data, const char *name, DnsType type)
{
	const Errand *errand = data;
	Ask ask = {.recorder = errand->ask ? errand->ask->recorder : NULL,
		.deadline = errand->deadline};

	return door_dns(errand->door, name, type, &ask);
}

/* Find the server's addresses; NULL with the exchange ended. */
static GArray *find_pins(Errand *errand, gint64 deadline, const Ask *ask, Exchange *exchange)
{
	PinFinder finder = {errand->door->policy, resolve, errand};

	errand->ask = ask;
	errand->deadline = deadline;
	return pins_find(&finder, errand->host, exchange);
}

static void put_tcp(Exchange *exchange, gint64 deadline, const Ask *ask, void *data)
{
	Errand *errand = data;
	g_autoptr(GArray) pins = find_pins(errand, deadline, ask, exchange);
	Session session = {pins, errand->port, &errand->door->tcp, deadline, NULL};

	if (pins)
		tcp_ask(&session, errand->line, exchange);
}

/* "host:port", IPv6 in brackets: as host_parse has it. */
static char *server_name(const char *host, guint port)
{
	return g_strdup_printf("%s:%u", host, port);
}

/* The host as a referral writes it, made one that can be looked up; NULL where it is none. */
static char *clean_host(const char *host)
{
	Address address;
	Str text = str_of(host);

	/* host_parse wants IPv6 in brackets */
	g_autofree char *bracketed =
		address_parse_ipv6(text, &address) ? g_strdup_printf("[%s]", host) : NULL;
	char *clean = host_parse(bracketed ? str_of(bracketed) : text, true);
	if (clean && g_str_has_suffix(clean, "."))
		clean[strlen(clean) - 1] = '\0';
	return clean;
}

static bool may_ask_tcp(
	const Door *door, const TcpQuestion *question, const char *host, json_t **why_out)
{
	if (!host) {
		*why_out = outcome_words_of(
			OUTCOME_REFUSED, "the server's name is none", "サーバー名が正しくない");
		return false;
	}
	return policy_check_question(question->line, why_out) &&
	       (door->passage.replay ||
		       policy_check_port(door->policy, question->port, PORT_LINE, why_out));
}

Exchange *door_tcp(Door *door, const TcpQuestion *question, const Ask *ask)
{
	g_autofree char *host = clean_host(question->host);
	g_autofree char *server = server_name(host ? host : question->host, question->port);
	g_autofree char *line = str_dup(question->line);
	json_t *why;
	Errand errand = {.door = door,
		.host = host,
		.port = (guint16)question->port,
		.line = question->line};
	PassageTrip trip = {
		.key = {question->protocol, server, line},
		.bounds = &door->tcp,
		.governed = true,
		.put = put_tcp,
		.data = &errand,
	};

	if (!may_ask_tcp(door, question, host, &why))
		return passage_refuse(&trip.key, why, ask);
	return passage_take(&door->passage, &trip, ask);
}

/* Resolve and connect; -1 with the exchange ended. */
static int connect_pinned(Errand *errand, gint64 deadline, const Ask *ask, Exchange *exchange)
{
	g_autoptr(GArray) pins = find_pins(errand, deadline, ask, exchange);
	Session session = {pins, errand->port, &errand->door->tcp, deadline, NULL};

	return pins ? session_dial(&session, exchange) : -1;
}

int door_dial(Door *door, const char *host, guint port, const Ask *ask, Exchange **exchange_out)
{
	g_autofree char *clean = clean_host(host);
	g_autofree char *server = server_name(clean ? clean : host, port);
	ExchangeKey key = {"tcp", server, "CONNECT"};
	Exchange *exchange = exchange_new(&key);
	Errand errand = {.door = door, .host = clean, .port = (guint16)port};
	gint64 started = g_get_monotonic_time();
	gint64 bound = started + door->tcp.timeout_ms * (gint64)1000;
	gint64 deadline = ask && ask->deadline > 0 ? MIN(ask->deadline, bound) : bound;
	json_t *why = NULL;
	int fd = -1;

	if (!door->outside)
		exchange_end(exchange, OUTCOME_OFFLINE, NULL);
	else if (!clean)
		exchange_end(exchange, OUTCOME_UNRESOLVED, host);
	else if (!policy_check_port(door->policy, port, PORT_LINK, &why))
		exchange_refuse(exchange, why);
	else
		fd = connect_pinned(&errand, deadline, ask, exchange);
	exchange->ms = (g_get_monotonic_time() - started) / 1000;
	*exchange_out = exchange;
	return fd;
}

/* For how many seconds the server of this answer wants to be left alone (RFC 6585, section 4; RFC 9110,
 * section 10.2.3); 0: it does not. */
static gint64 wanted_back_off(const Exchange *exchange)
{
	gint64 status = json_integer_value(json_object_get(exchange->facts, "status"));
	const char *after = exchange_header(exchange, "Retry-After");
	guint64 seconds;

	if (status != 429 && status != 503)
		return 0;
	if (!after || !str_parse_uint(str_of(after), (guint64)BACK_OFF_MAX_S, &seconds))
		return BACK_OFF_S;
	return MAX((gint64)seconds, 1);
}

static gint64 http_holds(const Exchange *exchange)
{
	gint64 status = json_integer_value(json_object_get(exchange->facts, "status"));

	if (wanted_back_off(exchange) > 0)
		return 0;
	return status >= 500 ? PASSAGE_KEEP_FAILED_S : PASSAGE_KEEP_S;
}

/* Where an answer sends us on, as a fact of it. */
static void note_redirect(Exchange *exchange, const Url *from)
{
	gint64 status = json_integer_value(json_object_get(exchange->facts, "status"));
	const char *location = exchange_header(exchange, "Location");

	if (!location || status < 301 || status > 308 || status == 304 || status == 305 ||
		status == 306)
		return;
	g_autoptr(Url) to = url_parse(str_of(location), from);
	if (!to)
		return;
	json_put(exchange->facts, "location", json_text(str_of(url_text(to))));
	if (strcmp(url_scheme(from), "https") == 0 && strcmp(url_scheme(to), "http") == 0)
		json_put(exchange->facts, "downgrade", json_true());
}

static void back_off(const Door *door, const char *server, gint64 seconds)
{
	const Governor *governor = door->passage.governor;

	if (governor && seconds > 0)
		governor->back_off(governor->self, server,
			g_get_real_time() / 1000 + MIN(seconds, BACK_OFF_MAX_S) * 1000);
}

static void put_http(Exchange *exchange, gint64 deadline, const Ask *ask, void *data)
{
	Errand *errand = data;
	const Door *door = errand->door;
	g_autoptr(GArray) pins = find_pins(errand, deadline, ask, exchange);
	Session session = {pins, errand->port, &door->http, deadline, door->ca_file};

	if (!pins)
		return;
	door->outside->http_get(&session, errand->text, errand->accept, exchange);
	note_redirect(exchange, errand->url);
	back_off(door, exchange->server, wanted_back_off(exchange));
}

static guint port_of(const Url *url)
{
	int port = url_port(url);

	if (port >= 0)
		return (guint)port;
	return strcmp(url_scheme(url), "https") == 0 ? 443 : 80;
}

/* The URL as it is got: without a fragment, which is the browser's own, and without a user's name and password,
 * which are nobody's of ours. */
static char *got_text(const Url *url)
{
	const char *query = url_query(url);
	int port = url_port(url);
	g_autofree char *port_text = port >= 0 ? g_strdup_printf(":%d", port) : g_strdup("");

	if (!url_host(url))
		return g_strdup(url_text(url));
	return g_strconcat(url_scheme(url), "://", url_host(url), port_text, url_path(url),
		query ? "?" : "", query ? query : "", NULL);
}

static bool may_get(const Door *door, const Url *url, bool named_by_link, json_t **why_out)
{
	if (!policy_check_scheme(url_scheme(url), why_out))
		return false;
	return door->passage.replay || policy_check_port(door->policy, port_of(url),
					       named_by_link ? PORT_LINK : PORT_WEB, why_out);
}

static bool was_asked(const GPtrArray *hops, const char *question)
{
	for (guint i = 0; i < hops->len; i++) {
		const Exchange *hop = g_ptr_array_index(hops, i);
		if (strcmp(hop->question, question) == 0)
			return true;
	}
	return false;
}

/* Get one URL, unless the hops before it forbid it. */
static Exchange *take_hop(Door *door, const HttpQuestion *question, const Url *url,
	const GPtrArray *hops, const Ask *ask)
{
	const char *url_host_text = url_host(url) ? url_host(url) : "";
	g_autofree char *text = got_text(url);
	g_autofree char *asked = g_strconcat("GET ", text, NULL);
	g_autofree char *server = server_name(url_host_text, port_of(url));
	g_autofree char *host = clean_host(url_host_text);
	json_t *why;
	Errand errand = {.door = door,
		.host = host,
		.port = (guint16)port_of(url),
		.accept = question->accept,
		.url = url,
		.text = text};
	PassageTrip trip = {
		.key = {question->protocol, server, asked},
		.bounds = &door->http,
		.governed = true,
		.put = put_http,
		.holds = http_holds,
		.data = &errand,
	};

	if (was_asked(hops, asked) || hops->len > DOOR_REDIRECTS_MAX)
		return passage_end(&trip.key, OUTCOME_REDIRECTS, NULL, ask);
	/* where a server sends us on is no link of the mail */
	if (!may_get(door, url, question->named_by_link && hops->len == 0, &why))
		return passage_refuse(&trip.key, why, ask);
	return passage_take(&door->passage, &trip, ask);
}

static Exchange *refuse_url(const HttpQuestion *question, const char *text, const Ask *ask)
{
	ExchangeKey key = {question->protocol, "", text};
	json_t *why =
		outcome_words_of(OUTCOME_REFUSED, "this is not a URL", "URL として解釈できない");

	return passage_refuse(&key, why, ask);
}

GPtrArray *door_http(Door *door, const HttpQuestion *question, const Ask *ask)
{
	GPtrArray *hops = g_ptr_array_new_with_free_func((GDestroyNotify)exchange_unref);
	const char *next = question->url;

	while (next) {
		g_autoptr(Url) url = url_parse(str_of(next), NULL);
		Exchange *exchange = url ? take_hop(door, question, url, hops, ask)
					 : refuse_url(question, next, ask);
		g_ptr_array_add(hops, exchange);
		bool goes_on =
			exchange->outcome == OUTCOME_ANSWERED || exchange->outcome == OUTCOME_CUT;
		next = goes_on ? json_get_text(exchange->facts, "location") : NULL;
	}
	return hops;
}

const char *door_ca_file(const Door *door)
{
	return door->ca_file;
}

void door_throttled(Door *door, const Exchange *exchange, gint64 seconds)
{
	const Cache *cache = door->passage.cache;
	ExchangeKey key = exchange_key(exchange);

	back_off(door, exchange->server, seconds);
	if (cache)
		cache->drop(cache->self, &key);
}
