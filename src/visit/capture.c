#include "visit/capture.h"

#include <string.h>

#include "base/json.h"
#include "visit/favicon.h"
#include "visit/security.h"
#include "visit/snapshot.h"
#include "web/url.h"

#define USEC_PER_MS ((gint64)1000)

/* What was asked of the browser for one capture. */
typedef struct {
	Capture *capture;
	Tab *tab;
	DevTools *devtools;
	const char *session;
	gint64 deadline;
	DevToolsCall metrics, document, picture, dom;
	GArray *snapshots; /* of DevToolsCall, beside the capture's frames */
} Asked;

static void add_unseen(Capture *capture, json_t *why)
{
	json_t *list = json_object_get(capture->page, "unseen");

	if (!list) {
		list = json_array();
		json_put(capture->page, "unseen", list);
	}
	json_push(list, why);
}

/* One snapshot for each process that draws a part of the page. */
static void ask_snapshots(Asked *asked)
{
	const GPtrArray *targets = tab_targets(asked->tab);

	for (guint i = 0; i < targets->len; i++) {
		const Target *target = g_ptr_array_index(targets, i);
		bool is_page = strcmp(target->session, asked->session) == 0;
		bool is_frame = strcmp(target->type, "iframe") == 0;
		if (target->gone || (!is_page && !is_frame))
			continue;
		DevToolsCall call = devtools_ask_bytes(asked->devtools, target->session,
			"DOMSnapshot.captureSnapshot", snapshot_params());
		guint place = is_page ? 0 : asked->snapshots->len;
		g_array_insert_val(asked->snapshots, place, call);
		g_ptr_array_insert(asked->capture->frames, (int)place, g_strdup(target->id));
	}
}

static void ask_all(Asked *asked)
{
	asked->metrics =
		devtools_ask(asked->devtools, asked->session, "Page.getLayoutMetrics", NULL);
	asked->document = devtools_ask(
		asked->devtools, asked->session, "DOM.getDocument", json_pack("{s:i}", "depth", 0));
	ask_snapshots(asked);
}

/* The page answered nothing: neither will it the rest. */
static void drop_all(Asked *asked)
{
	devtools_drop(asked->devtools, asked->document);
	for (guint i = 0; i < asked->snapshots->len; i++)
		devtools_drop(asked->devtools, g_array_index(asked->snapshots, DevToolsCall, i));
}

static void ask_picture(Asked *asked, const json_t *metrics)
{
	const json_t *size = json_object_get(metrics, "cssContentSize");
	double height = json_number_value(json_object_get(size, "height"));
	double width = json_number_value(json_object_get(size, "width"));
	json_t *page = asked->capture->page;

	json_put(page, "width", json_integer((json_int_t)width));
	json_put(page, "height", json_integer((json_int_t)height));
	if (height > CAPTURE_HEIGHT_MAX)
		add_unseen(asked->capture,
			json_words("The picture ends after %d of %.0f pixels.",
				"画面の画像は上から %d ピクセルまでです(全体は %.0f ピクセル)。",
				CAPTURE_HEIGHT_MAX, height));
	asked->picture =
		devtools_ask_bytes(asked->devtools, asked->session, "Page.captureScreenshot",
			json_pack("{s:s, s:b, s:b, s:{s:i, s:i, s:f, s:f, s:f}}", "format", "png",
				"captureBeyondViewport", true, "optimizeForSpeed", true, "clip",
				"x", 0, "y", 0, "width", CLAMP(width, 1, CAPTURE_WIDTH_MAX),
				"height", CLAMP(height, 1, CAPTURE_HEIGHT_MAX), "scale",
				1 / tab_persona(asked->tab)->scale));
}

/* {"data":"<base64>"} as the bytes that it stands for; NULL where it is something else. */
static GBytes *data_of(GBytes *result)
{
	Str text = str_of_bytes(result);
	gsize len = 0;

	if (!str_take(&text, STR("{\"data\":\"")) || !str_ends(text, STR("\"}")))
		return NULL;
	text.len -= 2;
	g_autofree char *base64 = str_dup(text);
	guchar *bytes = g_base64_decode_inplace(base64, &len);
	return g_bytes_new(bytes, len);
}

