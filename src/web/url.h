#pragma once
/*
 * web/url - URLs as a browser reads them: the WHATWG URL Standard's basic URL parser and serializer.
 *
 * Parsing never fails on size alone up to URL_MAX; hostile input costs linear time. The parts are
 * kept as the standard has them (ASCII; host already IDNA-processed), without their delimiters.
 *
 *	g_autoptr(Url) url = url_parse(STR("HTTP://EXAMPLE.com/../a b"), NULL);
 *	if (url)
 *		puts(url_text(url));    http://example.com/a%20b
 */
#include "base/str.h"

/* Input longer than this is no URL of ours: parse gives NULL. */
#define URL_MAX ((size_t)64 << 10)

typedef struct Url Url;

/* Parse `input` (UTF-8, taken lossily) against `base`, which may be NULL. NULL on failure. Yours to
 * url_free. WHATWG URL Standard, section 4.4. */
Url *url_parse(Str input, const Url *base);

/* Free it. NULL is fine. */
void url_free(Url *url);

/* The serialization (section 4.5), borrowed. */
const char *url_text(const Url *url);

/* "https" - without the colon. Borrowed. */
const char *url_scheme(const Url *url);

/* The serialized host, "" for an empty one, NULL where the URL has none. Borrowed. */
const char *url_host(const Url *url);

/* The port in the URL, -1 where it has none or the scheme's default. */
int url_port(const Url *url);

/* User name, "" where there is none. Borrowed. */
const char *url_username(const Url *url);

/* Password, "" where there is none. Borrowed. */
const char *url_password(const Url *url);

/* The path, serialized: "/a/b", or the opaque path. Borrowed. */
const char *url_path(const Url *url);

/* The query without "?", NULL where there is none. Borrowed. */
const char *url_query(const Url *url);

/* The fragment without "#", NULL where there is none. Borrowed. */
const char *url_fragment(const Url *url);

/* Whether the scheme is one of ftp, file, http, https, ws, wss (section 4.2, "special"). */
bool url_is_special(const Url *url);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Url, url_free)
