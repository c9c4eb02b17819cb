#pragma once
/*
 * net/outside - the part of the door that stands on libcurl, libunbound and OpenSSL, loaded when a door is first
 * opened and never before: their thirty libraries take longer to load than an offline look at a mail takes, and
 * have no business in the cage.
 *
 *	const Outside *outside = outside_load(&error);
 *	outside->get(&session, url, accept, exchange);
 */
#include "net/http.h"
#include "net/resolver.h"

/* The functions of net/resolver and net/http. */
typedef struct {
	Resolver *(*resolver_new)(const ResolverSettings *settings, GError **error);
	void (*resolver_free)(Resolver *resolver);
	void (*resolver_ask)(Resolver *resolver, const char *name, DnsType type, gint64 deadline,
		Exchange *exchange);
	void (*http_get)(
		const Session *session, const char *url, const char *accept, Exchange *exchange);
} Outside;

/* What the module calls itself by. */
#define OUTSIDE_SYMBOL "mekiki_outside"

/* Load it, once for the process (base/module.h). NULL with `error` (G_IO_ERROR_NOT_FOUND). */
const Outside *outside_load(GError **error);
