#pragma once
/*
 * visit/answer - what the invented person types into one field, in the form that the field wants: as long as it may
 * be, with the separators that its placeholder shows, in the order of the language's dates.
 *
 *	g_autofree char *text = answer_text(person, field, 0);         "12/29"
 *
 * A field is one of those of the job "page" (visit/pagereading). A page that takes one form and refuses another is
 * tried with the next: `attempt` counts from 0.
 */
#include "visit/identity.h"

/* Forms of one value: attempts beyond repeat them. */
#define ANSWER_ATTEMPTS 3

/* No option. */
#define ANSWER_NO_OPTION G_MAXUINT

/* The text; NULL where nothing is typed. Yours to g_free. */
char *answer_text(const Identity *person, const json_t *field, unsigned attempt);

/* Of a list the option to choose: what fits the person, else the first that is a choice; ANSWER_NO_OPTION where there
 * is none. */
guint answer_option(const Identity *person, const json_t *field);

/* The text taken apart for a field of `boxes` boxes: by its own groups where they are as many, else evenly, with what
 * is left in the last. Yours to g_strfreev. */
char **answer_pieces(const char *text, guint boxes);
