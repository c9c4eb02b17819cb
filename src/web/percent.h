#pragma once
/*
 * web/percent - percent-encoding with the sets of the WHATWG URL Standard (section 1.3).
 *
 *	g_autoptr(GString) out = g_string_new(NULL);
 *	percent_encode(out, STR("a b"), PERCENT_PATH);      "a%20b"
 */
#include "base/str.h"

/* The sets, from the fewest characters to the most; all have the C0 controls, DEL and whatever is not
 * ASCII. */
typedef enum {
	PERCENT_CONTROL,
	PERCENT_FRAGMENT,
	PERCENT_QUERY,
	PERCENT_SPECIAL_QUERY,
	PERCENT_PATH,
	PERCENT_USERINFO,
} PercentSet;

/* Append `s` to `out`, each byte that is in `set` as "%XX". */
void percent_encode(GString *out, Str s, PercentSet set);

/* `s` with each "%XX" as the byte that it means; a "%" before anything else stays. Yours to
 * g_string_free. */
GString *percent_decode(Str s);
