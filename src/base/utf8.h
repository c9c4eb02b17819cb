#pragma once
/*
 * base/utf8 - text that claims to be UTF-8, made so.
 *
 *	size_t damaged;
 *	g_autoptr(GString) text = utf8_repair(bytes, &damaged);
 */
#include "base/str.h"

/* Whether all of `s` is UTF-8; a NUL is a character like another. */
bool utf8_is_valid(Str s);

/* A copy of `s` as valid UTF-8, NULs kept. Each maximal start of a broken character becomes one U+FFFD
 * (Unicode 15, section 3.9, "Substitution of Maximal Subparts": what browsers do); `damaged_out` (may
 * be NULL) is how many there were. Yours to g_string_free. */
GString *utf8_repair(Str s, size_t *damaged_out);
