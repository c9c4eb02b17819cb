#include "web/addressrange.h"

#include <string.h>

static bool bit(const Address *address, guint n)
{
	return (address->bytes[n / 8] >> (7 - n % 8) & 1) != 0;
}

static void clear_host_bits(AddressRange *range)
{
	for (guint n = range->bits; n < 8 * range->base.len; n++)
		range->base.bytes[n / 8] &= (guint8) ~(1u << (7 - n % 8));
}

bool addressrange_parse(Str text, AddressRange *range_out)
{
	AddressRange range;
	guint64 bits;

	if (!address_parse(str_take_until(&text, '/'), &range.base))
		return false;
	bits = 8 * range.base.len;
	if (str_take_char(&text, '/') && !str_parse_uint(text, bits, &bits))
		return false;
	range.bits = (guint)bits;
	clear_host_bits(&range);
	*range_out = range;
	return true;
}

void addressrange_write(GString *out, const AddressRange *range)
{
	address_write(out, &range->base);
	g_string_append_printf(out, "/%u", range->bits);
}

bool addressrange_has(const AddressRange *range, const Address *address)
{
	guint whole = range->bits / 8;

	if (range->base.len != address->len ||
		memcmp(range->base.bytes, address->bytes, whole) != 0)
		return false;
	for (guint n = 8 * whole; n < range->bits; n++)
		if (bit(&range->base, n) != bit(address, n))
			return false;
	return true;
}

bool addressrange_covers(const AddressRange *outer, const AddressRange *inner)
{
	return outer->bits <= inner->bits && addressrange_has(outer, &inner->base);
}

bool addressrange_halve(const AddressRange *range, AddressRange *low_out, AddressRange *high_out)
{
	if (range->bits >= 8 * range->base.len)
		return false;
	*low_out = *high_out = *range;
	low_out->bits++;
	high_out->bits++;
	high_out->base.bytes[range->bits / 8] |= (guint8)(1u << (7 - range->bits % 8));
	return true;
}
