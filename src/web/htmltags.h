#pragma once
/*
 * web/htmltags - what we know of HTML's elements: where their links stand, how a browser lays them out.
 *
 *	if (htmltags_layout(element->tag) == LAYOUT_BLOCK)
 *		begin_line();
 *	for (size_t i = 0; (source = htmltags_link(element->tag, i)); i++)
 *		look_at(source->attribute);
 */
#include <gumbo.h>
#include <stdbool.h>

typedef enum {
	LAYOUT_INLINE,
	LAYOUT_BLOCK,     /* on lines of its own */
	LAYOUT_PARAGRAPH, /* with an empty line around */
	LAYOUT_CELL,      /* set apart by a blank */
	LAYOUT_KEPT,      /* a paragraph whose line breaks count */
	LAYOUT_SILENT,    /* its text is not for readers */
} Layout;

typedef struct {
	const char *attribute;
	const char *found_in; /* "a[href]" */
	GumboTag tag;
	bool covered; /* by words of its own */
} LinkSource;

/* How the element is laid out by default. */
Layout htmltags_layout(GumboTag tag);

/* The attributes of the element that may hold a link, in turn for 0, 1, ...; NULL behind the last. */
const LinkSource *htmltags_link(GumboTag tag, size_t index);
