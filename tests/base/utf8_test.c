#include "base/utf8.h"

#include "support/assert_str.h"

#define BROKEN "\xef\xbf\xbd"

typedef struct {
	const char *name;
	Str bytes;
	Str shown;
	size_t damaged;
} Row;

static const Row rows[] = {
	{"nothing", STR(""), STR(""), 0},
	{"plain", STR("prime"), STR("prime"), 0},
	{"Japanese", STR("会員特典"), STR("会員特典"), 0},
	{"four bytes", STR("📦"), STR("📦"), 0},
	{"NULs are characters", STR("a\0b\0"), STR("a\0b\0"), 0},
	{"NUL and damage", STR("\0\xff\0"), STR("\0" BROKEN "\0"), 1},
	{"lone continuation bytes", STR("\x80\xbfz"), STR(BROKEN BROKEN "z"), 2},
	{"cut at the end", STR("会\xe5\x93"), STR("会" BROKEN), 1},
	{"cut before a letter", STR("\xe5\x93z"), STR(BROKEN "z"), 1},
	{"cut before a character", STR("\xf0\x9f\x93会"), STR(BROKEN "会"), 1},
	{"overlong slash", STR("\xc0\xaf"), STR(BROKEN BROKEN), 2},
	{"overlong in three", STR("\xe0\x80\xaf"), STR(BROKEN BROKEN BROKEN), 3},
	{"surrogate", STR("\xed\xa0\x80"), STR(BROKEN BROKEN BROKEN), 3},
	{"past U+10FFFF", STR("\xf4\x90\x80\x80"), STR(BROKEN BROKEN BROKEN BROKEN), 4},
	{"latin 1", STR("caf\xe9 au"), STR("caf" BROKEN " au"), 1},
	{"byte order mark stays", STR("\xef\xbb\xbfx"), STR("\xef\xbb\xbfx"), 0},
};

static void test_clean(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		size_t damaged = 99;
		g_test_message("%s", rows[i].name);
		g_autoptr(GString) text = utf8_repair(rows[i].bytes, &damaged);
		assert_str(str_over(text->str, text->len), rows[i].shown);
		g_assert_cmpuint(damaged, ==, rows[i].damaged);
		g_assert_true(utf8_is_valid(rows[i].bytes) == (damaged == 0));
	}
}

static void test_no_bytes_at_all(void)
{
	g_autoptr(GString) text = utf8_repair((Str){NULL, 0}, NULL);

	g_assert_cmpstr(text->str, ==, "");
	g_assert_true(utf8_is_valid((Str){NULL, 0}));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/utf8/clean", test_clean);
	g_test_add_func("/utf8/no-bytes-at-all", test_no_bytes_at_all);
	return g_test_run();
}
