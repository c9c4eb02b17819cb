#pragma once
/*
 * read/deadline - by when the reader is told to act: 「3日以内に」, "within 24 hours", 「本日中」.
 *
 * A span of time is a deadline only where it is set to the reader: not 「3営業日以内に発送いたします」, which
 * is the sender's own promise, nor "in the last 24 hours".
 *
 *	Deadline deadline;
 *	if (deadline_find(text, &deadline))
 *		printf("%.*s: %g days", STR_ARG(deadline.text), deadline.days);
 */
#include "base/str.h"

typedef struct {
	Str text;    /* as written, borrowed */
	double days; /* within how many */
} Deadline;

/* The first deadline in UTF-8 text; digits may be ASCII, full-width, kanji or small number words. False
 * where there is none. Linear. */
bool deadline_find(Str text, Deadline *deadline_out);
