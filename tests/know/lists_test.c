/* Lists of hosts: what counts as being on one, and what a file must say. */
#include "know/lists.h"

#include "support/scratch.h"

static void test_find(void)
{
	static const struct {
		const char *list, *host, *entry;
	} rows[] = {
		{"free-mail", "gmail.com", "gmail.com"},
		{"free-mail", "notgmail.com", NULL},
		{"free-hosting", "shop-login.web.app", "web.app"},
		{"free-hosting", "x.blob.core.windows.net", "blob.core.windows.net"},
		{"free-hosting", "docs.google.com", "docs.google.com"},
		{"free-hosting", "www.google.com", NULL},
		{"shorteners", "bit.ly", "bit.ly"},
		{"mail-services", "u1.ct.sendgrid.net", "sendgrid.net"},
		{"cheap-suffixes", "cljqxt.top", "top"},
		{"no-such-list", "bit.ly", NULL},
		{"shorteners", "", NULL},
	};
	g_autoptr(GError) error = NULL;
	g_autoptr(Lists) lists = lists_new(g_getenv("MEKIKI_SOURCE"), &error);

	g_assert_no_error(error);
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		g_assert_cmpstr(lists_find(lists, rows[i].list, rows[i].host), ==, rows[i].entry);
	g_assert_true(
		g_str_has_prefix(lists_source(lists, "free-mail"), "data/lists/free-mail, 20"));
	g_assert_null(lists_source(lists, "no-such-list"));
}

static void write_list(const char *dir, const char *text)
{
	g_autofree char *folder = g_build_filename(dir, "data", "lists", NULL);
	g_autofree char *path = g_build_filename(folder, "x.txt", NULL);

	g_assert_cmpint(g_mkdir_with_parents(folder, 0700), ==, 0);
	g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void test_no_date(void)
{
	g_autoptr(Scratch) dir = scratch_new();
	g_autoptr(GError) error = NULL;

	g_assert_null(lists_new(dir, &error));
	g_clear_error(&error);
	write_list(dir, "# source: a page\nexample.com\n");
	g_assert_null(lists_new(dir, &error));
	g_assert_true(g_str_has_suffix(
		error->message, "x.txt: has no \"# date:\" or \"# source:\" line"));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/know/lists/find", test_find);
	g_test_add_func("/know/lists/no-date", test_no_date);
	return g_test_run();
}
