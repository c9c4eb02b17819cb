#include "read/place.h"

#include "read/decoders.h"

Place place_raw(size_t from, size_t len)
{
	return (Place){.from = from, .len = len};
}

Place place_sub(Place place, size_t from, size_t len)
{
	PlaceLayer *last = place.layers ? &place.layer[place.layers - 1] : NULL;
	size_t *start = last ? &last->from : &place.from;
	size_t *length = last ? &last->len : &place.len;

	g_assert(from <= *length && len <= *length - from);
	*start += from;
	*length = len;
	return place;
}

Place place_decoded(Place place, const char *decoded_by, size_t len)
{
	g_assert(place.layers < PLACE_LAYERS_MAX);
	place.layer[place.layers++] = (PlaceLayer){decoded_by, 0, len};
	return place;
}

static json_t *span_json(size_t from, size_t len)
{
	json_t *span = json_array();

	json_push(span, json_integer((json_int_t)from));
	json_push(span, json_integer((json_int_t)len));
	return span;
}

json_t *place_json(const Place *place)
{
	json_t *at = json_object(), *layers = json_array();

	json_put(at, "raw", span_json(place->from, place->len));
	for (size_t i = 0; i < place->layers; i++) {
		const PlaceLayer *from = &place->layer[i];
		json_t *layer = json_object();
		json_put(layer, "decoded_by", json_text(str_of(from->decoded_by)));
		json_put(layer, "at", span_json(from->from, from->len));
		json_push(layers, layer);
	}
	json_put(at, "layer", layers);
	return at;
}

/* Narrow `bytes` to [from, len]; false where that is no span of it. */
static bool take_span(const json_t *span, Str *bytes)
{
	json_int_t from = json_integer_value(json_array_get(span, 0));
	json_int_t len = json_integer_value(json_array_get(span, 1));

	if (json_array_size(span) != 2 || from < 0 || len < 0 || (size_t)from > bytes->len ||
		(size_t)len > bytes->len - (size_t)from)
		return false;
	*bytes = str_sub(*bytes, (size_t)from, (size_t)len);
	return true;
}

GString *place_resolve(const json_t *at, Str mail, Charsets *charsets)
{
	g_autoptr(GString) decoded = NULL;
	Str bytes = mail;
	const json_t *layer;
	size_t index;

	if (!take_span(json_object_get(at, "raw"), &bytes))
		return NULL;
	json_array_foreach (json_object_get(at, "layer"), index, layer) {
		const char *name = json_get_text(layer, "decoded_by");
		GString *next = name ? decoders_run(name, charsets, bytes, NULL) : NULL;
		if (!next)
			return NULL;
		if (decoded)
			g_string_free(decoded, TRUE);
		decoded = next;
		bytes = str_over(decoded->str, decoded->len);
		if (!take_span(json_object_get(layer, "at"), &bytes))
			return NULL;
	}
	return g_string_new_len(bytes.at, (gssize)bytes.len);
}
