/* Whether a reply is about what was asked for. */
#include "lookup/about.h"

static const struct {
	const char *what, *kind, *subject;
	const char *said;
	RegistrationField field;
	bool other;
} rows[] = {
	{"the same", "domain", "example.com", "example.com", FIELD_NAME, false},
	{"in capitals, with a dot", "domain", "example.com", "EXAMPLE.COM.", FIELD_NAME, false},
	{"in its own script", "domain", "xn--r8jz45g.jp", "例え.jp", FIELD_NAME, false},
	{"in the wire's form", "domain", "xn--r8jz45g.jp", "XN--R8JZ45G.JP", FIELD_NAME, false},
	{"a single label", "domain", "example.za", "example", FIELD_NAME, false},
	{"IANA's top level", "domain", "example.cn", "CN", FIELD_NAME, false},
	{"no name that could be", "domain", "example.com", "a b.c", FIELD_NAME, false},
	{"another domain", "domain", "example.com", "example.net", FIELD_NAME, true},
	{"one that only ends alike", "domain", "example.com", "my-example.com", FIELD_NAME, true},
	{"the zone above", "domain", "example.co.uk", "co.uk", FIELD_NAME, true},
	{"a look-alike", "domain", "paypal.com", "pаypal.com", FIELD_NAME, true},
	{"the first address", "ip", "192.0.2.0", "192.0.2.0 - 192.0.2.255", FIELD_RANGE, false},
	{"the last one", "ip", "192.0.2.255", "192.0.2.0 - 192.0.2.255", FIELD_RANGE, false},
	{"the one behind", "ip", "192.0.3.0", "192.0.2.0 - 192.0.2.255", FIELD_RANGE, true},
	{"IPv6", "ip", "2001:db8::7", "2001:db8:: - 2001:db8::ffff", FIELD_RANGE, false},
	{"the other protocol", "ip", "2001:db8::7", "0.0.0.0 - 255.255.255.255", FIELD_RANGE, true},
	{"an AS number", "asn", "AS64500", "AS64500", FIELD_ASN, false},
	{"another one", "asn", "AS64500", "AS6450", FIELD_ASN, true},
	{"a domain's network is none of its name", "domain", "example.com",
		"192.0.2.0 - 192.0.2.255", FIELD_RANGE, false},
	{"nothing was asked for", "", "", "example.com", FIELD_NAME, false},
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
