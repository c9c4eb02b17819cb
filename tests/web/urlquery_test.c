#include "web/urlquery.h"

#include "support/assert_str.h"
#include "web/base64url.h"

/* A query, and its pairs as "name=value;". */
static const struct {
	const char *query, *pairs;
} queries[] = {
	{"a=1&b=2", "a=1;b=2;"},
	{"&&a=1&&", "a=1;"},
	{"a", "a=;"},
	{"=b", "=b;"},
	{"a=b=c", "a=b=c;"},
	{"a=%26+b", "a=& b;"},
	{"a=%", "a=%;"},
	{"", ""},
};

static void test_pairs(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(queries); i++) {
		g_autoptr(GString) shown = g_string_new(NULL);
		Str rest = str_of(queries[i].query);
		for (QueryPair pair; urlquery_next(&rest, &pair);) {
			g_autoptr(GString) value = urlquery_decode(pair.value);
			g_string_append_printf(shown, "%.*s=%s;", STR_ARG(pair.name), value->str);
		}
		g_assert_cmpstr(shown->str, ==, queries[i].pairs);
	}
}

static void test_find(void)
{
	Str value;

	g_assert_true(urlquery_find(STR("u=&U=1&u=2"), STR("u"), &value));
	assert_str(value, STR("1"));
	g_assert_false(urlquery_find(STR("uu=1"), STR("u"), &value));
}

/* Base64 of URLs, and the bytes; NULL where it is none. */
static const struct {
	const char *code, *bytes;
} codes[] = {
	{"", ""},
	{"YQ", "a"},
	{"YQ==", "a"},
	{"YWI=", "ab"},
	{"YWJj", "abc"},
	{"Pz8_", "???"},
	{"Pz8/", "???"},
	{"fn5-", "~~~"},
	{"Y", NULL},
	{"YQ=a", NULL},
	{"Y W", NULL},
	{"YQ===", NULL},
};

static void test_base64(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(codes); i++) {
		g_autoptr(GString) bytes = base64url_decode(str_of(codes[i].code));
		g_assert_cmpstr(bytes ? bytes->str : NULL, ==, codes[i].bytes);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/urlquery/pairs", test_pairs);
	g_test_add_func("/urlquery/find", test_find);
	g_test_add_func("/urlquery/base64url", test_base64);
	return g_test_run();
}
