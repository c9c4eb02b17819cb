#include "web/address.h"

#include <string.h>

enum {
	V4_LEN = 4,
	V6_LEN = 16,
	V6_PIECES = 8,
};

/* One part of an IPv4 address in any notation. An empty "0x" is 0. */
static bool parse_ipv4_part(Str part, guint64 *value_out)
{
	guint base = 10;
	guint64 value = 0;

	if (part.len == 0)
		return false;
	if (str_starts_fold(part, STR("0x"))) {
		base = 16;
		part = str_sub(part, 2, part.len);
	} else if (part.len > 1 && part.at[0] == '0') {
		base = 8;
		part = str_sub(part, 1, part.len);
	}
	for (size_t i = 0; i < part.len; i++) {
		int digit = g_ascii_xdigit_value(part.at[i]);
		if (digit < 0 || (guint)digit >= base)
			return false;
		/* any value this large is refused later: it only must not wrap around */
		value = MIN(value * base + (guint)digit, G_MAXUINT32 + G_GUINT64_CONSTANT(1));
	}
	*value_out = value;
	return true;
}

static void set_ipv4(Address *address, guint32 value)
{
	guint32 big_endian = GUINT32_TO_BE(value);

	*address = (Address){.len = V4_LEN};
	memcpy(address->bytes, &big_endian, V4_LEN);
}

bool address_parse_ipv4_loose(Str text, Address *address_out)
{
	guint64 whole = 0;
	guint parts = 0;

	if (text.len > 1 && text.at[text.len - 1] == '.')
		text.len--;
	for (bool more = true; more; parts++) {
		guint64 value;
		if (parts == V4_LEN || !parse_ipv4_part(str_take_until(&text, '.'), &value))
			return false;
		more = str_take_char(&text, '.');
		guint bytes = more ? 1 : V4_LEN - parts;
		if (value >> (8 * bytes) != 0)
			return false;
		whole = whole << (8 * bytes) | value;
	}
	set_ipv4(address_out, (guint32)whole);
	return true;
}

/* Four decimal numbers; "01" is refused, since who reads it as octal sees another address. */
static bool parse_dotted(Str text, guint8 bytes_out[V4_LEN])
{
	guint8 bytes[V4_LEN];

	for (size_t i = 0; i < V4_LEN; i++) {
		Str part = str_take_while(&text, str_is_digit);
		guint64 value;
		if ((part.len > 1 && part.at[0] == '0') || !str_parse_uint(part, 255, &value))
			return false;
		if (i + 1 < V4_LEN ? !str_take_char(&text, '.') : text.len > 0)
			return false;
		bytes[i] = (guint8)value;
	}
	memcpy(bytes_out, bytes, V4_LEN);
	return true;
}

/* What has been read of an IPv6 address. */
typedef struct {
	guint8 bytes[V6_LEN];
	size_t len; /* bytes read */
	size_t gap; /* how many stand before "::"; V6_LEN + 1 while there is none */
} Ipv6Reading;

static bool take_piece(Str *rest, Ipv6Reading *reading)
{
	Str digits = str_take_while(rest, str_is_hex);
	guint value = 0;

	if (digits.len == 0 || digits.len > 4 || reading->len + 2 > V6_LEN)
		return false;
	for (size_t i = 0; i < digits.len; i++)
		value = value << 4 | (guint)g_ascii_xdigit_value(digits.at[i]);
	reading->bytes[reading->len++] = (guint8)(value >> 8);
	reading->bytes[reading->len++] = (guint8)(value & 0xff);
	return true;
}

/* The dotted IPv4 address that may end an IPv6 one. */
static bool take_dotted_end(Str *rest, Ipv6Reading *reading)
{
	if (reading->len + V4_LEN > V6_LEN || !parse_dotted(*rest, reading->bytes + reading->len))
		return false;
	reading->len += V4_LEN;
	*rest = STR("");
	return true;
}

/* What stands between two colons: "" (the gap), the dotted end, or a piece. */
static bool take_element(Str *rest, Ipv6Reading *reading)
{
	Str behind = *rest;

	if (str_take_char(rest, ':')) {
		if (reading->gap <= V6_LEN)
			return false;
		reading->gap = reading->len;
		return true;
	}
	str_skip(&behind, str_is_hex);
	if (str_starts(behind, STR(".")))
		return take_dotted_end(rest, reading);
	if (!take_piece(rest, reading))
		return false;
	return rest->len == 0 || (str_take_char(rest, ':') && rest->len > 0);
}

