#include "net/door.h"

#include <stdlib.h>
#include <string.h>

#include "net/dnsanswer.h"
#include "net/memory.h"
#include "net/pacer.h"
#include "support/assert_str.h"
#include "support/dnsresponder.h"
#include "support/scriptserver.h"

/* The world: what is at 127.0.0.1 may be reached, all else is closed or not there. */
static const DnsRow world[] = {
	{"whois.example.net", DNSTYPE_A, .value = "127.0.0.1"},
	{"web.example.net", DNSTYPE_A, .value = "127.0.0.1"},
	{"alias.example.net", DNSTYPE_CNAME, .value = "inside.example.net"},
	{"inside.example.net", DNSTYPE_A, .value = "10.0.0.1"},
	{"metadata.example.net", DNSTYPE_A, .value = "169.254.169.254"},
	{"mapped.example.net", DNSTYPE_AAAA, .value = "::ffff:10.0.0.1"},
	{"nat64.example.net", DNSTYPE_AAAA, .value = "64:ff9b::a00:1"},
	{"both.example.net", DNSTYPE_A, .value = "10.0.0.1"},
	{"both.example.net", DNSTYPE_A, .value = "127.0.0.1"},
	{"rebind.example.net", DNSTYPE_A, .value = "127.0.0.1", .turn = 1},
	{"rebind.example.net", DNSTYPE_A, .value = "10.0.0.1", .turn = 2},
	{"empty.example.net", DNSTYPE_A, .value = NULL},
	{"dead.example.net", DNSTYPE_A, .silent = true},
	{"dead.example.net", DNSTYPE_AAAA, .silent = true},
	{0},
};

/* A door for one test, with all that it is lent. */
typedef struct {
	DnsResponder *names;
	ScriptServer *server;
	Memory *memory;
	Pacer *pacer;
	Door *door;
	Ask ask;
} House;

static Door *open_door(House *house, bool offline, bool replay)
{
	const char *resolvers[] = {dnsresponder_address(house->names), NULL};
	static const char *const ranges[] = {"127.0.0.1", NULL};
	guint16 ports[] = {scriptserver_port(house->server), 0};
	static const Bounds bounds = {.timeout_ms = 700, .idle_ms = 700, .bytes_max = 4096};
	DoorSettings settings = {.resolvers = resolvers,
		.ranges = ranges,
		.ports = ports,
		.offline = offline,
		.replay = replay,
		.dns = bounds,
		.tcp = bounds,
		.http = bounds};
	DoorKeepers keepers = {memory_cache(house->memory), pacer_governor(house->pacer)};
	GError *error = NULL;
	Door *door = door_new(&settings, &keepers, &error);

	g_assert_no_error(error);
	return door;
}

/* What a test's house is like. */
typedef struct {
	Script script;
	Pace pace;
} Plan;

static void set_up(House *house, gconstpointer data)
{
	const Plan *plan = data;

	house->names = dnsresponder_new(world);
	house->server = scriptserver_new(plan->script, NULL);
	house->memory = memory_new();
	house->pacer = pacer_new(&plan->pace);
	house->door = open_door(house, false, false);
	house->ask.recorder = memory_recorder(house->memory);
}

static void tear_down(House *house, gconstpointer plan)
{
	(void)plan;
	door_free(house->door);
	pacer_free(house->pacer);
	memory_free(house->memory);
	scriptserver_free(house->server);
	dnsresponder_free(house->names);
}

static Exchange *ask_line(House *house, Door *door, const char *host, const char *line)
{
	TcpQuestion question = {"whois", host, scriptserver_port(house->server), str_of(line)};

	return door_tcp(door, &question, &house->ask);
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* "whois.example.net:PORT example.com answered|..." of all that was recorded. */
static char *record_of(House *house)
{
	g_autoptr(GPtrArray) recorded = memory_recorded(house->memory);
	g_autofree char *port = g_strdup_printf(":%u", scriptserver_port(house->server));
	g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < recorded->len; i++) {
		const Exchange *exchange = g_ptr_array_index(recorded, i);
		g_autofree char *line = g_strdup_printf("%s %s %s %s", exchange->protocol,
			exchange->server, exchange->question, outcome_name(exchange->outcome));
		g_autoptr(GString) shown = g_string_new(line);
		g_string_replace(shown, port, ":PORT", 0);
		g_ptr_array_add(lines, g_strdup(shown->str));
	}
	g_ptr_array_sort(lines, by_text);
	g_ptr_array_add(lines, NULL);
	return g_strjoinv("\n", (char **)lines->pdata);
}

