/* From the browser's events to the archive of requests: what is kept of each, and how it reads as HAR. */
#include "visit/har.h"

#include "events.h"
#include "visit/security.h"

#define ASKED(id, type, url, more)                                                                 \
	"{\"method\":\"Network.requestWillBeSent\",\"params\":{\"requestId\":\"" id                \
	"\",\"frameId\":\"F\",\"type\":\"" type "\",\"wallTime\":1795606311.5,\"timestamp\":10,"   \
	"\"request\":{\"url\":\"" url "\",\"method\":\"GET\",\"headers\":{\"Accept\":\"*/*\"}"     \
	"}" more "}}"
#define FINISHED(id)                                                                               \
	"{\"method\":\"Network.loadingFinished\",\"params\":{\"requestId\":\"" id                  \
	"\",\"timestamp\":12.25,\"encodedDataLength\":710}}"
#define FAILED(id)                                                                                 \
	"{\"method\":\"Network.loadingFailed\",\"params\":{\"requestId\":\"" id                    \
	"\",\"timestamp\":11,\"errorText\":\"net::ERR_X\"}}"
#define ANSWERED(id, url)                                                                          \
	"{\"method\":\"Network.responseReceived\",\"params\":{\"requestId\":\"" id                 \
	"\",\"response\":{\"url\":\"" url "\",\"status\":200,\"mimeType\":\"text/html\","          \
	"\"headers\":{\"server\":\"nginx\"}}}}"
#define REDIRECT                                                                                   \
	",\"redirectResponse\":{\"url\":\"https://a.example/\",\"status\":302,\"headers\":"        \
	"{\"location\":\"/b\"},\"encodedDataLength\":99}"

typedef struct {
	const char *what, *events;
	const char *entries; /* each as "type url status address error bytes ms" */
	guint under_way;
} Row;

static const Row rows[] = {
	{"a page",
		ASKED("1", "Document", "https://a.example/", "") "\n" ANSWERED(
			"1", "https://a.example/") "\n" FINISHED("1"),
		"Document https://a.example/ 200 192.0.2.7 - 710 2250; ", 0},
	{"under way", ASKED("1", "Image", "https://a.example/i", ""),
		"Image https://a.example/i 0 192.0.2.7 - 0 0; ", 1},
	{"a redirect is two",
		ASKED("1", "Document", "https://a.example/", "") "\n" ASKED("1", "Document",
			"https://b.example/",
			REDIRECT) "\n" ANSWERED("1", "https://b.example/") "\n" FINISHED("1"),
		"Document https://a.example/ 302 192.0.2.7 - 99 0; "
		"Document https://b.example/ 200 - - 710 2250; ",
		0},
	{"a failure", ASKED("1", "Script", "https://a.example:8443/s", "") "\n" FAILED("1"),
		"Script https://a.example:8443/s 0 - net::ERR_X 0 1000; ", 0},
	{"what never ends is not waited for",
		ASKED("1", "EventSource", "https://a.example/e",
			"") "\n"
			    "{\"method\":\"Network.webSocketCreated\",\"params\":{\"requestId\":"
			    "\"2\",\"url\":"
			    "\"wss://a.example/w\"}}",
		"EventSource https://a.example/e 0 192.0.2.7 - 0 0; "
		"WebSocket wss://a.example/w 0 192.0.2.7 - 0 0; ",
		0},
	{"what is in the URL is no request", ASKED("1", "Image", "data:image/png,x", ""), "", 0},
	{"a type of tomorrow", ASKED("1", "Telepathy", "https://a.example/", ""),
		"Other https://a.example/ 0 192.0.2.7 - 0 0; ", 1},
	{"the end of what never began", FINISHED("9") "\n" FAILED("8"), "", 0},
};

static void take(void *data, const DevToolsEvent *event)
{
	traffic_take(data, event);
}

static void show_entry(GString *shown, const json_t *entry)
{
	const char *address = json_get_text(entry, "serverIPAddress");
	const char *error = json_get_text(json_object_get(entry, "response"), "_error");

	g_string_append_printf(shown, "%s %s %d %s %s %d %d; ",
		json_get_text(entry, "_resourceType"),
		json_get_text(json_object_get(entry, "request"), "url"),
		(int)json_integer_value(json_at(entry, "/response/status")),
		address ? address : "-", error ? error : "-",
		(int)json_integer_value(json_at(entry, "/response/bodySize")),
		(int)json_number_value(json_object_get(entry, "time")));
}

