/* Answers of the DNS that an engine may consult: what is there, what is wanted, and both as JSON and in a file. */
#include "trace/recordfile.h"

static const char zone[] = "# a comment\n"
			   "example.org        TXT    v=spf1 mx -all\n"
			   "Example.ORG.       TXT    \"two \" \"strings\"\n"
			   "example.org        MX     10 mail.example.org\n"
			   "example.org        MX     20 back\\032up.example.org\n"
			   "mail.example.org   A      192.0.2.1\n"
			   "mail.example.org   AAAA   2001:DB8:0::1\n"
			   "192.0.2.1          PTR    mail.example.org\n"
			   "2001:db8::1        PTR    mail.example.org\n"
			   "www.example.org    CNAME  example.org\n"
			   "far.example.org    CNAME  WWW.example.org.\n"
			   "loop.example.org   CNAME  pool.example.org\n"
			   "pool.example.org   CNAME  loop.example.org\n"
			   "bytes.example.org  TXT    \\255\\000a\\b\n"
			   "slow.example.org   TXT    TIMEOUT\n"
			   "dead.example.org   TIMEOUT\n"
			   "half.example.org   TIMEOUT\r\n"
			   "half.example.org   TXT    here\r\n"
			   "gone.example.org   NXDOMAIN\n"
			   "deep.er.example.com A     192.0.2.9\n";

static const struct {
	const char *name;
	DnsType type;
	const char *shown; /* values, each "[number ]value", or the state */
} rows[] = {
	{"example.org", DNSTYPE_TXT, "v=spf1 mx -all | two strings"},
	{"EXAMPLE.org.", DNSTYPE_TXT, "v=spf1 mx -all | two strings"},
	{"example.org", DNSTYPE_MX, "10 mail.example.org | 20 back up.example.org"},
	{"example.org", DNSTYPE_A, "no-data"},
	{"mail.example.org", DNSTYPE_A, "192.0.2.1"},
	{"mail.example.org", DNSTYPE_AAAA, "2001:db8::1"},
	{"1.2.0.192.in-addr.arpa", DNSTYPE_PTR, "mail.example.org"},
	{"1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa", DNSTYPE_PTR,
		"mail.example.org"},
	{"www.example.org", DNSTYPE_TXT, "v=spf1 mx -all | two strings"},
	{"far.example.org", DNSTYPE_MX, "10 mail.example.org | 20 back up.example.org"},
	{"far.example.org", DNSTYPE_A, "no-data"},
	{"loop.example.org", DNSTYPE_A, "failed"},
	{"bytes.example.org", DNSTYPE_TXT, "\\255\\000a\\092b"},
	{"slow.example.org", DNSTYPE_TXT, "failed"},
	{"slow.example.org", DNSTYPE_A, "no-data"},
	{"dead.example.org", DNSTYPE_AAAA, "failed"},
	{"half.example.org", DNSTYPE_TXT, "here"},
	{"half.example.org", DNSTYPE_A, "failed"},
	{"gone.example.org", DNSTYPE_A, "no-name"},
	{"never.example.org", DNSTYPE_A, "no-name"},
	{"er.example.com", DNSTYPE_A, "no-data"}, /* something is below it: RFC 8020 */
	{"a..example.org", DNSTYPE_A, "no-name"},
	{"", DNSTYPE_A, "no-name"},
};

static const char *const states[] = {
	[RECORDS_NO_DATA] = "no-data",
	[RECORDS_NO_NAME] = "no-name",
	[RECORDS_FAILED] = "failed",
	[RECORDS_NOT_ASKED] = "not-asked",
};

static char *show(Records *records, const char *name, DnsType type)
{
	RecordsAnswer answer = records_find(records, str_of(name), type);
	GString *out = g_string_new(NULL);

	if (answer.state != RECORDS_FOUND)
		g_string_append(out, states[answer.state]);
	for (size_t i = 0; i < answer.count; i++) {
		g_autofree char *value = records_escape(answer.values[i].value);
		g_string_append(out, i ? " | " : "");
		if (answer.values[i].number)
			g_string_append_printf(out, "%u ", answer.values[i].number);
		g_string_append(out, value);
	}
	return g_string_free(out, FALSE);
}

static Records *read_zone(void)
{
	g_autoptr(GError) error = NULL;
	Records *records = records_new();

	g_assert_true(recordfile_read(str_of(zone), records, &error));
	g_assert_no_error(error);
	return records;
}

static void check_rows(Records *records)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *shown = show(records, rows[i].name, rows[i].type);
		g_assert_cmpstr(shown, ==, rows[i].shown);
	}
	g_assert_cmpuint(records_wanted(records)->len, ==, 0);
}

