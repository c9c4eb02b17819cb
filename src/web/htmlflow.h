#pragma once
/*
 * web/htmlflow - text as a browser lays it out: white space folded, blocks on lines of their own.
 *
 *	HtmlFlow flow = {.text = g_string_new(NULL)};
 *	htmlflow_text(&flow, STR(" a \n b "), false);
 *	htmlflow_break(&flow, 1);
 *	htmlflow_text(&flow, STR("c"), false);      "a b\nc"
 *
 * A line break of the source between two characters of Chinese or Japanese is none (CSS Text 3, section
 * 4.1.3): it only wraps the source. White space and breaks are kept pending until text follows: the text never begins or ends with them.
 */
#include "base/str.h"

typedef struct {
	GString *text;   /* the caller's */
	bool space;      /* pending */
	bool wrapped;    /* the pending space is a line break of the source */
	unsigned breaks; /* pending line breaks, 2 at most */
} HtmlFlow;

/* Append running text (UTF-8). NULs and no-break spaces are white space. With `kept` line breaks stay
 * (<pre>). */
void htmlflow_text(HtmlFlow *flow, Str text, bool kept);

/* What follows begins a new line; with 2, behind an empty one. */
void htmlflow_break(HtmlFlow *flow, unsigned breaks);

/* One more line break (<br>). */
void htmlflow_newline(HtmlFlow *flow);

/* What follows is set apart by a blank (cells of a table). */
void htmlflow_space(HtmlFlow *flow);