static void answer_line(ScriptTurn *turn)
{
	g_autofree char *line = scriptserver_read(turn, "\r\n");

	if (line && scriptserver_sleep(turn, 100))
		scriptserver_send(turn, line);
}

static void test_line(House *house, gconstpointer plan)
{
	g_autoptr(Exchange) exchange =
		ask_line(house, house->door, "WHOIS.example.net.", "example.com");
	g_autoptr(Exchange) again =
		ask_line(house, house->door, "whois.example.net", "example.com");

	g_assert_cmpstr(outcome_name(exchange->outcome), ==, "answered");
	assert_str(str_of_bytes(exchange->answer), STR("example.com\r\n"));
	g_assert_cmpstr(exchange->address, ==, "127.0.0.1");
	g_assert_cmpint(exchange->ms, >=, 100);

	/* the second time nobody is asked, and the case's record has it all the same */
	g_assert_true(again == exchange);
	g_assert_cmpuint(scriptserver_served(house->server), ==, 1);
	g_autofree char *record = record_of(house);
	g_assert_cmpstr(record, ==,
		"dns resolver whois.example.net A answered\n"
		"dns resolver whois.example.net AAAA answered\n"
		"whois whois.example.net:PORT example.com answered\n"
		"whois whois.example.net:PORT example.com answered");

	/* unless it is to be asked afresh */
	house->ask.fresh = true;
	g_autoptr(Exchange) fresh =
		ask_line(house, house->door, "whois.example.net", "example.com");
	g_assert_true(fresh != exchange);
	g_assert_cmpuint(scriptserver_served(house->server), ==, 2);
	(void)plan;
}

static const struct {
	const char *host, *line;
	guint port; /* 0: the server's */
	const char *outcome, *why;
} lines[] = {
	{"127.0.0.2", "a", 0, "refused", "127.0.0.2 is a loopback address"},
	{"127.2", "a", 0, "refused", "127.0.0.2 is a loopback address"},
	{"0x7f000002", "a", 0, "refused", "127.0.0.2 is a loopback address"},
	{"::1", "a", 0, "refused", "::1 is a loopback address"},
	{"[::ffff:127.0.0.2]", "a", 0, "refused", "127.0.0.2 is a loopback address"},
	{"169.254.169.254", "a", 0, "refused", "169.254.169.254 is a link-local address"},
	{"0.0.0.0", "a", 0, "refused", "0.0.0.0 is a reserved address"},
	{"inside.example.net", "a", 0, "refused", "10.0.0.1 is a private address"},
	{"alias.example.net", "a", 0, "refused", "10.0.0.1 is a private address"},
	{"metadata.example.net", "a", 0, "refused", "169.254.169.254 is a link-local address"},
	{"mapped.example.net", "a", 0, "refused", "10.0.0.1 is a private address"},
	{"nat64.example.net", "a", 0, "refused", "64:ff9b::a00:1 is a private address"},
	{"whois.example.net", "a\r\nb", 0, "refused",
		"a question may hold no line break and no NUL"},
	{"whois.example.net", "", 0, "refused", "the question is empty"},
	{"whois.example.net", "a", 25, "refused", "port 25 is not one to ask at"},
	{"whois example", "a", 0, "refused", "the server's name is none"},
	{"", "a", 0, "refused", "the server's name is none"},
	{"nobody.example.net", "a", 0, "unresolved", "nobody.example.net, NXDOMAIN"},
	{"empty.example.net", "a", 0, "unresolved", "empty.example.net, NOERROR"},
	{"dead.example.net", "a", 0, "unresolved", "dead.example.net, timeout"},
	/* one of two addresses is closed: the other is asked */
	{"both.example.net", "a", 0, "answered", NULL},
	/* a name that changes its answer: it is resolved once, and that address is dialled */
	{"rebind.example.net", "a", 0, "answered", NULL},
};

