#include "base/str.h"

#include "support/assert_str.h"

static void test_over(void)
{
	assert_str(str_of(NULL), STR(""));
	assert_str(str_of("a"), STR("a"));
	assert_str(str_over(NULL, 5), STR(""));
	assert_str(str_over("a\0b", 3), STR("a\0b"));
	g_autoptr(GBytes) bytes = g_bytes_new_static("xy", 2), none = g_bytes_new_static(NULL, 0);
	assert_str(str_of_bytes(bytes), STR("xy"));
	assert_str(str_of_bytes(none), STR(""));
	g_autofree char *copy = str_dup(str_over("abc", 2));
	g_assert_cmpstr(copy, ==, "ab");
}

static const struct {
	size_t from, len;
	Str part;
} parts[] = {
	{0, 5, STR("hello")},
	{1, 3, STR("ell")},
	{3, 99, STR("lo")},
	{5, 1, STR("")},
	{99, 99, STR("")},
	{1, G_MAXSIZE, STR("ello")},
	{G_MAXSIZE, G_MAXSIZE, STR("")},
};

static void test_sub(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
		assert_str(str_sub(STR("hello"), parts[i].from, parts[i].len), parts[i].part);
}

static const struct {
	Str a, b;
	int order;
	bool equal, fold;
} pairs[] = {
	{STR(""), STR(""), 0, true, true}, {STR("a"), STR("a"), 0, true, true},
	{STR("a"), STR("A"), 1, false, true}, {STR("a"), STR("ab"), -1, false, false},
	{STR("a\0b"), STR("a\0c"), -1, false, false}, {STR("\xff"), STR("a"), 1, false, false},
	{STR("\xc3\xa9"), STR("\xc3\x89"), 1, false, false}, /* é and É are bytes here */
};

static void test_compare(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
		int order = str_compare(pairs[i].a, pairs[i].b);
		g_assert_cmpint((order > 0) - (order < 0), ==, pairs[i].order);
		g_assert_true(str_equal(pairs[i].a, pairs[i].b) == pairs[i].equal);
		g_assert_true(str_equal_fold(pairs[i].a, pairs[i].b) == pairs[i].fold);
	}
}

static void test_starts_and_ends(void)
{
	g_assert_true(str_starts(STR("Subject"), STR("Sub")));
	g_assert_false(str_starts(STR("Subject"), STR("sub")));
	g_assert_true(str_starts_fold(STR("Subject"), STR("sub")));
	g_assert_false(str_starts(STR("Su"), STR("Sub")));
	g_assert_true(str_ends(STR("a.example"), STR(".example")));
	g_assert_false(str_ends(STR("a.Example"), STR(".example")));
	g_assert_true(str_ends_fold(STR("a.Example"), STR(".example")));
	g_assert_false(str_ends(STR("le"), STR("ple")));
	g_assert_true(str_starts(STR(""), STR("")) && str_ends(STR("a"), STR("")));
}

static const struct {
	Str text, needle;
	gssize found, found_fold;
} finds[] = {
	{STR("Content-Type"), STR("type"), -1, 8},
	{STR("Content-Type"), STR("t-T"), 6, 6},
	{STR("aab"), STR("ab"), 1, 1},
	{STR("a\0b"), STR("\0b"), 1, 1},
	{STR("a"), STR(""), 0, 0},
	{STR(""), STR(""), 0, 0},
	{STR(""), STR("a"), -1, -1},
	{STR("ab"), STR("abc"), -1, -1},
};

static void test_find(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(finds); i++) {
		g_assert_cmpint(str_find(finds[i].text, finds[i].needle), ==, finds[i].found);
		g_assert_cmpint(
			str_find_fold(finds[i].text, finds[i].needle), ==, finds[i].found_fold);
	}
	g_assert_cmpint(str_find_char(STR("a@b@c"), '@'), ==, 1);
	g_assert_cmpint(str_rfind_char(STR("a@b@c"), '@'), ==, 3);
	g_assert_cmpint(str_find_char(STR("a\0"), '\0'), ==, 1);
	g_assert_cmpint(str_find_char(STR(""), 'a'), ==, -1);
	g_assert_cmpint(str_rfind_char(STR("b"), 'a'), ==, -1);
}

