#pragma once
/*
 * web/htmlflow - text as a browser lays it out: white space folded, blocks on lines of their own.
 *
 *	HtmlFlow flow = {.text = g_string_new(NULL)};
 *	htmlflow_text(&flow, STR(" a \n b "), false);
 *	htmlflow_break(&flow, 1);
 *	htmlflow_text(&flow, STR("c"), false);      "a b\nc"
 *
 * White space and breaks are kept pending until text follows: the text never begins or ends with them.
 */
#include "base/str.h"

typedef struct {
	GString *text;   /* the caller's */
	bool space;      /* pending */
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
