#include "visit/traffic.h"

#include <string.h>

#include "base/json.h"

struct Traffic {
	GPtrArray *entries; /* of TrafficEntry, owned */
	GHashTable
		*newest; /* the browser's id (owned) to the newest entry that has it (borrowed) */
	guint under_way, left_out;
	gint64 bytes;
};

static void entry_free(void *data)
{
	TrafficEntry *entry = data;

	g_free(entry->id);
	g_free(entry->frame);
	g_free(entry->fault);
	g_free(entry->initiator);
	json_decref(entry->request);
	json_decref(entry->response);
	g_free(entry);
}

Traffic *traffic_new(void)
{
	Traffic *traffic = g_new0(Traffic, 1);

	traffic->entries = g_ptr_array_new_with_free_func(entry_free);
	traffic->newest = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	return traffic;
}

void traffic_free(Traffic *traffic)
{
	if (!traffic)
		return;
	g_hash_table_unref(traffic->newest);
	g_ptr_array_unref(traffic->entries);
	g_free(traffic);
}

/* Types of the browser that stay open for as long as the page lives, or that nobody waits for. */
static const char *const endless[] = {"EventSource", "WebSocket", "Ping", "Prefetch", NULL};

/* The browser's types, so that an entry can borrow its word for ever. */
static const char *const types[] = {"Document", "Stylesheet", "Image", "Media", "Font", "Script",
	"TextTrack", "XHR", "Fetch", "Prefetch", "EventSource", "WebSocket", "Manifest",
	"SignedExchange", "Ping", "CSPViolationReport", "Preflight", NULL};

static const char *type_of(const char *word)
{
	for (const char *const *type = types; *type; type++)
		if (g_strcmp0(word, *type) == 0)
			return *type;
	return "Other";
}

static bool is_endless(const TrafficEntry *entry)
{
	return g_strv_contains(endless, entry->type);
}

static double number(const json_t *params, const char *key)
{
	return json_number_value(json_object_get(params, key));
}

static json_t *cut(const json_t *object, const char *key, size_t max)
{
	return json_text(str_sub(json_get_str(object, key), 0, max));
}

static json_t *headers_of(const json_t *message)
{
	json_t *headers = json_object(), *value;
	const char *name;

	json_object_foreach (json_object_get(message, "headers"), name, value)
		if (json_object_size(headers) < TRAFFIC_HEADERS_MAX &&
			strlen(name) <= TRAFFIC_HEADER_MAX)
			json_put(headers, name,
				json_text(str_sub(json_str(value), 0, TRAFFIC_HEADER_MAX)));
	return headers;
}

static json_t *request_of(const json_t *asked)
{
	json_t *request = json_object();

	json_put(request, "url", cut(asked, "url", TRAFFIC_URL_MAX));
	json_put(request, "method", cut(asked, "method", TRAFFIC_HEADER_MAX));
	json_put(request, "headers", headers_of(asked));
	if (json_get_text(asked, "postData"))
		json_put(request, "body", cut(asked, "postData", TRAFFIC_BODY_MAX));
	return request;
}

static json_t *response_of(const json_t *answered)
{
	json_t *response = json_object();
	const json_t *security = json_object_get(answered, "securityDetails");
	json_int_t status = json_integer_value(json_object_get(answered, "status"));

	json_put(response, "url", cut(answered, "url", TRAFFIC_URL_MAX));
	json_put(response, "status", json_integer(status));
	json_put(response, "words", cut(answered, "statusText", TRAFFIC_HEADER_MAX));
	json_put(response, "type", cut(answered, "mimeType", TRAFFIC_HEADER_MAX));
	json_put(response, "protocol", cut(answered, "protocol", TRAFFIC_HEADER_MAX));
	json_put(response, "headers", headers_of(answered));
	if (security)
		json_put(response, "security", json_deep_copy(security));
	return response;
}

static TrafficEntry *find(const Traffic *traffic, const json_t *params)
{
	const char *id = json_get_text(params, "requestId");

	return id ? g_hash_table_lookup(traffic->newest, id) : NULL;
}

static void finish(Traffic *traffic, TrafficEntry *entry, double until)
{
	if (entry->done)
		return;
	entry->done = true;
	entry->until = until;
	if (!is_endless(entry))
		traffic->under_way--;
}

/* Where the script stands that made the request, else the page. */
static char *initiator_of(const json_t *params)
{
	const json_t *initiator = json_object_get(params, "initiator");
	const json_t *frames = json_at(initiator, "/stack/callFrames");
	const char *url = json_get_text(json_array_get(frames, 0), "url");

	if (!url || !url[0])
		url = json_get_text(initiator, "url");
	return url ? g_strndup(url, TRAFFIC_URL_MAX) : NULL;
}

