#include "support/tables.h"

#include <string.h>

#include "web/addressrange.h"

/* Bits of a MaxMind DB's records. */
#define RECORD_BYTES 3
#define FULL_BITS    128
#define SEPARATOR    16

static void add(GByteArray *bytes, const void *at, size_t len)
{
	g_byte_array_append(bytes, at, (guint)len);
}

static void add_number(GByteArray *bytes, guint32 number, size_t size)
{
	guint32 big = GUINT32_TO_BE(number);

	add(bytes, (const char *)&big + sizeof big - size, size);
}

static Address address_of(const char *text)
{
	Address address;

	g_assert_true(address_parse(str_of(text), &address));
	return address;
}

static guint32 add_rows(GByteArray *bytes, const TablesRow *rows, size_t address_len)
{
	guint32 count = 0;

	for (; rows->first; rows++) {
		Address first = address_of(rows->first), last = address_of(rows->last);
		if (first.len != address_len)
			continue;
		add(bytes, first.bytes, first.len);
		add(bytes, last.bytes, last.len);
		add_number(bytes, rows->number, 4);
		count++;
	}
	return count;
}

GByteArray *tables_as(const TablesRow *rows, const TablesHolder *holders)
{
	static const char magic[16] = "mekiki-as/1\n";
	g_autoptr(GByteArray) body = g_byte_array_new(), names = g_byte_array_new();
	GByteArray *bytes = g_byte_array_new();
	guint32 count = 0;

	add(bytes, magic, sizeof magic);
	add_number(bytes, add_rows(body, rows, 4), 4);
	add_number(bytes, add_rows(body, rows, 16), 4);
	add(names, "", 1);
	for (; holders->name; holders++, count++) {
		add_number(body, holders->number, 4);
		add_number(body, *holders->name ? names->len : 0, 4);
		add(names, holders->name, strlen(holders->name) + 1);
	}
	add_number(bytes, count, 4);
	add_number(bytes, names->len, 4);
	add(bytes, body->data, body->len);
	add(bytes, names->data, names->len);
	return bytes;
}

/* A node of the tree: where bit 0 and bit 1 lead; 0 is nowhere (the root is nobody's child), below 0 the data. */
typedef struct {
	gint32 next[2];
} Node;

static void add_prefix(GArray *nodes, const AddressRange *range, gint32 value)
{
	guint8 bits[16] = {0};
	size_t skipped = sizeof bits - range->base.len;
	guint total = (guint)skipped * 8 + range->bits;
	gint32 node = 0;

	memcpy(bits + skipped, range->base.bytes, range->base.len);
	for (guint i = 0; i < total; i++) {
		guint bit = (bits[i / 8] >> (7 - i % 8)) & 1;
		gint32 *next = &g_array_index(nodes, Node, node).next[bit];
		if (i == total - 1) {
			*next = value;
		} else if (*next == 0) {
			gint32 made = (gint32)nodes->len;
			*next = made;
			g_array_append_vals(nodes, &(Node){{0, 0}}, 1);
			node = made;
		} else {
			node = *next;
		}
	}
}

static void add_text(GByteArray *bytes, const char *text)
{
	size_t len = strlen(text);
	guint8 control = (guint8)(2u << 5 | len); /* a UTF-8 string below 29 bytes */

	g_assert_cmpuint(len, <, 29);
	add(bytes, &control, 1);
	add(bytes, text, len);
}

static void add_uint(GByteArray *bytes, const char *name, guint32 value, guint type, guint8 size)
{
	guint8 control = (guint8)(type << 5 | size);

	add_text(bytes, name);
	add(bytes, &control, 1);
	add_number(bytes, value, size);
}

