#include "visit/visit.h"

/* Where a link has to stand for a reader to follow it. */
static const Str page_places[] = {
	STR("a[href]"),
	STR("area[href]"),
	STR("form[action]"),
	STR("iframe[src]"),
	STR("text"),
};

typedef struct {
	json_t *landings; /* taken by the dossier at the end */
	size_t left_out;
} Tour;

static bool is_page(const json_t *link)
{
	Str scheme = json_get_str(link, "scheme");
	Str place = json_get_str(link, "found_in");

	if (!str_equal(scheme, STR("http")) && !str_equal(scheme, STR("https")))
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(page_places); i++)
		if (str_equal(place, page_places[i]))
			return true;
	return false;
}

static void add_landing(Tour *tour, const json_t *link)
{
	size_t count = json_array_size(tour->landings);
	g_autofree char *id = g_strdup_printf("v%zu", count + 1);
	json_t *landing;

	if (count >= VISIT_LANDINGS_MAX) {
		tour->left_out++;
		return;
	}
	landing = dossier_not_asked(json_words("This version of mekiki visits no pages.",
		"この版の mekiki はリンク先を開きません。"));
	json_put(landing, "id", json_text(str_of(id)));
	json_put(landing, "link", json_text(json_get_str(link, "id")));
	json_push(tour->landings, landing);
}

static json_t *why_skipped(const Tour *tour)
{
	if (json_array_size(tour->landings) == 0)
		return json_words("The mail leads to no page.", "開くべきリンク先がありません。");
	if (tour->left_out == 0)
		return json_words("No page was visited: this version of mekiki visits none.",
			"リンク先は未確認です。この版の mekiki はリンク先を開きません。");
	return json_words("No page was visited: this version of mekiki visits none. %zu more pages "
			  "are not listed.",
		"リンク先は未確認です。この版の mekiki はリンク先を開きません。"
		"このほか %zu 件は一覧から省きました。",
		tour->left_out);
}

static StepStatus run(const StepContext *context, Dossier *dossier, json_t **why_out)
{
	const json_t *links = json_object_get(dossier_json(dossier), "links");
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal); /* borrowed URLs */
	Tour tour = {.landings = json_array()};
	const json_t *link;
	size_t index;

	(void)context;
	json_array_foreach (links, index, link) {
		const char *url = json_get_text(link, "url");
		if (url && is_page(link) && g_hash_table_add(seen, (gpointer)url))
			add_landing(&tour, link);
	}
	*why_out = why_skipped(&tour);
	dossier_put(dossier, "landings", tour.landings);
	return STEP_SKIPPED;
}

const Step visit_step = {.name = "visit", .run = run};
