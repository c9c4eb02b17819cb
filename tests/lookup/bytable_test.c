/* What the tables say beside the registry: every answer of the four, and the differences. */
#include "lookup/bytable.h"

#include "support/tables.h"

/* "found JP" of a table's answer, "none" … */
static void show_answer(GString *out, const char *name, const json_t *answer, const char *member)
{
	if (!answer)
		return;
	g_string_append_printf(out, "%s %s %s", name, json_get_text(answer, "answer"),
		json_get_text(answer, member) ? json_get_text(answer, member) : "-");
	if (json_get_text(answer, "holder"))
		g_string_append_printf(out, " %s", json_get_text(answer, "holder"));
	if (json_get_text(answer, "date"))
		g_string_append_printf(out, " of %s", json_get_text(answer, "date"));
	g_string_append(out, "; ");
}

static char *shown(const json_t *by_table)
{
	GString *out = g_string_new(NULL);
	const json_t *difference;
	size_t index;

	show_answer(out, "country", json_object_get(by_table, "country"), "code");
	show_answer(out, "as", json_object_get(by_table, "as"), "asn");
	json_array_foreach (json_object_get(by_table, "differs"), index, difference)
		g_string_append_printf(out, "%s %s/%s; ", json_get_text(difference, "field"),
			json_get_text(difference, "registry"), json_get_text(difference, "table"));
	return g_string_free(out, FALSE);
}

static void check(const char *dir, const char *registration, const char *expected)
{
	g_autoptr(Networks) networks = networks_new(dir);
	json_auto_t *json = json_parse(str_of(registration), NULL);

	bytable_add(networks, json);
	g_autofree char *text = shown(json_object_get(json, "by_table"));
	g_assert_cmpstr(text, ==, expected);
}

static void test_registrations(void)
{
	static const struct {
		const char *registration, *shown;
	} rows[] = {
		{"{\"kind\":\"ip\",\"of\":\"192.0.2.1\"}",
			"country found JP of 2026-06-17; as found AS64496 Example Net of "
			"2026-06-16; "},
		{"{\"kind\":\"ip\",\"of\":\"192.0.2.1\",\"country\":\"jp\",\"asn\":\"AS64496\"}",
			"country found JP of 2026-06-17; as found AS64496 Example Net of "
			"2026-06-16; "},
		{"{\"kind\":\"ip\",\"of\":\"192.0.2.1\",\"country\":\"US\",\"asn\":\"AS8100\"}",
			"country found JP of 2026-06-17; as found AS64496 Example Net of "
			"2026-06-16; "
			"country US/JP; asn AS8100/AS64496; "},
		{"{\"kind\":\"ip\",\"of\":\"198.51.100.1\",\"country\":\"US\"}",
			"country none - of 2026-06-17; as none - of 2026-06-16; "},
		{"{\"kind\":\"ip\",\"of\":\"2001:db8:1::1\"}",
			"country found DE of 2026-06-17; as found AS64496 Example Net of "
			"2026-06-16; "},
		{"{\"kind\":\"asn\",\"of\":\"AS64496\"}",
			"as found AS64496 Example Net of 2026-06-16; "},
		{"{\"kind\":\"asn\",\"of\":\"AS1\"}", "as none - of 2026-06-16; "},
		{"{\"kind\":\"domain\",\"of\":\"example.com\"}", ""},
	};
	g_autoptr(Scratch) dir = scratch_new();

	tables_write(dir);
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		check(dir, rows[i].registration, rows[i].shown);
}

static void test_no_tables(void)
{
	static const char ip[] = "{\"kind\":\"ip\",\"of\":\"192.0.2.1\"}";
	g_autoptr(Scratch) dir = scratch_new();
	g_autoptr(GByteArray) junk = g_byte_array_new();

	g_byte_array_append(junk, (const guint8 *)"junk", 4);
	check("/nowhere", ip, "country not-asked -; as not-asked -; ");
	tables_write(dir);
	tables_save(dir, "as.table", junk);
	check(dir, ip, "country found JP of 2026-06-17; as failed -; ");
}

/* The reason is for people: it says how to get the table, and nothing of where this machine keeps it. */
static void test_why(void)
{
	g_autoptr(Scratch) dir = scratch_new();
	g_autoptr(GByteArray) junk = g_byte_array_new();
	json_auto_t *absent = json_pack("{s:s, s:s}", "kind", "ip", "of", "192.0.2.1");
	json_auto_t *broken = json_deep_copy(absent);

	tables_save(dir, "as.table", junk);
	g_autoptr(Networks) none = networks_new("/nowhere"), some = networks_new(dir);
	bytable_add(none, absent);
	bytable_add(some, broken);
	const char *how = json_string_value(json_at(absent, "/by_table/as/why/en"));
	const char *fault = json_string_value(json_at(broken, "/by_table/as/why/en"));
	g_assert_nonnull(strstr(how, "script/networks"));
	g_assert_nonnull(strstr(fault, "as.table"));
	g_assert_null(strstr(fault, dir));
}

static void test_host(void)
{
	g_autoptr(Scratch) dir = scratch_new();
	json_auto_t *host = json_parse(STR("{\"ips\":[\"192.0.2.1\",\"203.0.113.9\"]}"), NULL);
	json_auto_t *bare = json_parse(STR("{\"ips\":[]}"), NULL);

	tables_write(dir);
	g_autoptr(Networks) networks = networks_new(dir);
	bytable_add_host(networks, host);
	bytable_add_host(networks, bare);
	g_autofree char *second = shown(json_at(host, "/addresses/1/by_table"));
	g_assert_cmpstr(json_string_value(json_at(host, "/addresses/1/ip")), ==, "203.0.113.9");
	g_assert_cmpstr(second, ==, "country found CN of 2026-06-17; as none - of 2026-06-16; ");
	g_assert_null(json_object_get(bare, "addresses"));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/bytable/registrations", test_registrations);
	g_test_add_func("/bytable/no-tables", test_no_tables);
	g_test_add_func("/bytable/why", test_why);
	g_test_add_func("/bytable/host", test_host);
	return g_test_run();
}
