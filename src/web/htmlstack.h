#pragma once
/*
 * web/htmlstack - the elements that are open at a place of a page, and what holds for the text there.
 *
 * It stands for the tree builder (WHATWG HTML, section 13.2.6), as far as a reader of text and links needs
 * one: which start tags close what, how far an end tag reaches, how <b> goes on behind the block in which it
 * was opened. Nothing is moved about in tables, no element is made up.
 *
 *	HtmlStack *stack = htmlstack_new(on_end, context);
 *	if (htmlstack_admits(stack, tag))
 *		htmlstack_start(stack, tag, name, style, offset);
 *	htmlstack_top(stack)->gone
 *
 * The cost of a tag is bounded by HTMLSTACK_DEPTH_MAX.
 */
#include "web/htmlstyle.h"
#include "web/htmltags.h"

/* Elements open within each other. One more takes the innermost one's place, as in browsers. */
#define HTMLSTACK_DEPTH_MAX 512

typedef struct {
	const HtmlTag *tag;
	Str name;
	HtmlStyle style; /* its own */
	size_t inside;   /* where its content begins in the source */
	int link;        /* the caller's: the link that its words cover; -1 */
	bool has_text;   /* the caller's: hidden text was met since it is gone */

	/* what holds within it */
	const char *gone; /* how it is hidden whatever is in it; NULL where it is not */
	guint gone_by;    /* the element that is gone, counted from the outermost */
	bool invisible, tiny, colorless;
	bool silent, kept;
	bool foreign;
} HtmlOpen;

typedef struct HtmlStack HtmlStack;

/* Called for each element that ends, the inner ones first. `gone_root`: it is the one that is gone. */
typedef void HtmlEnded(void *context, const HtmlOpen *element, bool gone_root);

/* A stack with the page itself at its bottom. `context` must outlive it. Yours to htmlstack_free. */
HtmlStack *htmlstack_new(HtmlEnded *ended, void *context);

/* Free; what is still open does not end. NULL is fine. */
void htmlstack_free(HtmlStack *stack);

/* Whether a start tag counts here: a <form> within another does not. */
bool htmlstack_admits(const HtmlStack *stack, const HtmlTag *tag);

/* A start tag: end what it closes, open it. The new element is borrowed until the next call. Elements
 * without content are opened, too: the caller ends them with htmlstack_pop. */
HtmlOpen *htmlstack_start(
	HtmlStack *stack, const HtmlTag *tag, Str name, HtmlStyle style, size_t inside);

/* Whether the innermost element is one that can have no content, as it was written. */
bool htmlstack_is_void(const HtmlStack *stack, bool self_closing);

/* End the innermost element. */
void htmlstack_pop(HtmlStack *stack);

/* An end tag: end what it means. False where it means nothing that is open. */
bool htmlstack_end(HtmlStack *stack, const HtmlTag *tag, Str name);

/* The page ends: so does everything. */
void htmlstack_end_all(HtmlStack *stack);

/* The innermost element. */
HtmlOpen *htmlstack_top(HtmlStack *stack);

/* The element that is gone, within which the innermost one lies, which must be gone. */
HtmlOpen *htmlstack_gone_root(HtmlStack *stack);

/* Whether an element was opened beyond HTMLSTACK_DEPTH_MAX. */
bool htmlstack_overflowed(const HtmlStack *stack);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(HtmlStack, htmlstack_free)
