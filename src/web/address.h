#pragma once
/*
 * web/address - IP addresses: parsed, written in their one canonical form, and sorted into the classes
 * that IANA's special-purpose registries name.
 *
 *	address_class(STR("::ffff:192.168.0.1"))                           ADDRESS_PRIVATE
 *	g_autofree char *same = address_canonical(STR("[2001:DB8:0::1]"));   "2001:db8::1"
 */
#include "base/str.h"

/* 4 bytes for IPv4, 16 for IPv6, in network order. */
typedef struct {
	guint8 bytes[16];
	size_t len;
} Address;

/* Classes of addresses, one rule for all who ask. */
typedef enum {
	ADDRESS_PUBLIC,        /* also what the registries list as globally reachable */
	ADDRESS_PRIVATE,       /* RFC 1918, RFC 4193, RFC 6598 */
	ADDRESS_LOOPBACK,      /* 127/8, ::1 */
	ADDRESS_LINK_LOCAL,    /* 169.254/16, fe80::/10 */
	ADDRESS_DOCUMENTATION, /* RFC 5737, RFC 3849, RFC 9637 */
	ADDRESS_RESERVED, /* the rest of what the registries list, multicast, IPv6 never allocated */
	ADDRESS_INVALID,  /* no address */
} AddressClass;

/* Parse a textual address: four decimal numbers without leading zeros, or IPv6 (RFC 4291, section 2.2;
 * no zone) with or without brackets. False when it is none. */
bool address_parse(Str text, Address *address_out);

/* Parse IPv6 without brackets; the WHATWG URL Standard's IPv6 parser (section 3.5), which accepts what
 * RFC 4291 does. False when it is none. */
bool address_parse_ipv6(Str text, Address *address_out);

/* Parse IPv4 in the notations that the WHATWG URL Standard has browsers take: one to four parts, each
 * decimal, octal ("0177") or hexadecimal ("0x7f"), the last filling what is left, maybe a dot behind.
 * False when it is none. */
bool address_parse_ipv4_loose(Str text, Address *address_out);

/* Append the canonical form: dotted, or RFC 5952's (which is the URL Standard's); no brackets. */
void address_write(GString *out, const Address *address);

/* The name under which the DNS has the names of an address: "34.216.184.93.in-addr.arpa" (RFC 1035, section 3.5),
 * "....ip6.arpa" (RFC 3596, section 2.5). Yours to g_free. */
char *address_reverse(const Address *address);

/* The canonical form of a textual address, NULL when it is none. Yours to g_free. */
char *address_canonical(Str text);

/* The class of a textual address, by the IANA IPv4 and IPv6 Special-Purpose Address Registries
 * (RFC 6890). An IPv4 address in an IPv6 one (IPv4-mapped; NAT64, RFC 6052; 6to4, RFC 3056) counts as
 * that IPv4 address, since that is where its packets go. */
AddressClass address_class(Str text);
