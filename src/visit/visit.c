#include "visit/visit.h"

#include <gio/gio.h>

#include "visit/disguise.h"
#include "visit/itinerary.h"
#include "visit/landing.h"
#include "web/url.h"

/* One mail's visits. */
typedef struct {
	const StepContext *context;
	const json_t *dossier;
	SiteGuides guides;
	guint32 seed;
	json_t *landings; /* taken by the dossier at the end */
	unsigned visited;
	GError *fault; /* why nobody can visit; NULL */
} Tour;

static json_t *why_offline(void)
{
	return json_words(
		"The page was not visited: mekiki is offline.", "オフラインのため開いていません。");
}

static json_t *why_off(void)
{
	return json_words(
		"The page was not visited: visits are switched off.", "設定により開いていません。");
}

static json_t *why_later(void)
{
	return json_words("At most %d pages of a mail are visited; others came first.",
		"開くのは 1 通につき %d 件までです。ほかのリンク先を優先しました。",
		VISIT_PAGES_MAX);
}

static json_t *why_no_browser(const GError *fault)
{
	return json_words("There is no browser to visit with: %s.",
		"リンク先を開くブラウザーを使えません(%s)。", fault->message);
}

/* Add it as the next, under its id. */
static void add_landing(Tour *tour, const json_t *link, json_t *landing)
{
	g_autofree char *id = g_strdup_printf("v%zu", json_array_size(tour->landings) + 1);

	json_put(landing, "id", json_text(str_of(id)));
	json_put(landing, "link", json_text(json_get_str(link, "id")));
	json_push(tour->landings, landing);
}

/* The landing; NULL, with the tour's fault set, where nobody can visit. */
static json_t *visit_stop(Tour *tour, const ItineraryStop *stop)
{
	const LandingVisit visit = {
		.context = tour->context,
		.guides = &tour->guides,
		.persona = persona_nth(0),
		.language = json_get_text(json_object_get(tour->dossier, "mail"), "language"),
		.seed = json_get_text(tour->dossier, "case"),
	};
	unsigned replaced;
	g_autofree char *url =
		disguise_url(stop->url, json_at(tour->dossier, "/mail/to"), tour->seed, &replaced);
	json_t *landing = landing_visit(&visit, url, &tour->fault);

	if (landing && replaced > 0)
		json_put(landing, "replaced", json_integer(replaced));
	return landing;
}

static void take_stop(Tour *tour, const ItineraryStop *stop)
{
	json_t *landing = NULL;

	if (!tour->context->door || tour->context->offline) {
		landing = dossier_not_asked(why_offline());
	} else if (tour->context->no_visit) {
		landing = dossier_not_asked(why_off());
	} else if (!stop->chosen) {
		landing = dossier_not_asked(why_later());
	} else {
		landing = tour->fault ? NULL : visit_stop(tour, stop);
		tour->visited += landing != NULL;
		if (!landing)
			landing = dossier_not_asked(why_no_browser(tour->fault));
	}
	add_landing(tour, stop->link, landing);
}

/* Why no page was visited at all. */
static json_t *why_skipped(const Tour *tour, size_t left_out)
{
	if (json_array_size(tour->landings) == 0)
		return json_words("The mail leads to no page.", "開くべきリンク先がありません。");
	if (tour->context->no_visit)
		return json_words("No page was visited: visits are switched off.",
			"設定によりリンク先を開いていません。");
	if (left_out == 0)
		return json_words("No page was visited: mekiki is offline.",
			"オフラインのためリンク先を開いていません。");
	return json_words("No page was visited: mekiki is offline. %zu more pages are not listed.",
		"オフラインのためリンク先を開いていません。このほか %zu 件は一覧から省きました。",
		left_out);
}

static StepStatus end(const Tour *tour, size_t left_out, json_t **why_out)
{
	if (tour->fault) {
		*why_out = why_no_browser(tour->fault);
		return STEP_FAILED;
	}
	if (tour->visited > 0)
		return STEP_DONE;
	*why_out = why_skipped(tour, left_out);
	return STEP_SKIPPED;
}

