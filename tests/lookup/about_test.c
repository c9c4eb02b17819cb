/* Whether a reply is about what was asked for. */
#include "lookup/about.h"

static const struct {
	const char *what, *kind, *subject;
	RegistrationField field;
	const char *said;
	bool other;
} rows[] = {
	{"the same", "domain", "example.com", FIELD_NAME, "example.com", false},
	{"in capitals, with a dot", "domain", "example.com", FIELD_NAME, "EXAMPLE.COM.", false},
	{"in its own script", "domain", "xn--r8jz45g.jp", FIELD_NAME, "例え.jp", false},
	{"in the wire's form", "domain", "xn--r8jz45g.jp", FIELD_NAME, "XN--R8JZ45G.JP", false},
	{"a single label", "domain", "example.za", FIELD_NAME, "example", false},
	{"IANA's top level", "domain", "example.cn", FIELD_NAME, "CN", false},
	{"no name that could be", "domain", "example.com", FIELD_NAME, "a b.c", false},
	{"another domain", "domain", "example.com", FIELD_NAME, "example.net", true},
	{"one that only ends alike", "domain", "example.com", FIELD_NAME, "my-example.com", true},
	{"the zone above", "domain", "example.co.uk", FIELD_NAME, "co.uk", true},
	{"a look-alike", "domain", "paypal.com", FIELD_NAME, "pаypal.com", true},
	{"the first address", "ip", "192.0.2.0", FIELD_RANGE, "192.0.2.0 - 192.0.2.255", false},
	{"the last one", "ip", "192.0.2.255", FIELD_RANGE, "192.0.2.0 - 192.0.2.255", false},
	{"the one behind", "ip", "192.0.3.0", FIELD_RANGE, "192.0.2.0 - 192.0.2.255", true},
	{"IPv6", "ip", "2001:db8::7", FIELD_RANGE, "2001:db8:: - 2001:db8::ffff", false},
	{"the other protocol", "ip", "2001:db8::7", FIELD_RANGE, "0.0.0.0 - 255.255.255.255", true},
	{"an AS number", "asn", "AS64500", FIELD_ASN, "AS64500", false},
	{"another one", "asn", "AS64500", FIELD_ASN, "AS6450", true},
	{"a domain's network is none of its name", "domain", "example.com", FIELD_RANGE,
		"192.0.2.0 - 192.0.2.255", false},
	{"nothing was asked for", "", "", FIELD_NAME, "example.com", false},
};

static void test_rows(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(Registration) registration = registration_new("whois.example");

		g_test_message("%s", rows[i].what);
		registration_add(registration, rows[i].field, str_of(rows[i].said));
		g_autofree char *other =
			about_other(registration, str_of(rows[i].kind), str_of(rows[i].subject));
		g_assert_cmpstr(other, ==, rows[i].other ? rows[i].said : NULL);
	}
}

static void test_silent(void)
{
	g_autoptr(Registration) registration = registration_new("whois.example");

	g_assert_null(about_other(registration, STR("domain"), STR("example.com")));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/lookup/about", test_rows);
	g_test_add_func("/lookup/about/silent", test_silent);
	return g_test_run();
}