static void test_lines(House *house, gconstpointer plan)
{

	for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
		TcpQuestion question = {"whois", lines[i].host,
			lines[i].port ? lines[i].port : scriptserver_port(house->server),
			str_of(lines[i].line)};
		g_autoptr(Exchange) exchange = door_tcp(house->door, &question, &house->ask);
		g_test_message("%s", lines[i].host);
		g_assert_cmpstr(outcome_name(exchange->outcome), ==, lines[i].outcome);
		g_autofree char *detail =
			lines[i].why ? g_strdup_printf("(%s).", lines[i].why) : NULL;
		g_assert_true(
			!detail || g_str_has_suffix(json_get_text(exchange->why, "en"), detail));
	}
	g_assert_cmpuint(scriptserver_served(house->server), ==, 2);
	g_assert_cmpuint(dnsresponder_asked(house->names, "rebind.example.net", DNSTYPE_A), ==, 1);

	/* what kept us from an address is noted beside the answer */
	g_autoptr(Exchange) both = ask_line(house, house->door, "both.example.net", "a");
	g_assert_cmpstr(both->address, ==, "127.0.0.1");
	g_assert_cmpstr(
		json_string_value(json_array_get(json_object_get(both->facts, "refused"), 0)), ==,
		"10.0.0.1");
	(void)plan;
}

/* Sends on to where the path says: "/to/URL", in a circle, without an end; or answers. */
static void redirect(ScriptTurn *turn)
{
	g_autofree char *request = scriptserver_read(turn, "\r\n\r\n");
	g_autofree char *to = NULL;

	if (!request)
		return;
	g_auto(GStrv) words = g_strsplit(request, " ", 3);
	const char *path = words[1];
	if (g_str_has_prefix(path, "/to/"))
		to = g_strdup(path + 4);
	else if (g_str_has_prefix(path, "/circle"))
		to = g_strdup(strcmp(path, "/circle/a") == 0 ? "/circle/b" : "/circle/a");
	else if (g_str_has_prefix(path, "/count/"))
		to = g_strdup_printf("/count/%d", (int)strtol(path + 7, NULL, 10) + 1);
	g_autofree char *answer =
		to ? g_strdup_printf("HTTP/1.1 302 Found\r\nLocation: %s\r\n\r\n", to)
		   : g_strdup("HTTP/1.1 200 OK\r\n\r\nhere");
	scriptserver_send(turn, answer);
}

static const struct {
	const char *path;
	guint hops;
	const char *outcome, *why;
} redirects[] = {
	{"/", 1, "answered", NULL}, {"/to//there", 2, "answered", NULL},
	{"/to//there?x#y", 2, "answered", NULL}, {"/circle/a", 3, "redirects", NULL},
	{"/count/0", 10, "redirects", NULL},
	{"/to/http://127.0.0.2/", 2, "refused", "127.0.0.2 is a loopback address"},
	{"/to/http://169.254.169.254/latest/meta-data/", 2, "refused",
		"169.254.169.254 is a link-local address"},
	{"/to/http://[::ffff:127.0.0.2]/", 2, "refused", "127.0.0.2 is a loopback address"},
	{"/to/http://2130706434/", 2, "refused", "127.0.0.2 is a loopback address"},
	{"/to/http://inside.example.net/", 2, "refused", "10.0.0.1 is a private address"},
	{"/to/http://127.0.0.1:22/", 2, "refused", "port 22 is not one to ask at"},
	{"/to/http://127.0.0.1:8080/", 2, "refused", "port 8080 is not one to ask at"},
	{"/to/file:///etc/passwd", 2, "refused", "file is no scheme that mekiki speaks"},
	{"/to/gopher://127.0.0.1/", 2, "refused", "gopher is no scheme that mekiki speaks"},
	{"/to/http://", 1, "answered", NULL}, /* no URL: it stays where it is */
};

static GPtrArray *get(House *house, Door *door, const char *path)
{
	g_autofree char *url = g_strdup_printf("http://user:secret@web.example.net:%u%s#part",
		scriptserver_port(house->server), path);
	HttpQuestion question = {"http", url, NULL, true};

	return door_http(door, &question, &house->ask);
}

static void test_redirects(House *house, gconstpointer plan)
{

	for (size_t i = 0; i < G_N_ELEMENTS(redirects); i++) {
		g_autoptr(GPtrArray) hops = get(house, house->door, redirects[i].path);
		const Exchange *last = g_ptr_array_index(hops, hops->len - 1);
		g_test_message("%s", redirects[i].path);
		g_assert_cmpuint(hops->len, ==, redirects[i].hops);
		g_assert_cmpstr(outcome_name(last->outcome), ==, redirects[i].outcome);
		g_autofree char *detail =
			redirects[i].why ? g_strdup_printf("(%s).", redirects[i].why) : NULL;
		g_assert_true(!detail || g_str_has_suffix(json_get_text(last->why, "en"), detail));
		g_assert_null(strstr(last->question, "secret"));
		g_assert_null(strchr(last->question, '#'));
	}
	(void)plan;
}

