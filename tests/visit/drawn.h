#pragma once
/*
 * tests/visit/drawn - a snapshot of a page from its HTML, as the browser would give it, drawn by rules that a
 * table of rows can rely on: a block begins a line of 30 pixels, what is inline stands one behind the other, a
 * character is 10 pixels wide, a field 170, one of one character (or with width=N) narrow.
 *
 * Not drawn is what is `hidden`, or in head, script, option. style="opacity:0", "visibility:hidden" and
 * "cursor:pointer" count; onclick makes clickable.
 *
 *	g_autoptr(GBytes) snapshot = drawn("<p><label>カード番号 <input name=cardno></label>");
 *	json_auto_t *answer = drawn_read(html, NULL);       what the job "page" says of it
 */
#include "base/json.h"

/* The JSON of captureSnapshot's result. Yours to g_bytes_unref. */
GBytes *drawn(const char *html);

/* What the job "page" says of that page; `question` is borrowed, NULL asks for nothing in particular. The rules
 * are those of the source tree. Yours to json_decref. */
json_t *drawn_read(const char *html, json_t *question);

/* The same of a snapshot. */
json_t *drawn_read_snapshot(GBytes *snapshot, json_t *question);
