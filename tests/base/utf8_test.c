#include "base/utf8.h"

static const struct {
	Str bytes;
	Str text;
	size_t damaged;
} repairs[] = {
	{STR(""), STR(""), 0},
	{STR("plain"), STR("plain"), 0},
	{STR("目利き"), STR("目利き"), 0},
	{STR("a\0b"), STR("a\0b"), 0},
	{STR("caf\xe9"), STR("caf\xef\xbf\xbd"), 1},
	{STR("\xe7\x9b|\0"), STR("\xef\xbf\xbd\xef\xbf\xbd|\0"), 2},           /* cut short */
	{STR("\xc0\xaf"), STR("\xef\xbf\xbd\xef\xbf\xbd"), 2},                 /* overlong "/" */
	{STR("\xed\xa0\x80"), STR("\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"), 3}, /* a surrogate */
	{STR("\0\xff\0\xff"), STR("\0\xef\xbf\xbd\0\xef\xbf\xbd"), 2},
};

static void test_repair(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(repairs); i++) {
		size_t damaged;
		g_autoptr(GString) text = utf8_repair(repairs[i].bytes, &damaged);

		g_assert_true(str_equal(str_over(text->str, text->len), repairs[i].text));
		g_assert_cmpuint(damaged, ==, repairs[i].damaged);
		g_assert_true(utf8_is_valid(repairs[i].bytes) == (damaged == 0));
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/base/utf8/repair", test_repair);
	return g_test_run();
}