static void take_picture(Asked *asked)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) result =
		devtools_answer_bytes(asked->devtools, asked->picture, asked->deadline, &error);

	if (result)
		asked->capture->picture = data_of(result);
	if (!asked->capture->picture)
		add_unseen(
			asked->capture, json_words("There is no picture: %s.",
						"画面の画像を取得できませんでした(%s)。",
						error ? error->message : "the browser gave none"));
}

static void take_snapshots(Asked *asked)
{
	Capture *capture = asked->capture;

	for (guint i = 0; i < asked->snapshots->len; i++) {
		g_autoptr(GError) error = NULL;
		DevToolsCall call = g_array_index(asked->snapshots, DevToolsCall, i);
		GBytes *bytes =
			devtools_answer_bytes(asked->devtools, call, asked->deadline, &error);
		g_ptr_array_add(capture->snapshots, bytes);
		if (bytes)
			continue;
		if (i == 0)
			add_unseen(capture,
				json_words("The page's text and fields could not be read: %s.",
					"ページの文字と入力欄を読み取れませんでした(%s)。",
					error->message));
		else
			add_unseen(capture,
				json_words("A frame of another site could not be read: %s.",
					"別サイトのフレームを読み取れませんでした(%s)。",
					error->message));
	}
}

static void ask_dom(Asked *asked, const json_t *document)
{
	const json_t *id = json_at(document, "/root/nodeId");

	if (id)
		asked->dom = devtools_ask(asked->devtools, asked->session, "DOM.getOuterHTML",
			json_pack("{s:O}", "nodeId", id));
}

static void take_dom(Asked *asked)
{
	g_autoptr(GError) error = NULL;
	json_auto_t *result =
		asked->dom ? devtools_answer(asked->devtools, asked->dom, asked->deadline, &error)
			   : NULL;
	Str html = json_get_str(result, "outerHTML");

	if (result)
		asked->capture->dom = g_bytes_new(html.at, html.len);
	else
		add_unseen(
			asked->capture, json_words("The document is missing: %s.",
						"HTML 文書を取得できませんでした(%s)。",
						error ? error->message : "the browser gave none"));
}

static void take_icon(Asked *asked, const json_t *document)
{
	Capture *capture = asked->capture;

	capture->icon_url = favicon_url(asked->tab, document, asked->deadline);
	if (capture->icon_url)
		capture->icon = favicon_fetch(asked->tab, capture->icon_url, asked->deadline);
}

/* What only the page can tell. False where it says nothing at all. */
static bool question_page(Asked *asked)
{
	gint64 stuck = g_get_monotonic_time() + CAPTURE_STUCK_MS * USEC_PER_MS;

	ask_all(asked);
	json_auto_t *metrics =
		devtools_answer(asked->devtools, asked->metrics, MIN(stuck, asked->deadline), NULL);
	if (!metrics) {
		drop_all(asked);
		return false;
	}
	ask_picture(asked, metrics);
	json_auto_t *document =
		devtools_answer(asked->devtools, asked->document, asked->deadline, NULL);
	ask_dom(asked, document);
	take_icon(asked, document);
	take_snapshots(asked);
	take_dom(asked);
	take_picture(asked);
	return true;
}

static bool is_elsewhere(const char *host, const char *text)
{
	g_autoptr(Url) url = url_parse(str_of(text), NULL);

	return url && url_host(url) && g_strcmp0(url_host(url), host) != 0;
}

/* The requests to other hosts than the page's, since the mark. */
static json_t *elsewhere_of(Tab *tab, const char *page, CaptureMark *mark)
{
	const Traffic *traffic = tab_traffic(tab);
	g_autoptr(Url) url = url_parse(str_of(page), NULL);
	json_t *list = json_array();

	for (; mark->requests < traffic_len(traffic); mark->requests++) {
		const TrafficEntry *entry = traffic_nth(traffic, mark->requests);
		const char *asked = json_get_text(entry->request, "url");
		if (json_array_size(list) < CAPTURE_ELSEWHERE_MAX && url &&
			is_elsewhere(url_host(url), asked))
			json_push(list, json_pack("{s:s, s:s}", "url", asked, "type", entry->type));
	}
	return list;
}