bool address_parse_ipv6(Str text, Address *address_out)
{
	Ipv6Reading reading = {.gap = V6_LEN + 1};

	if (str_take_char(&text, ':') && !str_starts(text, STR(":"))) /* only "::" may begin */
		return false;
	while (text.len > 0)
		if (!take_element(&text, &reading))
			return false;
	if (reading.gap > V6_LEN ? reading.len != V6_LEN : reading.len == V6_LEN)
		return false;

	size_t head = MIN(reading.gap, reading.len);
	size_t tail = reading.len - head;
	*address_out = (Address){.len = V6_LEN};
	memcpy(address_out->bytes, reading.bytes, head);
	memcpy(address_out->bytes + V6_LEN - tail, reading.bytes + head, tail);
	return true;
}

bool address_parse(Str text, Address *address_out)
{
	guint8 bytes[V4_LEN];

	if (parse_dotted(text, bytes)) {
		*address_out = (Address){.len = V4_LEN};
		memcpy(address_out->bytes, bytes, V4_LEN);
		return true;
	}
	if (str_starts(text, STR("[")) && str_ends(text, STR("]")))
		text = str_sub(text, 1, text.len - 2);
	return address_parse_ipv6(text, address_out);
}

static guint piece(const Address *address, size_t i)
{
	return (guint)address->bytes[2 * i] << 8 | address->bytes[2 * i + 1];
}

/* The first of the longest runs of two and more zero pieces; `len_out` is 0 where there is none. */
static size_t longest_zeros(const Address *address, size_t *len_out)
{
	size_t best = 0, best_len = 1, run = 0;

	for (size_t i = 0; i < V6_PIECES; i++) {
		run = piece(address, i) == 0 ? run + 1 : 0;
		if (run > best_len) {
			best_len = run;
			best = i + 1 - run;
		}
	}
	*len_out = best_len > 1 ? best_len : 0;
	return best;
}

static void write_ipv6(GString *out, const Address *address)
{
	size_t gap_len;
	size_t gap = longest_zeros(address, &gap_len);

	for (size_t i = 0; i < V6_PIECES; i++) {
		if (gap_len > 0 && i == gap) {
			g_string_append(out, i == 0 ? "::" : ":");
			i += gap_len - 1;
			continue;
		}
		g_string_append_printf(
			out, "%x%s", piece(address, i), i + 1 < V6_PIECES ? ":" : "");
	}
}

void address_write(GString *out, const Address *address)
{
	const guint8 *b = address->bytes;

	if (address->len == V4_LEN)
		g_string_append_printf(out, "%u.%u.%u.%u", b[0], b[1], b[2], b[3]);
	else
		write_ipv6(out, address);
}

char *address_reverse(const Address *address)
{
	GString *name = g_string_new(NULL);

	for (size_t i = address->len; i-- > 0;)
		if (address->len == 4)
			g_string_append_printf(name, "%u.", address->bytes[i]);
		else
			g_string_append_printf(
				name, "%x.%x.", address->bytes[i] & 0xf, address->bytes[i] >> 4);
	g_string_append(name, address->len == 4 ? "in-addr.arpa" : "ip6.arpa");
	return g_string_free(name, FALSE);
}

char *address_canonical(Str text)
{
	Address address;

	if (!address_parse(text, &address))
		return NULL;
	GString *out = g_string_new(NULL);
	address_write(out, &address);
	return g_string_free(out, FALSE);
}

/* One block of a registry. */
typedef struct {
	guint8 prefix[V6_LEN];
	guint bits;
	AddressClass class;
	guint ipv4_at; /* where the IPv4 address stands that counts instead; 0: nowhere */
} Block;

/* IANA IPv4 Special-Purpose Address Registry, and multicast; the first that fits counts. What the
 * registry lists as globally reachable has no row (AS112, AMT) but where a wider one hides it. */
