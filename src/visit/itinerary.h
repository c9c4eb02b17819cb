#pragma once
/*
 * visit/itinerary - which of a mail's links are pages, and which of them are visited.
 *
 * A page is where a reader's press would lead: links, image maps, forms, frames and bare text, over http or
 * https. Pictures and style sheets are none. What is pressed comes before what is only written; each domain
 * has its turn before one is visited twice; the genuine pages of a brand, which a phishing mail links to in its
 * footer, come last.
 *
 *	g_autoptr(GArray) stops = itinerary_new(links, brands, &left_out);
 *	itinerary_choose(stops, 3);
 */
#include "base/json.h"
#include "know/brands.h"

/* Pages that are listed; further ones are counted only. */
#define ITINERARY_MAX 256

typedef struct {
	const json_t *link; /* borrowed */
	const char *url;    /* borrowed from it */
	unsigned rank;      /* the lower, the sooner */
	bool chosen;
} ItineraryStop;

/* The pages among the links, each URL once. An array of ItineraryStop, yours to g_array_unref. `brands` may be
 * NULL. `left_out` is how many are not listed. */
GArray *itinerary_new(const json_t *links, const Brands *brands, size_t *left_out);

/* Choose `most` of them. */
void itinerary_choose(GArray *stops, size_t most);
