/* Which machines an entry of trusted_relays means. */
#include "trace/relays.h"

static const struct {
	const char *entry, *ip, *rdns;
	const char *shown; /* the entry, "-" where the machine is none, "refused" */
} rows[] = {
	{"198.51.100.7", "198.51.100.7", "", "198.51.100.7"},
	{"198.51.100.7", "198.51.100.8", "", "-"},
	{"198.51.100.0/24", "198.51.100.200", "x.example.org", "198.51.100.0/24"},
	{"198.51.100.9/24", "198.51.100.200", "", "198.51.100.9/24"},
	{"198.51.100.0/24", NULL, "", "-"},
	{"2001:db8::/32", "2001:db8::25", "", "2001:db8::/32"},
	{"::/0", "198.51.100.7", "", "-"},
	{"gw.example.net", "198.51.100.7", "GW.example.NET", "gw.example.net"},
	{"gw.example.net", "198.51.100.7", "a.gw.example.net", "-"},
	{"gw.example.net", "198.51.100.7", "", "-"},
	{".example.net", "198.51.100.7", "a.gw.example.net", ".example.net"},
	{".example.net", "198.51.100.7", "example.net", "-"},
	{".example.net", "198.51.100.7", "evil-example.net", "-"},
	{"bücher.example.net", NULL, "xn--bcher-kva.example.net", "bücher.example.net"},
	{"198.51.100.0/33", "198.51.100.7", "", "refused"},
	{"300.1.1.1", "198.51.100.7", "", "refused"},
	{"*.example.net", NULL, "a.example.net", "refused"},
	{"a b", NULL, "a b", "refused"},
	{".", NULL, "a", "refused"},
	{"", NULL, "", "refused"},
};

static void test_entries(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(Relays) relays = relays_new();
		bool added = relays_add(relays, str_of(rows[i].entry));
		const char *found = relays_find(relays, rows[i].ip, str_of(rows[i].rdns));
		g_test_message("%s: %s %s", rows[i].entry, rows[i].ip, rows[i].rdns);
		g_assert_cmpstr(added ? (found ? found : "-") : "refused", ==, rows[i].shown);
	}
}

static void test_many(void)
{
	g_autoptr(Relays) relays = relays_new();
	unsigned added = 0;

	for (unsigned i = 0; i < 2 * RELAYS_MAX; i++)
		added += relays_add(relays, STR("192.0.2.1"));
	g_assert_cmpuint(added, ==, RELAYS_MAX);
	g_assert_null(relays_find(NULL, "192.0.2.1", STR("")));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/trace/relays/entries", test_entries);
	g_test_add_func("/trace/relays/many", test_many);
	return g_test_run();
}
