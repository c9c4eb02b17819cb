#pragma once
/*
 * lookup/iprange - ranges of addresses as registries write them, and the prefixes they are made of.
 *
 *	IpRange range;
 *	iprange_parse(STR("106.75.0.0 - 106.75.255.255"), &range);
 *	g_autoptr(GPtrArray) cidr = iprange_cidr(&range);            {"106.75.0.0/16"}
 */
#include "web/address.h"

/* Prefixes of one range that are listed: no range needs more than 254. */
#define IPRANGE_CIDR_MAX 256

typedef unsigned __int128 IpNumber;

typedef struct {
	IpNumber first, last; /* IPv4 in the lowest 32 bits */
	size_t len;           /* bytes of an address: 4 or 16 */
} IpRange;

/* Read "first - last", "address/bits", LACNIC's "200.160/20", or one address. False when it is none, or
 * runs backwards. Of a list with commas the first is read. */
bool iprange_parse(Str text, IpRange *range_out);

/* The fewest prefixes that cover the range, as text ("106.75.0.0/16"). Yours to g_ptr_array_unref. */
GPtrArray *iprange_cidr(const IpRange *range);

/* "106.75.0.0 - 106.75.255.255". Yours to g_free. */
char *iprange_text(const IpRange *range);

/* Whether `inner` lies within `outer` and is smaller. */
bool iprange_within(const IpRange *inner, const IpRange *outer);
