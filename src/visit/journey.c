#include "visit/journey.h"

#include <string.h>

#include "base/json.h"
#include "visit/traffic.h"

/* The browser's reasons and our words. */
static const struct {
	const char *reason, *via;
} reasons[] = {
	{"anchorClick", "click"},
	{"formSubmissionGet", "form"},
	{"formSubmissionPost", "form"},
	{"httpHeaderRefresh", "refresh"},
	{"metaTagRefresh", "refresh"},
	{"scriptInitiated", "script"},
	{"reload", "script"},
	{"other", "script"},
};

void journey_init(Journey *journey, const char *frame)
{
	*journey = (Journey){.frame = g_strdup(frame), .stations = json_array(), .via = "link"};
}

void journey_clear(Journey *journey)
{
	g_free(journey->frame);
	json_decref(journey->stations);
	*journey = (Journey){0};
}

void journey_expect(Journey *journey, const char *via)
{
	journey->via = via;
	journey->begun = false;
}

json_t *journey_last(const Journey *journey)
{
	size_t count = json_array_size(journey->stations);

	return count > 0 ? json_array_get(journey->stations, count - 1) : NULL;
}

static void add_station(Journey *journey, Str url, const char *via)
{
	json_t *station = json_object();

	if (json_array_size(journey->stations) >= JOURNEY_MAX) {
		json_decref(station);
		journey->left_out++;
		return;
	}
	json_put(station, "url", json_text(str_sub(url, 0, TRAFFIC_URL_MAX)));
	json_put(station, "via", json_text(str_of(via)));
	json_push(journey->stations, station);
}

static bool is_ours(const Journey *journey, const json_t *params)
{
	return g_strcmp0(json_get_text(params, "frameId"), journey->frame) == 0;
}

static void put_status(Journey *journey, const json_t *response)
{
	const json_t *status = json_object_get(response, "status");
	json_t *last = journey_last(journey);

	if (last && json_is_integer(status))
		json_put(last, "status", json_incref((json_t *)status));
}

static bool is_document(const Journey *journey, const json_t *params)
{
	return is_ours(journey, params) &&
	       g_strcmp0(json_get_text(params, "type"), "Document") == 0;
}

static bool on_request(Journey *journey, const json_t *params)
{
	const json_t *redirect = json_object_get(params, "redirectResponse");

	if (!is_document(journey, params))
		return false;
	if (redirect)
		put_status(journey, redirect);
	add_station(journey, json_get_str(json_object_get(params, "request"), "url"),
		redirect ? "redirect" : journey->via);
	journey->via = "script";
	journey->begun = journey->moving = true;
	return true;
}

static bool on_response(Journey *journey, const json_t *params)
{
	if (!is_document(journey, params))
		return false;
	put_status(journey, json_object_get(params, "response"));
	return true;
}

/* The document that was asked for will not come. Which request it was the event does not say by frame: the
 * document's is the only one of its type. */
static bool on_failed(Journey *journey, const json_t *params)
{
	json_t *last = journey_last(journey);

	if (!journey->moving || g_strcmp0(json_get_text(params, "type"), "Document") != 0 || !last)
		return false;
	json_put(last, "fault", json_text(json_get_str(params, "errorText")));
	return true;
}

/* Whether the page wants to move this frame; then what leads on is known. */
static bool is_move(Journey *journey, const json_t *params)
{
	const char *reason = json_get_text(params, "reason");
	const char *where = json_get_text(params, "disposition");

	if (!is_ours(journey, params) || (where && strcmp(where, "currentTab") != 0))
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(reasons); i++)
		if (g_strcmp0(reason, reasons[i].reason) == 0)
			journey->via = reasons[i].via;
	return str_starts_fold(
		json_get_str(params, "url"), STR("http")); /* mailto: moves nothing */
}

static bool on_wish(Journey *journey, const json_t *params)
{
	bool moves = is_move(journey, params);

	journey->moving |= moves;
	return moves;
}

static bool on_scheduled(Journey *journey, const json_t *params)
{
	double delay = json_number_value(json_object_get(params, "delay"));
	bool moves = delay <= JOURNEY_REFRESH_MAX_S && is_move(journey, params);

	journey->scheduled |= moves;
	return moves;
}

static bool on_cleared(Journey *journey, const json_t *params)
{
	if (!is_ours(journey, params))
		return false;
	journey->scheduled = false;
	return true;
}

static bool on_stop(Journey *journey, const json_t *params)
{
	if (!is_ours(journey, params))
		return false;
	journey->moving = false;
	return true;
}

static bool on_arrival(Journey *journey, const json_t *params)
{
	const json_t *frame = json_object_get(params, "frame");

	if (g_strcmp0(json_get_text(frame, "id"), journey->frame) != 0)
		return false;
	journey->moving = journey->scheduled = false;
	return true;
}

static bool on_history(Journey *journey, const json_t *params)
{
	if (!is_ours(journey, params))
		return false;
	add_station(journey, json_get_str(params, "url"), "history");
	return true;
}

static const struct {
	const char *method;
	bool (*take)(Journey *journey, const json_t *params);
} events[] = {
	{"Network.requestWillBeSent", on_request},
	{"Network.responseReceived", on_response},
	{"Network.loadingFailed", on_failed},
	{"Page.frameRequestedNavigation", on_wish},
	{"Page.frameScheduledNavigation", on_scheduled},
	{"Page.frameClearedScheduledNavigation", on_cleared},
	{"Page.frameStoppedLoading", on_stop},
	{"Page.frameNavigated", on_arrival},
	{"Page.navigatedWithinDocument", on_history},
};

bool journey_take(Journey *journey, const DevToolsEvent *event)
{
	for (size_t i = 0; i < G_N_ELEMENTS(events); i++)
		if (strcmp(event->method, events[i].method) == 0)
			return events[i].take(journey, event->params);
	return false;
}
