#pragma once
/*
 * web/host - names and addresses of machines: the WHATWG host parser, IDNA, public suffixes.
 *
 *	g_autofree char *host = host_parse(STR("ＡＭＡＺＯＮ.co.jp"), true);   "amazon.co.jp"
 *	g_autofree char *domain = host_domain("www.amazon.co.jp");           "amazon.co.jp"
 */
#include "base/str.h"

typedef enum {
	HOST_NAME, /* a domain name */
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
 * list; NULL for an address, a public suffix itself, or a single label. Yours to g_free. */
char *host_domain(const char *host);

/* The public suffix of a host name ("co.jp"); NULL for an address. Yours to g_free. */
char *host_suffix(const char *host);

/* An ASCII host name as Unicode ("xn--..." labels shown), for people; the input where that fails.
 * Yours to g_free. */
char *host_display(const char *host);

/* Classes of addresses, one rule for all who ask. */
typedef enum {
	ADDRESS_PUBLIC,
	ADDRESS_PRIVATE,       /* RFC 1918, RFC 4193, RFC 6598 */
	ADDRESS_LOOPBACK,      /* 127/8, ::1 */
	ADDRESS_LINK_LOCAL,    /* 169.254/16, fe80::/10 */
	ADDRESS_DOCUMENTATION, /* RFC 5737, RFC 3849, RFC 9637 */
	ADDRESS_RESERVED,      /* the rest of what IANA's special-purpose registries list; multicast */
	ADDRESS_INVALID,       /* no address */
} AddressClass;

/* The class of a textual address (dotted IPv4, IPv6 with or without brackets; IPv4-mapped IPv6 counts
 * as the IPv4 in it). IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890). */
AddressClass address_class(Str address);

/* The address in its one canonical form (dotted; RFC 5952), NULL when it is none. No brackets. Yours
 * to g_free. */
char *address_canonical(Str address);
