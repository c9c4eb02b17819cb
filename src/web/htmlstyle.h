#pragma once
/*
 * web/htmlstyle - what an element's own style says about whether its text can be seen.
 *
 *	HtmlStyle style = htmlstyle_read(STR("font-size:0; color:red"));
 *	style.font_size == HTMLSTYLE_NOTHING
 */
#include "base/str.h"

/* What a property says: inherited, and given back by a descendant that says otherwise. */
typedef enum {
	HTMLSTYLE_UNSAID,
	HTMLSTYLE_SHOWN,
	HTMLSTYLE_NOTHING,
} HtmlSeen;

typedef struct {
	const char *gone;    /* the whole element is gone, whatever is in it: "display:none",
	                        "opacity:0", "zero-size", "off-screen"; a static string or NULL */
	HtmlSeen visibility; /* "visibility:hidden" */
	HtmlSeen font_size;  /* "font-size:0" */
	HtmlSeen color;      /* transparent, or the same as the background set with it */
} HtmlStyle;

/* Read the value of a style attribute. */
HtmlStyle htmlstyle_read(Str style);

/* Read the next address in `css`: url(...), or @import "..."; without its quotes, references of HTML not
 * undone. `css` is moved. False where there is none. */
bool htmlstyle_next_url(Str *css, Str *url_out);
