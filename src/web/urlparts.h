#pragma once
/*
 * web/urlparts - the WHATWG URL Standard's basic URL parser (section 4.4): from text to the parts of a
 * URL. web/url is what others use.
 *
 *	UrlParts parts;
 *	if (!urlparts_parse(STR("https://a.example/b"), NULL, &parts))
 *		return;
 *	...
 *	urlparts_clear(&parts);
 */
#include "base/str.h"

/* Each part without its delimiters; all is ASCII, and text is the struct's own. */
typedef struct {
	char *scheme, *username, *password;
	char *host; /* NULL: null */
	int port;   /* -1: null */
	GString *path;
	bool opaque_path;       /* the path is no list: "mailto:a@b.example" */
	char *query, *fragment; /* NULL: null */
} UrlParts;

/* Parse `input` against `base`, which may be NULL. False where it is no URL; else `parts_out` is
 * yours to clear. Linear. */
bool urlparts_parse(Str input, const UrlParts *base, UrlParts *parts_out);

/* Free the parts; a struct that is all zero is fine. */
void urlparts_clear(UrlParts *parts);

/* Whether `scheme` is one of ftp, file, http, https, ws, wss (section 4.2, "special"). `port_out` is its
 * default port, -1 where it has none. */
bool urlparts_is_special(const char *scheme, int *port_out);
