#pragma once
/*
 * web/htmlpage - what an HTML page shows to a reader, what it hides, and where it leads.
 *
 * The page is text of a mail: no script runs, no style sheet is read; a style counts where an element
 * carries it itself. What is found is named by its offsets in the page's source.
 *
 *	g_autoptr(HtmlPage) page = htmlpage_read(source);
 *	puts(page->text->str);
 *	for (guint i = 0; i < page->links->len; i++)
 *		use(&g_array_index(page->links, HtmlLink, i));
 *
 * The page is read once from its start to its end (web/html, web/htmlstack): no tree is built.
 */
#include "base/str.h"

/* Links and hidden texts of one page that are kept; the page says where there were more. */
#define HTMLPAGE_LINKS_MAX  4000
#define HTMLPAGE_HIDDEN_MAX 200

/* Bytes of its text from which a link has its words. */
#define HTMLPAGE_WORDS_MAX ((size_t)8 << 10)

typedef struct {
	const char *found_in; /* "a[href]"; a static string */
	size_t from, len;     /* of the attribute's value in the source, references not undone */
	GString *words; /* of <a> and <area>: what covers it, white space folded; an image's alt
	                         text where nothing else does. NULL for other elements */
	size_t text_from, text_len; /* where those words stand in the page's text */
	const char *hidden; /* how the element is hidden; a static string, NULL where it is not */
} HtmlLink;

typedef struct {
	size_t from, len; /* source whose text (htmlpage_text) is hidden */
	const char *how;  /* "display:none", "font-size:0", "hidden", ...; a static string */
} HtmlHidden;

typedef struct {
	GString *text;   /* what a reader sees, UTF-8, each block on its own line */
	GArray *links;   /* of HtmlLink, in their order */
	GArray *hidden;  /* of HtmlHidden, in their order, none within another */
	bool deep;       /* elements nest deeper than HTMLSTACK_DEPTH_MAX: what the inner ones hide
	                    may be read as shown */
	bool links_cut;  /* there were more links */
	bool hidden_cut; /* there were more hidden texts */
} HtmlPage;

/* Read a page (UTF-8). Never NULL. Yours to htmlpage_free. */
HtmlPage *htmlpage_read(Str source);

/* Free. NULL is fine. */
void htmlpage_free(HtmlPage *page);

/* The page's visible text alone, as htmlpage_read has it. Yours to g_string_free. */
GString *htmlpage_text(Str source);

/* An attribute's value, as it stands between its quotes, with its character references undone. Yours to
 * g_string_free. WHATWG HTML, section 13.2.5.36. */
GString *htmlpage_unescape(Str value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(HtmlPage, htmlpage_free)
