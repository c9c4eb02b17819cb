/* Ranges as registries write them: the range itself, and the prefixes that it is made of. */
#include "lookup/iprange.h"

static const struct {
	const char *printed;
	const char *want; /* the range, then its prefixes; NULL: no range */
} rows[] = {
	/* the forms */
	{"106.75.0.0 - 106.75.255.255", "106.75.0.0 - 106.75.255.255: 106.75.0.0/16"},
	{"106.75.0.0-106.75.255.255", "106.75.0.0 - 106.75.255.255: 106.75.0.0/16"},
	{" 204.44.64.0/18 ", "204.44.64.0 - 204.44.127.255: 204.44.64.0/18"},
	{"204.44.83.230/18", "204.44.64.0 - 204.44.127.255: 204.44.64.0/18"},
	{"200.160/20", "200.160.0.0 - 200.160.15.255: 200.160.0.0/20"},
	{"200/8", "200.0.0.0 - 200.255.255.255: 200.0.0.0/8"},
	{"192.0.2.7", "192.0.2.7 - 192.0.2.7: 192.0.2.7/32"},
	{"192.0.2.0/25, 198.51.100.0/24", "192.0.2.0 - 192.0.2.127: 192.0.2.0/25"},
	{"2001:db8::/32", "2001:db8:: - 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff: 2001:db8::/32"},
	{"2001:db8:: - 2001:db8::ffff", "2001:db8:: - 2001:db8::ffff: 2001:db8::/112"},
	{"2001:db8::1", "2001:db8::1 - 2001:db8::1: 2001:db8::1/128"},

	/* the ends of the address space */
	{"0.0.0.0/0", "0.0.0.0 - 255.255.255.255: 0.0.0.0/0"},
	{"255.255.255.255/32", "255.255.255.255 - 255.255.255.255: 255.255.255.255/32"},
	{"::/0", ":: - ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff: ::/0"},

	/* no single prefix */
	{"192.0.2.0 - 192.0.2.191", "192.0.2.0 - 192.0.2.191: 192.0.2.0/25 192.0.2.128/26"},
	{"192.0.2.1 - 192.0.2.6",
		"192.0.2.1 - 192.0.2.6: 192.0.2.1/32 192.0.2.2/31 192.0.2.4/31 192.0.2.6/32"},
	{"192.0.2.255 - 192.0.3.0", "192.0.2.255 - 192.0.3.0: 192.0.2.255/32 192.0.3.0/32"},

	/* no range */
	{"192.0.2.9 - 192.0.2.1", NULL},
	{"192.0.2.0 - 2001:db8::", NULL},
	{"192.0.2.0/33", NULL},
	{"2001:db8::/129", NULL},
	{"192.0.2.0/", NULL},
	{"192.0.2.0/-1", NULL},
	{"192.0.2.0 -", NULL},
	{"/24", NULL},
	{"192.0.2", NULL},
	{"1.2.3.4.5/8", NULL},
	{"AS8100", NULL},
	{"", NULL},
};

static char *shown_range(const IpRange *range)
{
	g_autofree char *text = iprange_text(range);
	g_autoptr(GPtrArray) cidr = iprange_cidr(range);
	GString *out = g_string_new(text);

	for (size_t i = 0; i < cidr->len; i++)
		g_string_append_printf(
			out, "%s%s", i ? " " : ": ", (char *)g_ptr_array_index(cidr, i));
	return g_string_free(out, FALSE);
}

static void test_rows(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		IpRange range;
		bool found = iprange_parse(str_of(rows[i].printed), &range);
		g_autofree char *got = found ? shown_range(&range) : NULL;

		g_test_message("%s", rows[i].printed);
		g_assert_cmpstr(got, ==, rows[i].want);
	}
}

/* All addresses but the first and the last: no range is made of more prefixes, and all are listed. */
static void test_most_prefixes(void)
{
	static const struct {
		const char *printed;
		size_t prefixes;
	} wide[] = {
		{"0.0.0.1 - 255.255.255.254", 62},
		{"::1 - ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe", 254},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(wide); i++) {
		IpRange range, part;
		IpNumber next;

		g_assert_true(iprange_parse(str_of(wide[i].printed), &range));
		g_autoptr(GPtrArray) cidr = iprange_cidr(&range);
		g_assert_cmpuint(cidr->len, ==, wide[i].prefixes);
		next = range.first;
		for (size_t p = 0; p < cidr->len; p++) { /* side by side, without a gap */
			g_assert_true(iprange_parse(str_of(g_ptr_array_index(cidr, p)), &part));
			g_assert_true(part.first == next);
			next = part.last + 1;
		}
		g_assert_true(next == range.last + 1);
	}
}

static void test_within(void)
{
	static const struct {
		const char *inner, *outer;
		bool within;
	} pairs[] = {
		{"204.44.83.0/24", "204.44.64.0/18", true},
		{"204.44.64.0/19", "204.44.64.0/18", true},
		{"204.44.64.0/18", "204.44.64.0/18", false},
		{"204.44.64.0/18", "204.44.83.0/24", false},
		{"204.44.0.0 - 204.44.70.0", "204.44.64.0/18", false},
		{"0.0.0.0/8", "::/0", false},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
		IpRange inner, outer;

		g_test_message("%s in %s", pairs[i].inner, pairs[i].outer);
		g_assert_true(iprange_parse(str_of(pairs[i].inner), &inner));
		g_assert_true(iprange_parse(str_of(pairs[i].outer), &outer));
		g_assert_true(iprange_within(&inner, &outer) == pairs[i].within);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/lookup/iprange", test_rows);
	g_test_add_func("/lookup/iprange/most-prefixes", test_most_prefixes);
	g_test_add_func("/lookup/iprange/within", test_within);
	return g_test_run();
}
