#include "web/address.h"

static const struct {
	const char *text;
	AddressClass class;
} classes[] = {
	/* the model case's machines */
	{"106.75.178.120", ADDRESS_PUBLIC},
	{"204.44.83.230", ADDRESS_PUBLIC},
	{"2606:4700:4700::1111", ADDRESS_PUBLIC},

	/* the edges of each block */
	{"0.0.0.0", ADDRESS_RESERVED},
	{"1.0.0.0", ADDRESS_PUBLIC},
	{"9.255.255.255", ADDRESS_PUBLIC},
	{"10.0.0.0", ADDRESS_PRIVATE},
	{"10.255.255.255", ADDRESS_PRIVATE},
	{"11.0.0.0", ADDRESS_PUBLIC},
	{"100.63.255.255", ADDRESS_PUBLIC},
	{"100.64.0.0", ADDRESS_PRIVATE},
	{"100.127.255.255", ADDRESS_PRIVATE},
	{"100.128.0.0", ADDRESS_PUBLIC},
	{"127.0.0.1", ADDRESS_LOOPBACK},
	{"127.255.255.255", ADDRESS_LOOPBACK},
	{"169.254.169.254", ADDRESS_LINK_LOCAL},
	{"172.15.255.255", ADDRESS_PUBLIC},
	{"172.16.0.0", ADDRESS_PRIVATE},
	{"172.31.255.255", ADDRESS_PRIVATE},
	{"172.32.0.0", ADDRESS_PUBLIC},
	{"192.0.0.8", ADDRESS_RESERVED},
	{"192.0.0.9", ADDRESS_PUBLIC},
	{"192.0.2.1", ADDRESS_DOCUMENTATION},
	{"192.88.99.1", ADDRESS_RESERVED},
	{"192.168.1.1", ADDRESS_PRIVATE},
	{"192.175.48.1", ADDRESS_PUBLIC},
	{"198.17.255.255", ADDRESS_PUBLIC},
	{"198.18.0.0", ADDRESS_RESERVED},
	{"198.19.255.255", ADDRESS_RESERVED},
	{"198.51.100.7", ADDRESS_DOCUMENTATION},
	{"203.0.113.7", ADDRESS_DOCUMENTATION},
	{"223.255.255.255", ADDRESS_PUBLIC},
	{"224.0.0.1", ADDRESS_RESERVED},
	{"255.255.255.255", ADDRESS_RESERVED},

	{"::", ADDRESS_RESERVED},
	{"::1", ADDRESS_LOOPBACK},
	{"[::1]", ADDRESS_LOOPBACK},
	{"::2", ADDRESS_RESERVED},
	{"100::1", ADDRESS_RESERVED},
	{"2001::1", ADDRESS_RESERVED},
	{"2001:1::1", ADDRESS_PUBLIC},
	{"2001:1::4", ADDRESS_RESERVED},
	{"2001:2::1", ADDRESS_RESERVED},
	{"2001:1ff:ffff::", ADDRESS_RESERVED},
	{"2001:200::", ADDRESS_PUBLIC},
	{"2001:db8::1", ADDRESS_DOCUMENTATION},
	{"2001:db9::1", ADDRESS_PUBLIC},
	{"3fff:fff::1", ADDRESS_DOCUMENTATION},
	{"3fff:1000::1", ADDRESS_PUBLIC},
	{"4000::1", ADDRESS_RESERVED},
	{"5f00::1", ADDRESS_RESERVED},
	{"fbff::1", ADDRESS_RESERVED},
	{"fc00::1", ADDRESS_PRIVATE},
	{"fdff::1", ADDRESS_PRIVATE},
	{"fe80::1", ADDRESS_LINK_LOCAL},
	{"febf::1", ADDRESS_LINK_LOCAL},
	{"fec0::1", ADDRESS_RESERVED},
	{"ff02::1", ADDRESS_RESERVED},

	/* an IPv4 address inside: its packets go there */
	{"::ffff:127.0.0.1", ADDRESS_LOOPBACK},
	{"::ffff:a00:1", ADDRESS_PRIVATE},
	{"::ffff:204.44.83.230", ADDRESS_PUBLIC},
	{"64:ff9b::169.254.169.254", ADDRESS_LINK_LOCAL},
	{"64:ff9b::8.8.8.8", ADDRESS_PUBLIC},
	{"64:ff9b:1::8.8.8.8", ADDRESS_RESERVED},
	{"2002:7f00:1::", ADDRESS_LOOPBACK},
	{"2002:cc2c:53e6::1", ADDRESS_PUBLIC},
	{"::127.0.0.1", ADDRESS_RESERVED},

	/* no addresses, whatever a lenient reader makes of them */
	{"", ADDRESS_INVALID},
	{"localhost", ADDRESS_INVALID},
	{"127.1", ADDRESS_INVALID},
	{"0x7f.0.0.1", ADDRESS_INVALID},
	{"010.0.0.1", ADDRESS_INVALID},
	{"10.0.0.1.", ADDRESS_INVALID},
	{"10.0.0.256", ADDRESS_INVALID},
	{"10.0.0.1 ", ADDRESS_INVALID},
	{"fe80::1%eth0", ADDRESS_INVALID},
	{"[::1", ADDRESS_INVALID},
};

