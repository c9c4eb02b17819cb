#pragma once
/*
 * web/htmlreference - "&amp;", "&#x3042;": the character references of HTML (WHATWG HTML, sections 13.2.5.72
 * to 13.2.5.80).
 *
 *	char buffer[HTMLREFERENCE_BUFFER];
 *	Str characters;
 *	size_t taken = htmlreference_read(STR("&lt;b"), false, buffer, &characters);
 *	taken == 4, characters is "<"
 */
#include "base/str.h"

/* Room for the character that a number means. */
#define HTMLREFERENCE_BUFFER 4

/* Read the reference that `text` begins with; the bytes it takes, or 0 where "&" means itself. What it
 * stands for goes to `characters_out` (UTF-8), which borrows from `buffer` or is static. In an attribute a
 * name without semicolon before "=" or a letter or digit is none. A number that is no character gives
 * U+FFFD. */
size_t htmlreference_read(
	Str text, bool in_attribute, char buffer[HTMLREFERENCE_BUFFER], Str *characters_out);
