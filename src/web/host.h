#pragma once
/*
 * web/host - names of machines: the WHATWG host parser, and public suffixes.
 *
 *	g_autofree char *host = host_parse(STR("ＡＭＡＺＯＮ.co.jp"), true);   "amazon.co.jp"
 *	g_autofree char *domain = host_domain("www.amazon.co.jp");           "amazon.co.jp"
 */
#include "base/str.h"

/* DNS has no longer name (RFC 1035, section 3.1, as text): such a host has neither domain nor suffix. */
#define HOST_LENGTH_MAX 253

typedef enum {
	HOST_NAME, /* a domain name, or an opaque host */
	HOST_IPV4,
	HOST_IPV6,
} HostKind;

/* Parse and serialize a host (WHATWG URL Standard, section 3.5): percent-decoded, IDNA-processed,
 * IPv4 in any notation made dotted, IPv6 in brackets compressed. `special` is whether the URL's scheme
 * is; a host of others is opaque. NULL when it is none. Yours to g_free. */
char *host_parse(Str input, bool special);

/* What a serialized host is. */
HostKind host_kind(const char *host);

/* The registrable domain (public suffix and one label) of a serialized host, by the public suffix
 * list; NULL for an address, a public suffix itself, or a single label. A dot at the end is left out.
 * The list's private part counts: "a.github.io" is its own domain. Yours to g_free. */
char *host_domain(const char *host);

/* The domain that a registrar sold: as host_domain, but the list's private part does not count, so that
 * "a.github.io" is under "github.io", which is what the registry of "io" knows. NULL as there. Yours to
 * g_free. */
char *host_registered(const char *host);

/* The public suffix of a host name ("co.jp"), which for a top level that is not in the list is that
 * top level; NULL for an address. Yours to g_free. */
char *host_suffix(const char *host);

/* The suffix under which a registry sells names: as host_suffix, but the list's private part does not count:
 * "io" for "a.github.io". NULL as there. Yours to g_free. */
char *host_registry_suffix(const char *host);

/* Whether the host's public suffix stands in the list: not so for "index.html" or "a.local". */
bool host_has_listed_suffix(const char *host);

/* When the public suffix list in use was made, in seconds since 1970. */
gint64 host_suffix_list_date(void);

/* An ASCII host name as Unicode ("xn--..." labels shown), for people; the input where that fails.
 * Yours to g_free. */
char *host_display(const char *host);
