#include "read/disguise.h"

#include "support/assert_str.h"

/* A text, and its disguised words as "how=word;". */
static const struct {
	Str text, shown;
} rows[] = {
	{STR("Amazon からのお知らせ"), STR("")},
	{STR("Ama\u00adzon a"), STR("soft-hyphen=Ama\u00adzon;")},
	{STR("your pass\u200bword, ver\u200difi\u2060ed"),
		STR("zero-width=pass\u200bword,;zero-width=ver\u200difi\u2060ed;")},
	{STR("a\ufeffb"), STR("zero-width=a\ufeffb;")},
	{STR("fdp\u202egpj.exe"), STR("bidi=fdp\u202egpj.exe;")},
	/* Cyrillic а among Latin letters; a word of Cyrillic alone */
	{STR("P\u0430yPal \u043f\u0440\u0438\u0432\u0435\u0442"), STR("mixed-script=P\u0430yPal;")},
	/* what writing needs: emoji, Persian, a hyphenated word in a newsletter's foreign text */
	{STR("👩\u200d💻 \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"), STR("")},
	{STR("\u200bAmazon\u200b"), STR("")},
	{STR("ＡＢＣ株式会社 Ω-3 10μm"), STR("")},
	{STR(""), STR("")},
};

static void test_words(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GString) shown = g_string_new(NULL);
		Disguise disguise = disguise_over(rows[i].text);
		for (DisguisedWord word; disguise_next(&disguise, &word);)
			g_string_append_printf(shown, "%s=%.*s;", word.how, STR_ARG(word.text));
		assert_str(str_over(shown->str, shown->len), rows[i].shown);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/disguise/words", test_words);
	return g_test_run();
}
