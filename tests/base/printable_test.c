/* Hostile text before it meets a terminal. */
#include "base/printable.h"

#include "base/json.h"

#define BELL "\x07"
#define CSI  "\xc2\x9b"     /* U+009B, which some terminals take for ESC [ */
#define RLO  "\xe2\x80\xae" /* U+202E, right-to-left override */

static const struct {
	Str bytes;
	const char *line, *text;
} rows[] = {
	{STR("plain 重要"), "plain 重要", "plain 重要"},
	{STR("a\x1b[2Jb"), "a\\u001b[2Jb", "a\\u001b[2Jb"},
	{STR("\x1b]0;title" BELL), "\\u001b]0;title\\u0007", "\\u001b]0;title\\u0007"},
	{STR("a" CSI "31m"), "a\\u009b31m", "a\\u009b31m"},
	{STR("a\rb\x7f"), "a\\u000db\\u007f", "a\\u000db\\u007f"},
	{STR("a\n\tb"), "a\\u000a\\u0009b", "a\n\tb"},
	{STR("exe." RLO "gpj"), "exe.\\u202egpj", "exe.\\u202egpj"},
	{STR("a\0b"), "a\\u0000b", "a\\u0000b"},
	{STR("a\xff"), "a\xef\xbf\xbd", "a\xef\xbf\xbd"},
	{STR(""), "", ""},
};

static void test_rows(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *line = printable(rows[i].bytes, PRINTABLE_LINE);
		g_autofree char *text = printable(rows[i].bytes, PRINTABLE_TEXT);
		g_assert_cmpstr(line, ==, rows[i].line);
		g_assert_cmpstr(text, ==, rows[i].text);
	}
}

/* JSON says the same after it has been made printable. */
static void test_json(void)
{
	json_auto_t *value = json_text(STR("a" CSI RLO "\x1b\x7f\n"));
	g_autofree char *json = json_canonical(value);
	g_autofree char *safe = printable(str_of(json), PRINTABLE_TEXT);
	json_auto_t *again = json_parse(str_of(safe), NULL);

	g_assert_cmpstr(safe, ==, "\"a\\u009b\\u202e\\u001B\\u007f\\n\"");
	g_assert_true(json_equal(again, value));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/printable/rows", test_rows);
	g_test_add_func("/printable/json", test_json);
	return g_test_run();
}
