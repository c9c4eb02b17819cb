#include "visit/landing.h"

#include <string.h>

#include "case/dossier.h"
#include "visit/browser.h"
#include "visit/capture.h"
#include "visit/ending.h"
#include "visit/gateway.h"
#include "visit/har.h"
#include "visit/showing.h"

#define USEC_PER_MS ((gint64)1000)

/* What one visit works with; each stands on those before it. */
typedef struct {
	Browser *browser;
	Gateway *gateway;
	DevTools *devtools;
	Tab *tab;
	gint64 deadline;
} Stage;

static void stage_clear(Stage *stage)
{
	tab_free(stage->tab);
	devtools_free(stage->devtools);
	browser_free(stage->browser);
	gateway_free(stage->gateway);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Stage, stage_clear)

static void announce(void *data, const char *host, guint16 port)
{
	gateway_announce(data, host, port);
}

/* A browser with its way out. */
static bool stage_open(Stage *stage, const LandingVisit *visit, GError **error)
{
	const BrowserSettings settings = {.ca_file = door_ca_file(visit->door)};

	stage->browser = browser_new(&settings, error);
	if (!stage->browser)
		return false;
	stage->deadline = g_get_monotonic_time() + LANDING_MS * USEC_PER_MS;
	if (visit->deadline)
		stage->deadline = MIN(stage->deadline, visit->deadline);
	const GatewaySettings ways = {.deadline = stage->deadline, .recorder = visit->recorder};
	stage->gateway = gateway_new(browser_listener(stage->browser), visit->door, &ways);
	stage->devtools =
		devtools_new(browser_commands(stage->browser), browser_answers(stage->browser));
	return true;
}

static bool open_tab(Stage *stage, const LandingVisit *visit, GError **error)
{
	const TabSettings settings = {
		.persona = visit->persona,
		.language = visit->language,
		.rules = {.data = stage->gateway, .announce = announce},
	};

	stage->tab = tab_new(stage->devtools, &settings, stage->deadline, error);
	return stage->tab != NULL;
}

static json_t *new_landing(const LandingVisit *visit, const char *url)
{
	static const char *const absent[] = {
		"final", "ip", "certificate", "title", "language", "har"};
	json_t *landing = json_object();

	json_put(landing, "as", json_text(str_of(visit->persona->name)));
	json_put(landing, "visited", json_text(str_of(url)));
	json_put(landing, "chain", json_array());
	json_put(landing, "pages", json_array());
	for (size_t i = 0; i < G_N_ELEMENTS(absent); i++)
		json_put(landing, absent[i], json_null());
	return landing;
}

/* Takes what the ending has to say. */
static void put_ending(json_t *landing, Ending ending)
{
	dossier_answered(landing, ending.answer, ending.why ? ending.why : json_null());
	json_put(landing, "outcome", json_text(str_of(ending.outcome)));
}

static Ending no_tab(const GError *error)
{
	return (Ending){"error", "failed",
		json_words("The browser gave up: %s.", "ブラウザーが動作しませんでした(%s)。",
			error->message)};
}

/* The way of the whole visit, each station with the address that was dialled. */
static void put_chain(json_t *landing, const Stage *stage, const json_t *connections)
{
	json_t *chain = json_deep_copy(tab_journey(stage->tab)->stations), *station;
	size_t index;

	json_array_foreach (chain, index, station)
		json_put(station, "ip",
			json_text_or_null(har_address(connections, json_get_text(station, "url"))));
	const json_t *last = journey_last(tab_journey(stage->tab));
	const char *final = json_get_text(last, "url");
	json_put(landing, "chain", chain);
	json_put(landing, "final", json_text_or_null(final));
	json_put(landing, "ip", json_text_or_null(har_address(connections, final)));
}

static bool keep_har(json_t *landing, const Stage *stage, const Blobs *blobs,
	const json_t *connections, GError **error)
{
	json_auto_t *har = har_of(tab_traffic(stage->tab), connections);
	char *text = json_compact(har);
	g_autoptr(GBytes) bytes = g_bytes_new_take(text, strlen(text));
	char name[BLOB_NAME_SIZE];

	if (!blobs->put(blobs->store, bytes, name, error))
		return false;
	json_put(landing, "har", json_text(str_of(name)));
	return true;
}

static bool keep_page(json_t *landing, Capture *capture, const Blobs *blobs, GError **error)
{
	json_t *pages = json_object_get(landing, "pages");
	json_t *page = capture_keep(capture, blobs, error);

	if (!page)
		return false;
	json_t *certificate = json_object_get(page, "certificate");
	if (certificate)
		json_put(landing, "certificate", json_incref(certificate));
	json_put(page, "n", json_integer((json_int_t)json_array_size(pages) + 1));
	json_push(pages, page);
	return true;
}

/* Go there, look, keep. */
static bool tour(
	Stage *stage, const LandingVisit *visit, const char *url, json_t *landing, GError **error)
{
	gint64 rest = g_get_monotonic_time() + LANDING_REST_MS * USEC_PER_MS;
	g_auto(Capture) capture = {0};
	CaptureMark mark = {0};

	tab_go(stage->tab, url, visit->referrer);
	showing_wait(stage->tab, MIN(rest, stage->deadline));
	bool answers = capture_page(&capture, stage->tab, &mark, stage->deadline);
	json_auto_t *connections = gateway_log(stage->gateway);
	const EndingFacts facts = {
		.page = capture.page,
		.station = journey_last(tab_journey(stage->tab)),
		.connections = connections,
		.stuck = !answers,
	};
	put_ending(landing, ending_of(&facts));
	put_chain(landing, stage, connections);
	json_put(landing, "connections", json_incref(connections));
	return keep_page(landing, &capture, visit->blobs, error) &&
	       keep_har(landing, stage, visit->blobs, connections, error);
}

json_t *landing_visit(const LandingVisit *visit, const char *url, GError **error)
{
	g_auto(Stage) stage = {0};
	json_auto_t *landing = new_landing(visit, url);
	g_autoptr(GError) fault = NULL;

	if (!stage_open(&stage, visit, error))
		return NULL;
	if (!open_tab(&stage, visit, &fault))
		put_ending(landing, no_tab(fault));
	else if (!tour(&stage, visit, url, landing, error))
		return NULL;
	return json_incref(landing);
}
