#pragma once
/*
 * know/phrases - what mails say, by theme: urgency, a threatened account, a prize … in the languages that
 * we can read. From data/phrases/, one file a language:
 *
 *	{"date": "2026-11-25", "source": "…", "language": "en",
 *	 "themes": {"urgency": ["within 24 hours", …], …}}
 *
 *	g_autoptr(Phrases) phrases = phrases_new(data_dir, &error);
 *	const Phrase *phrase;
 *	for (size_t at = 0; (phrase = phrases_next(phrases, text, &at, &words)); )
 *		count(phrase->theme, words);
 */
#include "base/str.h"

typedef struct Phrases Phrases;

typedef struct {
	const char *theme;    /* "urgency" */
	const char *language; /* "en" */
} Phrase;

/* Read every data_dir/data/phrases/ *.json. NULL with `error`, naming the file and what is wrong with it.
 * Yours to phrases_free. */
Phrases *phrases_new(const char *data_dir, GError **error);

/* Free. NULL is fine. */
void phrases_free(Phrases *phrases);

/* What it rests on, for people: "data/phrases, 2026-11-25". Borrowed. */
const char *phrases_source(const Phrases *phrases);

/* The next phrase that the text `words` (a know/wordform) holds at or behind offset `*at`,
 * which is moved behind it; `words_out` is the matched text, borrowed from it. Whole words where
 * the script has words; the longest wins. NULL when there is none. Linear in the text. */
const Phrase *phrases_next(const Phrases *phrases, Str words, size_t *at, Str *words_out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Phrases, phrases_free)
