#include "visit/trail.h"

#include "visit/har.h"
#include "visit/stopping.h"

/* Host and path: what stands behind "?" may be the data itself. */
static char *place_of(const char *url)
{
	g_autoptr(Url) parsed = url_parse(str_of(url), NULL);

	return parsed ? g_strconcat(
				url_host(parsed) ? url_host(parsed) : "", url_path(parsed), NULL)
		      : g_strdup(url);
}

static json_t *find_endpoint(const json_t *endpoints, const json_t *note)
{
	g_autofree char *place = place_of(json_get_text(note, "url"));
	json_t *endpoint;
	size_t index;

	json_array_foreach ((json_t *)endpoints, index, endpoint) {
		g_autofree char *other = place_of(json_get_text(endpoint, "url"));
		if (g_str_equal(place, other) &&
			str_equal(json_get_str(endpoint, "method"), json_get_str(note, "method")))
			return endpoint;
	}
	return NULL;
}

static bool is_foreign(const json_t *record, const char *url)
{
	g_autofree char *own = stopping_domain(json_get_text(record, "url"));
	g_autofree char *other = stopping_domain(url);

	return g_strcmp0(own, other) != 0;
}

static void add_kinds(json_t *endpoint, const json_t *kinds)
{
	json_t *carries = json_object_get(endpoint, "carries");
	const json_t *kind, *known;
	size_t index, inner;

	json_array_foreach (kinds, index, kind) {
		bool there = false;
		json_array_foreach (carries, inner, known)
			there |= json_equal(known, kind) != 0;
		if (!there)
			json_push(carries, json_deep_copy(kind));
	}
}

static void add_endpoint(json_t *endpoints, const json_t *record, const json_t *note)
{
	const char *url = json_get_text(note, "url");
	json_t *endpoint = json_object();

	json_put(endpoint, "url", json_text(str_of(url)));
	json_put(endpoint, "host", json_incref(json_object_get(note, "host")));
	json_put(endpoint, "address", json_null());
	json_put(endpoint, "method", json_incref(json_object_get(note, "method")));
	json_put(endpoint, "carries", json_deep_copy(json_object_get(note, "carries")));
	json_put(endpoint, "page", json_incref(json_object_get(record, "n")));
	json_put(endpoint, "foreign", json_boolean(is_foreign(record, url)));
	json_put(endpoint, "refused", json_incref(json_object_get(note, "refused")));
	json_push(endpoints, endpoint);
}

/* How much a note tells of where the page's data goes: most, where it carries some and was let go. */
static int weight_of(const json_t *note)
{
	bool carries = json_array_size(json_object_get(note, "carries")) > 0;

	return (carries ? 2 : 0) + !json_is_true(json_object_get(note, "refused"));
}

void trail_add(json_t *endpoints, json_t *record, const json_t *notes, size_t from)
{
	bool typed = json_array_size(json_object_get(record, "typed")) > 0, carried = false;
	const json_t *best = NULL;

	for (size_t i = from; i < json_array_size(notes); i++) {
		const json_t *note = json_array_get(notes, i);
		const json_t *kinds = json_object_get(note, "carries");
		json_t *known = find_endpoint(endpoints, note);

		best = best && weight_of(best) >= weight_of(note) ? best : note;
		carried |= json_array_size(kinds) > 0;
		if (json_array_size(kinds) == 0)
			continue;
		if (known)
			add_kinds(known, kinds);
		else
			add_endpoint(endpoints, record, note);
	}
	/* what a page encrypts, or takes apart, is not seen: then what was posted is where it went */
	if (typed && best && !carried && !find_endpoint(endpoints, best))
		add_endpoint(endpoints, record, best);
	if (best)
		json_put(record, "posts_to", json_text(json_get_str(best, "url")));
}

void trail_address(json_t *endpoints, Gateway *gateway)
{
	json_t *endpoint;
	size_t index;

	json_array_foreach (endpoints, index, endpoint) {
		g_autoptr(Url) url = url_parse(json_get_str(endpoint, "url"), NULL);
		g_autofree char *address =
			gateway && url && url_host(url)
				? gateway_address(gateway, url_host(url), (guint)har_port(url))
				: NULL;
		json_put(endpoint, "address", json_text_or_null(address));
	}
}
