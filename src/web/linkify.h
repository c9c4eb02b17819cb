#pragma once
/*
 * web/linkify - finds what a reader, or a mail program, would take for a link in running text: URLs
 * with a scheme, bare host names under a real public suffix ("www.4ztfqg8.cn/x"), mail addresses,
 * addresses of machines; also their defanged spellings ("hxxps://a[.]example").
 *
 * Text is UTF-8; Japanese text sits right against a URL without a space, so that a URL ends at the
 * first character that is not of a URL's alphabet, at closing brackets without an opening one, and
 * before trailing punctuation.
 *
 *	for (LinkSpot spot = {0}; linkify_next(text, &spot); )
 *		use(spot.kind, str_sub(text, spot.from, spot.len));
 */
#include "base/str.h"

typedef enum {
	SPOT_URL,     /* with a scheme: http, https, ftp, hxxp ... */
	SPOT_HOST,    /* a bare host name, maybe with port and path */
	SPOT_MAIL,    /* local@domain */
	SPOT_ADDRESS, /* an IPv4 or IPv6 address alone */
} SpotKind;

typedef struct {
	SpotKind kind;
	size_t from, len; /* where in the text */
	bool defanged;    /* spelled so that it is not live */
} LinkSpot;

/* Find the next spot behind `spot` (all zero to begin). Linear over the whole text. */
bool linkify_next(Str text, LinkSpot *spot);
