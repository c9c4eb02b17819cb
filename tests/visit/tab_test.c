/* A tab in a browser that is played from a script: what is set before a page may run, when it is at rest, what
 * comes of popups, crashes and a browser that dies. */
#include "visit/tab.h"

#include <string.h>

#include "base/json.h"
#include "peer.h"

#define ATTACHED(session, id, type)                                                                \
	"{\"method\":\"Target.attachedToTarget\",\"params\":{\"sessionId\":\"" session             \
	"\",\"targetInfo\":{\"targetId\":\"" id "\",\"type\":\"" type                              \
	"\",\"url\":\"\",\"browserContextId\":\"C\"}}}"
#define OF_PAGE(method, params)                                                                    \
	"{\"method\":\"" method "\",\"sessionId\":\"S\",\"params\":{\"frameId\":\"F\"" params "}}"
#define ASKED                                                                                      \
	OF_PAGE("Network.requestWillBeSent",                                                       \
		",\"requestId\":\"1\",\"type\":\"Document\",\"request\":{\"url\":\"https://"       \
		"a.example/\",\"method\":\"GET\"}")
#define STARTED OF_PAGE("Page.frameStartedLoading", "")
#define STOPPED OF_PAGE("Page.frameStoppedLoading", "")
#define IMAGE                                                                                      \
	OF_PAGE("Network.requestWillBeSent",                                                       \
		",\"requestId\":\"2\",\"type\":\"Image\",\"request\":{\"url\":\"https://"          \
		"a.example/i\",\"method\":\"GET\"}")

#define OPENS                                                                                      \
	{"Browser.getVersion", "{\"id\":#,\"result\":{\"product\":\"X/156.0.1\"}}", 0},            \
		{"Target.createBrowserContext",                                                    \
			"{\"id\":#,\"result\":{\"browserContextId\":\"C\"}}", 0},                  \
	{                                                                                          \
		"Target.createTarget",                                                             \
			ATTACHED("S", "F", "page") "\n{\"id\":#,\"result\":{\"targetId\":\"F\"}}", \
			0                                                                          \
	}

static gint64 in_ms(gint64 ms)
{
	return g_get_monotonic_time() + ms * 1000;
}

typedef struct {
	Peer *peer;
	DevTools *devtools;
	Tab *tab;
} Scene;

static void scene_clear(Scene *scene)
{
	tab_free(scene->tab);
	devtools_free(scene->devtools);
	peer_free(scene->peer);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Scene, scene_clear)

static void scene_open(Scene *scene, const PeerRow *script)
{
	g_autoptr(GError) error = NULL;
	const TabSettings settings = {.persona = persona_find("phone"), .language = "ja"};

	scene->peer = peer_new(script);
	scene->devtools = devtools_new(peer_fd(scene->peer), peer_fd(scene->peer));
	scene->tab = tab_new(scene->devtools, &settings, in_ms(10000), &error);
	g_assert_no_error(error);
}

/* Everything that a page must not run without stands before it is let go. */
static void test_dressed(void)
{
	static const PeerRow script[] = {OPENS, {0}};
	static const char *const before[] = {"Browser.grantPermissions {", "\"behavior\":\"deny\"",
		("Target.setAutoAttach {\"autoAttach\":true,\"flatten\":true,"
		 "\"waitForDebuggerOnStart\":true} @S"),
		"Fetch.enable {", "Network.enable {} @S", "Page.enable {} @S",
		"Security.setOverrideCertificateErrors", "Chrome/156.0.0.0 Mobile",
		"\"acceptLanguage\":\"ja", "Asia/Tokyo", "Emulation.setTouchEmulationEnabled"};
	g_auto(Scene) scene = {0};

	scene_open(&scene, script);
	g_autofree char *heard = peer_heard(scene.peer);
	const char *run = strstr(heard, "Runtime.runIfWaitingForDebugger {} @S");
	g_assert_nonnull(run);
	for (size_t i = 0; i < G_N_ELEMENTS(before); i++) {
		const char *found = strstr(heard, before[i]);
		g_test_message("%s", before[i]);
		g_assert_nonnull(found);
		g_assert_true(found < run);
	}
	g_assert_cmpstr(tab_session(scene.tab), ==, "S");
	g_assert_cmpstr(tab_frame(scene.tab), ==, "F");
}