/* Keep it, as the newest of its id; NULL when there are too many. */
static TrafficEntry *add(Traffic *traffic, const json_t *params, const char *type)
{
	const char *id = json_get_text(params, "requestId");

	if (!id || traffic->entries->len >= TRAFFIC_MAX) {
		traffic->left_out++;
		return NULL;
	}
	TrafficEntry *entry = g_new0(TrafficEntry, 1);
	entry->id = g_strdup(id);
	entry->type = type_of(type);
	entry->frame = g_strdup(json_get_text(params, "frameId"));
	entry->initiator = initiator_of(params);
	entry->from = number(params, "timestamp");
	entry->began = number(params, "wallTime");
	g_ptr_array_add(traffic->entries, entry);
	g_hash_table_replace(traffic->newest, g_strdup(id), entry);
	if (!is_endless(entry))
		traffic->under_way++;
	return entry;
}

static void on_request(Traffic *traffic, const json_t *params)
{
	TrafficEntry *before = find(traffic, params);
	const json_t *redirect = json_object_get(params, "redirectResponse");
	const char *type = json_get_text(params, "type");

	if (g_str_has_prefix(json_get_text(json_object_get(params, "request"), "url"), "data:"))
		return;
	if (before && redirect) {
		json_decref(before->response);
		before->response = response_of(redirect);
		before->bytes = (gint64)number(redirect, "encodedDataLength");
	}
	if (before)
		finish(traffic, before, number(params, "timestamp"));
	TrafficEntry *entry = add(traffic, params, type);
	if (!entry)
		return;
	entry->request = request_of(json_object_get(params, "request"));
	entry->redirected = redirect != NULL;
	entry->navigates = strcmp(entry->type, "Document") == 0;
}

static void on_response(Traffic *traffic, const json_t *params)
{
	TrafficEntry *entry = find(traffic, params);

	if (!entry)
		return;
	json_decref(entry->response);
	entry->response = response_of(json_object_get(params, "response"));
}

/* From the browser's own process: it comes where the page's is stuck. */
static void on_headers(Traffic *traffic, const json_t *params)
{
	TrafficEntry *entry = find(traffic, params);

	if (entry)
		entry->answered = true;
}

static void on_data(Traffic *traffic, const json_t *params)
{
	TrafficEntry *entry = find(traffic, params);
	gint64 bytes = MAX(
		(gint64)number(params, "encodedDataLength"), (gint64)number(params, "dataLength"));

	traffic->bytes += bytes;
	if (entry)
		entry->bytes += bytes;
}

static void on_finished(Traffic *traffic, const json_t *params)
{
	TrafficEntry *entry = find(traffic, params);

	if (!entry)
		return;
	if (number(params, "encodedDataLength") > 0)
		entry->bytes = (gint64)number(params, "encodedDataLength");
	finish(traffic, entry, number(params, "timestamp"));
}

static void on_failed(Traffic *traffic, const json_t *params)
{
	TrafficEntry *entry = find(traffic, params);

	if (!entry)
		return;
	if (!entry->fault)
		entry->fault = g_strndup(json_get_text(params, "errorText"), TRAFFIC_HEADER_MAX);
	finish(traffic, entry, number(params, "timestamp"));
}

static void on_websocket(Traffic *traffic, const json_t *params)
{
	TrafficEntry *entry = add(traffic, params, "WebSocket");

	if (!entry)
		return;
	entry->request = json_object();
	json_put(entry->request, "url", cut(params, "url", TRAFFIC_URL_MAX));
	json_put(entry->request, "method", json_text(STR("GET")));
}

static const struct {
	const char *method;
	void (*take)(Traffic *traffic, const json_t *params);
} events[] = {
	{"Network.requestWillBeSent", on_request},
	{"Network.responseReceived", on_response},
	{"Network.responseReceivedExtraInfo", on_headers},
	{"Network.dataReceived", on_data},
	{"Network.loadingFinished", on_finished},
	{"Network.loadingFailed", on_failed},
	{"Network.webSocketCreated", on_websocket},
	{"Network.webSocketClosed", on_finished},
};

bool traffic_take(Traffic *traffic, const DevToolsEvent *event)
{
	for (size_t i = 0; i < G_N_ELEMENTS(events); i++) {
		if (strcmp(event->method, events[i].method) != 0)
			continue;
		events[i].take(traffic, event->params);
		return true;
	}
	return false;
}

void traffic_loaded(Traffic *traffic, const char *frame)
{
	for (guint i = 0; i < traffic->entries->len; i++) {
		TrafficEntry *entry = g_ptr_array_index(traffic->entries, i);
		if (entry->navigates && g_strcmp0(entry->frame, frame) == 0)
			finish(traffic, entry, 0);
	}
}

guint traffic_len(const Traffic *traffic)
{
	return traffic->entries->len;
}

const TrafficEntry *traffic_nth(const Traffic *traffic, guint n)
{
	return g_ptr_array_index(traffic->entries, n);
}

const TrafficEntry *traffic_document(const Traffic *traffic, const char *frame)
{
	for (guint i = traffic->entries->len; i > 0; i--) {
		const TrafficEntry *entry = g_ptr_array_index(traffic->entries, i - 1);
		if (entry->navigates && g_strcmp0(entry->frame, frame) == 0)
			return entry;
	}
	return NULL;
}

guint traffic_under_way(const Traffic *traffic)
{
	return traffic->under_way;
}

guint traffic_left_out(const Traffic *traffic)
{
	return traffic->left_out;
}

gint64 traffic_bytes(const Traffic *traffic)
{
	return traffic->bytes;
}
