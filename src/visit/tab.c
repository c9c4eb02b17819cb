#include "visit/tab.h"

#include <string.h>

#include "base/json.h"
#include "visit/incidents.h"
#include "visit/manners.h"

#define USEC_PER_MS ((gint64)1000)

/* How long a page may take to begin to move after it was pressed. */
#define REACTION_MS 250

struct Tab {
	DevTools *devtools;
	TabSettings settings;
	char *engine;  /* its major version: "156" */
	char *context; /* the browser context's id */
	Checkpoint checkpoint;
	Traffic *traffic;
	Journey journey;
	json_t *incidents;
	Targets targets;
	Target *page; /* in `targets`; NULL until it is there */
	bool loading, crashed, stopped;
	gint64 stirred;  /* when something last moved */
	gint64 loaded;   /* when the page last stopped loading; 0: not since it was begun */
	gint64 patience; /* until when we wait for what we did to show */
};

/* Keep a target from going on before all is set, then let it go. */
static void dress(Tab *tab, const Target *target)
{
	DevTools *devtools = tab->devtools;
	const char *session = target->session;

	devtools_tell(devtools, session, "Target.setAutoAttach", targets_attach_params());
	devtools_tell(devtools, session, "Network.enable", NULL);
	checkpoint_enable(&tab->checkpoint, session);
	if (targets_has_view(target)) {
		devtools_tell(devtools, session, "Page.enable", NULL);
		manners_enable(devtools, session);
	}
	persona_apply(
		tab->settings.persona, tab->settings.language, tab->engine, devtools, session);
}

static void become_page(Tab *tab, Target *target)
{
	tab->page = target;
	journey_clear(&tab->journey);
	journey_init(&tab->journey, target->id);
}

/* A page, frame or worker of ours has come, and is held. */
static void on_attached(Tab *tab, const DevToolsEvent *event)
{
	const json_t *info = json_object_get(event->params, "targetInfo");
	const char *context = json_get_text(info, "browserContextId");

	if (!event->session && g_strcmp0(context, tab->context) != 0)
		return;
	Target *target = targets_add(&tab->targets, event->params);
	if (!target)
		return; /* held for ever: it never runs */
	if (strcmp(target->type, "page") == 0) {
		target->popup = tab->page != NULL;
		if (!tab->page)
			become_page(tab, target);
	}
	dress(tab, target);
	devtools_tell(tab->devtools, target->session, "Runtime.runIfWaitingForDebugger", NULL);
	/* one that is closed while it is held would hold its opener for ever */
	if (targets_count_popups(&tab->targets) > TAB_POPUPS_MAX)
		devtools_tell(tab->devtools, NULL, "Target.closeTarget",
			json_pack("{s:s}", "targetId", target->id));
}

static void on_detached(Tab *tab, const DevToolsEvent *event)
{
	Target *target = targets_find(&tab->targets, json_get_text(event->params, "sessionId"));

	if (target)
		target->gone = true;
	tab->crashed |= target && target == tab->page;
}

static void on_crashed(Tab *tab, const DevToolsEvent *event)
{
	Target *target = targets_find(&tab->targets, event->session);

	if (target)
		target->gone = true;
	tab->crashed |= target && target == tab->page;
}

static bool is_of_page(const Tab *tab, const DevToolsEvent *event)
{
	return tab->page && g_strcmp0(event->session, tab->page->session) == 0 &&
	       g_strcmp0(json_get_text(event->params, "frameId"), tab->page->id) == 0;
}

static void on_started(Tab *tab, const DevToolsEvent *event)
{
	if (!is_of_page(tab, event))
		return;
	tab->loading = true;
	tab->loaded = 0;
}

static void on_stopped(Tab *tab, const DevToolsEvent *event)
{
	if (!is_of_page(tab, event))
		return;
	tab->loading = false;
	tab->loaded = g_get_monotonic_time();
	traffic_loaded(tab->traffic, tab->page->id);
}

static const struct {
	const char *method;
	void (*take)(Tab *tab, const DevToolsEvent *event);
} events[] = {
	{"Target.attachedToTarget", on_attached},
	{"Target.detachedFromTarget", on_detached},
	{"Inspector.targetCrashed", on_crashed},
	{"Page.frameStartedLoading", on_started},
	{"Page.frameStoppedLoading", on_stopped},
};

/* More than a page needs has come: no request of it leaves any more. */
static void stop_if_greedy(Tab *tab)
{
	if (tab->stopped || traffic_bytes(tab->traffic) <= TAB_BYTES_MAX)
		return;
	tab->stopped = true;
	incidents_add(tab->incidents, "limits",
		json_words("The page was stopped after %d MB.",
			"%d MB を受信した時点でページの読み込みを止めました。",
			(int)(TAB_BYTES_MAX >> 20)));
	devtools_tell(tab->devtools, tab->page->session, "Page.stopLoading", NULL);
}