static const struct {
	const char *what, *says; /* to Page.navigate */
	TabRest rest;
	gint64 least_ms, most_ms;
} rests[] = {
	{"a page", STARTED "\n" ASKED "\n" STOPPED, TAB_QUIET, TAB_QUIET_MS, 1000},
	{"never answered", STARTED "\n" ASKED, TAB_BUSY, 400, 900},
	{"nothing begins", "{\"id\":#,\"result\":{}}", TAB_BUSY, 400, 900},
	{"a picture is under way", STARTED "\n" ASKED "\n" STOPPED "\n" IMAGE, TAB_BUSY, 400, 900},
	{"the picture came",
		STARTED "\n" ASKED "\n" STOPPED "\n" IMAGE
			"\n" OF_PAGE("Network.loadingFinished", ",\"requestId\":\"2\""),
		TAB_QUIET, TAB_QUIET_MS, 1000},
	{"a refresh is near",
		STARTED "\n" ASKED "\n" OF_PAGE("Page.frameScheduledNavigation",
			",\"delay\":2,\"reason\":\"metaTagRefresh\",\"url\":\"https://b.example/"
			"\"") "\n" STOPPED,
		TAB_BUSY, 400, 900},
	{"it crashes", STARTED "\n" ASKED "\n" OF_PAGE("Inspector.targetCrashed", ""), TAB_CRASHED,
		0, 1000},
	{"it goes", "{\"method\":\"Target.detachedFromTarget\",\"params\":{\"sessionId\":\"S\"}}",
		TAB_CRASHED, 0, 1000},
	{"the browser dies", "!", TAB_GONE, 0, 1000},
};

static void test_rest(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rests); i++) {
		const PeerRow script[] = {OPENS, {"Page.navigate", rests[i].says, 0}, {0}};
		g_auto(Scene) scene = {0};
		scene_open(&scene, script);
		gint64 start = g_get_monotonic_time();
		tab_go(scene.tab, "https://a.example/", NULL);
		TabRest rest = tab_settle(scene.tab, in_ms(400));
		gint64 ms = (g_get_monotonic_time() - start) / 1000;

		g_test_message("%s: %d after %d ms", rests[i].what, rest, (int)ms);
		g_assert_cmpint(rest, ==, rests[i].rest);
		g_assert_cmpint(ms, >=, rests[i].least_ms);
		g_assert_cmpint(ms, <, rests[i].most_ms);
	}
}

#define POPUP(n) ATTACHED("P" n, "Q" n, "page")

/* Four windows may open, the fifth is closed; the newest can take the page's place. */
static void test_popups(void)
{
	static const PeerRow script[] = {OPENS,
		{"Page.navigate",
			POPUP("1") "\n" POPUP("2") "\n" POPUP("3") "\n" POPUP("4") "\n" POPUP(
				"5") "\n" STARTED "\n" ASKED "\n" STOPPED
				     "\n{\"method\":\"Target.detachedFromTarget\",\"params\":{"
				     "\"sessionId\":\"P5\"}}",
			0},
		{0}};
	g_auto(Scene) scene = {0};

	scene_open(&scene, script);
	tab_go(scene.tab, "https://a.example/", NULL);
	g_assert_cmpint(tab_settle(scene.tab, in_ms(10000)), ==, TAB_QUIET);
	g_autofree char *heard = peer_heard(scene.peer);
	g_assert_nonnull(strstr(heard, "Runtime.runIfWaitingForDebugger {} @P4"));
	g_assert_nonnull(strstr(heard, "Target.closeTarget {\"targetId\":\"Q5\"}"));
	g_assert_true(tab_follow_popup(scene.tab));
	g_assert_cmpstr(tab_session(scene.tab), ==, "P4");
	g_assert_cmpstr(tab_frame_session(scene.tab, "Q2"), ==, "P2");
	g_assert_cmpstr(tab_frame_session(scene.tab, "unknown"), ==, "P4");
}

/* Targets of another tab's context are not ours to touch. */
static void test_others(void)
{
	static const PeerRow script[] = {OPENS,
		{"Page.navigate",
			"{\"method\":\"Target.attachedToTarget\",\"params\":{\"sessionId\":\"X\","
			"\"targetInfo\":{\"targetId\":\"Y\",\"type\":\"page\",\"browserContextId\":"
			"\"D\"}}}\n" STARTED "\n" ASKED "\n" STOPPED,
			0},
		{0}};
	g_auto(Scene) scene = {0};

	scene_open(&scene, script);
	tab_go(scene.tab, "https://a.example/", NULL);
	tab_settle(scene.tab, in_ms(10000));
	g_autofree char *heard = peer_heard(scene.peer);
	g_assert_null(strstr(heard, "@X"));
	g_assert_cmpuint(tab_targets(scene.tab)->len, ==, 1);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/tab/dressed", test_dressed);
	g_test_add_func("/tab/rest", test_rest);
	g_test_add_func("/tab/popups", test_popups);
	g_test_add_func("/tab/others", test_others);
	return g_test_run();
}
