#pragma once
/*
 * base/charset - text of any charset that mail is written in, to UTF-8.
 *
 * Labels lie and are misspelled, so decoding never fails: a byte that the charset has no character for
 * becomes U+FFFD and is counted; under the Japanese charsets a code that only the sender's telephone or
 * machine had a picture for becomes 〓 and is counted. Labels are read as mail programs mean them, not as
 * registered: "shift_jis" is CP932, "iso-2022-jp" is CP50221 (NEC row 13 and half-width kana too), "gb2312"
 * is GB18030, "iso-8859-1" and "us-ascii" are windows-1252, "ks_c_5601-1987" is CP949.
 *
 * Everything is opened in charsets_new(), and no file is: it works in a locked cage worker too.
 *
 *	g_autoptr(Charsets) charsets = charsets_new();
 *	const char *charset = charset_find(STR("Shift-JIS"));          "shift_jis"
 *	g_autoptr(GString) text = charset_decode(charsets, charset, bytes, &damaged);
 */
#include "base/str.h"

/* More bytes at once are refused by an assertion: ICU counts in 32 bits. */
#define CHARSET_BYTES_MAX ((size_t)1 << 30)

/* charset_guess looks at so many bytes. */
#define CHARSET_GUESS_MAX ((size_t)16 << 10)

typedef struct Charsets Charsets;

/* Every converter opened. Yours to charsets_free; not for two threads at once. */
Charsets *charsets_new(void);

/* Free. NULL is fine. */
void charsets_free(Charsets *charsets);

/* The house's name for a label: what it is decoded as, in lower case by the WHATWG Encoding Standard's or
 * IANA's name ("gb18030" for "GB2312"). Case and everything but letters and digits are passed over. NULL
 * for a label that we do not know. A static string. */
const char *charset_find(Str label);

/* Decode all of `bytes` from `charset` (a name that charset_find or charset_guess gave) to valid UTF-8,
 * NULs kept, a byte order mark at the start left out. `damaged_out` (may be NULL) is the number of places that had to be replaced. Linear. Yours to
 * g_string_free. */
GString *charset_decode(Charsets *charsets, const char *charset, Str bytes, size_t *damaged_out);

/* What unlabelled bytes most probably are: "us-ascii", "utf-8", "iso-2022-jp", "shift_jis", "euc-jp",
 * "gb18030", "windows-1252". Never NULL; a static string. */
const char *charset_guess(Charsets *charsets, Str bytes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Charsets, charsets_free)
