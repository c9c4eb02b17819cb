/* A case's own hosts are defanged wherever they stand. */
#include "report/known.h"

static const struct {
	const char *text, *shown;
} rows[] = {
	{"リンク先のlogin.shop.exampleは", "リンク先のlogin[.]shop[.]exampleは"},
	{"LOGIN.shop.example and shop.example", "LOGIN[.]shop[.]example and shop[.]example"},
	{"x.login.shop.example", "x.login[.]shop[.]example"},
	{"login[.]shop[.]example", "login[.]shop[.]example"}, /* done already */
	{"mylogin.shop.example", "mylogin.shop[.]example"},
	{"shop.examples", "shop.examples"}, /* a longer word */
	{"mx.relay.internal", "mx[.]relay[.]internal"},
	{"from.example", "from[.]example"},
	{"localhost", "localhost"}, /* one label */
	{"192.0.2.1", "192.0.2.1"}, /* an address: web/defang's */
	{"", ""},
};

static void test_rows(void)
{
	json_auto_t *dossier =
		json_pack("{s:[{s:s,s:s}], s:{s:[{s:s}]}, s:[{s:s,s:{s:s,s:n}}], s:[{s:s}]}",
			"links", "host", "login.shop.example", "domain", "shop.example", "mail",
			"from", "domain", "from.example", "hops", "by", "localhost", "from", "helo",
			"mx.relay.internal", "rdns", "registrations", "of", "192.0.2.1");
	g_autoptr(Known) known = known_new(dossier);

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *shown = known_defang(known, rows[i].text);
		g_assert_cmpstr(shown, ==, rows[i].shown);
	}
}

static void test_nothing_known(void)
{
	json_auto_t *empty = json_object();
	g_autoptr(Known) known = known_new(empty);
	g_autofree char *shown = known_defang(known, "shop.example");

	g_assert_cmpstr(shown, ==, "shop.example");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/report/known/rows", test_rows);
	g_test_add_func("/report/known/nothing-known", test_nothing_known);
	return g_test_run();
}
