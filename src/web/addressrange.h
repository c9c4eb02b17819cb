#pragma once
/*
 * web/addressrange - a block of addresses, "192.0.2.0/24", and the blocks that IANA sets aside.
 *
 *	AddressRange range;
 *	if (addressrange_parse(STR("10.0.0.0/8"), &range))
 *		inside = addressrange_has(&range, &address);
 */
#include "web/address.h"

typedef struct {
	Address base; /* the bits behind the prefix are 0 */
	guint bits;   /* length of the prefix */
} AddressRange;

/* Parse "ADDRESS/BITS", or an address alone, which is a range of one (RFC 4632, section 3.1; RFC 4291,
 * section 2.3). Bits behind the prefix are cleared. False when it is none. */
bool addressrange_parse(Str text, AddressRange *range_out);

/* Append "base/bits". */
void addressrange_write(GString *out, const AddressRange *range);

/* Whether `address` lies in it. An IPv4 range has no IPv6 addresses, also none that an IPv4 address is
 * embedded in. */
bool addressrange_has(const AddressRange *range, const Address *address);

/* Whether all of `inner` lies in `outer`. */
bool addressrange_covers(const AddressRange *outer, const AddressRange *inner);

/* The two halves of a range, false where it is one address. */
bool addressrange_halve(const AddressRange *range, AddressRange *low_out, AddressRange *high_out);
