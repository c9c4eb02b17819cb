#include "lookup/iprange.h"

static IpNumber to_number(const Address *address)
{
	IpNumber number = 0;

	for (size_t i = 0; i < address->len; i++)
		number = number << 8 | address->bytes[i];
	return number;
}

static void write_number(GString *out, IpNumber number, size_t len)
{
	Address address = {.len = len};

	for (size_t i = len; i-- > 0; number >>= 8)
		address.bytes[i] = (guint8)number;
	address_write(out, &address);
}

/* The bits of a host in a prefix of `bits`. */
static IpNumber host_mask(size_t len, size_t bits)
{
	size_t host_bits = len * 8 - bits;

	return host_bits >= 128 ? ~(IpNumber)0 : ((IpNumber)1 << host_bits) - 1;
}

/* LACNIC leaves zeros away: "200.160/20". */
static bool parse_address(Str text, Address *address_out)
{
	g_autoptr(GString) full = g_string_new_len(text.at, (gssize)MIN(text.len, 64));

	if (address_parse(text, address_out))
		return true;
	if (str_find_char(text, ':') >= 0)
		return false;
	for (int i = 0; i < 3 && !address_parse(str_over(full->str, full->len), address_out); i++)
		g_string_append(full, ".0");
	return address_parse(str_over(full->str, full->len), address_out);
}

static bool parse_prefix(Str before, Str behind, IpRange *range_out)
{
	Address address;
	guint64 bits;

	if (!parse_address(before, &address) || !str_parse_uint(behind, address.len * 8, &bits))
		return false;
	IpNumber mask = host_mask(address.len, bits);
	range_out->len = address.len;
	range_out->first = to_number(&address) & ~mask;
	range_out->last = range_out->first | mask;
	return true;
}

static bool parse_pair(Str before, Str behind, IpRange *range_out)
{
	Address first, last;

	if (!address_parse(before, &first) || !address_parse(behind, &last) ||
		first.len != last.len)
		return false;
	if (to_number(&first) > to_number(&last))
		return false;
	*range_out = (IpRange){to_number(&first), to_number(&last), first.len};
	return true;
}

bool iprange_parse(Str text, IpRange *range_out)
{
	Str behind = str_trim(text), before = str_trim(str_take_until(&behind, ','));
	gssize slash = str_find_char(before, '/'), dash = str_find_char(before, '-');

	if (dash > 0)
		return parse_pair(str_trim(str_sub(before, 0, (size_t)dash)),
			str_trim(str_sub(before, (size_t)dash + 1, before.len)), range_out);
	if (slash > 0)
		return parse_prefix(str_sub(before, 0, (size_t)slash),
			str_sub(before, (size_t)slash + 1, before.len), range_out);
	return parse_pair(before, before, range_out);
}

GPtrArray *iprange_cidr(const IpRange *range)
{
	GPtrArray *prefixes = g_ptr_array_new_with_free_func(g_free);
	IpNumber at = range->first;

	while (prefixes->len < IPRANGE_CIDR_MAX) {
		size_t bits = range->len * 8;
		g_autoptr(GString) text = g_string_new(NULL);

		while (bits > 0 && (at & host_mask(range->len, bits - 1)) == 0 &&
			host_mask(range->len, bits - 1) <= range->last - at)
			bits--;
		write_number(text, at, range->len);
		g_string_append_printf(text, "/%zu", bits);
		g_ptr_array_add(prefixes, g_string_free(g_steal_pointer(&text), FALSE));
		if (range->last - at == host_mask(range->len, bits))
			break;
		at += host_mask(range->len, bits) + 1;
	}
	return prefixes;
}

char *iprange_text(const IpRange *range)
{
	GString *text = g_string_new(NULL);

	write_number(text, range->first, range->len);
	g_string_append(text, " - ");
	write_number(text, range->last, range->len);
	return g_string_free(text, FALSE);
}

bool iprange_within(const IpRange *inner, const IpRange *outer)
{
	return inner->len == outer->len && inner->first >= outer->first &&
	       inner->last <= outer->last &&
	       inner->last - inner->first < outer->last - outer->first;
}
