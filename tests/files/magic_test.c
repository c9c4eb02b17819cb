#include "files/magic.h"

#include <glib.h>

static const struct {
	Str bytes;
	const char *type;
} rows[] = {
	{STR("%PDF-1.7\n"), "application/pdf"},
	{STR("\x89PNG\r\n\x1a\n...."), "image/png"},
	{STR("PK\3\4...."), "application/zip"},
	{STR("MZ\x90"), "application/vnd.microsoft.portable-executable"},
	{STR("\xef\xbb\xbf\r\n <!DOCTYPE HTML>"), "text/html"},
	{STR("<svg xmlns="), "image/svg+xml"},
	{STR("<?xml version='1.0'?>\n<!-- drawn -->\n<svg>"), "image/svg+xml"},
	{STR("<?xml version='1.0'?><a/>"), "application/xml"},
	{STR("BEGIN:VCALENDAR\r\nVERSION:2.0"), "text/calendar"},
	{STR("\r\n[InternetShortcut]\r\nURL=http://a.example/"), "application/x-mswinurl"},
	{STR("RIFF....WEBPVP8 "), "image/webp"},
	{STR("hello"), NULL},
	{STR(""), NULL},
};

static void test_types(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		g_assert_cmpstr(magic_type(rows[i].bytes), ==, rows[i].type);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/magic/types", test_types);
	return g_test_run();
}
