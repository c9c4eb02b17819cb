#include "base/json.h"

#include <gio/gio.h>

#include "support/assert_str.h"

#define BROKEN "\xef\xbf\xbd"

static const struct {
	Str text;
	const char *shown;
} texts[] = {
	{STR(""), "\"\""},
	{STR("件名"), "\"件名\""},
	{STR("a\0b"), "\"a\\u0000b\""},
	{STR("\xff\0\xfe"), "\"" BROKEN "\\u0000" BROKEN "\""},
	{STR("会\xe5\x93"), "\"会" BROKEN "\""},
	{STR("\"\\\n"), "\"\\\"\\\\\\n\""},
};

static void test_text(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		json_auto_t *value = json_text(texts[i].text);
		g_autofree char *shown = json_canonical(value);
		g_assert_cmpstr(shown, ==, texts[i].shown);
	}
	json_auto_t *null = json_text_or_null(NULL), *text = json_text_or_null("x");
	g_assert_true(json_is_null(null));
	assert_str(json_str(text), STR("x"));
}

static void test_get(void)
{
	json_auto_t *object = json_object();

	json_put(object, "text", json_text(STR("a\0b")));
	json_put(object, "number", json_integer(1));
	g_assert_cmpstr(json_get_text(object, "text"), ==, "a");
	assert_str(json_get_str(object, "text"), STR("a\0b"));
	g_assert_null(json_get_text(object, "number"));
	g_assert_null(json_get_text(object, "absent"));
	g_assert_null(json_get_text(NULL, "text"));
	assert_str(json_get_str(object, "number"), STR(""));
	assert_str(json_get_str(object, "absent"), STR(""));
	assert_str(json_str(NULL), STR(""));
}

/* RFC 6901, section 5, and what leads nowhere. */
static const struct {
	const char *pointer;
	const char *value; /* NULL: leads nowhere */
} pointers[] = {
	{"/foo", "[\"bar\",\"baz\"]"},
	{"/foo/0", "\"bar\""},
	{"/", "0"},
	{"/a~1b", "1"},
	{"/c%d", "2"},
	{"/e^f", "3"},
	{"/g|h", "4"},
	{"/i\\j", "5"},
	{"/k\"l", "6"},
	{"/ ", "7"},
	{"/m~0n", "8"},
	{"/~01", "9"},
	{"/deep/0/x", "null"},
	{"foo", NULL},
	{"/foo/2", NULL},
	{"/foo/-", NULL},
	{"/foo/x", NULL},
	{"/foo/", NULL},
	{"/foo/00", NULL}, /* section 4: no leading zeros */
	{"/foo/0/bar", NULL},
	{"/absent", NULL},
	{"/absent/x", NULL},
	{"/a~2b", NULL}, /* section 3: ~ is followed by 0 or 1 */
	{"/m~", NULL},
};

static void test_at(void)
{
	json_auto_t *root = json_parse(
		STR("{\"foo\":[\"bar\",\"baz\"],\"\":0,\"a/b\":1,\"c%d\":2,\"e^f\":3,\"g|h\":4,"
		    "\"i\\\\j\":5,\"k\\\"l\":6,\" \":7,\"m~n\":8,\"~1\":9,\"deep\":[{\"x\":null}],"
		    "\"a~b\":10,\"m~\":11}"),
		NULL);

	g_assert_true(json_at(root, "") == root);
	for (size_t i = 0; i < G_N_ELEMENTS(pointers); i++) {
		json_t *value = json_at(root, pointers[i].pointer);
		g_autofree char *shown = value ? json_canonical(value) : NULL;
		g_test_message("%s", pointers[i].pointer);
		g_assert_cmpstr(shown, ==, pointers[i].value);
	}
}

static void test_written_forms(void)
{
	json_auto_t *value = json_parse(STR(" {\"b\": [1, {}], \"a\": \"é\"} "), NULL);
	g_autofree char *canonical = json_canonical(value);
	g_autofree char *pretty = json_pretty(value);
	json_auto_t *again = json_parse(str_of(pretty), NULL);

	g_assert_cmpstr(canonical, ==, "{\"a\":\"é\",\"b\":[1,{}]}");
	g_assert_true(g_str_has_suffix(pretty, "}\n"));
	g_assert_true(json_equal(value, again));
}

static void test_parse(void)
{
	static const Str wrong[] = {STR(""), STR("{"), STR("{\"a\":1,\"a\":2}"), STR("1 2"),
		STR("\"\xff\""), STR("[1,]"), STR("{\"a\\u0000b\":1}")};

	for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
		g_autoptr(GError) error = NULL;
		g_test_message("row %zu", i);
		g_assert_null(json_parse(wrong[i], &error));
		g_assert_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
	}
	json_auto_t *text = json_parse(STR("\"a\\u0000b\""), NULL);
	assert_str(json_str(text), STR("a\0b"));
}

static void test_listed(void)
{
	json_auto_t *names = json_pack("[s, s]", "from", "to"), *none = json_array();
	g_autofree char *text = json_listed(names), *nothing = json_listed(none);

	g_assert_cmpstr(text, ==, "from, to");
	g_assert_null(nothing);
	g_assert_null(json_listed(NULL));
}

static void test_words(void)
{
	json_auto_t *words = json_words("%1$s has %2$d links", "リンクは%2$d件（%1$s）", "mail", 3);

	g_assert_cmpstr(json_get_text(words, "en"), ==, "mail has 3 links");
	g_assert_cmpstr(json_get_text(words, "ja"), ==, "リンクは3件（mail）");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/json/text", test_text);
	g_test_add_func("/json/get", test_get);
	g_test_add_func("/json/listed", test_listed);
	g_test_add_func("/json/at", test_at);
	g_test_add_func("/json/written-forms", test_written_forms);
	g_test_add_func("/json/parse", test_parse);
	g_test_add_func("/json/words", test_words);
	return g_test_run();
}