static void test_file(void)
{
	g_autoptr(Records) records = read_zone();

	check_rows(records);
}

/* The way into the cage keeps every byte. */
static void test_json(void)
{
	g_autoptr(Records) first = read_zone(), second = records_new();
	json_auto_t *json = records_json(first);
	g_autofree char *text = json_compact(json);
	json_auto_t *again = json_parse(str_of(text), NULL);

	records_take_json(second, again);
	records_close(second);
	check_rows(second);
	records_take_json(second, NULL);
}

/* What is not here is wanted, once, under its name as text; what the DNS cannot have is not. */
static void test_wanted(void)
{
	g_autoptr(Records) records = records_new();

	records_add(records, STR("a.example"), DNSTYPE_CNAME, STR("b.example"), 0);
	records_find(records, STR("A.example"), DNSTYPE_TXT);
	records_find(records, STR("b.example."), DNSTYPE_TXT);
	records_find(records, STR("o d\\d.example"), DNSTYPE_A);
	records_find(records, STR("x..example"), DNSTYPE_A);
	records_find(records, STR(".example"), DNSTYPE_A);
	records_find(records, STR("."), DNSTYPE_A);
	json_auto_t *wanted = records_wanted_json(records);
	g_autofree char *shown = json_compact(wanted);
	g_assert_cmpstr(shown, ==,
		"[{\"name\":\"b.example\",\"type\":\"TXT\"},"
		"{\"name\":\"o\\\\032d\\\\092d.example\",\"type\":\"A\"}]");
}

static void test_long_names(void)
{
	g_autoptr(Records) records = records_new();
	g_autoptr(GString) name = g_string_new("a");

	for (int i = 1; i < 63; i++)
		g_string_append_c(name, 'a');
	g_assert_cmpint(
		records_find(records, str_of(name->str), DNSTYPE_A).state, ==, RECORDS_NOT_ASKED);
	g_string_append_c(name, 'a');
	g_assert_cmpint(
		records_find(records, str_of(name->str), DNSTYPE_A).state, ==, RECORDS_NO_NAME);
	g_string_truncate(name, 0);
	for (int i = 0; i < 127; i++)
		g_string_append(name, "a.");
	g_assert_cmpint(records_find(records, str_over(name->str, 253), DNSTYPE_A).state, ==,
		RECORDS_NOT_ASKED);
	g_string_append(name, "a");
	g_assert_cmpint(
		records_find(records, str_of(name->str), DNSTYPE_A).state, ==, RECORDS_NO_NAME);
}

/* A hostile zone fills no memory. */
static void test_caps(void)
{
	g_autoptr(Records) records = records_new();

	for (guint i = 0; i < RECORDS_VALUES_MAX + 1; i++)
		records_add(records, STR("many.example"), DNSTYPE_A, STR("192.0.2.1"), 0);
	RecordsAnswer answer = records_find(records, STR("many.example"), DNSTYPE_A);
	g_assert_cmpuint(answer.count, ==, RECORDS_VALUES_MAX);
	g_assert_true(answer.cut);
	for (guint i = 0; i < 2 * RECORDS_WANTED_MAX; i++) {
		g_autofree char *name = g_strdup_printf("%u.example", i);
		records_find(records, str_of(name), DNSTYPE_A);
	}
	g_assert_cmpuint(records_wanted(records)->len, ==, RECORDS_WANTED_MAX);
}

static const struct {
	const char *text, *message;
} broken[] = {
	{"example.org\n", "line 1 "},
	{"\n\nexample.org SPF v=spf1\n", "line 3 "},
	{"example.org A 2001:db8::1\n", "line 1 "},
	{"example.org AAAA 192.0.2.1\n", "line 1 "},
	{"example.org MX mail.example.org\n", "line 1 "},
	{"example.org MX 10\n", "line 1 "},
	{"example.org CNAME\n", "line 1 "},
	{"example.org TXT \"open\n", "line 1 "},
	{"example.org TIMEOUT now\n", "line 1 "},
};

static void test_broken_file(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(broken); i++) {
		g_autoptr(Records) records = records_new();
		g_autoptr(GError) error = NULL;
		g_assert_false(recordfile_read(str_of(broken[i].text), records, &error));
		g_assert_true(g_str_has_prefix(error->message, broken[i].message));
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/trace/records/file", test_file);
	g_test_add_func("/trace/records/json", test_json);
	g_test_add_func("/trace/records/wanted", test_wanted);
	g_test_add_func("/trace/records/long-names", test_long_names);
	g_test_add_func("/trace/records/caps", test_caps);
	g_test_add_func("/trace/records/broken-file", test_broken_file);
	return g_test_run();
}
