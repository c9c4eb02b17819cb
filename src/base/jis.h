#pragma once
/*
 * base/jis - Japanese mail's seven-bit encoding, ISO-2022-JP (RFC 1468) as it is really written:
 * CP50221, with half-width kana, in all three ways of writing them, beside the two kanji sets.
 *
 * Only the shift states are undone here. What comes out is EUC-JP, whose converter knows the
 * characters: one table of kanji for both encodings.
 *
 *	g_autoptr(GString) euc = jis_to_euc(STR("\x1b$B-!\x1b(B"));     "\xad\xa1", which is ①
 */
#include "base/str.h"

/* Stands in the EUC-JP for a byte that made no sense; no character of EUC-JP begins with it. */
#define JIS_BROKEN '\xff'

/* Whether `s` holds an escape sequence that chooses a Japanese character set. */
bool jis_has_escape(Str s);

/* Rewrite ISO-2022-JP (and -1, and JIS X 0213's plane 1 read as JIS X 0208, which it extends) as
 * EUC-JP. JIS X 0201 Roman is read as ASCII, as Microsoft's and every mail program does: a URL's "~"
 * and a path's "\" stay what they are. A line's end leads back to ASCII. Linear. Yours to
 * g_string_free. */
GString *jis_to_euc(Str s);
