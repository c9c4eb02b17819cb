#include "visit/landing.h"

#include <string.h>

#include "case/dossier.h"
#include "visit/browser.h"
#include "visit/ending.h"
#include "visit/har.h"
#include "visit/walk.h"

#define USEC_PER_MS ((gint64)1000)

/* What one visit works with; each stands on those before it. */
typedef struct {
	Browser *browser;
	Gateway *gateway;
	Guard *guard;
	DevTools *devtools;
	Tab *tab;
	gint64 deadline;
} Stage;

static void stage_clear(Stage *stage)
{
	tab_free(stage->tab);
	devtools_free(stage->devtools);
	browser_free(stage->browser);
	guard_free(stage->guard);
	gateway_free(stage->gateway);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Stage, stage_clear)

static void announce(void *data, const char *host, guint16 port)
{
	const Stage *stage = data;

	gateway_announce(stage->gateway, host, port);
}

static json_t *refuses(void *data, const CheckpointRequest *request)
{
	const Stage *stage = data;

	return guard_refuses(stage->guard, request);
}

/* A browser with its way out. */
static bool stage_open(Stage *stage, const LandingVisit *visit, GError **error)
{
	const StepContext *context = visit->context;
	const BrowserSettings settings = {.ca_file = door_ca_file(context->door)};
	gint64 ms = context->walks ? LANDING_WALK_MS : LANDING_MS;

	stage->browser = browser_new(&settings, error);
	if (!stage->browser)
		return false;
	stage->deadline = g_get_monotonic_time() + ms * USEC_PER_MS;
	if (context->deadline)
		stage->deadline = MIN(stage->deadline, context->deadline);
	const GatewaySettings ways = {.deadline = stage->deadline, .recorder = context->recorder};
	stage->gateway = gateway_new(browser_listener(stage->browser), context->door, &ways);
	stage->guard = guard_new(visit->guides->brands, visit->guides->lists);
	stage->devtools =
		devtools_new(browser_commands(stage->browser), browser_answers(stage->browser));
	return true;
}

static bool open_tab(Stage *stage, const LandingVisit *visit, GError **error)
{
	const TabSettings settings = {
		.persona = visit->persona,
		.language = visit->language,
		.rules = {.data = stage, .announce = announce, .refuses = refuses},
	};

	stage->tab = tab_new(stage->devtools, &settings, stage->deadline, error);
	return stage->tab != NULL;
}

static json_t *new_landing(const LandingVisit *visit, const char *url)
{
	static const char *const absent[] = {
		"final", "ip", "certificate", "title", "language", "site", "har"};
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

/* The way to the first page, each station with the address that was dialled; the last of them, borrowed. */
static const json_t *put_chain(json_t *landing, const json_t *page, const json_t *connections)
{
	json_t *chain = json_deep_copy(json_object_get(page, "chain")), *station;
	size_t index;

	json_array_foreach (chain, index, station)
		json_put(station, "ip",
			json_text_or_null(har_address(connections, json_get_text(station, "url"))));
	const json_t *last = json_array_get(chain, json_array_size(chain) - 1);
	const char *final = json_get_text(last, "url");
	json_put(landing, "chain", chain);
	json_put(landing, "final", json_text_or_null(final));
	json_put(landing, "ip", json_text_or_null(har_address(connections, final)));
	return last;
}

/* What is the page's is the landing's. */
static void put_first(json_t *landing, const json_t *page)
{
	static const char *const keys[] = {"title", "language", "certificate"};

	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
		if (json_object_get(page, keys[i]))
			json_put(landing, keys[i], json_incref(json_object_get(page, keys[i])));
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

/* What is told where the gateway had to stop. */
static void note_full(json_t *page, const Stage *stage)
{
	json_t *unseen = json_object_get(page, "unseen");

	if (!gateway_is_full(stage->gateway))
		return;
	if (!unseen) {
		unseen = json_array();
		json_put(page, "unseen", unseen);
	}
	json_push(unseen, json_words("The visit was cut off after %d MiB.",
				  "受信量が %d MiB に達したため打ち切りました。",
				  (int)(GATEWAY_BYTES_MAX >> 20)));
}

/* Pages, and what became of the walk; `walked` is walk_run's. */
static void put_walk(
	json_t *landing, const Stage *stage, const SiteGuides *guides, const json_t *walked)
{
	static const char *const keys[] = {"stopped", "collects", "identity", "accepts_anything"};
	json_t *pages = json_object_get(walked, "pages"), *first = json_array_get(pages, 0);
	json_t *walk = json_object();
	json_auto_t *connections = gateway_log(stage->gateway);

	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
		json_put(walk, keys[i], json_incref(json_object_get(walked, keys[i])));
	json_put(landing, "walk", walk);
	json_put(landing, "pages", json_incref(pages));
	json_put(landing, "connections", json_incref(connections));
	put_first(landing, first);
	note_full(json_array_get(pages, json_array_size(pages) - 1), stage);
	const EndingFacts facts = {
		.page = first,
		.station = put_chain(landing, first, connections),
		.connections = connections,
		.stuck = !json_get_text(first, "text"),
	};
	put_ending(landing, ending_of(&facts));
	json_put(landing, "site", sitekind_json(guides, json_get_text(landing, "final"), first));
}

/* Go there, look, walk on where that is asked for, keep. */
static bool tour(
	Stage *stage, const LandingVisit *visit, const char *url, json_t *landing, GError **error)
{
	const StepContext *context = visit->context;
	const WalkSettings settings = {
		.cage = context->cage,
		.blobs = context->blobs,
		.guard = stage->guard,
		.gateway = stage->gateway,
		.seed = visit->seed,
		.language = visit->language,
		.now = context->now,
		.walks = context->walks,
		.wrong_first = visit->wrong_first,
	};

	tab_go(stage->tab, url, NULL);
	json_auto_t *walked = walk_run(&settings, stage->tab, stage->deadline, error);
	if (!walked)
		return false;
	put_walk(landing, stage, visit->guides, walked);
	json_auto_t *connections = gateway_log(stage->gateway);
	return keep_har(landing, stage, context->blobs, connections, error);
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
