#include "visit/har.h"

#include <string.h>

#include "base/json.h"

int har_port(const Url *url)
{
	bool is_secure =
		strcmp(url_scheme(url), "https") == 0 || strcmp(url_scheme(url), "wss") == 0;

	return url_port(url) >= 0 ? url_port(url) : is_secure ? 443 : 80;
}

const char *har_address(const json_t *connections, const char *text)
{
	g_autoptr(Url) url = text ? url_parse(str_of(text), NULL) : NULL;
	const char *address = NULL;
	const json_t *connection;
	size_t index;

	if (!url || !url_host(url))
		return NULL;
	json_array_foreach (connections, index, connection) {
		const json_t *port = json_object_get(connection, "port");
		if (g_strcmp0(json_get_text(connection, "host"), url_host(url)) == 0 &&
			json_integer_value(port) == har_port(url) &&
			json_get_text(connection, "address"))
			address = json_get_text(connection, "address");
	}
	return address;
}

/* With milliseconds, as the format wants it. */
static json_t *time_text(double seconds)
{
	g_autoptr(GDateTime) whole = g_date_time_new_from_unix_utc((gint64)CLAMP(seconds, 0, 4e9));
	g_autofree char *day = g_date_time_format(whole, "%Y-%m-%dT%H:%M:%S");
	int ms = (int)((CLAMP(seconds, 0, 4e9) - (double)(gint64)CLAMP(seconds, 0, 4e9)) * 1000);

	return json_sprintf("%s.%03dZ", day, ms);
}

static json_t *headers_of(const json_t *message)
{
	json_t *list = json_array(), *value;
	const char *name;

	json_object_foreach (json_object_get(message, "headers"), name, value)
		json_push(list, json_pack("{s:s, s:O}", "name", name, "value", value));
	return list;
}

static json_t *query_of(const char *text)
{
	g_autoptr(Url) url = url_parse(str_of(text), NULL);
	json_t *list = json_array();
	Str rest = str_of(url ? url_query(url) : NULL);

	while (rest.len > 0) {
		Str pair = str_take_until(&rest, '&');
		json_t *entry = json_object();
		str_take_char(&rest, '&');
		json_put(entry, "name", json_text(str_take_until(&pair, '=')));
		str_take_char(&pair, '=');
		json_put(entry, "value", json_text(pair));
		json_push(list, entry);
	}
	return list;
}

static json_t *request_of(const TrafficEntry *entry)
{
	const json_t *asked = entry->request;
	Str body = json_get_str(asked, "body");
	json_t *request = json_object();

	json_put(request, "method", json_text(json_get_str(asked, "method")));
	json_put(request, "url", json_text(json_get_str(asked, "url")));
	json_put(request, "httpVersion", json_text(STR("HTTP/1.1")));
	json_put(request, "cookies", json_array());
	json_put(request, "headers", headers_of(asked));
	json_put(request, "queryString", query_of(json_get_text(asked, "url")));
	json_put(request, "headersSize", json_integer(-1));
	json_put(request, "bodySize", json_integer((json_int_t)body.len));
	if (body.len > 0) {
		json_t *posted = json_object();
		json_put(posted, "mimeType",
			json_text(json_get_str(json_object_get(asked, "headers"), "Content-Type")));
		json_put(posted, "text", json_text(body));
		json_put(request, "postData", posted);
	}
	return request;
}

static json_t *response_of(const TrafficEntry *entry)
{
	const json_t *answered = entry->response;
	const json_t *headers = json_object_get(answered, "headers");
	Str location = json_get_str(headers, "location");
	json_t *response = json_object(), *content = json_object();

	json_put(content, "size", json_integer(entry->bytes));
	json_put(content, "mimeType", json_text(json_get_str(answered, "type")));
	json_put(response, "status",
		json_integer(json_integer_value(json_object_get(answered, "status"))));
	json_put(response, "statusText", json_text(json_get_str(answered, "words")));
	json_put(response, "httpVersion", json_text(json_get_str(answered, "protocol")));
	json_put(response, "cookies", json_array());
	json_put(response, "headers", headers_of(answered));
	json_put(response, "content", content);
	json_put(response, "redirectURL",
		json_text(location.len > 0 ? location : json_get_str(headers, "Location")));
	json_put(response, "headersSize", json_integer(-1));
	json_put(response, "bodySize", json_integer(entry->bytes));
	if (entry->fault)
		json_put(response, "_error", json_text(str_of(entry->fault)));
	return response;
}

static json_t *entry_of(const TrafficEntry *traffic, const json_t *connections, double began)
{
	double ms = traffic->until > 0 ? (traffic->until - traffic->from) * 1000 : 0;
	const char *address = har_address(connections, json_get_text(traffic->request, "url"));
	json_t *entry = json_object();

	json_put(entry, "pageref", json_text(STR("page_1")));
	json_put(entry, "startedDateTime", time_text(began));
	json_put(entry, "time", json_real(ms));
	json_put(entry, "request", request_of(traffic));
	json_put(entry, "response", response_of(traffic));
	json_put(entry, "cache", json_object());
	json_put(entry, "timings",
		json_pack("{s:i, s:f, s:i}", "send", 0, "wait", ms, "receive", 0));
	if (address)
		json_put(entry, "serverIPAddress", json_text(str_of(address)));
	json_put(entry, "_resourceType", json_text(str_of(traffic->type)));
	if (traffic->initiator)
		json_put(entry, "_initiator", json_text(str_of(traffic->initiator)));
	return entry;
}

/* WebSockets are told of without the time of day: theirs is that of the request before. */
static json_t *entries_of(const Traffic *traffic, const json_t *connections)
{
	json_t *entries = json_array();
	double began = 0;

	for (guint i = 0; i < traffic_len(traffic); i++) {
		const TrafficEntry *entry = traffic_nth(traffic, i);
		began = entry->began > 0 ? entry->began : began;
		json_push(entries, entry_of(entry, connections, began));
	}
	return entries;
}

static json_t *page_of(const Traffic *traffic)
{
	const TrafficEntry *first = traffic_len(traffic) > 0 ? traffic_nth(traffic, 0) : NULL;
	json_t *page = json_object();

	json_put(page, "startedDateTime", time_text(first ? first->began : 0));
	json_put(page, "id", json_text(STR("page_1")));
	json_put(page, "title", json_text(first ? json_get_str(first->request, "url") : STR("")));
	json_put(page, "pageTimings", json_object());
	return page;
}

json_t *har_of(const Traffic *traffic, const json_t *connections)
{
	json_t *log = json_object(), *har = json_object(), *pages = json_array();

	json_push(pages, page_of(traffic));
	json_put(log, "version", json_text(STR("1.2")));
	json_put(log, "creator", json_pack("{s:s, s:s}", "name", "mekiki", "version", "1"));
	json_put(log, "pages", pages);
	json_put(log, "entries", entries_of(traffic, connections));
	if (traffic_left_out(traffic) > 0)
		json_put(log, "_leftOut", json_integer(traffic_left_out(traffic)));
	json_put(har, "log", log);
	return har;
}
