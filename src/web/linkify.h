#pragma once
/*
 * web/linkify - finds what a reader, or a mail program, would take for a link in running text: URLs
 * with a scheme, bare host names under a real public suffix ("www.4ztfqg8.cn/x"), mail addresses,
 * addresses of machines; also their defanged spellings ("hxxps://a[.]example").
 *
 * Text is UTF-8; Japanese text sits right against a URL without a space, so that a URL ends at the
 * first character that is not of a URL's alphabet, at closing brackets without an opening one, and
 * before trailing punctuation. A name without a scheme is no host where it looks like a file
 * ("install.sh"), a path or two sentences without a space ("the end.So"), unless a path follows it.
 *
 *	for (LinkSpot spot = {0}; linkify_next(text, &spot); )
 *		use(spot.kind, str_sub(text, spot.from, spot.len));
 */
#include "base/str.h"

typedef enum {
	SPOT_URL,     /* with a scheme: http, https, ftp, hxxp, any other before "://" */
	SPOT_HOST,    /* a bare host name or IPv4 address, maybe with port and path */
	SPOT_MAIL,    /* local@domain */
	SPOT_ADDRESS, /* an IPv4 or IPv6 address alone */
} SpotKind;

/* Offsets are into the whole text. */
typedef struct {
	SpotKind kind;
	size_t from, len;
	size_t authority, authority_len; /* user, host and port of a URL; the whole of an address */
	bool defanged; /* something in it is spelled so that it is not live: see refang() */
	bool live;     /* something in it still is */
} LinkSpot;

/* A mail address' local part (RFC 5321, section 4.5.3.1.1) and an IPv6 address are no longer. */
#define LINKIFY_LOCAL_MAX 64

/* A bare name longer than this is no host name. */
#define LINKIFY_NAME_MAX 512

/* Find the next spot behind `spot` (all zero to begin). Linear over the whole text. */
bool linkify_next(Str text, LinkSpot *spot);