static void test_class(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(classes); i++) {
		g_test_message("%s", classes[i].text);
		g_assert_cmpint(address_class(str_of(classes[i].text)), ==, classes[i].class);
	}
}

static const struct {
	const char *text, *canonical;
} canonicals[] = {
	{"192.0.2.1", "192.0.2.1"},
	{"192.0.2.01", NULL},
	{"192.0.2", NULL},
	{"192.0.2.1.1", NULL},
	{"192.0..1", NULL},

	/* RFC 5952, section 4: no leading zeros, lower case, the longest run shortened, the first of two,
	 * never one piece alone */
	{"2001:0DB8::0001", "2001:db8::1"},
	{"[2001:DB8:0::1]", "2001:db8::1"},
	{"2001:db8:0:0:0:0:2:1", "2001:db8::2:1"},
	{"2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"},
	{"2001:0:0:1:0:0:0:1", "2001:0:0:1::1"},
	{"2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"},
	{"0:0:0:0:0:0:0:0", "::"},
	{"1:0:0:0:0:0:0:0", "1::"},
	{"1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"},
	{"::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"},
	{"::ffff:192.0.2.1", "::ffff:c000:201"},
	{"1:2:3:4:5:6:192.0.2.1", "1:2:3:4:5:6:c000:201"},

	{":", NULL},
	{":1", NULL},
	{"1:", NULL},
	{":::", NULL},
	{"1::2::3", NULL},
	{"1:2:3:4:5:6:7", NULL},
	{"1:2:3:4:5:6:7:8:9", NULL},
	{"1:2:3:4:5:6:7::8", NULL},
	{"12345::", NULL},
	{"g::", NULL},
	{"::1.2.3", NULL},
	{"::1.2.3.4:5", NULL},
	{"::1.2.3.04", NULL},
	{"1:2:3:4:5:6:7:1.2.3.4", NULL},
	{"[1.2.3.4]", NULL},
	{"[]", NULL},
	{"[", NULL},
};

static void test_canonical(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(canonicals); i++) {
		g_autofree char *canonical = address_canonical(str_of(canonicals[i].text));
		g_test_message("%s", canonicals[i].text);
		g_assert_cmpstr(canonical, ==, canonicals[i].canonical);
	}
}

static const struct {
	const char *text, *dotted;
} loose[] = {
	{"3425457126", "204.44.83.230"},
	{"0xcc2c53e6", "204.44.83.230"},
	{"0xCC.0x2c.0x53.0xE6", "204.44.83.230"},
	{"0314.054.0123.0346", "204.44.83.230"},
	{"204.2905062", "204.44.83.230"},
	{"127.1", "127.0.0.1"},
	{"127.0.0.1.", "127.0.0.1"},
	{"0x", "0.0.0.0"},
	{"0", "0.0.0.0"},
	{"4294967295", "255.255.255.255"},
	{"4294967296", NULL},
	{"99999999999999999999999999999999", NULL},
	{"256.1", NULL},
	{"1.16777216", NULL},
	{"08", NULL},
	{"0x1g", NULL},
	{"1.2.3.4.5", NULL},
	{"1..2", NULL},
	{"1.2..", NULL},
	{".", NULL},
	{"", NULL},
};

static void test_loose(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(loose); i++) {
		Address address;
		g_autoptr(GString) dotted = g_string_new(NULL);

		g_test_message("%s", loose[i].text);
		if (address_parse_ipv4_loose(str_of(loose[i].text), &address))
			address_write(dotted, &address);
		g_assert_cmpstr(dotted->str, ==, loose[i].dotted ? loose[i].dotted : "");
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/web/address/class", test_class);
	g_test_add_func("/web/address/canonical", test_canonical);
	g_test_add_func("/web/address/loose", test_loose);
	return g_test_run();
}
