#pragma once
/*
 * read/text - a part's bytes as UTF-8 text.
 *
 * Labels lie. What a label says is tried first; where the bytes are not of that charset and another fits
 * them whole, the other is taken, and a defect says so.
 *
 *	TextCharset charset;
 *	Located text = text_of(shelf, part, bytes, &defects, &charset);
 */
#include "read/part.h"

/* Of a part's text no more than this many bytes are read. */
#define TEXT_MAX ((size_t)4 << 20)

/* The label of a part's charset, as its headers have it, lower case; NULL where they name none. Yours to
 * g_free. */
char *text_label(Charsets *charsets, const Part *part);

/* What a part was decoded as, and why: static strings. */
typedef struct {
	const char *charset;
	const char *
		why; /* "label", "meta" (the page's own), "no-label", "unknown-label", "wrong-label" */
} TextCharset;

/* The text of a part, valid UTF-8, on the shelf. An HTML page may name its charset itself where the headers
 * do not; where both do and differ, the header counts, as in mail programs. */
Located text_of(
	Shelf *shelf, const Part *part, Located bytes, Defects *defects, TextCharset *charset_out);

/* `text`, cut to `max` bytes at most and not within a character. */
Str text_cut(Str text, size_t max);