static void test_no_url(House *house, gconstpointer plan)
{
	HttpQuestion question = {"http", "not a url", NULL, true};
	g_autoptr(GPtrArray) hops = door_http(house->door, &question, &house->ask);
	const Exchange *only = g_ptr_array_index(hops, 0);

	g_assert_cmpuint(hops->len, ==, 1);
	g_assert_cmpstr(outcome_name(only->outcome), ==, "refused");
	(void)plan;
}

typedef struct {
	House *house;
	const char *line;
	Exchange *exchange;
	GThread *thread;
} Asker;

static void *run_asker(void *data)
{
	Asker *asker = data;

	asker->exchange =
		ask_line(asker->house, asker->house->door, "whois.example.net", asker->line);
	return NULL;
}

static void ask_at_once(Asker *askers, size_t count)
{
	for (size_t i = 0; i < count; i++)
		askers[i].thread = g_thread_new("asker", run_asker, &askers[i]);
	for (size_t i = 0; i < count; i++)
		g_thread_join(askers[i].thread);
}

static void free_answers(Asker *askers, size_t count)
{
	for (size_t i = 0; i < count; i++)
		exchange_unref(askers[i].exchange);
}

/* Equal questions at one time are one. */
static void test_equal_questions(House *house, gconstpointer plan)
{
	Asker askers[8];

	for (size_t i = 0; i < G_N_ELEMENTS(askers); i++)
		askers[i] = (Asker){.house = house, .line = "example.com"};
	house->ask.fresh = true;
	ask_at_once(askers, G_N_ELEMENTS(askers));
	for (size_t i = 0; i < G_N_ELEMENTS(askers); i++)
		assert_str(str_of_bytes(askers[i].exchange->answer), STR("example.com\r\n"));
	g_assert_cmpuint(scriptserver_served(house->server), ==, 1);
	free_answers(askers, G_N_ELEMENTS(askers));
	(void)plan;
}

/* Different questions wait for each other as the server's pace has it. */
static void test_pace(House *house, gconstpointer plan)
{
	Asker askers[] = {{.house = house, .line = "a"}, {.house = house, .line = "b"},
		{.house = house, .line = "c"}};
	gint64 begun = g_get_monotonic_time();

	ask_at_once(askers, G_N_ELEMENTS(askers));
	g_assert_cmpint(g_get_monotonic_time() - begun, >=, 300000);
	for (size_t i = 0; i < G_N_ELEMENTS(askers); i++)
		g_assert_cmpstr(outcome_name(askers[i].exchange->outcome), ==, "answered");
	free_answers(askers, G_N_ELEMENTS(askers));
	(void)plan;
}

/* A server that says "you ask too often" is left alone, and its answer is not remembered. */
static void test_throttled(House *house, gconstpointer plan)
{
	g_autoptr(Exchange) quota =
		ask_line(house, house->door, "whois.example.net", "quota exceeded");

	door_throttled(house->door, quota, 30);
	house->ask.deadline = g_get_monotonic_time() + G_USEC_PER_SEC;
	g_autoptr(Exchange) same =
		ask_line(house, house->door, "whois.example.net", "quota exceeded");
	g_autoptr(Exchange) other = ask_line(house, house->door, "whois.example.net", "other");
	g_assert_cmpstr(outcome_name(same->outcome), ==, "throttled");
	g_assert_cmpstr(outcome_name(other->outcome), ==, "throttled");
	g_assert_cmpuint(scriptserver_served(house->server), ==, 1);
	(void)plan;
}

static void too_many(ScriptTurn *turn)
{
	g_autofree char *request = scriptserver_read(turn, "\r\n\r\n");

	if (request)
		scriptserver_send(
			turn, "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 30\r\n\r\nslowly");
}

static void test_http_throttled(House *house, gconstpointer plan)
{
	g_autoptr(GPtrArray) first = get(house, house->door, "/");
	const Exchange *answer = g_ptr_array_index(first, 0);

	g_assert_cmpint(json_integer_value(json_object_get(answer->facts, "status")), ==, 429);
	house->ask.deadline = g_get_monotonic_time() + G_USEC_PER_SEC;
	g_autoptr(GPtrArray) second = get(house, house->door, "/");
	g_assert_cmpstr(
		outcome_name(((Exchange *)g_ptr_array_index(second, 0))->outcome), ==, "throttled");
	(void)plan;
}

