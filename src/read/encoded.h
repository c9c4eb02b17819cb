#pragma once
/*
 * read/encoded - encoded words (RFC 2047) and phrases (RFC 5322, section 3.2.5) undone.
 *
 * Real mailers split a character over two encoded words, put encoded words inside quotes, and leave
 * bytes in them that the charset does not have. Neighbours of one charset are therefore joined as bytes
 * before they are converted, and what no charset explains becomes U+FFFD.
 *
 *	g_autoptr(GString) text = encoded_decode(charsets, STR("=?utf-8?B?44GT?= =?utf-8?B?44KT?="), NULL);
 */
#include "base/charset.h"

/* Whether the text may hold an encoded word. */
bool encoded_present(Str text);

/* Undo every encoded word of `text`; the rest is kept as it is, white space between two of them is
 * dropped. `damaged_out` (may be NULL) counts damage of encoding and charset. Linear. Yours to
 * g_string_free. */
GString *encoded_decode(Charsets *charsets, Str text, size_t *damaged_out);

/* Undo a phrase: quotes around its parts, quoted pairs in them, then encoded words. Yours to
 * g_string_free. */
GString *encoded_phrase(Charsets *charsets, Str phrase, size_t *damaged_out);
