#include "web/host.h"

#include <string.h>

#include "base/json.h"
#include "support/suite.h"

static const struct {
	const char *input, *special, *opaque;
} parses[] = {
	{"www.amazon.co.jp", "www.amazon.co.jp", "www.amazon.co.jp"},
	{"ＡＭＡＺＯＮ.co.jp", "amazon.co.jp",
		"%EF%BC%A1%EF%BC%AD%EF%BC%A1%EF%BC%BA%EF%BC%AF%EF%BC%AE.co.jp"},
	{"EXAMPLE.com", "example.com", "EXAMPLE.com"},
	{"ex%61mple.com", "example.com", "ex%61mple.com"},
	{"日本語.jp", "xn--wgv71a119e.jp", "%E6%97%A5%E6%9C%AC%E8%AA%9E.jp"},
	{"example。com", "example.com", "example%E3%80%82com"},
	{"a_b.example", "a_b.example", "a_b.example"},
	{"example.com.", "example.com.", "example.com."},
	{"0x7f.1", "127.0.0.1", "0x7f.1"},
	{"１２７.1", "127.0.0.1", "%EF%BC%91%EF%BC%92%EF%BC%97.1"},
	{"127.0.0.1.", "127.0.0.1", "127.0.0.1."},
	{"1.2.3.999", NULL, "1.2.3.999"},
	{"a.0x", NULL, "a.0x"},
	{"a.0x1g", "a.0x1g", "a.0x1g"},
	{"[2001:DB8:0::1]", "[2001:db8::1]", "[2001:db8::1]"},
	{"[::1", NULL, NULL},
	{"[]", NULL, NULL},
	{"[127.0.0.1]", NULL, NULL},
	{"", NULL, ""},
	{".", ".", "."},
	{"%", NULL, "%"},
	{"%00.example", NULL, "%00.example"},
	{"%ff.example", NULL, "%ff.example"},
	{"a%2fb.example", NULL, "a%2fb.example"},
	{"a b", NULL, NULL},
	{"a|b", NULL, NULL},
	{"a<b", NULL, NULL},
	{"\xc2\xad", NULL, "%C2%AD"},
};

static void test_parse(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(parses); i++) {
		g_autofree char *special = host_parse(str_of(parses[i].input), true);
		g_autofree char *opaque = host_parse(str_of(parses[i].input), false);

		g_test_message("%s", parses[i].input);
		g_assert_cmpstr(special, ==, parses[i].special);
		g_assert_cmpstr(opaque, ==, parses[i].opaque);
	}
	g_assert_null(host_parse(STR("a\0b"), true));
	g_assert_null(host_parse(STR("a\0b"), false));
}

static const struct {
	const char *host, *domain, *suffix;
	HostKind kind;
	bool listed;
} names[] = {
	{"www.4ztfqg8.cn", "4ztfqg8.cn", "cn", HOST_NAME, true},
	{"www.amazon.co.jp", "amazon.co.jp", "co.jp", HOST_NAME, true},
	{"amazon.co.jp.4ztfqg8.cn", "4ztfqg8.cn", "cn", HOST_NAME, true},
	{"a.b.github.io", "b.github.io", "github.io", HOST_NAME, true},
	{"www.xn--85x722f.xn--fiqs8s", "xn--85x722f.xn--fiqs8s", "xn--fiqs8s", HOST_NAME, true},
	{"example.com.", "example.com", "com", HOST_NAME, true},
	{"co.jp", NULL, "co.jp", HOST_NAME, true},
	{"index.html", "index.html", "html", HOST_NAME, false},
	{"localhost", NULL, "localhost", HOST_NAME, false},
	{"a..example.com", NULL, NULL, HOST_NAME, false},
	{".example.com", NULL, NULL, HOST_NAME, false},
	{".", NULL, NULL, HOST_NAME, false},
	{"", NULL, NULL, HOST_NAME, false},
	{"204.44.83.230", NULL, NULL, HOST_IPV4, false},
	{"[2001:db8::1]", NULL, NULL, HOST_IPV6, false},
};

static void test_names(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *domain = host_domain(names[i].host);
		g_autofree char *suffix = host_suffix(names[i].host);

		g_test_message("%s", names[i].host);
		g_assert_cmpint(host_kind(names[i].host), ==, names[i].kind);
		g_assert_cmpstr(domain, ==, names[i].domain);
		g_assert_cmpstr(suffix, ==, names[i].suffix);
		g_assert_true(host_has_listed_suffix(names[i].host) == names[i].listed);
	}
}

/* 253 characters are a name, 254 are none. */
static void test_longest_name(void)
{
	g_autoptr(GString) name = g_string_new("");

	while (name->len < HOST_LENGTH_MAX - 7)
		g_string_append(name, "a.");
	g_string_truncate(name, HOST_LENGTH_MAX - 7);
	name->str[name->len - 1] = '.';
	g_string_append(name, "abc.com");
	g_autofree char *domain = host_domain(name->str);
	g_assert_cmpstr(domain, ==, "abc.com");

	g_string_prepend_c(name, 'a');
	g_assert_null(host_domain(name->str));
}

