#pragma once
/*
 * visit/favicon - the icon of a page: the one that its head names, else /favicon.ico of its host. The browser
 * without a window does not ask for it by itself.
 *
 * It is loaded by the page, as a picture, so that its request is the persona's and stops at the checkpoint:
 * Network.loadNetworkResource would pass both by.
 *
 *	g_autofree char *url = favicon_url(tab, document, deadline);
 *	GBytes *icon = favicon_fetch(tab, url, deadline);
 */
#include "visit/tab.h"

/* Bytes of an icon; a larger one is none. */
#define FAVICON_MAX ((size_t)256 << 10)

/* How long it may take to come. */
#define FAVICON_MS ((gint64)3000)

/* Where the icon is, for the result of DOM.getDocument; NULL where that cannot be said. Yours to g_free. */
char *favicon_url(Tab *tab, const json_t *document, gint64 deadline);

/* Fetch it. NULL where none came. Yours
 * to g_bytes_unref. */
GBytes *favicon_fetch(Tab *tab, const char *url, gint64 deadline);