static void never_answer(ScriptTurn *turn)
{
	scriptserver_sleep(turn, 60000);
}

/* The asker's deadline ends his question, and says nothing about the server. */
static void test_deadline(House *house, gconstpointer plan)
{
	gint64 begun = g_get_monotonic_time();

	house->ask.deadline = begun + 150000;
	g_autoptr(Exchange) hurried = ask_line(house, house->door, "whois.example.net", "a");
	g_assert_cmpint(g_get_monotonic_time() - begun, <=, 600000);
	g_assert_cmpstr(outcome_name(hurried->outcome), ==, "timeout");

	house->ask.deadline = 0;
	g_autoptr(Exchange) patient = ask_line(house, house->door, "whois.example.net", "a");
	g_autoptr(Exchange) cached = ask_line(house, house->door, "whois.example.net", "a");
	g_assert_true(patient != hurried);
	g_assert_true(cached == patient);
	g_assert_cmpint(patient->ms, >=, 690);
	(void)plan;
}

static void answer_late(ScriptTurn *turn)
{
	g_autofree char *line = scriptserver_read(turn, "\r\n");

	if (line && scriptserver_sleep(turn, 400))
		scriptserver_send(turn, line);
}

static void *run_hurried(void *data)
{
	House *house = data;
	TcpQuestion question = {
		"whois", "whois.example.net", scriptserver_port(house->server), STR("a")};
	Ask ask = {.deadline = g_get_monotonic_time() + 200000};

	return door_tcp(house->door, &question, &ask);
}

/* Who has time gets his answer, though the one who asked before him gave up. */
static void test_hurried(House *house, gconstpointer plan)
{
	GThread *hurried = g_thread_new("hurried", run_hurried, house);

	while (scriptserver_served(house->server) == 0)
		g_usleep(1000);
	g_autoptr(Exchange) patient = ask_line(house, house->door, "whois.example.net", "a");
	g_autoptr(Exchange) given_up = g_thread_join(hurried);
	g_assert_cmpstr(outcome_name(given_up->outcome), ==, "timeout");
	g_assert_cmpstr(outcome_name(patient->outcome), ==, "answered");
	(void)plan;
}

static void test_offline(House *house, gconstpointer plan)
{
	g_autoptr(Exchange) known = ask_line(house, house->door, "whois.example.net", "known");
	g_autoptr(Door) shut = open_door(house, true, false);
	g_autoptr(Exchange) found = ask_line(house, shut, "whois.example.net", "known");
	g_autoptr(Exchange) missing = ask_line(house, shut, "whois.example.net", "unknown");

	g_assert_true(found == known);
	g_assert_cmpstr(outcome_name(missing->outcome), ==, "offline");
	g_assert_cmpstr(
		json_get_text(missing->why, "ja"), ==, "オフラインのため照会していません。");
	g_assert_cmpuint(scriptserver_served(house->server), ==, 1);
	(void)plan;
}

/* A case's record, through its JSON, is a world that answers the same without anybody being asked: refusals,
 * redirects and silence too. */
static void test_replay(House *house, gconstpointer plan)
{
	g_autoptr(GPtrArray) hops = get(house, house->door, "/to/http://inside.example.net/");
	exchange_unref(door_dns(house->door, "web.example.net", DNSTYPE_A, &house->ask));
	g_autoptr(GPtrArray) recorded = memory_recorded(house->memory);
	g_autoptr(Memory) record = memory_new();
	guint served = scriptserver_served(house->server);

	for (guint i = 0; i < recorded->len; i++) {
		const Exchange *exchange = g_ptr_array_index(recorded, i);
		json_auto_t *json = exchange_to_json(exchange, NULL);
		g_autoptr(Exchange) read = exchange_from_json(json, exchange->answer);
		memory_put(record, read);
	}
	DoorSettings settings = {.replay = true};
	DoorKeepers keepers = {.cache = memory_cache(record)};
	g_autoptr(Door) replay = door_new(&settings, &keepers, NULL);

	g_autoptr(GPtrArray) replayed = get(house, replay, "/to/http://inside.example.net/");
	g_assert_cmpuint(replayed->len, ==, hops->len);
	for (guint i = 0; i < hops->len; i++) {
		json_auto_t *then = exchange_to_json(g_ptr_array_index(hops, i), NULL);
		json_auto_t *now = exchange_to_json(g_ptr_array_index(replayed, i), NULL);
		g_assert_true(json_equal(then, now));
	}
	g_autoptr(Exchange) again = door_dns(replay, "web.example.net", DNSTYPE_A, NULL);
	g_autoptr(DnsAnswer) answer = dnsanswer_read(again);
	g_assert_cmpstr(
		((DnsRecord *)g_ptr_array_index(answer->records, 0))->value, ==, "127.0.0.1");
	g_autoptr(Exchange) missing = ask_line(house, replay, "whois.example.net", "new");
	g_assert_cmpstr(outcome_name(missing->outcome), ==, "not-recorded");
	g_assert_cmpuint(scriptserver_served(house->server), ==, served);
	(void)plan;
}

