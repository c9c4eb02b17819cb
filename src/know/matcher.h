#pragma once
/*
 * know/matcher - many plain strings sought in one text in one pass (Aho and Corasick, 1975).
 *
 * Text and needles are UTF-8, compared byte by byte: fold both before. A needle matches whole words
 * only, in scripts that have words: where its first or last character is a letter or digit of an
 * alphabet, no such character may stand right beside it. Japanese needles match anywhere.
 *
 *	Matcher *matcher = matcher_new();
 *	matcher_add(matcher, STR("amazon"), 7);
 *	matcher_seal(matcher);
 *	MatcherHit hit;
 *	for (size_t at = 0; matcher_next(matcher, text, &at, &hit); )
 *		use(hit.id, str_sub(text, hit.from, hit.len));
 */
#include "base/str.h"

/* Bytes of one needle; longer ones are a mistake in our data, and asserted. */
#define MATCHER_NEEDLE_MAX 512

typedef struct Matcher Matcher;

typedef struct {
	size_t from, len; /* where in the text */
	size_t id;        /* as given with the needle */
} MatcherHit;

/* An empty matcher, yours to matcher_free. */
Matcher *matcher_new(void);

/* Free it. NULL is fine. */
void matcher_free(Matcher *matcher);

/* Add a needle, which is copied; an empty one is passed over. Of equal needles the first stays. */
void matcher_add(Matcher *matcher, Str needle, size_t id);

/* End of adding: from here on the matcher only reads, and may be shared. */
void matcher_seal(Matcher *matcher);

/* Find the next needle at or behind offset `*at`, which is moved behind it: the earliest, and of those
 * that start together the longest. False when there is none. Linear in the text: what is read twice is
 * no longer than one needle for each hit. */
bool matcher_next(const Matcher *matcher, Str text, size_t *at, MatcherHit *hit_out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Matcher, matcher_free)
