#pragma once
/*
 * read/place - where a value stands in the mail: a span of its raw bytes, then layer by layer the decoder
 * that was run on what the layers before gave, and the span of its output ("at" in the dossier).
 *
 *	Place body = place_raw(812, 4096);
 *	Place text = place_decoded(place_decoded(body, "base64", 3000), "iso-2022-jp", 2400);
 *	Place word = place_sub(text, 100, 12);
 *	json_put(link, "at", place_json(&word));
 *
 *	g_autoptr(GString) value = place_resolve(at, mail, charsets);    and back again
 */
#include "base/charset.h"
#include "base/json.h"

/* Decoders one behind the other; read's own caps keep every place far below. */
#define PLACE_LAYERS_MAX 16

typedef struct {
	const char *decoded_by; /* a static string: see read/decoders */
	size_t from, len;
} PlaceLayer;

typedef struct {
	size_t from, len; /* in the mail's bytes */
	size_t layers;
	PlaceLayer layer[PLACE_LAYERS_MAX];
} Place;

/* A span of the mail's own bytes. */
Place place_raw(size_t from, size_t len);

/* A span within what `place` leads to. */
Place place_sub(Place place, size_t from, size_t len);

/* The whole output, `len` bytes, of a decoder run on what `place` leads to. */
Place place_decoded(Place place, const char *decoded_by, size_t len);

/* As the dossier has it: {"raw": [..], "layer": [..]}. Yours to json_decref. */
json_t *place_json(const Place *place);

/* Replay an `at` of the dossier on the mail: the value it leads to. NULL where it is malformed, names a
 * decoder that we do not have, or a span that is not there. Yours to g_string_free. */
GString *place_resolve(const json_t *at, Str mail, Charsets *charsets);
