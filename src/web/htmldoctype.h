#pragma once
/*
 * web/htmldoctype - what a doctype says (WHATWG HTML, sections 13.2.5.53 to 13.2.5.68).
 *
 *	HtmlDoctype doctype = htmldoctype_read(&token);
 *	doctype.quirks            the page wants to be laid out as in the nineties
 */
#include "web/html.h"

/* Slices of the source; `at` is NULL where there is none. */
typedef struct {
	Str name, public_id, system_id;
	bool quirks; /* it is broken ("force-quirks") */
} HtmlDoctype;

/* Read a token of HTML_DOCTYPE. */
HtmlDoctype htmldoctype_read(const HtmlToken *token);
