#pragma once
/*
 * trace/doubts - what in the hops does not fit together. A doubt is a fact about the mail with the words
 * to tell it, no verdict: honest machines have wrong clocks too.
 *
 * The codes: date-missing, date-backwards, address-impossible, broken-chain, helo-is-receiver,
 * helo-is-brand, helo-differs, no-reverse-dns, too-many-hops.
 *
 *	doubts_add(hops, &origin, brands);
 */
#include "know/brands.h"
#include "trace/origin.h"

/* Clocks may differ by so much before a date that runs backwards is doubted, in seconds. */
#define DOUBTS_CLOCK_SKEW 300

/* Add to each hop what is doubtful about it. After origin_find. Where `brands` is NULL, no HELO is taken for a
 * brand's. */
void doubts_add(GPtrArray *hops, const Origin *origin, const Brands *brands);
