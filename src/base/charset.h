#pragma once
/*
 * base/charset - text of any charset that mail is written in, to UTF-8.
 *
 * Labels lie and are misspelled, so decoding never fails: a byte that the charset has no character for
 * becomes U+FFFD and is counted. Labels are read as mail programs mean them, not as registered:
 * "shift_jis" is CP932, "iso-2022-jp" is CP50221 (NEC row 13 and half-width kana too), "gb2312" is
 * GB18030, "iso-8859-1" and "us-ascii" are windows-1252, "ks_c_5601-1987" is CP949.
 *
 * Everything is opened in charsets_new(): in a locked cage worker no converter can be loaded any more.
 *
 *	g_autoptr(Charsets) charsets = charsets_new();
 *	const char *charset = charset_find(STR("Shift-JIS"));          "shift_jis"
 *	g_autoptr(GString) text = charset_decode(charsets, charset, bytes, &damaged);
 */
#include "base/str.h"

typedef struct Charsets Charsets;

/* Every converter opened. Yours to charsets_free; not for two threads at once. */
Charsets *charsets_new(void);

/* Free. NULL is fine. */
void charsets_free(Charsets *charsets);

/* The house's name for a label (lower case, the IANA preferred name; blanks and quotes around it are
 * passed over); NULL for one that we do not know. A static string. */
const char *charset_find(Str label);

/* Decode all of `bytes` from `charset` (a name that charset_find gave) to valid UTF-8, NULs kept.
 * `damaged_out` (may be NULL) is the number of places that had to be replaced. Linear. Yours to
 * g_string_free. */
GString *charset_decode(Charsets *charsets, const char *charset, Str bytes, size_t *damaged_out);

/* What unlabelled bytes most probably are: "us-ascii", "utf-8", "iso-2022-jp", "shift_jis", "euc-jp",
 * "gb18030", "windows-1252". Never NULL; a static string. */
const char *charset_guess(Charsets *charsets, Str bytes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Charsets, charsets_free)
