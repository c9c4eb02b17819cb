#pragma once
/*
 * web/html - the tokens of an HTML page (WHATWG HTML, section 13.2.5), read by pulling.
 *
 * A token names slices of the source and owns nothing: no memory is taken for it, nothing is decoded until
 * somebody asks. Every byte is looked at a bounded number of times, whatever the page.
 *
 *	Html html = html_over(source);
 *	for (HtmlToken token; html_next(&html, &token);)
 *		if (token.kind == HTML_START)
 *			for (HtmlAttribute attribute; html_next_attribute(&token.attributes, &attribute);)
 *				use(attribute.name, attribute.value);
 *
 * Which elements hold raw text is for the reader to know: it says so with html_expect behind their start
 * tag, as a tree builder would.
 */
#include "base/str.h"

/* What stands between tags, and how it ends (sections 13.2.5.1 to 13.2.5.5, 13.2.5.69). */
typedef enum {
	HTML_DATA,      /* text with references and tags */
	HTML_RCDATA,    /* references, no tag but the element's own end: <title>, <textarea> */
	HTML_RAWTEXT,   /* nothing but its own end: <style>, <iframe> */
	HTML_SCRIPT,    /* the same, with comments that may hide the end */
	HTML_PLAINTEXT, /* to the end of the page */
	HTML_CDATA,     /* to "]]>": within <svg> and <math> */
} HtmlContent;

typedef enum {
	HTML_TEXT,
	HTML_START,
	HTML_END,
	HTML_COMMENT,
	HTML_DOCTYPE, /* web/htmldoctype reads it */
} HtmlKind;

typedef struct {
	HtmlKind kind;
	HtmlContent content; /* of a text: how it is to be read */
	Str source;          /* all of the token */
	Str name;            /* of a tag, in the case in which it was written */
	Str attributes;      /* of a tag: what html_next_attribute reads */
	Str text;            /* a text as it was written; what a comment says; what stands in a
	                        doctype behind its name */
	bool self_closing;   /* of a tag: it ends in "/>" */
} HtmlToken;

/* An attribute as it was written: the value without its quotes, references not undone; empty where there
 * is none, and then `value.at` is where the name ends. Of two of one name the first counts. */
typedef struct {
	Str name, value;
} HtmlAttribute;

typedef struct {
	Str rest;            /* what is yet to be read */
	HtmlContent content; /* of what is yet to be read */
	Str closing;         /* the name of the end tag that ends such content */
	bool foreign; /* the reader's to set: within <svg> or <math>, where "<![CDATA[" counts */
} Html;

/* Start to read `source`, which must outlive the tokens. */
Html html_over(Str source);

/* Read one token; false at the end. A tag, or the like, that the page's end cuts off is none (section
 * 13.2.5.8: eof-in-tag). */
bool html_next(Html *html, HtmlToken *token_out);

/* What follows, up to the end tag called `name` (borrowed), is of this content. */
void html_expect(Html *html, HtmlContent content, Str name);

/* Read one attribute; false behind the last. `attributes` is moved. */
bool html_next_attribute(Str *attributes, HtmlAttribute *attribute_out);

/* Read a piece of a text as it is shown: bytes that stand in `text` as they are, or what a reference means
 * (UTF-8, in `buffer` or static). `text` is moved. False at its end. CR is read as LF, and NUL, where it
 * is not left to the tree builder, as U+FFFD (section 13.2.3.5). */
bool html_next_piece(Str *text, HtmlContent content, char buffer[4], Str *piece_out);

/* Append an attribute's value with its references undone (sections 13.2.5.36 to 13.2.5.38). */
void html_append_value(GString *plain, Str value);

/* Append the name of a tag or attribute as it counts: ASCII letters in lower case (section 13.2.5.8). */
void html_append_name(GString *plain, Str name);