static void take_event(void *data, const DevToolsEvent *event)
{
	Tab *tab = data;
	bool is_ours = !event->session || targets_find(&tab->targets, event->session);

	if (!is_ours)
		return;
	for (size_t i = 0; i < G_N_ELEMENTS(events); i++)
		if (strcmp(event->method, events[i].method) == 0)
			events[i].take(tab, event);
	manners_take(tab->devtools, event, tab->incidents);
	checkpoint_take(&tab->checkpoint, event);
	bool stirs = traffic_take(tab->traffic, event);
	if (tab->page && g_strcmp0(event->session, tab->page->session) == 0)
		stirs |= journey_take(&tab->journey, event);
	if (stirs)
		tab->stirred = g_get_monotonic_time();
	stop_if_greedy(tab);
}

static char *engine_of(const json_t *version)
{
	Str product = json_get_str(version, "product");

	str_take_until(&product, '/');
	str_take_char(&product, '/');
	return str_dup(str_take_while(&product, str_is_digit));
}

/* The browser's context and version, asked for at once. */
static bool open_context(Tab *tab, gint64 deadline, GError **error)
{
	DevTools *devtools = tab->devtools;

	devtools_tell(devtools, NULL, "Target.setAutoAttach", targets_attach_params());
	DevToolsCall version_call = devtools_ask(devtools, NULL, "Browser.getVersion", NULL);
	json_auto_t *context = devtools_call(devtools, NULL, "Target.createBrowserContext",
		json_pack("{s:b}", "disposeOnDetach", true), deadline, error);
	json_auto_t *version =
		devtools_answer(devtools, version_call, deadline, context ? error : NULL);

	if (!context || !version)
		return false;
	tab->context = g_strdup(json_get_text(context, "browserContextId"));
	tab->engine = engine_of(version);
	manners_prepare(devtools, tab->context);
	return true;
}

static bool has_page(void *data)
{
	const Tab *tab = data;

	return tab->page != NULL;
}

/* A page that is sent on before its process knows what we want to hear may change the process, and then parts
 * of what happens are never told: wait until the process answers. */
static bool wait_for_process(Tab *tab, gint64 deadline, GError **error)
{
	json_auto_t *answer = devtools_call(
		tab->devtools, tab->page->session, "Runtime.getIsolateId", NULL, deadline, error);

	return answer != NULL;
}

static bool open_page(Tab *tab, gint64 deadline, GError **error)
{
	const Persona *persona = tab->settings.persona;
	json_auto_t *created = devtools_call(tab->devtools, NULL, "Target.createTarget",
		json_pack("{s:s, s:s, s:i, s:i}", "url", "about:blank", "browserContextId",
			tab->context, "width", persona->width, "height", persona->height),
		deadline, error);

	return created && devtools_wait(tab->devtools, has_page, tab, deadline, error) &&
	       wait_for_process(tab, deadline, error);
}

Tab *tab_new(DevTools *devtools, const TabSettings *settings, gint64 deadline, GError **error)
{
	Tab *tab = g_new0(Tab, 1);

	tab->devtools = devtools;
	tab->settings = *settings;
	tab->traffic = traffic_new();
	tab->incidents = json_object();
	targets_init(&tab->targets);
	tab->checkpoint = (Checkpoint){devtools, &tab->settings.rules, tab->incidents, 0};
	devtools_listen(devtools, take_event, tab);
	if (open_context(tab, deadline, error) && open_page(tab, deadline, error))
		return tab;
	tab_free(tab);
	return NULL;
}

void tab_free(Tab *tab)
{
	if (!tab)
		return;
	devtools_unlisten(tab->devtools, tab);
	if (tab->context)
		devtools_tell(tab->devtools, NULL, "Target.disposeBrowserContext",
			json_pack("{s:s}", "browserContextId", tab->context));
	targets_clear(&tab->targets);
	journey_clear(&tab->journey);
	traffic_free(tab->traffic);
	json_decref(tab->incidents);
	g_free(tab->context);
	g_free(tab->engine);
	g_free(tab);
}

void tab_expect(Tab *tab, const char *via)
{
	journey_expect(&tab->journey, via);
	tab->stirred = g_get_monotonic_time();
	tab->patience = tab->stirred + REACTION_MS * USEC_PER_MS;
}

void tab_go(Tab *tab, const char *url, const char *referrer)
{
	json_t *params = json_object();

	tab_expect(tab, "link");
	tab->journey.moving = true;
	json_put(params, "url", json_text(str_of(url)));
	json_put(params, "transitionType", json_text(STR("link")));
	if (referrer)
		json_put(params, "referrer", json_text(str_of(referrer)));
	devtools_tell(tab->devtools, tab->page->session, "Page.navigate", params);
}