static StepStatus run(const StepContext *context, Dossier *dossier, json_t **why_out)
{
	const json_t *document = dossier_json(dossier);
	const char *data_dir = context->cage ? cage_data_dir(context->cage) : NULL;
	Tour tour = {.context = context,
		.dossier = document,
		.seed = g_str_hash(dossier_id(dossier)),
		.landings = json_array()};
	g_autoptr(Brands) brands = data_dir ? brands_new(data_dir, &tour.fault) : NULL;
	g_autoptr(Lists) lists = brands ? lists_new(data_dir, &tour.fault) : NULL;
	size_t left_out;
	g_autoptr(GArray) stops =
		itinerary_new(json_object_get(document, "links"), brands, &left_out);

	tour.guides = (SiteGuides){brands, lists};
	itinerary_choose(stops, VISIT_PAGES_MAX);
	for (guint i = 0; i < stops->len; i++)
		take_stop(&tour, &g_array_index(stops, ItineraryStop, i));
	StepStatus status = end(&tour, left_out, why_out);
	g_clear_error(&tour.fault);
	dossier_put(dossier, "landings", tour.landings);
	return status;
}

const Step visit_step = {.name = "visit", .run = run};

/* What is compared from persona to persona. */
static const char *const compared[] = {"outcome", "final", "ip", "title"};

/* An entry for what is not the same everywhere. */
static void add_difference(json_t *differs, const json_t *landings, const char *what)
{
	const json_t *first = json_object_get(json_array_get(landings, 0), what);
	json_t *difference = json_pack("{s:s}", "what", what);
	const json_t *landing;
	bool same = true;
	size_t index;

	json_array_foreach (landings, index, landing) {
		json_t *value = json_object_get(landing, what);
		same = same && json_equal(value, first);
		json_put(difference, json_get_text(landing, "as"),
			value ? json_incref(value) : json_null());
	}
	if (same)
		json_decref(difference);
	else
		json_push(differs, difference);
}

static json_t *compare(const json_t *landings)
{
	json_t *differs = json_array();

	for (size_t i = 0; i < G_N_ELEMENTS(compared); i++)
		add_difference(differs, landings, compared[i]);
	return differs;
}

static char *check_address(const StepContext *context, const char *text, GError **error)
{
	g_autoptr(Url) url = url_parse(str_of(text), NULL);
	const char *scheme = url ? url_scheme(url) : "";

	if (!str_equal(str_of(scheme), STR("http")) && !str_equal(str_of(scheme), STR("https"))) {
		g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
			"\"%s\" is no http or https address", text);
		return NULL;
	}
	if (!context->door || context->offline) {
		g_set_error(
			error, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED, "no page is visited offline");
		return NULL;
	}
	return g_strdup(url_text(url));
}

json_t *visit_address(const VisitOrder *order, const char *text, GError **error)
{
	const StepContext *context = order->context;
	g_autofree char *url = check_address(context, text, error);
	g_autoptr(Brands) brands = url ? brands_new(cage_data_dir(context->cage), error) : NULL;
	g_autoptr(Lists) lists = brands ? lists_new(cage_data_dir(context->cage), error) : NULL;
	const SiteGuides guides = {brands, lists};
	json_auto_t *landings = json_array();
	json_t *found;

	if (!lists)
		return NULL;
	for (size_t i = 0; i < VISIT_PERSONAS_MAX && order->personas[i]; i++) {
		const LandingVisit visit = {
			.context = context,
			.guides = &guides,
			.persona = order->personas[i],
			.language = order->language,
			.seed = url,
			.wrong_first = order->wrong_first,
		};
		g_autofree char *id = g_strdup_printf("v%zu", i + 1);
		json_t *landing = landing_visit(&visit, url, error);
		if (!landing)
			return NULL;
		json_put(landing, "id", json_text(str_of(id)));
		json_push(landings, landing);
	}
	found = json_object();
	json_put(found, "landings", json_incref(landings));
	json_put(found, "differs", compare(landings));
	return found;
}
