/* Calls and events of a browser that is played from a script: what answers, what fails and how, and that
 * nothing waits longer than it was told to. */
#include "visit/devtools.h"

#include <string.h>

#include "base/json.h"
#include "peer.h"

/* A deadline that a test never meets, and one that it waits for. */
#define LONG_US  ((gint64)10 * G_USEC_PER_SEC)
#define SHORT_US ((gint64)G_USEC_PER_SEC / 20)

static gint64 in(gint64 us)
{
	return g_get_monotonic_time() + us;
}

typedef struct {
	const char *method, *session;
	const char *gives; /* the result, or "!" and the error's code and words */
} Row;

static const PeerRow script[] = {
	{"A.answers", "{\"id\":#,\"result\":{\"a\":1}}", 0},
	{"A.refuses", "{\"id\":#,\"error\":{\"code\":-32000,\"message\":\"No such frame\"}}", 0},
	{"A.errs", "{\"id\":#}", 0},
	{"A.isNoJson", "{\"id\":#,\"result\":{", 0},
	{"A.tellsFirst", "{\"method\":\"B.x\"}\n{\"id\":#,\"result\":{\"b\":2}}", 0},
	{"A.endsPage",
		"{\"method\":\"Target.detachedFromTarget\",\"params\":{\"sessionId\":\"S\"}}", 0},
	{"A.crashes", "{\"method\":\"Inspector.targetCrashed\",\"sessionId\":\"S\"}", 0},
	{"A.isSilent", NULL, 0},
	{"A.isAnotherPage",
		"{\"method\":\"Target.detachedFromTarget\",\"params\":{\"sessionId\":\"T\"}}\n"
		"{\"id\":#,\"result\":{\"c\":3}}",
		0},
	{0},
};

static const Row rows[] = {
	{"A.answers", NULL, "{\"a\":1}"},
	{"A.answers", "S", "{\"a\":1}"},
	{"A.refuses", "S", "!2 No such frame"},
	{"A.errs", "S", "!2 the browser gave no result"},
	{"A.isNoJson", "S", "!2 the browser gave no result"},
	{"A.tellsFirst", "S", "{\"b\":2}"},
	{"A.endsPage", "S", "!3 the page has gone"},
	{"A.crashes", "S", "!3 the page has crashed"},
	{"A.isSilent", "S", "!1 the browser did not answer in time"},
	{"A.isAnotherPage", "S", "{\"c\":3}"},
};

static char *show(const json_t *result, const GError *error)
{
	return result ? json_canonical(result)
		      : g_strdup_printf("!%d %s", error->code, error->message);
}

static void test_calls(void)
{
	g_autoptr(Peer) peer = peer_new(script);
	g_autoptr(DevTools) devtools = devtools_new(peer_fd(peer), peer_fd(peer));

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GError) error = NULL;
		bool waits = g_str_has_prefix(rows[i].gives, "!1");
		json_auto_t *result = devtools_call(devtools, rows[i].session, rows[i].method, NULL,
			in(waits ? SHORT_US : LONG_US), &error);
		g_autofree char *shown = show(result, error);

		g_test_message("%s", rows[i].method);
		g_assert_cmpstr(shown, ==, rows[i].gives);
	}
	g_assert_false(devtools_gone(devtools));
}

/* What is sent: number, parameters and session as the protocol has them. */
static void test_commands(void)
{
	static const PeerRow none[] = {{0}};
	g_autoptr(Peer) peer = peer_new(none);
	g_autoptr(DevTools) devtools = devtools_new(peer_fd(peer), peer_fd(peer));
	g_autofree char *heard = NULL;

	devtools_tell(devtools, NULL, "Browser.x", NULL);
	devtools_tell(devtools, "S", "Page.y", json_pack("{s:b}", "a", true));
	json_decref(devtools_call(devtools, "T", "Page.z", json_object(), in(LONG_US), NULL));
	heard = peer_heard(peer);
	g_assert_cmpstr(heard, ==, "Browser.x {} Page.y {\"a\":true} @S Page.z {} @T ");
}

