#pragma once
/*
 * trace/doubts - what in the hops does not fit together. A doubt is a fact about the mail with the words
 * to tell it, no verdict: honest machines have wrong clocks too.
 *
 * The codes: date-missing, date-backwards, address-impossible, broken-chain, helo-is-receiver,
 * helo-differs, no-reverse-dns, too-many-hops.
 *
 *	doubts_add(hops, &origin);
 */
#include "trace/origin.h"

/* Clocks may differ by so much before a date that runs backwards is doubted, in seconds. */
#define DOUBTS_CLOCK_SKEW 300

/* Add to each hop what is doubtful about it. After origin_find. */
void doubts_add(GPtrArray *hops, const Origin *origin);