static void test_list_date(void)
{
	g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc(host_suffix_list_date());

	g_test_message("public suffix list of %d-%02d", g_date_time_get_year(date),
		g_date_time_get_month(date));
	g_assert_cmpint(g_date_time_get_year(date), >=, 2023);
}

static const struct {
	const char *host, *shown;
} displays[] = {
	{"www.amazon.co.jp", "www.amazon.co.jp"},
	{"xn--wgv71a119e.jp", "日本語.jp"},
	{"a.xn--bcher-kva.example", "a.bücher.example"},
	{"xn--a.example", "xn--a.example"}, /* no Punycode: shown as it is */
	{"204.44.83.230", "204.44.83.230"},
};

static void test_display(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(displays); i++) {
		g_autofree char *shown = host_display(displays[i].host);
		g_assert_cmpstr(shown, ==, displays[i].shown);
	}
}

/* web-platform-tests' url/resources/toascii.json, its "domain to ASCII" of browsers. */
static void test_to_ascii_suite(void)
{
	g_autofree char *text = suite_read("url/toascii.json");
	if (!text)
		return;

	json_auto_t *tests = json_parse(str_of(text), NULL);
	size_t i, all = 0, passed = 0;
	json_t *test;
	json_array_foreach (tests, i, test) {
		if (!json_is_object(test)) /* a comment */
			continue;
		g_autofree char *host = host_parse(json_get_str(test, "input"), true);
		bool passes = g_strcmp0(host, json_get_text(test, "output")) == 0;
		g_autofree char *shown = passes ? NULL : json_canonical(test);
		if (shown)
			g_test_message("failed: %s, we say %s", shown, host ? host : "(none)");
		passed += passes;
		all++;
	}
	g_test_message("toascii.json: %zu/%zu", passed, all);
	g_assert_cmpuint(all, >=, 87);
	g_assert_cmpuint(passed, ==, all);
}

/* One argument of checkPublicSuffix(): 'text' or null. Yours to g_free; NULL for null. */
static char *take_argument(Str *rest)
{
	str_skip(rest, str_is_space);
	if (!str_take_char(rest, '\''))
		return NULL;
	char *argument = str_dup(str_take_until(rest, '\''));
	str_take_char(rest, '\'');
	return argument;
}

/* The list's vectors speak of names as people write them, and expect an answer in the same spelling. */
static bool suffix_vector_passes(Str arguments)
{
	g_autofree char *input = take_argument(&arguments);
	str_take_until(&arguments, ',');
	str_take_char(&arguments, ',');
	g_autofree char *expected = take_argument(&arguments);
	g_autofree char *host = input ? host_parse(str_of(input), true) : NULL;
	g_autofree char *expected_host = expected ? host_parse(str_of(expected), true) : NULL;
	g_autofree char *domain = host ? host_domain(host) : NULL;

	if (g_strcmp0(domain, expected_host) == 0)
		return true;
	g_test_message("failed: %s gives %s, not %s", input, domain, expected);
	return false;
}

/* publicsuffix.org's test_psl.txt. */
static void test_suffix_suite(void)
{
	g_autofree char *text = suite_read("psl/test_psl.txt");
	if (!text)
		return;

	size_t all = 0, passed = 0;
	for (Str rest = str_of(text); rest.len > 0;) {
		Str line = str_take_line(&rest);
		if (!str_take(&line, STR("checkPublicSuffix(")))
			continue;
		passed += suffix_vector_passes(line);
		all++;
	}
	g_test_message("test_psl.txt: %zu/%zu", passed, all);
	g_assert_cmpuint(all, >=, 78);
	g_assert_cmpuint(passed, ==, all);
}

/* What a registry sold is not always what the list's private part makes a domain. */
static void test_registered(void)
{
	static const struct {
		const char *host, *registered;
	} rows[] = {
		{"www.amazon.co.jp", "amazon.co.jp"},
		{"shop-login.web.app", "web.app"},
		{"a.b.github.io", "github.io"},
		{"x.blogspot.com", "blogspot.com"},
		{"web.app.", "web.app"},
		{"a.b.unheard", "b.unheard"},
		{"co.jp", NULL},
		{"jp", NULL},
		{"192.0.2.1", NULL},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *registered = host_registered(rows[i].host);
		g_assert_cmpstr(registered, ==, rows[i].registered);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/web/host/parse", test_parse);
	g_test_add_func("/web/host/names", test_names);
	g_test_add_func("/web/host/longest-name", test_longest_name);
	g_test_add_func("/web/host/list-date", test_list_date);
	g_test_add_func("/web/host/display", test_display);
	g_test_add_func("/web/host/to-ascii-suite", test_to_ascii_suite);
	g_test_add_func("/web/host/suffix-suite", test_suffix_suite);
	g_test_add_func("/host/registered", test_registered);
	return g_test_run();
}