static json_t *connections(void)
{
	return json_pack("[{s:s, s:i, s:s}, {s:s, s:i, s:n}]", "host", "a.example", "port", 443,
		"address", "192.0.2.7", "host", "b.example", "port", 443, "address");
}

static void test_entries(void)
{
	json_auto_t *dialled = connections();

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(Traffic) traffic = traffic_new();
		g_autoptr(GString) shown = g_string_new(NULL);
		const json_t *entry;
		size_t index;

		events_play(rows[i].events, take, traffic);
		json_auto_t *har = har_of(traffic, dialled);
		json_array_foreach (json_at(har, "/log/entries"), index, entry)
			show_entry(shown, entry);
		g_test_message("%s", rows[i].what);
		g_assert_cmpstr(shown->str, ==, rows[i].entries);
		g_assert_cmpuint(traffic_under_way(traffic), ==, rows[i].under_way);
	}
}

/* What other tools look for (HAR 1.2). */
static void test_form(void)
{
	static const char *const wanted[] = {"/log/version", "/log/creator/name", "/log/pages/0/id",
		"/log/pages/0/startedDateTime", "/log/entries/0/startedDateTime",
		"/log/entries/0/request/queryString/1/value", "/log/entries/0/request/headersSize",
		"/log/entries/0/response/content/mimeType", "/log/entries/0/timings/wait",
		"/log/entries/0/cache"};
	g_autoptr(Traffic) traffic = traffic_new();

	events_play(ASKED("1", "Document", "https://a.example/?a=1&b=2", ""), take, traffic);
	json_auto_t *har = har_of(traffic, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++) {
		g_test_message("%s", wanted[i]);
		g_assert_nonnull(json_at(har, wanted[i]));
	}
	g_assert_cmpstr(json_get_text(json_at(har, "/log/entries/0"), "startedDateTime"), ==,
		"2026-11-25T11:31:51.500Z");
}

static void test_caps(void)
{
	g_autoptr(Traffic) traffic = traffic_new();

	for (int i = 0; i < TRAFFIC_MAX + 3; i++) {
		g_autofree char *id = g_strdup_printf("%d", i);
		json_auto_t *params = json_pack("{s:s, s:s, s:{s:s}}", "requestId", id, "type",
			"Image", "request", "url", "https://a.example/");
		traffic_take(traffic, &(DevToolsEvent){NULL, "Network.requestWillBeSent", params});
	}
	g_assert_cmpuint(traffic_len(traffic), ==, TRAFFIC_MAX);
	g_assert_cmpuint(traffic_left_out(traffic), ==, 3);
}

static void test_certificate(void)
{
	json_auto_t *response = json_pack("{s:s, s:{s:s, s:[s, s], s:s, s:i, s:i, s:s}}", "url",
		"https://a.example/x", "security", "subjectName", "a.example", "sanList",
		"a.example", "b.example", "issuer", "X", "validFrom", 0, "validTo", 86400,
		"protocol", "TLS 1.3");
	json_auto_t *clean = json_object();
	json_auto_t *objected = json_pack("{s:[{s:s, s:s}]}", "certificates", "requestURL",
		"https://a.example/other", "errorType", "ERR_CERT_DATE_INVALID");
	json_auto_t *trusted = security_certificate(response, clean);
	json_auto_t *doubted = security_certificate(response, objected);
	g_autofree char *shown = json_canonical(trusted);

	g_assert_cmpstr(shown, ==,
		"{\"from\":\"1970-01-01T00:00:00Z\",\"issuer\":\"X\",\"names\":[\"a.example\","
		"\"b.example\"],\"objection\":null,\"protocol\":\"TLS "
		"1.3\",\"subject\":\"a.example\","
		"\"trusted\":true,\"until\":\"1970-01-02T00:00:00Z\"}");
	g_assert_true(json_is_false(json_object_get(doubted, "trusted")));
	g_assert_cmpstr(json_get_text(doubted, "objection"), ==, "ERR_CERT_DATE_INVALID");
	g_assert_null(security_certificate(NULL, clean));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/har/entries", test_entries);
	g_test_add_func("/har/form", test_form);
	g_test_add_func("/har/caps", test_caps);
	g_test_add_func("/har/certificate", test_certificate);
	return g_test_run();
}
