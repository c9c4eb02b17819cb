/* Which of a mail's pages are visited, if three may be. */
#include "visit/itinerary.h"

#define LINK(id, place, host, path)                                                                \
	"{\"id\":\"" id "\",\"found_in\":\"" place "\",\"scheme\":\"https\",\"host\":\"www." host  \
	"\",\"domain\":\"" host "\",\"url\":\"https://www." host path "\"}"

static const struct {
	const char *what, *links;
	const char *chosen; /* ids */
} rows[] = {
	{"none", "[]", ""},
	{"as they stand",
		"[" LINK("l1", "a[href]", "a.example", "/") "," LINK(
			"l2", "a[href]", "b.example", "/") "]",
		"l1 l2 "},
	{"each domain has its turn",
		"[" LINK("l1", "a[href]", "a.example", "/1") "," LINK("l2", "a[href]", "a.example",
			"/2") "," LINK("l3", "a[href]", "a.example", "/3") "," LINK("l4", "a[href]",
			"b.example", "/") "," LINK("l5", "a[href]", "c.example", "/") "]",
		"l1 l4 l5 "},
	{"what is pressed before what is written",
		"[" LINK("l1", "iframe[src]", "a.example", "/") "," LINK(
			"l2", "text", "b.example", "/") "," LINK("l3", "form[action]", "c.example",
			"/") "," LINK("l4", "a[href]", "d.example", "/") "]",
		"l2 l3 l4 "},
	{"the brand's own pages come last",
		"[" LINK("l1", "a[href]", "amazon.co.jp", "/help") "," LINK(
			"l2", "a[href]", "amazon.com", "/") "," LINK("l3", "iframe[src]",
			"a.example", "/") "," LINK("l4", "a[href]", "a.example", "/2") "]",
		"l1 l3 l4 "},
};

static void test_chosen(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Brands) brands = brands_new(g_getenv("MEKIKI_SOURCE"), &error);

	g_assert_no_error(error);
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		json_auto_t *links = json_parse(str_of(rows[i].links), NULL);
		g_autoptr(GString) chosen = g_string_new(NULL);
		size_t left_out;
		g_autoptr(GArray) stops = itinerary_new(links, brands, &left_out);

		itinerary_choose(stops, 3);
		for (guint s = 0; s < stops->len; s++) {
			const ItineraryStop *stop = &g_array_index(stops, ItineraryStop, s);
			if (stop->chosen)
				g_string_append_printf(
					chosen, "%s ", json_get_text(stop->link, "id"));
		}
		g_test_message("%s", rows[i].what);
		g_assert_cmpstr(chosen->str, ==, rows[i].chosen);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/itinerary/chosen", test_chosen);
	return g_test_run();
}
