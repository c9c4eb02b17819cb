/* What may leave the browser, what may not and why, and that the host is announced before its request goes. */
#include "visit/checkpoint.h"

#include <string.h>

#include "events.h"
#include "peer.h"

#define PAUSED(method, url, more)                                                                  \
	"{\"method\":\"Fetch.requestPaused\",\"sessionId\":\"S\",\"params\":{\"requestId\":\"R\"," \
	"\"resourceType\":\"Document\",\"frameId\":\"F\",\"request\":{\"method\":\"" method        \
	"\",\"url\":\"" url "\"" more "}}}"

#define LET_GO  "Fetch.continueRequest {\"requestId\":\"R\"} @S "
#define REFUSED "Fetch.failRequest {\"errorReason\":\"BlockedByClient\",\"requestId\":\"R\"} @S "

static const struct {
	const char *what, *event;
	const char *log;     /* what was announced and asked of the rules */
	const char *command; /* what the browser was told */
	const char *why;     /* NULL: nothing is recorded */
} rows[] = {
	{"a page", PAUSED("GET", "https://a.example/x", ""),
		"ask GET https://a.example/x -; announce a.example:443; ", LET_GO, NULL},
	{"its own port", PAUSED("GET", "http://a.example:8080/", ""),
		"ask GET http://a.example:8080/ -; announce a.example:8080; ", LET_GO, NULL},
	{"what is posted",
		PAUSED("POST", "http://a.example/",
			",\"hasPostData\":true,\"postDataEntries\":[{\"bytes\":\"dT0=\"},{"
			"\"bytes\":"
			"\"MQ==\"}]"),
		"ask POST http://a.example/ u=1; announce a.example:80; ", LET_GO, NULL},
	{"the rules say no", PAUSED("GET", "https://never.example/", ""),
		"ask GET https://never.example/ -; ", REFUSED, "never"},
	{"a file", PAUSED("GET", "file:///etc/passwd", ""), "", REFUSED,
		"file: is no scheme that a visit follows."},
	{"an old friend", PAUSED("GET", "ftp://a.example/", ""), "", REFUSED,
		"ftp: is no scheme that a visit follows."},
	{"the browser's own pages", PAUSED("GET", "chrome://version/", ""), "", REFUSED,
		"chrome: is no scheme that a visit follows."},
	{"a source view", PAUSED("GET", "view-source:https://a.example/", ""), "", REFUSED,
		"view-source: is no scheme that a visit follows."},
	{"no URL", PAUSED("GET", "https://a b/", ""), "", REFUSED, "It is no URL."},
	{"what is in the URL itself", PAUSED("GET", "data:text/html,x", ""), "", LET_GO, NULL},
	{"a prompt for a password",
		"{\"method\":\"Fetch.authRequired\",\"sessionId\":\"S\",\"params\":{\"requestId\":"
		"\"R\",\"authChallenge\":{\"origin\":\"https://a.example\",\"realm\":\"x\"}}}",
		"",
		"Fetch.continueWithAuth {\"authChallengeResponse\":{\"response\":\"CancelAuth\"},"
		"\"requestId\":\"R\"} @S ",
		NULL},
	{"a WebSocket is announced",
		"{\"method\":\"Network.webSocketCreated\",\"sessionId\":\"S\",\"params\":{\"url\":"
		"\"wss://a.example/s\"}}",
		"ask GET wss://a.example/s -; announce a.example:443; ", "", NULL},
	{"or is not",
		"{\"method\":\"Network.webSocketCreated\",\"sessionId\":\"S\",\"params\":{\"url\":"
		"\"wss://never.example/s\"}}",
		"ask GET wss://never.example/s -; ", "", "never"},
};

static json_t *refuses(void *data, const CheckpointRequest *request)
{
	g_autofree char *body = request->body ? str_dup(str_of_bytes(request->body)) : NULL;

	g_string_append_printf(
		data, "ask %s %s %s; ", request->method, request->url, body ? body : "-");
	return strstr(request->url, "never") ? json_words("never", "不可") : NULL;
}

static void announce(void *data, const char *host, guint16 port)
{
	g_string_append_printf(data, "announce %s:%u; ", host, port);
}

static void take(void *data, const DevToolsEvent *event)
{
	checkpoint_take(data, event);
}

static void test_requests(void)
{
	static const PeerRow script[] = {{0}};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(Peer) peer = peer_new(script);
		g_autoptr(DevTools) devtools = devtools_new(peer_fd(peer), peer_fd(peer));
		g_autoptr(GString) log = g_string_new(NULL);
		json_auto_t *incidents = json_object();
		const CheckpointRules rules = {log, refuses, announce};
		Checkpoint checkpoint = {devtools, &rules, incidents, 0};
		gint64 deadline = g_get_monotonic_time() + (gint64)10 * G_USEC_PER_SEC;

		events_play(rows[i].event, take, &checkpoint);
		json_decref(devtools_call(devtools, NULL, "A.z", NULL, deadline, NULL));
		g_autofree char *heard = peer_heard(peer);
		g_autofree char *wanted = g_strconcat(rows[i].command, "A.z {} ", NULL);
		g_test_message("%s", rows[i].what);
		g_assert_cmpstr(log->str, ==, rows[i].log);
		g_assert_cmpstr(heard, ==, wanted);
		g_assert_cmpstr(
			json_get_text(json_at(incidents, "/refused/0/why"), "en"), ==, rows[i].why);
	}
}

static void test_many(void)
{
	static const PeerRow script[] = {{0}};
	g_autoptr(Peer) peer = peer_new(script);
	g_autoptr(DevTools) devtools = devtools_new(peer_fd(peer), peer_fd(peer));
	json_auto_t *incidents = json_object();
	const CheckpointRules rules = {0};
	Checkpoint checkpoint = {devtools, &rules, incidents, CHECKPOINT_REQUESTS_MAX - 1};

	events_play(PAUSED("GET", "https://a.example/", ""), take, &checkpoint);
	g_assert_null(json_object_get(incidents, "refused"));
	events_play(PAUSED("GET", "https://a.example/", ""), take, &checkpoint);
	g_assert_cmpstr(json_get_text(json_at(incidents, "/refused/0/why"), "en"), ==,
		"The page has made more than 2000 requests.");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/checkpoint/requests", test_requests);
	g_test_add_func("/checkpoint/many", test_many);
	return g_test_run();
}
