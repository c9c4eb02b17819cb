#pragma once
/*
 * visit/hands - pressing, typing and choosing on a page, by the mouse and the keys that a person has.
 *
 * What is acted on is named by its process's session, its frame and its backendNodeId. It is scrolled into
 * view first; where it has no place on the screen, or covers nothing, its own methods are called from a world that
 * the page's scripts cannot reach.
 *
 *	Spot field = {session, frame, 42};
 *	hands_type(tab, &field, STR("Mihon-1234x"), deadline);
 *	hands_press(tab, &button, deadline);
 *
 * All return false where it did not work: the node has gone, the page hangs, the deadline has passed.
 */
#include "visit/tab.h"

typedef struct {
	const char *session, *frame;
	gint64 node; /* backendNodeId */
} Spot;

/* Press it with the mouse, in its middle. */
bool hands_press(Tab *tab, const Spot *spot, gint64 deadline);

/* Press at this part of its width and height (0 to 1): for what is drawn in a canvas. */
bool hands_press_at(Tab *tab, const Spot *spot, double across, double down, gint64 deadline);

/* Press it, empty it, and type, character by character; what no key has is inserted. */
bool hands_type(Tab *tab, const Spot *spot, Str text, gint64 deadline);

/* Type at where the cursor stands, whatever has it: for boxes that pass it on. */
void hands_type_on(Tab *tab, const Spot *spot, Str text);

/* Press Enter. */
void hands_enter(Tab *tab, const Spot *spot);

/* Choose the nth option of a list. */
bool hands_choose(Tab *tab, const Spot *spot, guint option, gint64 deadline);

/* Make a value stand in a field that no typing fills alike everywhere (a date). */
bool hands_set(Tab *tab, const Spot *spot, const char *value, gint64 deadline);

/* Tick a checkbox or a radio button. */
bool hands_tick(Tab *tab, const Spot *spot, gint64 deadline);

/* Give a file field a small picture that says nothing. */
bool hands_attach(Tab *tab, const Spot *spot, gint64 deadline);

/* Whether the field holds what the browser's own rules allow there (pattern, length, type). True, too, where it does
 * not say. */
bool hands_accepts(Tab *tab, const Spot *spot, gint64 deadline);
