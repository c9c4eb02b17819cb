#pragma once
/*
 * read/disguise - words in a text that are not what a reader takes them for: a character that shows nothing
 * within a word, one that turns the reading direction, letters of another script that look like Latin ones.
 * Filters read another word there than people do.
 *
 *	Disguise disguise = disguise_over(text);
 *	for (DisguisedWord word; disguise_next(&disguise, &word); )
 *		use(word.text, word.how);
 */
#include "base/str.h"

/* A word longer than this is looked at piece by piece. */
#define DISGUISE_WORD_MAX ((size_t)256)

typedef struct {
	Str rest; /* what is yet to be read */
} Disguise;

typedef struct {
	Str text;        /* the word, a slice of the text */
	const char *how; /* "zero-width", "soft-hyphen", "bidi", "mixed-script": a static string */
} DisguisedWord;

/* Start to read UTF-8 `text`, which must outlive it. */
Disguise disguise_over(Str text);

/* Take the next such word. A soft hyphen or a character without width counts between Latin letters or
 * digits, where no writing needs one (emoji, Persian and Indic do). False at the end. Linear. */
bool disguise_next(Disguise *disguise, DisguisedWord *word_out);
