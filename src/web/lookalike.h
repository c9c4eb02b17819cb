#pragma once
/*
 * web/lookalike - one form for all that looks alike: NFKC and case folding, then ICU's confusable
 * skeleton, then folding again, with digits read as the letters they imitate.
 *
 * Broken UTF-8 counts as U+FFFD. Marks are capped, since putting a long row of them in order takes
 * quadratic time. Everything else is linear.
 *
 *	g_autofree char *skeleton = lookalike_skeleton(STR("аmаz0n"));   equals that of "amazon"
 */
#include "base/str.h"

/* Of marks that are put on one letter, so many are looked at (Stream-Safe Text, UAX 15 section 13). */
#define LOOKALIKE_MARKS_MAX 30

/* The skeleton of UTF-8 text, for comparing only: what looks like the same has the same. A capital I is
 * read as l, 0 as o, 1 as l, 3 as e, 4 as a, 5 as s and so on, "vv" as w, and letters lose their accents.
 * UTS 39, section 4. Yours to g_free. */
char *lookalike_skeleton(Str text);

/* The text with each character beyond ASCII as what it looks like, for people to read: "аmаzon" with two Cyrillic
 * letters is "amazon". ASCII stays. Yours to g_free. */
char *lookalike_plain(Str text);

/* NFKC, case folded, without zero-width and other default-ignorable characters (soft hyphens too): the
 * form in which words are searched. Full-width letters become ASCII, half-width kana katakana. Yours to
 * g_free. */
char *lookalike_fold(Str text);

/* Whether the text mixes scripts within one word in a way no language does (UTS 39, section 5.1);
 * Japanese, Chinese and Korean mixtures and Latin beside them are fine. */
bool lookalike_mixes_scripts(Str word);
