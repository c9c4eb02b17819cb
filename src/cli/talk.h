#pragma once
/*
 * cli/talk - how the program speaks: results on stdout, words to a person on stderr.
 *
 * Everything that may quote a mail or a file name goes out through here: control characters are written
 * out as \uXXXX (base/printable), so that no mail paints a person's terminal.
 *
 *	talk_error("there is no case %s in this archive", id);
 *	talk_text(stdout, "  subject  %s\n", subject);
 */
#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>

#include "base/str.h"

/* "mekiki: ..." and a line's end on stderr. */
void talk_error(const char *format, ...) G_GNUC_PRINTF(1, 2);

/* Text made printable; LF and TAB of the format and of the values stay. */
void talk_text(FILE *to, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* One value for within a line: LF and TAB are written out too. NULL is "". Yours to g_free. */
char *talk_line(const char *text);

/* "label           value" on stdout, the value made fit for within a line; NULL is "". Labels are padded to 16 columns, of
 * which a Japanese letter takes two. */
void talk_row(const char *label, const char *value);

/* JSON and a line's end on stdout: on one line, or indented for people. */
void talk_json(const json_t *value, bool indented);

/* A document on stdout: its very bytes, but made printable where stdout is a terminal. */
void talk_document(Str document);

/* Whether a person sees `to` and wants colours: a terminal, and no NO_COLOR (no-color.org). */
bool talk_has_colours(FILE *to);

typedef enum {
	TALK_PLAIN,
	TALK_BOLD,
	TALK_DIM,
	TALK_RED,
	TALK_YELLOW,
	TALK_GREEN,
} TalkColour;

/* What switches `to` to a colour; "" where it has none. Only these reach the terminal raw. */
const char *talk_colour(FILE *to, TalkColour colour);