/* When the page will count as at rest if nothing happens until then; G_MAXINT64: not without an event. */
static gint64 rest_time(const Tab *tab)
{
	gint64 still = tab->stirred + TAB_QUIET_MS * USEC_PER_MS;

	if (tab->loading || tab->journey.moving)
		return G_MAXINT64;
	if (traffic_under_way(tab->traffic) > 0 || tab->journey.scheduled)
		return G_MAXINT64;
	return tab->journey.begun ? still : MAX(still, tab->patience);
}

/* The server has answered, and nothing has come of it since: a script that does not end, mostly. A refresh that is set
 * has its time to come. */
static gint64 stalled_time(const Tab *tab)
{
	const TrafficEntry *document = traffic_document(tab->traffic, tab->page->id);
	bool has_answer = document && (document->answered || document->response);
	gint64 ms = TAB_STALLED_MS +
		    (tab->journey.scheduled ? (gint64)JOURNEY_REFRESH_MAX_S * 1000 : 0);

	return has_answer ? tab->stirred + ms * USEC_PER_MS : G_MAXINT64;
}

/* When we look at it although it is not at rest. */
static gint64 restless_time(const Tab *tab)
{
	bool moves = tab->loading || tab->journey.moving || tab->journey.scheduled;
	gint64 stalled = stalled_time(tab);

	if (moves || tab->loaded == 0)
		return stalled;
	return MIN(tab->loaded + TAB_RESTLESS_MS * USEC_PER_MS, stalled);
}

/* Something to look at: an event may have moved the times. */
typedef struct {
	const Tab *tab;
	gint64 rest, restless;
} Watch;

static bool has_changed(void *data)
{
	const Watch *watch = data;

	return watch->tab->crashed || rest_time(watch->tab) != watch->rest ||
	       restless_time(watch->tab) != watch->restless;
}

TabRest tab_settle(Tab *tab, gint64 deadline)
{
	for (;;) {
		Watch watch = {tab, rest_time(tab), restless_time(tab)};
		gint64 until = MIN(MIN(watch.rest, watch.restless), deadline);

		devtools_wait(tab->devtools, has_changed, &watch, until, NULL);
		if (devtools_gone(tab->devtools))
			return TAB_GONE;
		if (tab->crashed)
			return TAB_CRASHED;
		gint64 now = g_get_monotonic_time();
		if (rest_time(tab) <= now)
			return TAB_QUIET;
		if (restless_time(tab) <= now || deadline <= now)
			return TAB_BUSY;
	}
}

typedef struct {
	const Tab *tab;
	gint64 stirred;
} Life;

static bool has_stirred(void *data)
{
	const Life *life = data;

	return life->tab->crashed || life->tab->stirred != life->stirred;
}

bool tab_linger(Tab *tab, gint64 deadline)
{
	Life life = {tab, tab->stirred};

	return devtools_wait(tab->devtools, has_stirred, &life, deadline, NULL);
}

bool tab_follow_popup(Tab *tab)
{
	for (guint i = tab->targets.all->len; i > 0; i--) {
		Target *target = g_ptr_array_index(tab->targets.all, i - 1);
		if (!target->popup || target->gone || target == tab->page)
			continue;
		become_page(tab, target);
		tab_expect(tab, "popup");
		tab->crashed = tab->loading = false;
		return true;
	}
	return false;
}

bool tab_lives(const Tab *tab)
{
	return !tab->crashed && !devtools_gone(tab->devtools);
}

DevTools *tab_devtools(const Tab *tab)
{
	return tab->devtools;
}

const char *tab_session(const Tab *tab)
{
	return tab->page->session;
}

const char *tab_frame(const Tab *tab)
{
	return tab->page->id;
}

const GPtrArray *tab_targets(const Tab *tab)
{
	return tab->targets.all;
}

const char *tab_frame_session(const Tab *tab, const char *frame)
{
	for (guint i = 0; i < tab->targets.all->len; i++) {
		const Target *target = g_ptr_array_index(tab->targets.all, i);
		if (!target->gone && strcmp(target->id, frame) == 0)
			return target->session;
	}
	return tab->page->session;
}

const Journey *tab_journey(const Tab *tab)
{
	return &tab->journey;
}

const Traffic *tab_traffic(const Tab *tab)
{
	return tab->traffic;
}

const json_t *tab_incidents(const Tab *tab)
{
	return tab->incidents;
}

json_t *tab_take_incidents(Tab *tab)
{
	json_t *taken = tab->incidents;

	tab->incidents = json_object();
	tab->checkpoint.incidents = tab->incidents;
	return taken;
}

const Persona *tab_persona(const Tab *tab)
{
	return tab->settings.persona;
}
