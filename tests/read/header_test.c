#include "read/header.h"

#include "support/assert_str.h"

/* A block, and what is read of it: "name: value" lines, then what is left behind "|". */
static const struct {
	Str block, shown;
} rows[] = {
	{STR("A: 1\r\nB: 2\r\n\r\nbody"), STR("A=1;B=2;|body")},
	{STR("A: 1\nB: 2\n\nbody"), STR("A=1;B=2;|body")},
	{STR("A: 1\r\nB: 2\n\r\nbody"), STR("A=1;B=2;|body")},
	{STR("A: 1\n\t2\n 3\nB:4"), STR("A=1\n\t2\n 3;B=4;|")},
	{STR("A:\n 1\n\n"), STR("A=1;|")},
	{STR("A:\n\nbody"), STR("A=;|body")},
	{STR("A : 1\n\n"), STR("A=1;|")},
	{STR("From x@y Mon\nA: 1\n>From z\nB: 2\n\n"), STR("A=1;B=2;|")},
	/* what is no field ends the block and stays */
	{STR("A: 1\nno field\nB: 2\n"), STR("A=1;|no field\nB: 2\n")},
	{STR("A: 1\n--boundary\n"), STR("A=1;|--boundary\n")},
	{STR(": x\n"), STR("|: x\n")},
	{STR("A\xe3\x81\x93: 1\n"), STR("|A\xe3\x81\x93: 1\n")},
	{STR(""), STR("|")},
	{STR("\n"), STR("|")},
};

static void test_fields(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GString) shown = g_string_new(NULL);
		Str rest = rows[i].block;
		for (Header header; header_next(&rest, &header);)
			g_string_append_printf(
				shown, "%.*s=%.*s;", STR_ARG(header.name), STR_ARG(header.value));
		g_string_append_printf(shown, "|%.*s", STR_ARG(rest));
		assert_str(str_over(shown->str, shown->len), rows[i].shown);
	}
}

static const struct {
	Str folded, shown;
} folds[] = {
	{STR("a\r\n b"), STR("a b")},
	{STR("a \n\t  b\r\n\tc"), STR("a b c")},
	{STR("a\n \n b"), STR("a b")},
	{STR("a  b"), STR("a  b")},
};

static void test_unfold(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(folds); i++) {
		g_autoptr(GString) got = header_unfold(folds[i].folded);
		assert_str(str_over(got->str, got->len), folds[i].shown);
	}
}

/* A value is cut at HEADER_VALUE_MAX, but not within a character. */
static void test_cut(void)
{
	g_autoptr(GString) block = g_string_new("A: x");

	while (block->len < 2 * HEADER_VALUE_MAX)
		g_string_append(block, "あ");
	g_string_append(block, "\nB: 1\n");
	Str rest = str_over(block->str, block->len);
	Header header;
	g_assert_true(header_next(&rest, &header));
	g_assert_true(header.cut);
	g_assert_cmpuint(header.value.len, ==, HEADER_VALUE_MAX);
	g_assert_true(g_utf8_validate_len(header.value.at, header.value.len, NULL));
	g_assert_true(header_next(&rest, &header));
	g_assert_false(header.cut);
	assert_str(header.name, STR("B"));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/header/fields", test_fields);
	g_test_add_func("/header/unfold", test_unfold);
	g_test_add_func("/header/cut", test_cut);
	return g_test_run();
}