/* How the page was reached, since the mark, and what is known of its last station. */
static void put_way(json_t *page, Tab *tab, CaptureMark *mark)
{
	const Journey *journey = tab_journey(tab);
	const json_t *last = journey_last(journey);
	json_t *chain = json_array();

	mark->stations = MIN(mark->stations, json_array_size(journey->stations));
	for (; mark->stations < json_array_size(journey->stations); mark->stations++)
		json_push(chain, json_deep_copy(json_array_get(journey->stations, mark->stations)));
	json_put(page, "url", json_text(json_get_str(last, "url")));
	json_put(page, "chain", chain);
	if (json_object_get(last, "status"))
		json_put(page, "status", json_incref(json_object_get(last, "status")));
}

static void put_known(json_t *page, Tab *tab, CaptureMark *mark)
{
	const TrafficEntry *document = traffic_document(tab_traffic(tab), tab_frame(tab));

	put_way(page, tab, mark);
	json_put(page, "elsewhere", elsewhere_of(tab, json_get_text(page, "url"), mark));
	json_t *certificate =
		security_certificate(document ? document->response : NULL, tab_incidents(tab));
	if (certificate)
		json_put(page, "certificate", certificate);
}

/* For an array with holes. */
static void unref(gpointer bytes)
{
	if (bytes)
		g_bytes_unref(bytes);
}

bool capture_page(Capture *capture, Tab *tab, CaptureMark *mark, gint64 deadline)
{
	Asked asked = {
		.capture = capture,
		.tab = tab,
		.devtools = tab_devtools(tab),
		.session = tab_session(tab),
		.deadline = deadline,
		.snapshots = g_array_new(FALSE, FALSE, sizeof(DevToolsCall)),
	};

	capture->page = json_object();
	capture->frames = g_ptr_array_new_with_free_func(g_free);
	capture->snapshots = g_ptr_array_new_with_free_func(unref);
	capture->stuck = !tab_lives(tab) || !question_page(&asked);
	if (capture->stuck)
		add_unseen(
			capture, json_words("The page does not answer: its script never ends, or "
					    "it has died.",
					 "ページが応答しません。スクリプトが終わらないか、"
					 "ページが落ちています。"));
	put_known(capture->page, tab, mark);
	json_auto_t *incidents = tab_take_incidents(tab);
	json_object_update_missing(capture->page, incidents);
	g_array_unref(asked.snapshots);
	return !capture->stuck;
}

static bool keep(const Blobs *blobs, json_t *record, const char *key, GBytes *bytes, GError **error)
{
	char name[BLOB_NAME_SIZE];

	if (!bytes)
		return true;
	if (!blobs->put(blobs->store, bytes, name, error))
		return false;
	json_put(record, key, json_text(str_of(name)));
	return true;
}

static bool keep_snapshots(Capture *capture, const Blobs *blobs, GError **error)
{
	json_t *list = json_array();

	json_put(capture->page, "snapshots", list);
	for (guint i = 0; i < capture->snapshots->len; i++) {
		GBytes *bytes = g_ptr_array_index(capture->snapshots, i);
		const char *frame = g_ptr_array_index(capture->frames, i);
		json_t *snapshot = json_pack("{s:s}", "frame", frame);
		if (!bytes) {
			json_decref(snapshot);
			continue;
		}
		json_push(list, snapshot);
		if (!keep(blobs, snapshot, "blob", bytes, error))
			return false;
	}
	return true;
}

static bool keep_icon(Capture *capture, const Blobs *blobs, GError **error)
{
	if (!capture->icon)
		return true;
	json_t *icon = json_pack("{s:s}", "url", capture->icon_url);
	json_put(capture->page, "favicon", icon);
	return keep(blobs, icon, "blob", capture->icon, error);
}

json_t *capture_keep(Capture *capture, const Blobs *blobs, GError **error)
{
	json_t *page = capture->page;

	if (!keep(blobs, page, "screenshot", capture->picture, error) ||
		!keep(blobs, page, "dom", capture->dom, error) ||
		!keep_snapshots(capture, blobs, error) || !keep_icon(capture, blobs, error))
		return NULL;
	return json_incref(page);
}

void capture_clear(Capture *capture)
{
	json_decref(capture->page);
	unref(capture->picture);
	unref(capture->dom);
	unref(capture->icon);
	g_free(capture->icon_url);
	if (capture->snapshots)
		g_ptr_array_unref(capture->snapshots);
	if (capture->frames)
		g_ptr_array_unref(capture->frames);
	*capture = (Capture){0};
}