static const Block ipv4_blocks[] = {
	{{192, 0, 0, 9}, 32, ADDRESS_PUBLIC, 0},        /* RFC 7723 PCP anycast */
	{{192, 0, 0, 10}, 32, ADDRESS_PUBLIC, 0},       /* RFC 8155 TURN anycast */
	{{0}, 8, ADDRESS_RESERVED, 0},                  /* RFC 791 "this network" */
	{{10}, 8, ADDRESS_PRIVATE, 0},                  /* RFC 1918 */
	{{100, 64}, 10, ADDRESS_PRIVATE, 0},            /* RFC 6598 carrier-grade NAT */
	{{127}, 8, ADDRESS_LOOPBACK, 0},                /* RFC 1122 */
	{{169, 254}, 16, ADDRESS_LINK_LOCAL, 0},        /* RFC 3927; clouds' metadata */
	{{172, 16}, 12, ADDRESS_PRIVATE, 0},            /* RFC 1918 */
	{{192, 0, 0}, 24, ADDRESS_RESERVED, 0},         /* RFC 6890 protocol assignments */
	{{192, 0, 2}, 24, ADDRESS_DOCUMENTATION, 0},    /* RFC 5737 */
	{{192, 88, 99}, 24, ADDRESS_RESERVED, 0},       /* RFC 7526 6to4 relay anycast */
	{{192, 168}, 16, ADDRESS_PRIVATE, 0},           /* RFC 1918 */
	{{198, 18}, 15, ADDRESS_RESERVED, 0},           /* RFC 2544 benchmarking */
	{{198, 51, 100}, 24, ADDRESS_DOCUMENTATION, 0}, /* RFC 5737 */
	{{203, 0, 113}, 24, ADDRESS_DOCUMENTATION, 0},  /* RFC 5737 */
	{{224}, 4, ADDRESS_RESERVED, 0},                /* RFC 5771 multicast */
	{{240}, 4, ADDRESS_RESERVED, 0},                /* RFC 1112, RFC 8190 broadcast */
	{{0}, 0, ADDRESS_PUBLIC, 0},
};

/* IANA IPv6 Special-Purpose Address Registry; the first that fits counts. Only 2000::/3 is allocated
 * (IANA IPv6 Address Space): the rest is reserved, multicast and deprecated ranges with it. */
static const Block ipv6_blocks[] = {
	{{[15] = 1}, 128, ADDRESS_LOOPBACK, 0},                   /* RFC 4291 */
	{{[10] = 0xff, [11] = 0xff}, 96, ADDRESS_INVALID, 12},    /* RFC 4291 mapped */
	{{0, 0x64, 0xff, 0x9b}, 96, ADDRESS_INVALID, 12},         /* RFC 6052 NAT64 */
	{{0x20, 0x02}, 16, ADDRESS_INVALID, 2},                   /* RFC 3056 6to4 */
	{{0x20, 0x01, 0, 1, [15] = 1}, 128, ADDRESS_PUBLIC, 0},   /* RFC 7723 PCP */
	{{0x20, 0x01, 0, 1, [15] = 2}, 128, ADDRESS_PUBLIC, 0},   /* RFC 8155 TURN */
	{{0x20, 0x01, 0, 1, [15] = 3}, 128, ADDRESS_PUBLIC, 0},   /* RFC 9665 DNS-SD */
	{{0x20, 0x01, 0, 3}, 32, ADDRESS_PUBLIC, 0},              /* RFC 7450 AMT */
	{{0x20, 0x01, 0, 4, 0x01, 0x12}, 48, ADDRESS_PUBLIC, 0},  /* RFC 7535 AS112 */
	{{0x20, 0x01, 0, 0x20}, 28, ADDRESS_PUBLIC, 0},           /* RFC 7343 ORCHIDv2 */
	{{0x20, 0x01, 0, 0x30}, 28, ADDRESS_PUBLIC, 0},           /* RFC 9374 DRIP */
	{{0x20, 0x01}, 23, ADDRESS_RESERVED, 0},                  /* RFC 2928; Teredo */
	{{0x20, 0x01, 0x0d, 0xb8}, 32, ADDRESS_DOCUMENTATION, 0}, /* RFC 3849 */
	{{0x3f, 0xff}, 20, ADDRESS_DOCUMENTATION, 0},             /* RFC 9637 */
	{{0x20}, 3, ADDRESS_PUBLIC, 0},                           /* RFC 4291 unicast */
	{{0xfc}, 7, ADDRESS_PRIVATE, 0},                          /* RFC 4193 */
	{{0xfe, 0x80}, 10, ADDRESS_LINK_LOCAL, 0},                /* RFC 4291 */
	{{0}, 0, ADDRESS_RESERVED, 0},
};

static bool is_in_block(const guint8 *bytes, const Block *block)
{
	guint whole = block->bits / 8;
	guint rest = block->bits % 8;

	if (memcmp(bytes, block->prefix, whole) != 0)
		return false;
	return rest == 0 || (bytes[whole] ^ block->prefix[whole]) >> (8 - rest) == 0;
}

/* The last row of both tables fits every address. */
static const Block *find_block(const guint8 *bytes, const Block *blocks)
{
	while (!is_in_block(bytes, blocks))
		blocks++;
	return blocks;
}

AddressClass address_class(Str text)
{
	Address address;

	if (!address_parse(text, &address))
		return ADDRESS_INVALID;

	const guint8 *bytes = address.bytes;
	const Block *block = find_block(bytes, address.len == V4_LEN ? ipv4_blocks : ipv6_blocks);
	if (block->ipv4_at > 0)
		block = find_block(bytes + block->ipv4_at, ipv4_blocks);
	return block->class;
}
