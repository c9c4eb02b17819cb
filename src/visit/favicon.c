#include "visit/favicon.h"

#include <string.h>

#include "base/json.h"
#include "web/url.h"

/* The icon's element in the document. 0: there is none. */
static json_int_t find_element(Tab *tab, const json_t *root, gint64 deadline)
{
	json_auto_t *found = devtools_call(tab_devtools(tab), tab_session(tab), "DOM.querySelector",
		json_pack("{s:O, s:s}", "nodeId", json_object_get(root, "nodeId"), "selector",
			"link[rel~=icon i][href]"),
		deadline, NULL);

	return json_integer_value(json_object_get(found, "nodeId"));
}

/* The href of an element, from the flat list of names and values; empty where it has none. */
static Str href_of(const json_t *attributes)
{
	const json_t *list = json_object_get(attributes, "attributes");

	for (size_t i = 0; i + 1 < json_array_size(list); i += 2)
		if (str_equal(json_str(json_array_get(list, i)), STR("href")))
			return json_str(json_array_get(list, i + 1));
	return STR("");
}

static char *text_of(const Url *url)
{
	const char *scheme = url ? url_scheme(url) : "";

	return strcmp(scheme, "http") == 0 || strcmp(scheme, "https") == 0 ? g_strdup(url_text(url))
									   : NULL;
}

char *favicon_url(Tab *tab, const json_t *document, gint64 deadline)
{
	const json_t *root = json_object_get(document, "root");
	g_autoptr(Url) base = url_parse(json_get_str(root, "baseURL"), NULL);
	json_int_t element = base ? find_element(tab, root, deadline) : 0;
	json_auto_t *attributes = NULL;
	Str href = STR("/favicon.ico");

	if (!base)
		return NULL;
	if (element != 0) {
		attributes = devtools_call(tab_devtools(tab), tab_session(tab), "DOM.getAttributes",
			json_pack("{s:I}", "nodeId", element), deadline, NULL);
		href = href_of(attributes);
	}
	g_autoptr(Url) url = url_parse(href, base);
	return text_of(url);
}

/* A world of scripts of our own in the page: neither its scripts nor its content policy see into it. 0: none. */
static json_int_t open_world(Tab *tab, gint64 deadline)
{
	json_auto_t *world =
		devtools_call(tab_devtools(tab), tab_session(tab), "Page.createIsolatedWorld",
			json_pack("{s:s, s:s}", "frameId", tab_frame(tab), "worldName", "icon"),
			deadline, NULL);

	return json_integer_value(json_object_get(world, "executionContextId"));
}

/* Have the page load it as a picture, as a browser with a window would. */
static void load(Tab *tab, const char *url, json_int_t world, gint64 deadline)
{
	json_auto_t *text = json_text(str_of(url));
	g_autofree char *literal = json_dumps(text, JSON_ENCODE_ANY);
	g_autofree char *script = g_strdup_printf("new Promise(done => { const icon = new Image();"
						  "icon.onload = icon.onerror = () => done();"
						  "icon.src = %s; })",
		literal);

	json_decref(devtools_call(tab_devtools(tab), tab_session(tab), "Runtime.evaluate",
		json_pack("{s:s, s:I, s:b}", "expression", script, "contextId", world,
			"awaitPromise", true),
		deadline, NULL));
}

/* The newest request for it that was answered with one; NULL. */
static const TrafficEntry *find_request(Tab *tab, const char *url)
{
	const Traffic *traffic = tab_traffic(tab);

	for (guint i = traffic_len(traffic); i > 0; i--) {
		const TrafficEntry *entry = traffic_nth(traffic, i - 1);
		const json_t *status = json_object_get(entry->response, "status");
		if (strcmp(entry->type, "Image") == 0 && json_integer_value(status) == 200 &&
			g_strcmp0(json_get_text(entry->response, "url"), url) == 0)
			return entry;
	}
	return NULL;
}

static GBytes *body_of(const json_t *answer)
{
	Str body = json_get_str(answer, "body");
	gsize len = 0;

	if (body.len == 0 || body.len > FAVICON_MAX * 4 / 3 + 4)
		return NULL;
	if (!json_is_true(json_object_get(answer, "base64Encoded")))
		return g_bytes_new(body.at, body.len);
	guchar *bytes = g_base64_decode(body.at, &len);
	return g_bytes_new_take(bytes, len);
}

GBytes *favicon_fetch(Tab *tab, const char *url, gint64 deadline)
{
	gint64 until = MIN(deadline, g_get_monotonic_time() + FAVICON_MS * 1000);
	json_int_t world = open_world(tab, until);

	if (world == 0)
		return NULL;
	load(tab, url, world, until);
	const TrafficEntry *entry = find_request(tab, url);
	if (!entry)
		return NULL;
	json_auto_t *answer = devtools_call(tab_devtools(tab), tab_session(tab),
		"Network.getResponseBody", json_pack("{s:s}", "requestId", entry->id), until, NULL);
	return body_of(answer);
}
