#pragma once
/*
 * report/escape - text into a document's markup, so that it stays text.
 *
 * The text is UTF-8 without NULs: what report/visible gave.
 *
 *	g_autofree char *cell = escape_html(STR("<b>"));    &lt;b&gt;
 */
#include "base/str.h"

/* For HTML, in text and in quoted attributes: & < > " ' become references. Yours to g_free. */
char *escape_html(Str text);

/* For running text in Markdown (CommonMark 0.30, section 2.4, and GFM's additions): one line, with a
 * backslash before whatever could mean something there. "[.]" and "[@]", which defanging writes, stay
 * readable where nothing can make them a link. Yours to g_free. */
char *escape_markdown(Str text);

/* As a code span of Markdown on one line, its fence longer than any run of backticks inside (CommonMark
 * 0.30, section 6.1). Empty text gives "". Yours to g_free. */
char *escape_markdown_code(Str text);

/* As a fenced code block of Markdown, lines kept (section 4.5). Without an end of line behind its closing
 * fence. Yours to g_free. */
char *escape_markdown_fence(Str text);
