/* The table of countries: what is found, and what is refused. */
#include "know/countrytable.h"

#include <gio/gio.h>
#include <string.h>

#include "support/tables.h"

static CountryTable *open_bytes(const char *dir, const GByteArray *bytes, GError **error)
{
	g_autofree char *path = g_build_filename(dir, "data", "networks", "country.mmdb", NULL);

	tables_save(dir, "country.mmdb", bytes);
	return countrytable_open(path, error);
}

static Address address_of(const char *text)
{
	Address address;

	g_assert_true(address_parse(str_of(text), &address));
	return address;
}

static void test_find(void)
{
	static const TablesPrefix prefixes[] = {
		{"192.0.2.0/24", "JP"}, {"203.0.113.128/25", "CN"}, {"2001:db8::/32", "DE"}, {0}};
	static const struct {
		const char *address, *code;
	} rows[] = {
		{"192.0.2.1", "JP"},
		{"192.0.3.1", ""},
		{"203.0.113.127", ""},
		{"203.0.113.128", "CN"},
		{"2001:db8::1", "DE"},
		{"2001:db9::1", ""},
	};
	g_autoptr(Scratch) dir = scratch_new();
	g_autoptr(GByteArray) bytes = tables_country(prefixes);
	g_autoptr(GError) error = NULL;
	g_autoptr(CountryTable) table = open_bytes(dir, bytes, &error);

	g_assert_no_error(error);
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		Address address = address_of(rows[i].address);
		char code[COUNTRY_SIZE];
		g_test_message("%s", rows[i].address);
		g_assert_true(countrytable_find(table, &address, code, &error));
		g_assert_cmpstr(code, ==, rows[i].code);
	}
}

/* An entry that is no country is the table's fault, and said. */
static void test_strange_entries(void)
{
	static const char *const countries[] = {"", "J", "jp", "JPN", "\x01\x02"};
	Address address = address_of("192.0.2.1");

	for (size_t i = 0; i < G_N_ELEMENTS(countries); i++) {
		const TablesPrefix prefixes[] = {{"192.0.2.0/24", countries[i]}, {0}};
		g_autoptr(Scratch) dir = scratch_new();
		g_autoptr(GByteArray) bytes = tables_country(prefixes);
		g_autoptr(CountryTable) table = open_bytes(dir, bytes, NULL);
		g_autoptr(GError) error = NULL;
		char code[COUNTRY_SIZE];
		g_assert_false(countrytable_find(table, &address, code, &error));
		g_assert_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
		g_assert_cmpstr(code, ==, "");
	}
}

/* Each byte turned once: it is refused, finds something, or fails with a reason; it never does anything else. */
static void test_damage(void)
{
	static const TablesPrefix prefixes[] = {{"192.0.2.0/24", "JP"}, {0}};
	g_autoptr(GByteArray) bytes = tables_country(prefixes);
	g_autoptr(Scratch) dir = scratch_new();
	Address address = address_of("192.0.2.1");

	for (guint i = 0; i < bytes->len; i++) {
		g_autoptr(GError) error = NULL;
		char code[COUNTRY_SIZE];
		bytes->data[i] ^= 0xff;
		g_autoptr(CountryTable) table = open_bytes(dir, bytes, &error);
		bytes->data[i] ^= 0xff;
		if (table && countrytable_find(table, &address, code, &error))
			g_assert_no_error(error);
		else
			g_assert_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
	}
}

static void test_refused(void)
{
	g_autoptr(Scratch) dir = scratch_new();
	g_autoptr(GByteArray) none = g_byte_array_new();
	g_autoptr(GError) error = NULL;

	g_byte_array_append(none, (const guint8 *)"<html>not here</html>", 21);
	g_assert_null(open_bytes(dir, none, &error));
	g_assert_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
	g_assert_nonnull(strstr(error->message, "country.mmdb: is no table of countries"));
	g_clear_error(&error);
	g_assert_null(countrytable_open("/nowhere/country.mmdb", &error));
	g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/countrytable/find", test_find);
	g_test_add_func("/countrytable/strange-entries", test_strange_entries);
	g_test_add_func("/countrytable/damage", test_damage);
	g_test_add_func("/countrytable/refused", test_refused);
	return g_test_run();
}
