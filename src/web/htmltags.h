#pragma once
/*
 * web/htmltags - what we know of HTML's elements: what they hold, what they close, where their links stand,
 * how a browser lays them out (WHATWG HTML, sections 13.1.2, 13.2.6.4 and 15.3).
 *
 *	const HtmlTag *tag = htmltags_find(token.name);
 *	if (tag->layout == LAYOUT_BLOCK)
 *		begin_line();
 *	for (const LinkSource *source = tag->links; source && source->found_in; source++)
 *		look_at(source->attribute);
 */
#include "web/html.h"

typedef enum {
	LAYOUT_INLINE,
	LAYOUT_BLOCK,     /* on lines of its own */
	LAYOUT_PARAGRAPH, /* with an empty line around */
	LAYOUT_CELL,      /* set apart by a blank */
	LAYOUT_KEPT,      /* a paragraph whose line breaks count */
	LAYOUT_BREAK,     /* a line break (<br>) */
	LAYOUT_SILENT,    /* its text is not for readers */
} Layout;

/* The families of elements that close each other, or keep each other from it. */
enum {
	FAMILY_P = 1 << 0,
	FAMILY_ITEM = 1 << 1,    /* <li> */
	FAMILY_TERM = 1 << 2,    /* <dt>, <dd> */
	FAMILY_OPTION = 1 << 3,  /* <option>, <optgroup> */
	FAMILY_CELL = 1 << 4,    /* <td>, <th> */
	FAMILY_ROW = 1 << 5,     /* <tr> */
	FAMILY_ROWS = 1 << 6,    /* <tbody>, <thead>, <tfoot>, <caption>, <colgroup> */
	FAMILY_TABLE = 1 << 7,   /* <table> */
	FAMILY_HEADING = 1 << 8, /* <h1> to <h6> */
	FAMILY_A = 1 << 9,       /* <a> */
	FAMILY_NOBR = 1 << 10,   /* <nobr> */
	FAMILY_BUTTON = 1 << 11, /* <button> */
	FAMILY_FORM = 1 << 12,   /* <form> */
	FAMILY_LIST = 1 << 13,   /* <ul>, <ol> */
	FAMILY_WALL = 1 << 14,   /* other blocks, but <address> and <div> */
	FAMILY_SCOPE = 1 << 15,  /* <object>, <template>, ...: no search leaves them */
	FAMILY_SVG = 1 << 16,    /* <svg>, <math>: foreign content within */
	FAMILY_INSIDE = 1 << 17, /* <foreignObject> and the like: HTML again within */
};

/* Further traits. */
enum {
	TRAIT_VOID = 1 << 0,       /* has no content and no end */
	TRAIT_FORMATTING = 1 << 1, /* goes on behind the block in which it was opened */
	TRAIT_MARKER = 1 << 2,     /* formatting opened within it ends with it */
	TRAIT_SPECIAL = 1 << 3,    /* end tags of what is no block don't reach past it */
	TRAIT_ENDS_P = 1 << 4,     /* its start closes a <p> */
	TRAIT_ALONE = 1 << 5,      /* within another of its family its start is passed over */
	TRAIT_LASTING = 1 << 6,    /* its end tag is passed over */
};

/* How a link stands in an attribute's value. */
typedef enum {
	LINK_PLAIN,
	LINK_REFRESH, /* behind a number of seconds: <meta http-equiv=refresh> */
	LINK_SET,     /* in a list, each with a size: srcset */
	LINK_LIST,    /* in a list: ping */
} LinkForm;

/* An attribute that may hold a link. */
typedef struct {
	Str attribute;
	const char *found_in; /* "a[href]" */
	LinkForm form;
	bool covered; /* by words of its own */
} LinkSource;

typedef struct {
	Str name;
	Layout layout;
	HtmlContent content;
	unsigned family;
	unsigned closes; /* families of what its start closes */
	unsigned within; /* families past which it does not look for that */
	unsigned bounds; /* families past which its end tag does not look for its start */
	unsigned traits;
	bool breakout;           /* its start ends foreign content */
	const LinkSource *links; /* the last has no `found_in`; NULL where there are none */
} HtmlTag;

/* What is known of the element called `name`, in either case; of one that nobody knows, that it is an inline
 * element without a name. Never NULL. */
const HtmlTag *htmltags_find(Str name);
