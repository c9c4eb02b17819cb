/* The table of AS numbers: what is found, and what is refused. */
#include "know/astable.h"

#include <gio/gio.h>
#include <string.h>

#include "support/tables.h"

static const TablesRow good_rows[] = {
	{"192.0.2.0", "192.0.2.127", 64496},
	{"192.0.2.128", "192.0.2.200", 64497},
	{"255.255.255.255", "255.255.255.255", 4294967295},
	{"2001:db8::", "2001:db8:0:ffff:ffff:ffff:ffff:ffff", 64496},
	{0},
};
static const TablesHolder good_holders[] = {{64496, "Example Net"}, {64499, ""}, {0}};

static AsTable *open_bytes(const char *dir, const GByteArray *bytes, GError **error)
{
	g_autofree char *path = g_build_filename(dir, "data", "networks", "as.table", NULL);

	tables_save(dir, "as.table", bytes);
	return astable_open(path, error);
}

static void test_find(void)
{
	static const struct {
		const char *address;
		guint32 number;
		const char *holder;
	} rows[] = {
		{"192.0.1.255", 0, NULL},
		{"192.0.2.0", 64496, "Example Net"},
		{"192.0.2.127", 64496, "Example Net"},
		{"192.0.2.128", 64497, NULL},
		{"192.0.2.200", 64497, NULL},
		{"192.0.2.201", 0, NULL},
		{"255.255.255.254", 0, NULL},
		{"255.255.255.255", 4294967295, NULL},
		{"2001:db7:ffff::", 0, NULL},
		{"2001:db8::1", 64496, "Example Net"},
		{"2001:db8:1::", 0, NULL},
		{"::", 0, NULL},
	};
	g_autoptr(Scratch) dir = scratch_new();
	g_autoptr(GByteArray) bytes = tables_as(good_rows, good_holders);
	g_autoptr(GError) error = NULL;
	g_autoptr(AsTable) table = open_bytes(dir, bytes, &error);

	g_assert_no_error(error);
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		Address address;
		g_assert_true(address_parse(str_of(rows[i].address), &address));
		g_test_message("%s", rows[i].address);
		g_assert_cmpuint(astable_find(table, &address), ==, rows[i].number);
		g_assert_cmpstr(astable_holder(table, rows[i].number), ==, rows[i].holder);
	}
	g_assert_null(astable_holder(table, 64499)); /* there, without a name */
	g_assert_null(astable_holder(table, 1));
}

static void test_empty(void)
{
	g_autoptr(Scratch) dir = scratch_new();
	g_autoptr(GByteArray) bytes = tables_as(&(TablesRow){0}, &(TablesHolder){0});
	g_autoptr(AsTable) table = open_bytes(dir, bytes, NULL);
	Address address;

	g_assert_true(address_parse(STR("192.0.2.1"), &address));
	g_assert_cmpuint(astable_find(table, &address), ==, 0);
	g_assert_null(astable_holder(table, 64496));
}

static void refuse(const GByteArray *bytes, const char *fault)
{
	g_autoptr(Scratch) dir = scratch_new();
	g_autoptr(GError) error = NULL;

	g_assert_null(open_bytes(dir, bytes, &error));
	g_assert_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
	g_assert_nonnull(strstr(error->message, "as.table: "));
	g_assert_nonnull(strstr(error->message, fault));
}

static void test_disorder(void)
{
	static const struct {
		TablesRow rows[3];
		TablesHolder holders[3];
		const char *fault;
	} rows[] = {
		{{{"192.0.2.9", "192.0.2.1", 1}}, {{0}}, "rows are out of order"},
		{{{"192.0.2.8", "192.0.2.9", 1}, {"192.0.2.0", "192.0.2.1", 1}}, {{0}},
			"rows are out of order"},
		{{{"192.0.2.0", "192.0.2.9", 1}, {"192.0.2.9", "192.0.2.10", 1}}, {{0}},
			"rows are out of order"},
		{{{"2001:db8::2", "2001:db8::1", 1}}, {{0}}, "rows are out of order"},
		{{{0}}, {{2, "B"}, {1, "A"}}, "holders are out of order"},
		{{{0}}, {{1, "A"}, {1, "A"}}, "holders are out of order"},
		{{{0}}, {{1, "\xff"}}, "holders are out of order"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GByteArray) bytes = tables_as(rows[i].rows, rows[i].holders);
		refuse(bytes, rows[i].fault);
	}
}

/* Whatever is cut off, or wrong in the head, is refused before a row is looked at. */
static void test_damage(void)
{
	g_autoptr(GByteArray) good = tables_as(good_rows, good_holders);
	g_autoptr(Scratch) dir = scratch_new();

	for (guint len = 0; len < good->len; len++) {
		g_autoptr(GByteArray) cut = g_byte_array_new();
		g_byte_array_append(cut, good->data, len);
		g_assert_null(open_bytes(dir, cut, NULL));
	}
	for (guint i = 0; i < 32; i++) {
		g_autoptr(GByteArray) wrong = g_byte_array_new();
		g_byte_array_append(wrong, good->data, good->len);
		wrong->data[i] ^= 0xff;
		refuse(wrong, "no table of AS numbers");
	}
	good->data[good->len - 1] = 'x'; /* the last name runs on */
	refuse(good, "holders are out of order");
}

static void test_absent(void)
{
	g_autoptr(GError) error = NULL;

	g_assert_null(astable_open("/nowhere/as.table", &error));
	g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/astable/find", test_find);
	g_test_add_func("/astable/empty", test_empty);
	g_test_add_func("/astable/disorder", test_disorder);
	g_test_add_func("/astable/damage", test_damage);
	g_test_add_func("/astable/absent", test_absent);
	return g_test_run();
}
