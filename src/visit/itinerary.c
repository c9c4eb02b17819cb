#include "visit/itinerary.h"

/* Where a link has to stand for a reader to follow it, and how soon one would. */
static const struct {
	Str place;
	unsigned rank;
} places[] = {
	{STR("a[href]"), 0},
	{STR("area[href]"), 0},
	{STR("form[action]"), 0},
	{STR("text"), 1},
	{STR("iframe[src]"), 2},
};

/* What puts a page behind all others. */
#define RANK_SEEN    10 /* its domain has had its turn */
#define RANK_GENUINE 100

static bool find_rank(const json_t *link, unsigned *rank_out)
{
	Str scheme = json_get_str(link, "scheme");
	Str place = json_get_str(link, "found_in");

	if (!str_equal(scheme, STR("http")) && !str_equal(scheme, STR("https")))
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
		if (!str_equal(place, places[i].place))
			continue;
		*rank_out = places[i].rank;
		return true;
	}
	return false;
}

static const char *domain_of(const json_t *link)
{
	const char *domain = json_get_text(link, "domain");

	return domain ? domain : json_get_text(link, "host");
}

GArray *itinerary_new(const json_t *links, const Brands *brands, size_t *left_out)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal); /* borrowed URLs */
	GArray *stops = g_array_new(FALSE, FALSE, sizeof(ItineraryStop));
	const json_t *link;
	size_t index;

	*left_out = 0;
	json_array_foreach (links, index, link) {
		ItineraryStop stop = {.link = link, .url = json_get_text(link, "url")};
		const char *domain = domain_of(link);
		if (!stop.url || !find_rank(link, &stop.rank) ||
			!g_hash_table_add(seen, (gpointer)stop.url))
			continue;
		if (brands && domain && brands_of_domain(brands, domain))
			stop.rank += RANK_GENUINE;
		if (stops->len < ITINERARY_MAX)
			g_array_append_val(stops, stop);
		else
			++*left_out;
	}
	return stops;
}

/* The soonest of those that are not chosen; NULL when all are. */
static ItineraryStop *find_next(GArray *stops)
{
	ItineraryStop *next = NULL;

	for (guint i = 0; i < stops->len; i++) {
		ItineraryStop *stop = &g_array_index(stops, ItineraryStop, i);
		if (!stop->chosen && (!next || stop->rank < next->rank))
			next = stop;
	}
	return next;
}

void itinerary_choose(GArray *stops, size_t most)
{
	for (ItineraryStop *next; most > 0 && (next = find_next(stops)); most--) {
		next->chosen = true;
		for (guint i = 0; i < stops->len; i++) {
			ItineraryStop *stop = &g_array_index(stops, ItineraryStop, i);
			if (g_strcmp0(domain_of(stop->link), domain_of(next->link)) == 0)
				stop->rank += RANK_SEEN;
		}
	}
}
