#pragma once
/*
 * visit/disguise - a link as it is visited: what tells the sender which recipient has pressed it is replaced, so
 * that nobody learns that this address is read, and no recipient is signed up for more.
 *
 * Replaced are the recipients' addresses (plain, percent-encoded, base64), and opaque tokens: long runs of
 * letters and digits in the query, the fragment or a whole segment of the path. A token keeps its shape: length,
 * digits, case, hexadecimal. The same seed gives the same disguise.
 *
 *	g_autofree char *url = disguise_url("https://a.example/?e=taro%40b.example", to, seed, &replaced);
 *	"https://a.example/?e=recipient%40example.com"
 */
#include "base/json.h"

/* Characters from which on a run of letters and digits is opaque: in the query, in the path. */
#define DISGUISE_QUERY_MIN 16
#define DISGUISE_PATH_MIN  20

/* `url` (serialized) with tokens replaced. `recipients` are mailboxes ({"address"}) or NULL. `replaced_out` is how
 * many were. Yours to g_free. Linear in the URL for each recipient. */
char *disguise_url(const char *url, const json_t *recipients, guint32 seed, unsigned *replaced_out);
