#include "visit/checkpoint.h"

#include <string.h>

#include "visit/incidents.h"
#include "web/url.h"

/* Schemes that lead out through the gateway, and their ports. */
static const struct {
	const char *scheme;
	guint16 port;
} schemes[] = {
	{"http", 80},
	{"https", 443},
	{"ws", 80},
	{"wss", 443},
};

/* Schemes that lead nowhere: their content is in the URL, or in the browser's memory. */
static const char *const inner_schemes[] = {"about", "blob", "data", NULL};

static json_t *no_such_scheme(const char *scheme)
{
	return json_words("%s: is no scheme that a visit follows.",
		"%s: はリンク先の確認では開かないスキームです。", scheme);
}

/* The port that a URL leads to; 0 where its scheme leads nowhere that is ours. */
static guint16 port_of(const Url *url)
{
	if (url_port(url) >= 0)
		return (guint16)url_port(url);
	for (size_t i = 0; i < G_N_ELEMENTS(schemes); i++)
		if (strcmp(url_scheme(url), schemes[i].scheme) == 0)
			return schemes[i].port;
	return 0;
}

static bool is_outward(const Url *url)
{
	for (size_t i = 0; i < G_N_ELEMENTS(schemes); i++)
		if (strcmp(url_scheme(url), schemes[i].scheme) == 0)
			return true;
	return false;
}

/* Why this one may not leave; NULL where it may. */
static json_t *find_fault(Checkpoint *checkpoint, const CheckpointRequest *request, const Url *url)
{
	const CheckpointRules *rules = checkpoint->rules;

	if (!url)
		return json_words("It is no URL.", "URL として正しくありません。");
	if (!is_outward(url))
		return no_such_scheme(url_scheme(url));
	if (++checkpoint->passed > CHECKPOINT_REQUESTS_MAX)
		return json_words("The page has made more than %d requests.",
			"ページの通信が %d 件を超えました。", CHECKPOINT_REQUESTS_MAX);
	return rules->refuses ? rules->refuses(rules->data, request) : NULL;
}

/* Decide, announce, record. */
static bool admit(Checkpoint *checkpoint, const CheckpointRequest *request)
{
	g_autoptr(Url) url = url_parse(str_of(request->url), NULL);
	const CheckpointRules *rules = checkpoint->rules;

	if (url && g_strv_contains(inner_schemes, url_scheme(url)))
		return true;
	json_t *why = find_fault(checkpoint, request, url);
	if (why) {
		json_t *refused = json_object();
		json_put(refused, "url", incidents_text(str_of(request->url)));
		json_put(refused, "method", incidents_text(str_of(request->method)));
		json_put(refused, "type", incidents_text(str_of(request->type)));
		json_put(refused, "why", why);
		incidents_add(checkpoint->incidents, "refused", refused);
		return false;
	}
	if (rules->announce)
		rules->announce(rules->data, url_host(url), port_of(url));
	return true;
}

/* The body from the pieces that the browser gives, in base64. */
static GBytes *body_of(const json_t *request)
{
	const json_t *piece;
	size_t index;

	if (!json_is_true(json_object_get(request, "hasPostData")))
		return NULL;
	GByteArray *body = g_byte_array_new();
	json_array_foreach (json_object_get(request, "postDataEntries"), index, piece) {
		const char *text = json_get_text(piece, "bytes");
		gsize len = 0;
		g_autofree guchar *bytes = text && text[0] ? g_base64_decode(text, &len) : NULL;
		len = MIN(len, CHECKPOINT_BODY_MAX - body->len);
		g_byte_array_append(body, bytes, (guint)len);
	}
	return g_byte_array_free_to_bytes(body);
}

static void on_paused(Checkpoint *checkpoint, const DevToolsEvent *event)
{
	const json_t *params = event->params;
	const json_t *asked = json_object_get(params, "request");
	g_autoptr(GBytes) body = body_of(asked);
	const CheckpointRequest request = {
		.session = event->session,
		.method = json_get_text(asked, "method"),
		.url = json_get_text(asked, "url"),
		.type = json_get_text(params, "resourceType"),
		.frame = json_get_text(params, "frameId"),
		.body = body,
		.redirected = json_object_get(params, "redirectedRequestId") != NULL,
	};
	json_t *verdict = json_object();

	json_put(verdict, "requestId", json_text(json_get_str(params, "requestId")));
	if (admit(checkpoint, &request)) {
		devtools_tell(
			checkpoint->devtools, event->session, "Fetch.continueRequest", verdict);
		return;
	}
	json_put(verdict, "errorReason", json_text(STR("BlockedByClient")));
	devtools_tell(checkpoint->devtools, event->session, "Fetch.failRequest", verdict);
}

static void on_auth(Checkpoint *checkpoint, const DevToolsEvent *event)
{
	const json_t *challenge = json_object_get(event->params, "authChallenge");
	json_t *prompt = json_object();

	json_put(prompt, "origin", incidents_text(json_get_str(challenge, "origin")));
	json_put(prompt, "scheme", incidents_text(json_get_str(challenge, "scheme")));
	json_put(prompt, "realm", incidents_text(json_get_str(challenge, "realm")));
	json_put(prompt, "from", incidents_text(json_get_str(challenge, "source")));
	incidents_add(checkpoint->incidents, "prompts", prompt);
	devtools_tell(checkpoint->devtools, event->session, "Fetch.continueWithAuth",
		json_pack("{s:O, s:{s:s}}", "requestId",
			json_object_get(event->params, "requestId"), "authChallengeResponse",
			"response", "CancelAuth"));
}

/* The browser does not stop these. One that may not go fails at the gateway. */
static void on_websocket(Checkpoint *checkpoint, const DevToolsEvent *event)
{
	const CheckpointRequest request = {
		.session = event->session,
		.method = "GET",
		.url = json_get_text(event->params, "url"),
		.type = "WebSocket",
	};

	admit(checkpoint, &request);
}

static const struct {
	const char *method;
	void (*take)(Checkpoint *checkpoint, const DevToolsEvent *event);
} events[] = {
	{"Fetch.requestPaused", on_paused},
	{"Fetch.authRequired", on_auth},
	{"Network.webSocketCreated", on_websocket},
};

void checkpoint_take(Checkpoint *checkpoint, const DevToolsEvent *event)
{
	for (size_t i = 0; i < G_N_ELEMENTS(events); i++)
		if (strcmp(event->method, events[i].method) == 0)
			events[i].take(checkpoint, event);
}

void checkpoint_enable(Checkpoint *checkpoint, const char *session)
{
	devtools_tell(checkpoint->devtools, session, "Fetch.enable",
		json_pack("{s:[{s:s}], s:b}", "patterns", "urlPattern", "*", "handleAuthRequests",
			true));
}
