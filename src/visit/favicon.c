#include "visit/favicon.h"

#include <string.h>

#include "base/json.h"
#include "web/url.h"

/* One reading of the stream that the icon comes by. */
#define READ_SIZE 65536

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

/* The name of the stream by which the resource comes; NULL where it does not. */
static char *open_stream(Tab *tab, const char *url, gint64 deadline)
{
	json_auto_t *loaded =
		devtools_call(tab_devtools(tab), tab_session(tab), "Network.loadNetworkResource",
			json_pack("{s:s, s:s, s:{s:b, s:b}}", "frameId", tab_frame(tab), "url", url,
				"options", "disableCache", false, "includeCredentials", true),
			deadline, NULL);
	const json_t *resource = json_object_get(loaded, "resource");
	json_int_t status = json_integer_value(json_object_get(resource, "httpStatusCode"));

	return status == 200 ? g_strdup(json_get_text(resource, "stream")) : NULL;
}

/* Add a piece; false at the end, or where it is too much. */
static bool read_piece(Tab *tab, const char *stream, GByteArray *icon, gint64 deadline)
{
	json_auto_t *piece = devtools_call(tab_devtools(tab), tab_session(tab), "IO.read",
		json_pack("{s:s, s:i}", "handle", stream, "size", READ_SIZE), deadline, NULL);
	const char *data = json_get_text(piece, "data");
	gsize len = 0;

	if (!data || !data[0])
		return false;
	if (json_is_true(json_object_get(piece, "base64Encoded"))) {
		g_autofree guchar *bytes = g_base64_decode(data, &len);
		g_byte_array_append(icon, bytes, (guint)len);
	} else {
		g_byte_array_append(icon, (const guint8 *)data, (guint)strlen(data));
	}
	return icon->len <= FAVICON_MAX && !json_is_true(json_object_get(piece, "eof"));
}

GBytes *favicon_fetch(Tab *tab, const char *url, gint64 deadline)
{
	g_autofree char *stream = open_stream(tab, url, deadline);
	g_autoptr(GByteArray) icon = g_byte_array_new();

	if (!stream)
		return NULL;
	while (read_piece(tab, stream, icon, deadline))
		;
	devtools_tell(tab_devtools(tab), tab_session(tab), "IO.close",
		json_pack("{s:s}", "handle", stream));
	if (icon->len == 0 || icon->len > FAVICON_MAX)
		return NULL;
	return g_byte_array_free_to_bytes(g_steal_pointer(&icon));
}
