#pragma once
/*
 * web/lookalike - one form for all that looks alike: NFKC and case folding, then ICU's confusable
 * skeleton, then folding again, with digits read as the letters they imitate.
 *
 *	g_autofree char *skeleton = lookalike_skeleton(STR("аmаz0n"));   equals that of "amazon"
 */
#include "base/str.h"

/* The skeleton of UTF-8 text, for comparing only. Yours to g_free. */
char *lookalike_skeleton(Str text);

/* NFKC, case folded, without zero-width and other default-ignorable characters: the form in which
 * words are searched. Yours to g_free. */
char *lookalike_fold(Str text);

/* Whether the text mixes scripts within one word in a way no language does (UTS 39, section 5.1);
 * Japanese, Chinese and Korean mixtures and Latin beside them are fine. */
bool lookalike_mixes_scripts(Str word);
