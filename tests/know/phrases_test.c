/* Phrases by theme, in every language at once. */
#include "know/phrases.h"

#include "know/wordform.h"

static void test_next(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Phrases) phrases = phrases_new(g_getenv("MEKIKI_SOURCE"), &error);
	g_autoptr(Wordform) form = wordform_new(STR("Dear Customer, VERIFY  your account within 24 "
						    "hours. 会員資格は\n取り消され"));
	g_autoptr(GString) found = g_string_new(NULL);
	const Phrase *phrase;
	size_t at = 0;
	Str words;

	g_assert_no_error(error);
	while ((phrase = phrases_next(phrases, wordform_text(form), &at, &words)))
		g_string_append_printf(found, "%s/%s ", phrase->language, phrase->theme);
	g_assert_cmpstr(
		found->str, ==, "en/generic-greeting en/verify en/pressure ja/account-threat ");
	g_assert_true(g_str_has_prefix(phrases_source(phrases), "data/phrases, 20"));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/know/phrases/next", test_next);
	return g_test_run();
}
