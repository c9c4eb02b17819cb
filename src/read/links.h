#pragma once
/*
 * read/links - the section `links`: where a mail leads, from HTML and from plain text.
 *
 * Every place counts by itself: the same address in both halves of a multipart/alternative is two links.
 * What leads nowhere outside the mail is no link: "cid:" and "mid:" (its own parts), "#" and what is
 * empty, and pictures given as "data:". A mail address is one ("mailto"), in HTML only. What begins with
 * "//" is taken for https: that is what a mail read in a browser makes of it.
 *
 *	Links links = {.list = json_array(), .defects = &defects, .shelf = shelf};
 *	links_of_page(&links, part, html, page);
 *	links_of_text(&links, part, text);
 */
#include "read/part.h"
#include "web/htmlpage.h"
#include "web/url.h"

/* Links of one mail; bytes of all of them, and of one. */
#define LINKS_MAX     1000
#define LINKS_RAW_MAX ((size_t)2 << 20)
#define LINK_RAW_MAX  ((size_t)8 << 10)
#define LINK_TEXT_MAX ((size_t)2 << 10)

typedef struct {
	json_t *list; /* owned: an array of the schema's links */
	Defects *defects;
	Shelf *shelf;
	size_t raw; /* bytes of the links in the list */
} Links;

/* Add the links of an HTML part, and the addresses that stand in its visible text under no <a>. `html`
 * is the page's source, which `page` was read from. */
void links_of_page(Links *links, const Part *part, Located html, const HtmlPage *page);

/* Add the addresses that stand in a plain text. */
void links_of_text(Links *links, const Part *part, Located text);