static void test_take(void)
{
	Str rest = STR("12ab: c");

	assert_str(str_take_while(&rest, str_is_digit), STR("12"));
	assert_str(str_take_while(&rest, str_is_digit), STR(""));
	assert_str(str_take_until(&rest, ':'), STR("ab"));
	g_assert_false(str_take_char(&rest, ' '));
	g_assert_true(str_take_char(&rest, ':'));
	str_skip(&rest, str_is_space);
	g_assert_false(str_take(&rest, STR("cd")));
	g_assert_true(str_take(&rest, STR("c")));
	assert_str(rest, STR(""));
	g_assert_false(str_take_char(&rest, 'x'));
	assert_str(str_take_until(&rest, 'x'), STR(""));
}

static void test_lines(void)
{
	static const Str lines[] = {STR("one"), STR(""), STR("t\rwo"), STR("three\r"), STR("four")};
	Str rest = STR("one\r\n\nt\rwo\nthree\r\r\nfour");

	for (size_t i = 0; i < G_N_ELEMENTS(lines); i++)
		assert_str(str_take_line(&rest), lines[i]);
	assert_str(rest, STR(""));
}

static void test_trim(void)
{
	assert_str(str_trim(STR(" \t\r\n\v\f a b \r\n")), STR("a b"));
	assert_str(str_trim_end(STR(" a ")), STR(" a"));
	assert_str(str_trim(STR("  ")), STR(""));
	assert_str(str_trim(STR("\0 ")), STR("\0"));
}

static const struct {
	Str text;
	guint64 max;
	gint64 value; /* -1: it is none */
} numbers[] = {
	{STR("0"), 9, 0},
	{STR("007"), 9, 7},
	{STR("65535"), 65535, 65535},
	{STR("65536"), 65535, -1},
	{STR("5"), 3, -1},
	{STR("3"), 3, 3},
	{STR("10"), 9, -1},
	{STR("9223372036854775807"), G_MAXINT64, G_MAXINT64},
	{STR("99999999999999999999"), G_MAXUINT64, -1},
	{STR("18446744073709551616"), G_MAXUINT64, -1},
	{STR(""), 9, -1},
	{STR("-1"), 9, -1},
	{STR("+1"), 9, -1},
	{STR(" 1"), 9, -1},
	{STR("1x"), 9, -1},
	{STR("0"), 0, 0},
};

static void test_parse_uint(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++) {
		guint64 value = 77;
		bool parsed = str_parse_uint(numbers[i].text, numbers[i].max, &value);
		g_test_message("row %zu", i);
		g_assert_true(parsed == (numbers[i].value >= 0));
		g_assert_cmpuint(value, ==, parsed ? (guint64)numbers[i].value : 77);
	}
	guint64 value;
	g_assert_true(str_parse_uint(STR("18446744073709551615"), G_MAXUINT64, &value));
	g_assert_cmpuint(value, ==, G_MAXUINT64);
}

static void test_classes(void)
{
	g_assert_true(str_is_ascii(STR("a\0~")));
	g_assert_true(str_is_ascii(STR("")));
	g_assert_false(str_is_ascii(STR("caf\xe9")));
	for (int c = 0; c < 256; c++) {
		bool ascii = c < 0x80;
		g_assert_true(str_is_digit((char)c) == (ascii && g_ascii_isdigit((char)c)));
		g_assert_true(str_is_alnum((char)c) == (ascii && g_ascii_isalnum((char)c)));
		g_assert_true(str_is_hex((char)c) == (ascii && g_ascii_isxdigit((char)c)));
		g_assert_true(
			str_is_space((char)c) == (c == ' ' || c == '\t' || c == '\r' || c == '\n' ||
							 c == '\v' || c == '\f'));
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/str/over", test_over);
	g_test_add_func("/str/sub", test_sub);
	g_test_add_func("/str/compare", test_compare);
	g_test_add_func("/str/starts-and-ends", test_starts_and_ends);
	g_test_add_func("/str/find", test_find);
	g_test_add_func("/str/take", test_take);
	g_test_add_func("/str/lines", test_lines);
	g_test_add_func("/str/trim", test_trim);
	g_test_add_func("/str/parse-uint", test_parse_uint);
	g_test_add_func("/str/classes", test_classes);
	return g_test_run();
}