static void add_metadata(GByteArray *bytes, guint32 nodes)
{
	static const char marker[] = "\xab\xcd\xefMaxMind.com";
	guint8 map = 7u << 5 | 9, empty_map = 7u << 5, empty_array[] = {0, 4},
	       epoch[] = {8, 2, 0x65, 0, 0, 0, 0, 0, 0, 0};

	add(bytes, marker, sizeof marker - 1);
	add(bytes, &map, 1);
	add_uint(bytes, "binary_format_major_version", 2, 5, 2);
	add_uint(bytes, "binary_format_minor_version", 0, 5, 2);
	add_uint(bytes, "node_count", nodes, 6, 4);
	add_uint(bytes, "record_size", RECORD_BYTES * 8, 5, 2);
	add_uint(bytes, "ip_version", 6, 5, 2);
	add_text(bytes, "database_type");
	add_text(bytes, "test");
	add_text(bytes, "languages");
	add(bytes, empty_array, sizeof empty_array);
	add_text(bytes, "description");
	add(bytes, &empty_map, 1);
	add_text(bytes, "build_epoch");
	add(bytes, epoch, sizeof epoch);
}

GByteArray *tables_country(const TablesPrefix *prefixes)
{
	g_autoptr(GArray) nodes = g_array_new(FALSE, TRUE, sizeof(Node));
	g_autoptr(GByteArray) data = g_byte_array_new();
	GByteArray *bytes = g_byte_array_new();
	guint8 map = 7u << 5 | 1, separator[SEPARATOR] = {0};

	g_array_append_vals(nodes, &(Node){{0, 0}}, 1);
	for (; prefixes->prefix; prefixes++) {
		AddressRange range;
		g_assert_true(addressrange_parse(str_of(prefixes->prefix), &range));
		add_prefix(nodes, &range, -1 - (gint32)data->len);
		add(data, &map, 1);
		add_text(data, "country_code");
		add_text(data, prefixes->country);
	}
	for (guint i = 0; i < nodes->len * 2; i++) {
		gint32 next = g_array_index(nodes, Node, i / 2).next[i % 2];
		guint32 offset = next < 0 ? (guint32)(-1 - next) + SEPARATOR : 0;
		add_number(bytes, next > 0 ? (guint32)next : nodes->len + offset, RECORD_BYTES);
	}
	add(bytes, separator, SEPARATOR);
	add(bytes, data->data, data->len);
	add_metadata(bytes, nodes->len);
	return bytes;
}

void tables_save(const char *dir, const char *name, const GByteArray *bytes)
{
	g_autofree char *folder = g_build_filename(dir, "data", "networks", NULL);
	g_autofree char *path = g_build_filename(folder, name, NULL);

	g_assert_cmpint(g_mkdir_with_parents(folder, 0700), ==, 0);
	g_assert_true(g_file_set_contents(path, (const char *)bytes->data, bytes->len, NULL));
}

void tables_write(const char *dir)
{
	static const TablesRow rows[] = {{"192.0.2.0", "192.0.2.127", 64496},
		{"192.0.2.128", "192.0.2.255", 64497},
		{"2001:db8:1::", "2001:db8:1:ffff:ffff:ffff:ffff:ffff", 64496}, {0}};
	static const TablesHolder holders[] = {{64496, "Example Net"}, {64497, ""}, {0}};
	static const TablesPrefix prefixes[] = {
		{"192.0.2.0/24", "JP"}, {"203.0.113.0/24", "CN"}, {"2001:db8::/32", "DE"}, {0}};
	static const char about[] =
		"{\"date\":\"2026-06-17\",\"source\":\"a test\",\"tables\":{"
		"\"country\":{\"source\":\"countries of a test\",\"date\":\"2026-06-17\"},"
		"\"as\":{\"source\":\"AS numbers of a test\",\"date\":\"2026-06-16\"}}}";
	g_autoptr(GByteArray) as = tables_as(rows, holders), country = tables_country(prefixes),
			      json = g_byte_array_new();

	add(json, about, sizeof about - 1);
	tables_save(dir, "as.table", as);
	tables_save(dir, "country.mmdb", country);
	tables_save(dir, "networks.json", json);
}
