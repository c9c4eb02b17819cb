#include "web/urlpath.h"

static const struct {
	const char *path, *segment, *grown;
	bool is_last, is_file;
} appends[] = {
	{"", "a", "/a", true, false},
	{"/a", "", "/a/", false, false},
	{"/a", "b c", "/a/b%20c", true, false},

	/* one dot stays here, two go up, three are a name; at the end a slash is left */
	{"/a", ".", "/a", false, false},
	{"/a", ".", "/a/", true, false},
	{"/a/b", "..", "/a", false, false},
	{"/a/b", "..", "/a/", true, false},
	{"/a/b", "%2E.", "/a", false, false},
	{"/a/b", ".%2e", "/a", false, false},
	{"/a/b", "%2e%2E", "/a", false, false},
	{"/a", "...", "/a/...", true, false},
	{"/a", ".b", "/a/.b", true, false},
	{"", "..", "", false, false},

	/* a drive is spelled with a colon, and nothing goes above it */
	{"", "C|", "/C:", false, true},
	{"/a", "C|", "/a/C|", false, true},
	{"", "C|", "/C|", false, false},
	{"/C:", "..", "/C:", false, true},
	{"/C:", "..", "", false, false},
	{"/C:/a", "..", "/C:", false, true},
};

static void test_append(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(appends); i++) {
		g_autoptr(GString) path = g_string_new(appends[i].path);
		urlpath_append(
			path, str_of(appends[i].segment), appends[i].is_last, appends[i].is_file);
		g_assert_cmpstr(path->str, ==, appends[i].grown);
	}
}

static const struct {
	const char *text;
	bool is, starts;
} drives[] = {
	{"C:", true, true},
	{"c|", true, true},
	{"C:/", false, true},
	{"C:\\x", false, true},
	{"C|?x", false, true},
	{"C:#", false, true},
	{"C:x", false, false},
	{"C", false, false},
	{"1:", false, false},
	{"/C:", false, false},
	{"", false, false},
};

static void test_drives(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(drives); i++) {
		g_assert_true(urlpath_is_drive(str_of(drives[i].text)) == drives[i].is);
		g_assert_true(
			urlpath_starts_with_drive(str_of(drives[i].text)) == drives[i].starts);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/web/urlpath/append", test_append);
	g_test_add_func("/web/urlpath/drives", test_drives);
	return g_test_run();
}
