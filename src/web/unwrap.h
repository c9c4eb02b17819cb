#pragma once
/*
 * web/unwrap - links within links: what a mail filter has rewritten, what an open door sends on to, what a cache
 * or a translator shows a copy of, and the target that each carries in itself.
 *
 * Nobody is asked: the target is decoded from the URL's own text. Hosts are compared whole or by whole labels,
 * never by a piece of them. What tells its target to its own server only (t.co, encrypted codes) stays wrapped.
 *
 *	Unwrapped inner;
 *	while (depth++ < UNWRAP_DEPTH_MAX && unwrap(url, &inner))
 *		...
 *	unwrapped_clear(&inner);
 */
#include "web/url.h"

/* So many wrappers one within another are taken off; the innermost is then what is left. */
#define UNWRAP_DEPTH_MAX 8

typedef enum {
	UNWRAP_GUARD,    /* a mail filter's, which looks at the target when it is pressed */
	UNWRAP_REDIRECT, /* sends on: a door, a counter of clicks */
	UNWRAP_COPY,     /* shows the target itself: a cache, an archive, a translator */
} UnwrapKind;

typedef struct {
	const char *by; /* "safe-links"; a static string */
	Url *url;       /* owned: the target */
	UnwrapKind kind;
	bool only_host; /* the wrapper tells no more of it: its path is not known */
} Unwrapped;

/* Take one wrapper off `url`. The target is a URL of http, https or ftp; what leads anywhere else is none. False
 * where there is no wrapper, or no target in it. Yours to unwrapped_clear. */
bool unwrap(const Url *url, Unwrapped *inner_out);

/* "guard", "redirect", "copy": static strings. */
const char *unwrap_kind_name(UnwrapKind kind);

/* Free what it owns; a struct that is all zero is fine. */
void unwrapped_clear(Unwrapped *inner);
