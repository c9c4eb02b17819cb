#pragma once
/*
 * web/idna - internationalized domain names as browsers process them (UTS 46, non-transitional).
 *
 * ICU 72 knows Unicode 15.0; a small table brings the mappings up to what UTS 46 has changed since for
 * characters that were assigned then.
 *
 *	g_autofree char *ascii = idna_to_ascii(STR("Bücher.example"));   "xn--bcher-kva.example"
 */
#include "base/str.h"

/* Longer names with characters beyond ASCII are no names, since Punycode takes quadratic time (ICU itself
 * takes no single label of more than 1,000 UTF-16 units). */
#define IDNA_MAX 2048

/* "Domain to ASCII" of the WHATWG URL Standard (section 3.3), not strict, without its check for
 * forbidden code points: an ASCII name is only lowercased. NULL when UTS 46 says it is none, when it
 * is empty after mapping, holds a NUL or is no UTF-8. Yours to g_free. */
char *idna_to_ascii(Str name);

/* The name with its "xn--" labels as Unicode; NULL where one of them is not valid. Yours to g_free. */
char *idna_to_unicode(Str name);
