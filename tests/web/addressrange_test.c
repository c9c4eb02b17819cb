#include "web/addressrange.h"

static const struct {
	const char *text, *written; /* NULL: no range */
} parsed[] = {
	{"10.0.0.0/8", "10.0.0.0/8"},
	{"10.1.2.3/8", "10.0.0.0/8"},
	{"192.0.2.255/25", "192.0.2.128/25"},
	{"192.0.2.1", "192.0.2.1/32"},
	{"0.0.0.0/0", "0.0.0.0/0"},
	{"2001:db8::1/32", "2001:db8::/32"},
	{"::1", "::1/128"},
	{"10.0.0.0/33", NULL},
	{"10.0.0.0/", NULL},
	{"10.0.0/8", NULL},
	{"10.0.0.0/8/8", NULL},
	{"example.com/8", NULL},
	{"", NULL},
};

static void test_parse(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(parsed); i++) {
		g_autoptr(GString) written = g_string_new(NULL);
		AddressRange range;

		g_test_message("%s", parsed[i].text);
		bool is_range = addressrange_parse(str_of(parsed[i].text), &range);
		g_assert_cmpint(is_range, ==, parsed[i].written != NULL);
		if (!is_range)
			continue;
		addressrange_write(written, &range);
		g_assert_cmpstr(written->str, ==, parsed[i].written);
	}
}

static const struct {
	const char *range, *address;
	bool has;
} members[] = {
	{"10.0.0.0/8", "10.255.255.255", true},
	{"10.0.0.0/8", "11.0.0.0", false},
	{"172.16.0.0/12", "172.31.0.1", true},
	{"172.16.0.0/12", "172.32.0.1", false},
	{"0.0.0.0/0", "203.0.113.1", true},
	{"0.0.0.0/0", "::1", false},
	{"::/0", "203.0.113.1", false},
	{"127.0.0.0/8", "::ffff:127.0.0.1", false},
	{"2001:db8::/33", "2001:db8:7fff::1", true},
	{"2001:db8::/33", "2001:db8:8000::1", false},
};

static void test_has(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(members); i++) {
		AddressRange range;
		Address address;

		g_test_message("%s in %s", members[i].address, members[i].range);
		g_assert_true(addressrange_parse(str_of(members[i].range), &range));
		g_assert_true(address_parse(str_of(members[i].address), &address));
		g_assert_cmpint(addressrange_has(&range, &address), ==, members[i].has);
	}
}

static void test_halve(void)
{
	AddressRange range, low, high, end;
	g_autoptr(GString) written = g_string_new(NULL);

	g_assert_true(addressrange_parse(STR("10.0.0.0/8"), &range));
	g_assert_true(addressrange_halve(&range, &low, &high));
	addressrange_write(written, &low);
	g_string_append_c(written, ' ');
	addressrange_write(written, &high);
	g_assert_cmpstr(written->str, ==, "10.0.0.0/9 10.128.0.0/9");
	g_assert_true(addressrange_covers(&range, &high));
	g_assert_false(addressrange_covers(&low, &range));
	g_assert_false(addressrange_covers(&low, &high));
	g_assert_true(addressrange_parse(STR("::1"), &end));
	g_assert_false(addressrange_halve(&end, &low, &high));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/web/addressrange/parse", test_parse);
	g_test_add_func("/web/addressrange/has", test_has);
	g_test_add_func("/web/addressrange/halve", test_halve);
	return g_test_run();
}
