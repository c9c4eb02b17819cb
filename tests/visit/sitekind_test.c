/* A page on ground that is not the trap's own is told as such. */
#include "visit/sitekind.h"

#include <string.h>

typedef struct {
	const char *url, *sign; /* that the page shows; NULL: none */
	const char *what, *by;  /* NULL: nothing is known */
} Row;

static const Row rows[] = {
	{"https://www.4ztfqg8.cn/ap/signin", NULL, NULL, NULL},
	{"https://www.amazon.co.jp/", NULL, "genuine", "amazon"},
	{"https://amazon.co.jp.signin-prime.example/", NULL, NULL, NULL},
	{"https://docs.google.com/forms/d/1", NULL, "service", "docs.google.com"},
	{"https://www.google.com/", NULL, "genuine", "google"},
	{"https://shop-login.web.app/", NULL, "shared-hosting", "web.app"},
	{"https://someone.github.io/", NULL, "shared-hosting", "github.io"},
	{"https://github.io.example/", NULL, NULL, NULL},
	{"https://a.example/", "parked", "parked", NULL},
	{"https://a.example/", "default-page", "default-page", NULL},
	{"https://a.example/", "captcha", NULL, NULL},
	{"http://198.51.100.7/", NULL, NULL, NULL},
	{"about:blank", NULL, NULL, NULL},
	{NULL, NULL, NULL, NULL},
};

static void test_sites(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Brands) brands = brands_new(g_getenv("MEKIKI_SOURCE"), &error);
	g_assert_no_error(error);
	g_autoptr(Lists) lists = lists_new(g_getenv("MEKIKI_SOURCE"), &error);
	g_assert_no_error(error);
	const SiteGuides guides = {brands, lists};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		json_auto_t *page =
			rows[i].sign ? json_pack("{s:[{s:s}]}", "signs", "what", rows[i].sign)
				     : json_object();
		json_auto_t *site = sitekind_json(&guides, rows[i].url, page);

		g_test_message("%s", rows[i].url);
		g_assert_cmpstr(json_get_text(site, "what"), ==, rows[i].what);
		g_assert_cmpstr(json_get_text(site, "by"), ==, rows[i].by);
		g_assert_true(!rows[i].what || json_get_text(site, "ja"));
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/sitekind/sites", test_sites);
	return g_test_run();
}
