/* Brands: who is named in a text, who owns a domain, and that the data holds together. */
#include "know/brands.h"

#include "know/wordform.h"
#include "support/scratch.h"
#include "web/host.h"
#include "web/lookalike.h"

static Brands *brands_of_source(void)
{
	g_autoptr(GError) error = NULL;
	Brands *brands = brands_new(g_getenv("MEKIKI_SOURCE"), &error);

	g_assert_no_error(error);
	return brands;
}

static char *named_in(const Brands *brands, const char *text, bool likeness)
{
	g_autoptr(Wordform) form = wordform_new(str_of(text));
	g_autofree char *skeleton = lookalike_skeleton(str_of(text));
	GString *found = g_string_new(NULL);
	const Brand *brand;
	size_t at = 0;
	Str name;

	for (;;) {
		brand = likeness ? brands_next_likeness(brands, str_of(skeleton), &at, &name)
				 : brands_next_name(brands, wordform_text(form), &at, &name);
		if (!brand)
			return g_string_free(found, FALSE);
		g_string_append_printf(found, "%s%s", found->len ? " " : "", brand->id);
	}
}

static void test_names(void)
{
	static const struct {
		const char *text, *brands;
	} rows[] = {
		{"Amazonプライムの自動更新設定を解除いたしました!", "amazon"},
		{"【楽天カード】と楽天市場", "rakuten-card rakuten"},
		{"三 井 住 友 カード", "smbc-card"},
		{"三菱ＵＦＪニコス Net Branch", "mufg-nicos"},
		{"「えきねっと」アカウントの自動退会処理について", "eki-net"},
		{"PayPal, DHL and Banco do Brasil", "paypal dhl banco-do-brasil"},
		{"an apple a day, because I chase buses", ""},
		{"paypalooza", ""},
	};
	g_autoptr(Brands) brands = brands_of_source();

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *found = named_in(brands, rows[i].text, false);

		g_assert_cmpstr(found, ==, rows[i].brands);
	}
}

static void test_likeness(void)
{
	static const struct {
		const char *text, *brands;
	} rows[] = {
		{"your аmаz0n account", "amazon"}, /* Cyrillic а, a zero */
		{"Trust WaIIet", "trust-wallet"},
		{"PayPaI", "paypal"},
		{"Mіcrosoft", "microsoft"},
		{"visa or jcb", ""},
	};
	g_autoptr(Brands) brands = brands_of_source();

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *found = named_in(brands, rows[i].text, true);

		g_assert_cmpstr(found, ==, rows[i].brands);
	}
}

static void test_look_ups(void)
{
	g_autoptr(Brands) brands = brands_of_source();
	const Brand *amazon = brands_by_id(brands, "amazon");

	g_assert_true(brands_of_domain(brands, "amazon.co.jp") == amazon);
	g_assert_true(brand_owns(amazon, "amazon.com"));
	g_assert_false(brand_owns(amazon, "cljqxt.top"));
	g_assert_null(brands_of_domain(brands, "cljqxt.top"));
	g_assert_null(brands_by_id(brands, "nobody"));
	g_assert_cmpstr(brands_alone(brands, STR("apple"))->id, ==, "apple");
	g_assert_null(brands_alone(brands, STR("apple pie")));
	g_assert_true(g_str_has_prefix(brands_source(brands), "data/brands, 20"));
	g_assert_cmpuint(brands_count(brands), >=, 30);
}

/* Every domain is registrable: a host below one, or a public suffix, would never match. */
static void test_domains_are_registrable(void)
{
	g_autoptr(Brands) brands = brands_of_source();

	for (size_t i = 0; i < brands_count(brands); i++) {
		const Brand *brand = brands_at(brands, i);

		for (const char *const *domain = brand->domains; *domain; domain++) {
			g_autofree char *registrable = host_domain(*domain);

			g_assert_cmpstr(registrable, ==, *domain);
		}
	}
}

static void test_faults(void)
{
	static const struct {
		const char *file, *words;
	} rows[] = {
		{"{}", "says no \"date\" or \"source\""},
		{"{\"date\":\"2026-01-01\",\"source\":\"s\",\"brands\":[{}]}",
			"a brand has no \"id\""},
		{"{\"date\":\"2026-01-01\",\"source\":\"s\",\"brands\":[{\"id\":\"a\",\"name\":{"
		 "\"en\":"
		 "\"A\"}}]}",
			"a brand has no \"name\" in \"en\" and \"ja\""},
		{"{\"date\":\"2026-01-01\",\"source\":\"s\",\"brands\":[{\"id\":\"a\",\"name\":{"
		 "\"en\":"
		 "\"A\",\"ja\":\"A\"},\"names\":[\"a\"]}]}",
			"a brand has no \"names\" or no \"domains\""},
	};
	g_autoptr(Scratch) dir = scratch_new();
	g_autofree char *folder = g_build_filename(dir, "data", "brands", NULL);
	g_autofree char *path = g_build_filename(folder, "x.json", NULL);

	g_assert_cmpint(g_mkdir_with_parents(folder, 0700), ==, 0);
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *words = g_strdup_printf("%s: %s", path, rows[i].words);

		g_assert_true(g_file_set_contents(path, rows[i].file, -1, NULL));
		g_assert_null(brands_new(dir, &error));
		g_assert_cmpstr(error->message, ==, words);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/know/brands/names", test_names);
	g_test_add_func("/know/brands/likeness", test_likeness);
	g_test_add_func("/know/brands/look-ups", test_look_ups);
	g_test_add_func("/know/brands/domains-are-registrable", test_domains_are_registrable);
	g_test_add_func("/know/brands/faults", test_faults);
	return g_test_run();
}
