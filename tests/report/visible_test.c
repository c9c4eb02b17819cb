#include "report/visible.h"

static const struct {
	Str text;
	const char *shown;
} rows[] = {
	{STR("plain, 目利き"), "plain, 目利き"},
	{STR("two\nlines\tand a tab"), "two\nlines\tand a tab"},
	{STR("lines of mail\r\nend so"), "lines of mail\nend so"},
	{STR("a\rb"), "a⟨U+000D⟩b"},
	{STR("\x1b[31mred"), "⟨U+001B⟩[31mred"},
	{STR("NUL\0 ends nothing"), "NUL⟨U+0000⟩ ends nothing"},
	{STR("invoice\u202efdp.exe"), "invoice⟨U+202E⟩fdp.exe"},
	{STR("a\u200bmazon"), "a⟨U+200B⟩mazon"},
	{STR("\ufeffBOM"), "⟨U+FEFF⟩BOM"},
	{STR("soft\u00adhyphen"), "soft⟨U+00AD⟩hyphen"},
	{STR("Hangul\u3164filler"), "Hangul⟨U+3164⟩filler"},
	{STR("tag\U000e0041"), "tag⟨U+E0041⟩"},
	{STR("line\u2028separator"), "line⟨U+2028⟩separator"},
	{STR("\ue000"), "⟨U+E000⟩"},               /* whose glyph nobody knows */
	{STR("caf\xe9!"), "caf⟨0xE9⟩!"},           /* no UTF-8 */
	{STR("cut \xe7\x9b"), "cut ⟨0xE7⟩⟨0x9B⟩"}, /* no UTF-8 at the end */
	{STR("\xc2\x85"), "⟨U+0085⟩"},             /* C1 */
	{STR("pre\u200c\u200c\u200cview"), "pre⟨U+200C⟩⟨U+200C⟩⟨U+200C⟩view"},
	{STR("\u200c\u200c\u200c\u200c!"), "⟨U+200C ×4⟩!"},
	{STR("\u200c\u00a0\u200c\u00a0\u200c\u00a0\u200c \u00a0!"), "⟨U+200C ×4⟩ \u00a0!"},
	{STR("\u034f\u200c\u00ad\u034f!"), "⟨U+034F … ×4⟩!"},
	{STR("family 👨‍👩‍👧, love ❤️, key 1️⃣"),
		"family 👨‍👩‍👧, love ❤️, key 1️⃣"},
	{STR("pay\u200dpal"), "pay⟨U+200D⟩pal"},   /* a joiner that joins no emoji */
	{STR("葛\U000e0100城"), "葛\U000e0100城"}, /* a variant that names are written with */
	{STR("a\U000e0100"), "a⟨U+E0100⟩"},
	{STR("x\ufe0f"), "x⟨U+FE0F⟩"},
};

static void test_rows(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *shown = visible_text(rows[i].text);
		g_assert_cmpstr(shown, ==, rows[i].shown);
	}
}

/* What was made visible is visible, and stays as it is. */
static void test_twice(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *again = visible_text(str_of(rows[i].shown));
		g_assert_cmpstr(again, ==, rows[i].shown);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/report/visible/rows", test_rows);
	g_test_add_func("/report/visible/twice", test_twice);
	return g_test_run();
}
