#pragma once
/*
 * web/urldefense - links as Proofpoint's URL Defense rewrites them, read back (versions 1, 2 and 3, as its own
 * published decoder does).
 *
 *	g_autoptr(GString) target = urldefense_decode(STR("/v2/url?u=https-3A__a.example_x"));    https://a.example/x
 */
#include "base/str.h"

/* The target of a rewritten link, of which `tail` is what stands behind the host: path, query and fragment, as a
 * URL's text has them. NULL where it is none of the three. Linear. Yours to g_string_free. */
GString *urldefense_decode(Str tail);