/* Several are sent, then waited for, in any order; one that is dropped is forgotten. */
static void test_overlap(void)
{
	static const PeerRow slow[] = {{"A.slow", "{\"id\":#,\"result\":{\"n\":#}}", 20}, {0}};
	g_autoptr(Peer) peer = peer_new(slow);
	g_autoptr(DevTools) devtools = devtools_new(peer_fd(peer), peer_fd(peer));
	DevToolsCall first = devtools_ask(devtools, "S", "A.slow", NULL);
	DevToolsCall dropped = devtools_ask(devtools, "S", "A.slow", NULL);
	DevToolsCall last = devtools_ask(devtools, "S", "A.slow", NULL);

	devtools_drop(devtools, dropped);
	json_auto_t *of_last = devtools_answer(devtools, last, in(LONG_US), NULL);
	json_auto_t *of_first = devtools_answer(devtools, first, in(LONG_US), NULL);
	g_assert_cmpint(json_integer_value(json_object_get(of_last, "n")), ==, last);
	g_assert_cmpint(json_integer_value(json_object_get(of_first, "n")), ==, first);
}

/* A result that is for the cage is not read, whatever it is. */
static void test_bytes(void)
{
	static const PeerRow page[] = {
		{"A.page", "{\"id\":#,\"result\":{\"no \": json},\"sessionId\":\"S\"}", 0},
		{"A.refuses", "{\"id\":#,\"error\":{\"message\":\"No such node\"}}", 0}, {0}};
	g_autoptr(Peer) peer = peer_new(page);
	g_autoptr(DevTools) devtools = devtools_new(peer_fd(peer), peer_fd(peer));
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) bytes = devtools_answer_bytes(
		devtools, devtools_ask_bytes(devtools, "S", "A.page", NULL), in(LONG_US), &error);
	g_autofree char *text = NULL;

	g_assert_no_error(error);
	text = str_dup(str_of_bytes(bytes));
	g_assert_cmpstr(text, ==, "{\"no \": json}");
	g_assert_null(devtools_answer_bytes(devtools,
		devtools_ask_bytes(devtools, "S", "A.refuses", NULL), in(LONG_US), &error));
	g_assert_error(error, DEVTOOLS_ERROR, DEVTOOLS_ERROR_REFUSED);
	g_assert_cmpstr(error->message, ==, "No such node");
}

typedef struct {
	DevTools *devtools;
	GString *events;
} Watch;

/* As a dialog is answered: sent from within, at once. */
static void on_event(void *data, const DevToolsEvent *event)
{
	Watch *watch = data;

	g_string_append_printf(watch->events, "%s@%s ", event->method, event->session);
	if (strcmp(event->method, "Page.javascriptDialogOpening") == 0)
		devtools_tell(watch->devtools, event->session, "Page.handleJavaScriptDialog",
			json_pack("{s:b}", "accept", true));
}

static bool has_two(void *data)
{
	const Watch *watch = data;

	return strstr(watch->events->str, "Page.closed") != NULL;
}

/* The page waits for its dialog while we wait for the page. */
static void test_events(void)
{
	static const PeerRow dialog[] = {{"Page.navigate",
						 "{\"method\":\"Page.javascriptDialogOpening\","
						 "\"sessionId\":\"S\",\"params\":{}}",
						 0},
		{"Page.handleJavaScriptDialog",
			"{\"method\":\"Page.closed\",\"sessionId\":\"S\",\"params\":{}}", 0},
		{0}};
	g_autoptr(Peer) peer = peer_new(dialog);
	g_autoptr(DevTools) devtools = devtools_new(peer_fd(peer), peer_fd(peer));
	g_autoptr(GString) events = g_string_new(NULL);
	Watch watch = {devtools, events};
	g_autoptr(GError) error = NULL;

	devtools_listen(devtools, on_event, &watch);
	devtools_tell(devtools, "S", "Page.navigate", NULL);
	g_assert_true(devtools_wait(devtools, has_two, &watch, in(LONG_US), &error));
	g_assert_cmpstr(events->str, ==, "Page.javascriptDialogOpening@S Page.closed@S ");
	devtools_unlisten(devtools, &watch);
	g_string_truncate(events, 0);
	devtools_tell(devtools, "S", "Page.handleJavaScriptDialog", NULL);
	g_assert_false(devtools_wait(devtools, has_two, &watch, in(SHORT_US), &error));
	g_assert_error(error, DEVTOOLS_ERROR, DEVTOOLS_ERROR_DEADLINE);
}

