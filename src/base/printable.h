#pragma once
/*
 * base/printable - hostile text made fit for a terminal: what would move the cursor, change colours, ring,
 * retitle the window or turn the reading direction is written out as \uXXXX.
 *
 * The notation is JSON's own, so that a JSON text stays the same value when it goes through here.
 *
 *	g_autofree char *safe = printable(STR("paid\x1b[2J"), PRINTABLE_LINE);    paid\u001b[2J
 */
#include "base/str.h"

typedef enum {
	PRINTABLE_LINE, /* one line: LF and TAB are written out too */
	PRINTABLE_TEXT, /* LF and TAB stay */
} Printable;

/* A copy of `s` without control characters (C0, DEL, C1), line and paragraph separators and
 * bidirectional controls; bytes that are not UTF-8 become U+FFFD. Linear. Yours to g_free. */
char *printable(Str s, Printable form);