static const struct {
	const char *name, *question, *outcome;
} names[] = {
	{"WEB.example.net.", "web.example.net A", "answered"},
	{"nobody.example.net", "nobody.example.net A", "answered"},
	{"_dmarc.example.net", "_dmarc.example.net A", "answered"},
	{"a b", "a b A", "refused"},
	{"a\\032b=c+d.example.net", "a\\032b=c+d.example.net A", "answered"},
	{"a\\b.example.net", "a\\b.example.net A", "refused"},
	{"a\\256.example.net", "a\\256.example.net A", "refused"},
	{"a\\04", "a\\04 A", "refused"},
	{"a\n.example.net", "a\n.example.net A", "refused"},
	{"", " A", "refused"},
	{"dead.example.net", "dead.example.net A", "timeout"},
};

static void test_names(House *house, gconstpointer plan)
{
	Address address;

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autoptr(Exchange) exchange =
			door_dns(house->door, names[i].name, DNSTYPE_A, &house->ask);
		g_assert_cmpstr(exchange->question, ==, names[i].question);
		g_assert_cmpstr(outcome_name(exchange->outcome), ==, names[i].outcome);
	}
	g_assert_true(address_parse(STR("192.0.2.77"), &address));
	g_autoptr(Exchange) ipv4 = door_ptr(house->door, &address, &house->ask);
	g_assert_cmpstr(ipv4->question, ==, "77.2.0.192.in-addr.arpa PTR");
	g_assert_true(address_parse(STR("2001:db8::7f"), &address));
	g_autoptr(Exchange) ipv6 = door_ptr(house->door, &address, &house->ask);
	g_assert_cmpstr(ipv6->question, ==,
		"f.7.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa PTR");
	(void)plan;
}

static void test_wrong_settings(void)
{
	static const char *const ranges[] = {"everywhere", NULL};
	static const DoorSettings wrong[] = {
		{.ranges = ranges}, {.ca_file = "/none/ca"}, {.anchor = "/none/it"}};
	static const char *const faults[] = {"\"everywhere\" is no range of addresses",
		"there is no file of authorities \"/none/ca\"",
		"the trust anchors in \"/none/it\" cannot be read: No such file or directory"};

	for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
		g_autoptr(GError) error = NULL;
		g_assert_null(door_new(&wrong[i], NULL, &error));
		g_assert_cmpstr(error->message, ==, faults[i]);
	}
}

static const struct {
	const char *path;
	void (*run)(House *house, gconstpointer plan);
	Plan plan;
} tests[] = {
	{"/net/door/line", test_line, {answer_line, {0}}},
	{"/net/door/lines", test_lines, {answer_line, {0}}},
	{"/net/door/redirects", test_redirects, {redirect, {0}}},
	{"/net/door/no-url", test_no_url, {redirect, {0}}},
	{"/net/door/equal-questions", test_equal_questions, {answer_line, {0}}},
	{"/net/door/pace", test_pace, {answer_line, {.at_once = 1}}},
	{"/net/door/throttled", test_throttled, {answer_line, {0}}},
	{"/net/door/http-throttled", test_http_throttled, {too_many, {0}}},
	{"/net/door/deadline", test_deadline, {never_answer, {0}}},
	{"/net/door/hurried", test_hurried, {answer_late, {0}}},
	{"/net/door/offline", test_offline, {answer_line, {0}}},
	{"/net/door/replay", test_replay, {redirect, {0}}},
	{"/net/door/names", test_names, {answer_line, {0}}},
};

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/net/door/wrong-settings", test_wrong_settings);
	for (size_t i = 0; i < G_N_ELEMENTS(tests); i++)
		g_test_add(tests[i].path, House, &tests[i].plan, set_up, tests[i].run, tear_down);
	return g_test_run();
}
