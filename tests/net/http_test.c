#include "net/http.h"

#include <gio/gio.h>
#include <string.h>

#include "support/assert_str.h"
#include "support/certificates.h"
#include "support/loopback.h"
#include "support/scratch.h"
#include "support/scriptserver.h"

/* Send the script's data once the request is whole. */
static void serve_text(ScriptTurn *turn)
{
	g_autofree char *request = scriptserver_read(turn, "\r\n\r\n");

	if (request)
		scriptserver_send(turn, turn->data);
}

static void echo_request(ScriptTurn *turn)
{
	g_autofree char *request = scriptserver_read(turn, "\r\n\r\n");
	g_autofree char *head =
		g_strdup_printf("HTTP/1.1 200 OK\r\nContent-Length: %zu\r\n\r\n", strlen(request));

	scriptserver_send(turn, head);
	scriptserver_send(turn, request);
}

static void never_answer(ScriptTurn *turn)
{
	scriptserver_sleep(turn, 60000);
}

static void drip(ScriptTurn *turn)
{
	scriptserver_send(turn, "HTTP/1.1 200 OK\r\n\r\n");
	while (scriptserver_send(turn, "x") && scriptserver_sleep(turn, 20))
		;
}

static void drip_headers(ScriptTurn *turn)
{
	scriptserver_send(turn, "HTTP/1.1 200 OK\r\nX: ");
	while (scriptserver_send(turn, "x") && scriptserver_sleep(turn, 20))
		;
}

static void flood(ScriptTurn *turn)
{
	g_autofree char *block = g_strnfill(65536, 'y');

	scriptserver_send(turn, "HTTP/1.1 200 OK\r\n\r\n");
	while (scriptserver_send(turn, block))
		;
}

static void flood_headers(ScriptTurn *turn)
{
	scriptserver_send(turn, "HTTP/1.1 200 OK\r\n");
	while (scriptserver_send(turn, "X-More: and more and more and more\r\n"))
		;
}

static void flood_one_header(ScriptTurn *turn)
{
	g_autofree char *block = g_strnfill(65536, 'y');

	scriptserver_send(turn, "HTTP/1.1 200 OK\r\nX: ");
	while (scriptserver_send(turn, block))
		;
}