/* A browser that dies fails what is under way and what comes after, at once. */
static void test_dead(void)
{
	static const PeerRow dies[] = {{"A.dies", "!", 0}, {0}};
	g_autoptr(Peer) peer = peer_new(dies);
	g_autoptr(DevTools) devtools = devtools_new(peer_fd(peer), peer_fd(peer));
	gint64 start = g_get_monotonic_time();

	for (int turn = 0; turn < 3; turn++) {
		g_autoptr(GError) error = NULL;
		g_assert_null(devtools_call(
			devtools, "S", turn ? "A.x" : "A.dies", NULL, in(LONG_US), &error));
		g_assert_error(error, DEVTOOLS_ERROR, DEVTOOLS_ERROR_GONE);
		g_assert_cmpstr(error->message, ==, "the browser has ended");
	}
	g_assert_true(devtools_gone(devtools));
	g_assert_cmpint(g_get_monotonic_time() - start, <, LONG_US / 2);
}

/* Fewer under a sanitizer, whose strstr makes the peer's splitting quadratic. */
#define FLOOD (MEKIKI_SANITIZED ? 10000 : 200000)

/* A page that makes events without end does not hold us past the deadline. */
static void test_flood(void)
{
	g_autoptr(GString) flood = g_string_new("{\"method\":\"A.x\"}");
	PeerRow says[] = {{"A.floods", NULL, 0}, {0}};

	for (int i = 0; i < FLOOD; i++)
		g_string_append(flood, "\n{\"method\":\"A.x\"}");
	says[0].says = flood->str;
	g_autoptr(Peer) peer = peer_new(says);
	g_autoptr(DevTools) devtools = devtools_new(peer_fd(peer), peer_fd(peer));
	g_autoptr(GError) error = NULL;
	gint64 start = g_get_monotonic_time();
	g_assert_null(devtools_call(devtools, "S", "A.floods", NULL, in(SHORT_US), &error));
	g_assert_error(error, DEVTOOLS_ERROR, DEVTOOLS_ERROR_DEADLINE);
	g_assert_cmpint(g_get_monotonic_time() - start, <, 20 * SHORT_US);
}

/* A browser that talks nonsense is as good as dead. */
static void test_nonsense(void)
{
	g_autoptr(GString) nonsense = g_string_new("no json");
	PeerRow says[] = {{"A.x", NULL, 0}, {0}};

	for (int i = 0; i < DEVTOOLS_NONSENSE_MAX; i++)
		g_string_append(nonsense, i % 2 ? "\n{\"id\":12345}" : "\n{}");
	says[0].says = nonsense->str;
	g_autoptr(Peer) peer = peer_new(says);
	g_autoptr(DevTools) devtools = devtools_new(peer_fd(peer), peer_fd(peer));
	g_autoptr(GError) error = NULL;
	g_assert_null(devtools_call(devtools, "S", "A.x", NULL, in(LONG_US), &error));
	g_assert_cmpstr(error->message, ==, "the browser talks nonsense");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/devtools/calls", test_calls);
	g_test_add_func("/devtools/commands", test_commands);
	g_test_add_func("/devtools/overlap", test_overlap);
	g_test_add_func("/devtools/bytes", test_bytes);
	g_test_add_func("/devtools/events", test_events);
	g_test_add_func("/devtools/dead", test_dead);
	g_test_add_func("/devtools/flood", test_flood);
	g_test_add_func("/devtools/nonsense", test_nonsense);
	return g_test_run();
}
