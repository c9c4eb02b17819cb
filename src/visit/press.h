#pragma once
/*
 * visit/press - what a page offers to be pressed: buttons, whatever they are made of, and links.
 *
 * A button is a <button>, an <input> of such a type, what has the role of one, and an element that listens for
 * presses or shows the hand, is no field, and holds none. What it does is told by its words: "go" leads on,
 * "back" leads back, "other" leads elsewhere (a lost password, help); NULL where its words say nothing.
 *
 *	g_autoptr(GPtrArray) presses = press_list(book, page);
 */
#include "visit/snapshot.h"
#include "visit/wordbook.h"

/* Buttons and links that are kept; bytes of a text. */
#define PRESS_MAX      ((guint)400)
#define PRESS_TEXT_MAX ((size_t)160)

typedef struct {
	guint32 node, form; /* `form`: the node of the form that it stands in; SNAPSHOT_NONE */
	const char *
		made; /* "submit", "button", "image", "link", "role", "element", "canvas"; static */
	char *text;   /* its words, a picture's too; "" */
	const char *does; /* "go", "back", "other"; NULL. Borrowed from the book */
	Str href;         /* of a link, as written; borrowed from the page */
	bool visible, disabled;
} Press;

/* All of a page, in the order of the text (Press). Yours to g_ptr_array_unref; page and book must outlive it. */
GPtrArray *press_list(const Wordbook *book, const Snapshot *page);