/* 4 MiB of zeros in 4 KiB. */
static void bomb(ScriptTurn *turn)
{
	g_autoptr(GConverter) gzip =
		G_CONVERTER(g_zlib_compressor_new(G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
	g_autoptr(GOutputStream) memory = g_memory_output_stream_new_resizable();
	g_autoptr(GOutputStream) out = g_converter_output_stream_new(memory, gzip);
	g_autofree char *zeros = g_malloc0(1 << 20);

	for (guint i = 0; i < 4; i++)
		g_output_stream_write_all(out, zeros, 1 << 20, NULL, NULL, NULL);
	g_output_stream_close(out, NULL, NULL);
	GMemoryOutputStream *packed = G_MEMORY_OUTPUT_STREAM(memory);
	scriptserver_send(turn, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n");
	scriptserver_send_bytes(turn, g_memory_output_stream_get_data(packed),
		g_memory_output_stream_get_data_size(packed));
}

static const struct {
	const char *name;
	Script script;
	const char *data;
	const char *outcome;
	int status;         /* 0: none came */
	const char *answer; /* NULL: any */
} servers[] = {
	{"answers", serve_text, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi", "answered", 200,
		"hi"},
	{"answers until it closes", serve_text, "HTTP/1.0 200 OK\r\n\r\nhi", "answered", 200, "hi"},
	{"says no", serve_text, "HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nno", "answered",
		404, "no"},
	{"redirects", serve_text, "HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n",
		"answered", 302, ""},
	{"continues first", serve_text,
		"HTTP/1.1 100 Continue\r\nX: 1\r\n\r\nHTTP/1.1 200 OK\r\n\r\nhi", "answered", 200,
		"hi"},
	{"sends chunks", serve_text,
		"HTTP/1.1 200 OK\r\nTransfer-Encoding: "
		"chunked\r\n\r\n1\r\nh\r\n1\r\ni\r\n0\r\n\r\n",
		"answered", 200, "hi"},
	{"is asked like this", echo_request, NULL, "answered", 200,
		"GET /a?b HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: mekiki\r\nAccept-Encoding: "
		"gzip, "
		"deflate\r\nAccept: application/rdap+json\r\n\r\n"},

	{"never answers", never_answer, NULL, "timeout", 0, NULL},
	{"a byte at a time", drip, NULL, "timeout", 200, NULL},
	{"headers a byte at a time", drip_headers, NULL, "timeout", 200, NULL},
	{"endless", flood, NULL, "cut", 200, NULL},
	{"endless headers", flood_headers, NULL, "malformed", 200, NULL},
	{"one endless header", flood_one_header, NULL, "malformed", 200, NULL},
	{"a bomb", bomb, NULL, "cut", 200, NULL},
	{"closes too early", serve_text, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhi", "broken",
		200, "hi"},
	{"says nothing", serve_text, "", "broken", 0, NULL},
	{"is no HTTP", serve_text, "hello there\r\n", "malformed", 0, NULL},
	{"broken chunks", serve_text,
		"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhi", "broken", 200,
		NULL},
	{"broken gzip", serve_text, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nnot gzip",
		"malformed", 200, NULL},
	{"bad header", serve_text, "HTTP/1.1 200 OK\r\nno colon here\r\nA: b\r\n\r\nhi",
		"malformed", 200, NULL},
};

static Exchange *get(ScriptServer *server, const char *url, gint64 timeout_ms, const char *ca_file)
{
	Bounds bounds = {.timeout_ms = timeout_ms, .idle_ms = 400, .bytes_max = 1000};
	g_autoptr(GArray) pins = loopback_pins();
	Session session = {.pins = pins,
		.port = scriptserver_port(server),
		.bounds = &bounds,
		.deadline = g_get_monotonic_time() + timeout_ms * 1000,
		.ca_file = ca_file};
	ExchangeKey key = {"rdap", "127.0.0.1:80", url};
	Exchange *exchange = exchange_new(&key);

	http_get(&session, url, "application/rdap+json", exchange);
	return exchange;
}

static void test_server(gconstpointer row)
{
	size_t i = GPOINTER_TO_SIZE(row);
	g_autoptr(ScriptServer) server = scriptserver_new(servers[i].script, servers[i].data);
	gint64 begun = g_get_monotonic_time();
	g_autoptr(Exchange) exchange = get(server, "http://127.0.0.1/a?b", 500, NULL);
	gint64 ms = (g_get_monotonic_time() - begun) / 1000;

	g_assert_cmpstr(outcome_name(exchange->outcome), ==, servers[i].outcome);
	g_assert_cmpint(json_integer_value(json_object_get(exchange->facts, "status")), ==,
		servers[i].status);
	g_assert_cmpint(ms, <=, 2000);
	if (servers[i].answer)
		assert_str(str_of_bytes(exchange->answer), str_of(servers[i].answer));
	if (exchange->answer)
		g_assert_cmpuint(g_bytes_get_size(exchange->answer), <=, 1000);
	g_assert_cmpuint(scriptserver_served(server), ==, 1);
}

static void test_facts(void)
{
	g_autoptr(ScriptServer) server = scriptserver_new(serve_text,
		"HTTP/1.1 200 OK\r\nContent-Type: Application/RDAP+JSON; charset=x\r\nRetry-After: "
		"5\r\n"
		"retry-after: 6\r\n\r\n");
	g_autoptr(Exchange) exchange = get(server, "http://127.0.0.1/", 500, NULL);

	g_assert_cmpstr(json_get_text(exchange->facts, "type"), ==, "application/rdap+json");
	g_assert_cmpstr(exchange_header(exchange, "RETRY-AFTER"), ==, "5");
	g_assert_null(exchange_header(exchange, "Location"));
	g_assert_cmpstr(exchange->address, ==, "127.0.0.1");
}

static const struct {
	const char *name, *subject;
	int days;
	bool by_our_authority;
	const char *outcome;
} certificates[] = {
	{"holds", "127.0.0.1", 2, true, "answered"},
	{"for another name", "other.example", 2, true, "untrusted"},
	{"is over", "127.0.0.1", -2, true, "untrusted"},
	{"of nobody we know", "127.0.0.1", 2, false, "untrusted"},
};

static void test_certificate(gconstpointer row)
{
	size_t i = GPOINTER_TO_SIZE(row);
	g_autoptr(Scratch) dir = scratch_new();
	g_autofree char *pem = g_build_filename(dir, "server.pem", NULL);
	g_autofree char *ca = g_build_filename(dir, "ca.pem", NULL);
	g_autoptr(ScriptServer) server = scriptserver_new(serve_text, "HTTP/1.1 200 OK\r\n\r\nhi");

	certificates_make_authority(dir);
	certificates_make(dir, "server", certificates[i].subject, certificates[i].days);
	scriptserver_use_tls(server, pem);
	g_autoptr(Exchange) exchange = get(server, "https://127.0.0.1/",
		10000, /* the system's authorities take their time to load */
		certificates[i].by_our_authority ? ca : NULL);
	const json_t *facts = json_object_get(exchange->facts, "certificate");
	g_assert_cmpstr(outcome_name(exchange->outcome), ==, certificates[i].outcome);
	g_assert_nonnull(facts);
	g_autofree char *subject = g_strdup_printf("CN=%s", certificates[i].subject);
	g_assert_cmpstr(json_get_text(facts, "subject"), ==, subject);
	g_assert_cmpstr(json_get_text(facts, "issuer"), ==, "CN=mekiki test authority");
	g_assert_cmpstr(json_string_value(json_array_get(json_object_get(facts, "names"), 0)), ==,
		certificates[i].subject);
	g_assert_cmpuint(strlen(json_get_text(facts, "sha256")), ==, 64);
	g_assert_cmpint(json_is_true(json_object_get(facts, "trusted")), ==,
		exchange->outcome == OUTCOME_ANSWERED);
}

int main(int argc, char **argv)
{
	/* a proxy of the environment would carry every question past our pins, to where nobody listens */
	g_setenv("http_proxy", "http://127.0.0.1:9", TRUE);
	g_setenv("ALL_PROXY", "http://127.0.0.1:9", TRUE);
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(servers); i++) {
		g_autofree char *path = g_strdup_printf("/net/http/%s", servers[i].name);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_server);
	}
	g_test_add_func("/net/http/facts", test_facts);
	for (size_t i = 0; i < G_N_ELEMENTS(certificates); i++) {
		g_autofree char *path =
			g_strdup_printf("/net/http/certificate %s", certificates[i].name);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_certificate);
	}
	return g_test_run();
}
