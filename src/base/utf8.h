#pragma once
/*
 * base/utf8 - making bytes that claim to be UTF-8 really be it.
 *
 *	size_t damaged;
 *	g_autoptr(GString) text = utf8_repair(STR("caf\xe9"), &damaged);    "caf\xef\xbf\xbd", 1
 */
#include "base/str.h"

/* Whether all of `s` is UTF-8. A NUL is a character like another. */
bool utf8_is_valid(Str s);

/* A copy of `s` with each byte that is not UTF-8 replaced by U+FFFD, NULs kept. `damaged_out` (may be
 * NULL) is how many were. Linear. Yours to g_string_free. */
GString *utf8_repair(Str s, size_t *damaged_out);
