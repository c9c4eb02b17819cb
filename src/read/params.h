#pragma once
/*
 * read/params - "text/plain; charset=utf-8; name*0*=...": a value and its parameters, as Content-Type
 * and Content-Disposition have them (RFC 2045, section 5.1; RFC 2231).
 *
 *	Str type = params_value(text);                              "text/plain"
 *	g_autoptr(GString) name = params_find(charsets, text, "name");
 */
#include "base/charset.h"

/* Pieces of one parameter (RFC 2231 continuations) that are put together; what follows is left out. */
#define PARAMS_PIECES_MAX 64

/* What stands before the first ";", trimmed. Borrowed. */
Str params_value(Str text);

/* The parameter `name` (any case) of an unfolded value: its pieces joined, percent encoding undone, then
 * encoded words, which the standard forbids here and mailers write. UTF-8. NULL where there is none.
 * Yours to g_string_free. */
GString *params_find(Charsets *charsets, Str text, const char *name);
