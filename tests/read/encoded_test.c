#include "read/encoded.h"

#include "support/assert_str.h"
#include "support/cputime.h"

typedef struct {
	Str written, shown;
	size_t damaged;
} Row;

static const Row rows[] = {
	{STR("plain"), STR("plain"), 0},
	{STR("=?utf-8?B?44GT44KT?="), STR("こん"), 0},
	{STR("=?UTF-8?q?a_b=21?= c"), STR("a b! c"), 0},
	{STR("=?utf-8*ja?B?44GT?="), STR("こ"), 0},
	/* white space between two words is not theirs; beside other text it is */
	{STR("=?utf-8?B?44GT?= \t=?utf-8?B?44KT?="), STR("こん"), 0},
	{STR("a =?utf-8?B?44GT?= b"), STR("a こ b"), 0},
	{STR("(=?utf-8?B?44GT?=)"), STR("(こ)"), 0},
	{STR("=?utf-8?B?44GT?=<a@b>"), STR("こ<a@b>"), 0},
	/* a character split over two words */
	{STR("=?utf-8?B?44E=?= =?utf-8?B?kw==?="), STR("こ"), 0},
	{STR("=?utf-8?Q?=E3=81?= =?UTF-8?B?kw==?="), STR("こ"), 0},
	{STR("=?iso-2022-jp?B?GyRCJDMbKEI=?= =?utf-8?B?44KT?="), STR("こん"), 0},
	{STR("=?shift_jis?B?h0A=?="), STR("①"), 0},
	{STR("=?iso-8859-1?Q?J=FCrgen?= =?iso-8859-1?Q?_Müller?="), STR("Jürgen Müller"), 0},
	{STR("=?gb2312?B?1tDOxA==?="), STR("中文"), 0},
	/* a name that no charset has: guessed */
	{STR("=?x-none?B?44GT44KT?="), STR("こん"), 0},
	/* not words */
	{STR("=?utf-8?X?abc?="), STR("=?utf-8?X?abc?="), 0},
	{STR("=?utf-8?B?44GT"), STR("=?utf-8?B?44GT"), 0},
	{STR("=?"), STR("=?"), 0},
	{STR("a=b =? ?="), STR("a=b =? ?="), 0},
	{STR("=?utf-8?B?"
	     "?="),
		STR(""), 0},
	{STR("=?utf-8?Q?a b?="), STR("a b"), 0},
	{STR("=?utf-8?Q?=FF?="), STR("\xef\xbf\xbd"), 1},
	{STR("  two  blanks "), STR("  two  blanks "), 0},
};

static const Row phrases[] = {
	{STR("\"Doe, J\""), STR("Doe, J"), 0},
	{STR("\"a \\\"b\\\" c\""), STR("a \"b\" c"), 0},
	{STR("\"=?utf-8?B?44GT?=\" x"), STR("こ x"), 0},
	{STR("J. \"Q\" Doe"), STR("J. Q Doe"), 0},
	{STR("\\"), STR("\\"), 0},
};

static void check(GString *(*decode)(Charsets *, Str, size_t *), const Row *table, size_t count)
{
	g_autoptr(Charsets) charsets = charsets_new();

	for (size_t i = 0; i < count; i++) {
		size_t damaged;
		g_autoptr(GString) got = decode(charsets, table[i].written, &damaged);
		assert_str(str_over(got->str, got->len), table[i].shown);
		g_assert_cmpuint(damaged, ==, table[i].damaged);
	}
}

static void test_words(void)
{
	check(encoded_decode, rows, G_N_ELEMENTS(rows));
}

static void test_phrases(void)
{
	check(encoded_phrase, phrases, G_N_ELEMENTS(phrases));
}

/* Beginnings without an end, and gaps without a word: each a second or more if it were quadratic. */
static void test_linear(void)
{
	static const char *const pieces[] = {"=?a?Q?", "=?", "= ", " \t", "=?a?B?x?="};
	g_autoptr(Charsets) charsets = charsets_new();
	gint64 start = cputime_us();

	for (size_t i = 0; i < G_N_ELEMENTS(pieces); i++) {
		g_autoptr(GString) text = g_string_new(NULL);
		while (text->len < 400000)
			g_string_append(text, pieces[i]);
		g_string_free(encoded_decode(charsets, str_over(text->str, text->len), NULL), TRUE);
	}
	g_assert_cmpint(cputime_us() - start, <, 5 * CPUTIME_SECOND);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/encoded/words", test_words);
	g_test_add_func("/encoded/phrases", test_phrases);
	g_test_add_func("/encoded/linear", test_linear);
	return g_test_run();
}
