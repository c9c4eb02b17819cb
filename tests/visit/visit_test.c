/* Which of a mail's links are pages that there is to visit, and how that none was is said. */
#include "visit/visit.h"

#include "visit/itinerary.h"

typedef struct {
	const char *what;
	const char *links;
	const char *landings; /* each as "id link answer" */
} Row;

#define LINK(id, place, scheme, url)                                                               \
	"{\"id\":\"" id "\",\"found_in\":\"" place "\",\"scheme\":\"" scheme "\",\"url\":\"" url   \
	"\"}"

static const Row rows[] = {
	{"no links", "[]", ""},
	{"what a reader can press",
		"[" LINK("l1", "a[href]", "https", "https://a.example/") "," LINK(
			"l2", "area[href]", "http", "http://b.example/") "," LINK("l3",
			"form[action]", "https", "https://c.example/") "," LINK("l4", "iframe[src]",
			"https", "https://d.example/") "," LINK("l5", "text", "https",
			"https://e.example/") "]",
		"v1 l1 not-asked, v2 l2 not-asked, v3 l3 not-asked, v4 l4 not-asked, "
		"v5 l5 not-asked"},
	{"what a reader cannot",
		"[" LINK("l1", "img[src]", "https", "https://a.example/") "," LINK(
			"l2", "link[href]", "https", "https://b.example/") "," LINK("l3",
			"base[href]", "https", "https://c.example/") "]",
		""},
	{"no pages of the web",
		"[" LINK("l1", "a[href]", "mailto", "mailto:a@b.example") "," LINK("l2", "a[href]",
			"tel",
			"tel:1") "," LINK("l3", "a[href]", "javascript", "javascript:x()") "]",
		""},
	{"one page by two links, and another fragment is another page",
		"[" LINK("l1", "a[href]", "https", "https://a.example/") "," LINK(
			"l2", "text", "https", "https://a.example/") "," LINK("l3", "text", "https",
			"https://a.example/#b") "]",
		"v1 l1 not-asked, v2 l3 not-asked"},
	{"a link that is no URL",
		"[{\"id\":\"l1\",\"found_in\":\"a[href]\",\"scheme\":null,"
		"\"url\":null,\"raw\":\"http://\"}]",
		""},
};

static char *show(const json_t *landings)
{
	GString *shown = g_string_new(NULL);
	const json_t *landing;
	size_t index;

	json_array_foreach (landings, index, landing)
		g_string_append_printf(shown, "%s%s %s %s", index ? ", " : "",
			json_get_text(landing, "id"), json_get_text(landing, "link"),
			json_get_text(landing, "answer"));
	return g_string_free(shown, FALSE);
}

static Dossier *visited(json_t *links, json_t **why_out)
{
	Dossier *dossier = dossier_new("20261125-7f3a91c2", "2026-11-25T01:02:03Z");
	StepContext context = {.offline = true};

	dossier_put(dossier, "links", links);
	g_assert_cmpint(visit_step.run(&context, dossier, why_out), ==, STEP_SKIPPED);
	return dossier;
}

static void test_pages(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		json_auto_t *why = NULL;
		g_autoptr(Dossier) dossier = visited(json_parse(str_of(rows[i].links), NULL), &why);
		g_autofree char *shown = show(json_object_get(dossier_json(dossier), "landings"));

		g_test_message("%s", rows[i].what);
		g_assert_cmpstr(shown, ==, rows[i].landings);
		g_assert_nonnull(json_get_text(why, "en"));
		g_assert_nonnull(json_get_text(why, "ja"));
	}
}

static void test_cap(void)
{
	json_t *links = json_array();
	json_auto_t *why = NULL;

	for (unsigned i = 0; i < ITINERARY_MAX + 7; i++)
		json_push(links,
			json_pack("{s:s, s:s, s:s, s:o}", "id", "l", "found_in", "text", "scheme",
				"http", "url", json_sprintf("http://a.example/%u", i)));
	g_autoptr(Dossier) dossier = visited(links, &why);

	g_assert_cmpuint(json_array_size(json_object_get(dossier_json(dossier), "landings")), ==,
		ITINERARY_MAX);
	g_assert_nonnull(strstr(json_get_text(why, "en"), "7 more pages are not listed"));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/visit/pages", test_pages);
	g_test_add_func("/visit/cap", test_cap);
	return g_test_run();
}
