/* What is made of a page by a browser that is played from a script: the record, its blobs, and what is said where
 * something did not come. */
#include "visit/capture.h"

#include <string.h>

#include "base/json.h"
#include "case/blobbox.h"
#include "peer.h"

#define ATTACHED(session, id, type)                                                                \
	"{\"method\":\"Target.attachedToTarget\",\"params\":{\"sessionId\":\"" session             \
	"\",\"targetInfo\":{\"targetId\":\"" id "\",\"type\":\"" type                              \
	"\",\"url\":\"\",\"browserContextId\":\"C\"}}}"
#define OF_PAGE(method, params)                                                                    \
	"{\"method\":\"" method "\",\"sessionId\":\"S\",\"params\":{\"frameId\":\"F\"" params "}}"
#define LOADS                                                                                      \
	OF_PAGE("Network.requestWillBeSent",                                                       \
		",\"requestId\":\"1\",\"type\":\"Document\",\"request\":{\"url\":\"https://"       \
		"a.example/\",\"method\":\"GET\"}")                                                \
	"\n" OF_PAGE("Network.responseReceived",                                                   \
		",\"requestId\":\"1\",\"type\":\"Document\",\"response\":{\"url\":\"https://"      \
		"a.example/\",\"status\":200}") "\n" OF_PAGE("Network.requestWillBeSent",          \
		",\"requestId\":\"2\",\"type\":\"Image\",\"request\":{\"url\":\"https://"          \
		"brand.example/logo.png\",\"method\":\"GET\"}") "\n" OF_PAGE("Network."            \
									     "loadingFinished",    \
		",\"requestId\":\"2\"") "\n" OF_PAGE("Page.javascriptDialogOpening",               \
		",\"type\":\"alert\",\"message\":\"boo\"") "\n" OF_PAGE("Page."                    \
									"frameStoppedLoading",     \
		"")

static const PeerRow opens[] = {
	{"Browser.getVersion", "{\"id\":#,\"result\":{\"product\":\"X/156.0.1\"}}", 0},
	{"Target.createBrowserContext", "{\"id\":#,\"result\":{\"browserContextId\":\"C\"}}", 0},
	{"Target.createTarget",
		ATTACHED("S", "F", "page") "\n{\"id\":#,\"result\":{\"targetId\":\"F\"}}", 0},
};

static const PeerRow page[] = {
	{"Page.navigate", LOADS, 0},
	{"Page.getLayoutMetrics",
		"{\"id\":#,\"result\":{\"cssContentSize\":{\"width\":1280,\"height\":9001}}}", 0},
	{"DOM.getDocument",
		"{\"id\":#,\"result\":{\"root\":{\"nodeId\":1,\"baseURL\":\"https://a.example/"
		"x\"}}}",
		0},
	{"DOM.getOuterHTML", "{\"id\":#,\"result\":{\"outerHTML\":\"<p>\\u65e5</p>\"}}", 0},
	{"DOM.querySelector", "{\"id\":#,\"result\":{\"nodeId\":7}}", 0},
	{"DOM.getAttributes",
		"{\"id\":#,\"result\":{\"attributes\":[\"rel\",\"icon\",\"href\",\"i.ico\"]}}", 0},
	{"Page.createIsolatedWorld", "{\"id\":#,\"result\":{\"executionContextId\":3}}", 0},
	{"Runtime.evaluate",
		OF_PAGE("Network.requestWillBeSent",
			",\"requestId\":\"5\",\"type\":\"Image\",\"request\":{\"url\":\"https://"
			"a.example/i.ico\",\"method\":\"GET\"}") "\n" OF_PAGE("Network."
									      "responseReceived",
			",\"requestId\":\"5\",\"response\":{\"url\":\"https://a.example/i.ico\","
			"\"status\":200}") "\n{\"id\":#,\"result\":{}}",
		0},
	{"Network.getResponseBody",
		"{\"id\":#,\"result\":{\"base64Encoded\":true,\"body\":\"SUNPTg==\"}}", 0},
	{"DOMSnapshot.captureSnapshot",
		"{\"id\":#,\"result\":{\"documents\":[]},\"sessionId\":\"S\"}", 0},
	{"Page.captureScreenshot", "{\"id\":#,\"result\":{\"data\":\"UE5H\"},\"sessionId\":\"S\"}",
		0},
};

/* A page that shows itself, but neither its picture nor its fields. */
static const PeerRow shy[] = {
	{"Page.navigate", LOADS, 0},
	{"Page.getLayoutMetrics",
		"{\"id\":#,\"result\":{\"cssContentSize\":{\"width\":1280,\"height\":90}}}", 0},
	{"DOMSnapshot.captureSnapshot", "{\"id\":#,\"error\":{\"message\":\"No page\"}}", 0},
	{"Page.captureScreenshot", "{\"id\":#,\"error\":{\"message\":\"Unable to capture\"}}", 0},
};

static const PeerRow crash[] = {
	{"Page.navigate", LOADS "\n" OF_PAGE("Inspector.targetCrashed", ""), 0},
};

typedef struct {
	PeerRow script[32];
	Peer *peer;
	DevTools *devtools;
	Tab *tab;
	BlobBox *box;
	Capture capture;
	json_t *record;
} Scene;

static void scene_clear(Scene *scene)
{
	json_decref(scene->record);
	capture_clear(&scene->capture);
	blobbox_free(scene->box);
	tab_free(scene->tab);
	devtools_free(scene->devtools);
	peer_free(scene->peer);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Scene, scene_clear)

/* Go to the page that the rows play, and capture it. */
static bool capture(Scene *scene, const PeerRow *rows, size_t count)
{
	g_autoptr(GError) error = NULL;
	const TabSettings settings = {.persona = persona_nth(0), .language = "en"};
	gint64 deadline = g_get_monotonic_time() + (gint64)10 * G_USEC_PER_SEC;
	CaptureMark mark = {0};

	memcpy(scene->script, opens, sizeof opens);
	memcpy(scene->script + G_N_ELEMENTS(opens), rows, count * sizeof *rows);
	scene->peer = peer_new(scene->script);
	scene->devtools = devtools_new(peer_fd(scene->peer), peer_fd(scene->peer));
	scene->tab = tab_new(scene->devtools, &settings, deadline, &error);
	g_assert_no_error(error);
	tab_go(scene->tab, "https://a.example/", NULL);
	tab_settle(scene->tab, deadline);
	bool done = capture_page(&scene->capture, scene->tab, &mark, deadline);
	scene->box = blobbox_new();
	scene->record = capture_keep(&scene->capture, blobbox_blobs(scene->box), &error);
	g_assert_no_error(error);
	return done;
}

static char *blob_at(const Scene *scene, const char *pointer)
{
	const char *name = json_string_value(json_at(scene->record, pointer));
	GBytes *bytes = name ? blobbox_find(scene->box, name) : NULL;

	return bytes ? str_dup(str_of_bytes(bytes)) : NULL;
}

static void test_page(void)
{
	static const struct {
		const char *pointer, *text;
	} blobs[] =
		{
			{"/screenshot", "PNG"},
			{"/dom", "<p>日</p>"},
			{"/snapshots/0/blob", "{\"documents\":[]}"},
			{"/favicon/blob", "ICON"},
		},
	  texts[] = {
		  {"/url", "https://a.example/"},
		  {"/chain/0/via", "link"},
		  {"/snapshots/0/frame", "F"},
		  {"/favicon/url", "https://a.example/i.ico"},
		  {"/elsewhere/0/url", "https://brand.example/logo.png"},
		  {"/elsewhere/0/type", "Image"},
		  {"/dialogs/0/message", "boo"},
		  {"/unseen/0/en", "The picture ends after 8000 of 9001 pixels."},
	  };
	g_auto(Scene) scene = {0};

	g_assert_true(capture(&scene, page, G_N_ELEMENTS(page)));
	for (size_t i = 0; i < G_N_ELEMENTS(blobs); i++) {
		g_autofree char *text = blob_at(&scene, blobs[i].pointer);
		g_assert_cmpstr(text, ==, blobs[i].text);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		g_assert_cmpstr(json_string_value(json_at(scene.record, texts[i].pointer)), ==,
			texts[i].text);
	g_assert_cmpint(json_integer_value(json_at(scene.record, "/status")), ==, 200);
	g_assert_cmpuint(json_array_size(json_at(scene.record, "/unseen")), ==, 1);
}

static void test_unseen(void)
{
	g_auto(Scene) scene = {0};

	g_assert_true(capture(&scene, shy, G_N_ELEMENTS(shy)));
	g_autofree char *unseen = json_canonical(json_object_get(scene.record, "unseen"));
	g_assert_nonnull(strstr(unseen, "No page"));
	g_assert_nonnull(strstr(unseen, "Unable to capture"));
	g_assert_null(json_object_get(scene.record, "screenshot"));
	g_assert_null(json_object_get(scene.record, "favicon"));
}

/* What is known without the page is told all the same, at once. */
static void test_crash(void)
{
	g_auto(Scene) scene = {0};
	gint64 start = g_get_monotonic_time();

	g_assert_false(capture(&scene, crash, G_N_ELEMENTS(crash)));
	g_assert_cmpint(g_get_monotonic_time() - start, <, (gint64)2 * G_USEC_PER_SEC);
	g_assert_cmpstr(json_get_text(scene.record, "url"), ==, "https://a.example/");
	g_assert_cmpstr(json_get_text(json_at(scene.record, "/unseen/0"), "en"), ==,
		"The page does not answer: its script never ends, or it has died.");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/capture/page", test_page);
	g_test_add_func("/capture/unseen", test_unseen);
	g_test_add_func("/capture/crash", test_crash);
	return g_test_run();
}
