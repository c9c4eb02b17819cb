#include "read/params.h"

#include "support/assert_str.h"

/* A header's value, and its parameter "name"; NULL where it has none. */
static const struct {
	Str text;
	const char *name;
} rows[] = {
	{STR("a/b; name=x"), "x"},
	{STR("a/b;NAME=\"x y\""), "x y"},
	{STR("a/b; name=x y.pdf; c=d"), "x y.pdf"},
	{STR("a/b; name=\"a;b\"; c=d"), "a;b"},
	{STR("a/b; name=\"a\\\"b\""), "a\"b"},
	{STR("a/b; name=\"open"), "open"},
	{STR("a/b; filename=x"), NULL},
	{STR("a/b name=x"), "x"},
	{STR("a/b; c=d name=x"), NULL},
	{STR("a/b"), NULL},
	{STR("a/b; name; name=x"), "x"},
	{STR("a/b;;; name=x;"), "x"},
	{STR("a/b; name=first; name=second"), "first"},
	/* RFC 2231 */
	{STR("a/b; name*=utf-8''%E8%AB%8B%E6%B1%82.pdf"), "請求.pdf"},
	{STR("a/b; name*0=a; name*1=b; name*2=c"), "abc"},
	{STR("a/b; name*1=b; name*0=a"), "ab"},
	{STR("a/b; name*0*=utf-8'ja'%E8%AB; name*1*=%8B; name*2=.pdf"), "請.pdf"},
	{STR("a/b; name*0*=shift_jis''%90%BF; name*1*=%8B%81"), "請求"},
	{STR("a/b; name*0=a; name*2=c"), "a"},
	{STR("a/b; name*=%41"), "A"},
	/* what real mailers write */
	{STR("a/b; name=\"=?utf-8?B?6KuL5rGC?=.pdf\""), "請求.pdf"},
	{STR("a/b; name==?utf-8?B?6KuL5rGC?="), "請求"},
	{STR("a/b; name=\"\x90\xbf\x8b\x81\x8f\x91\x82\xcc\x8c\x8f.pdf\""), "請求書の件.pdf"},
};

static void test_find(void)
{
	g_autoptr(Charsets) charsets = charsets_new();

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GString) got = params_find(charsets, rows[i].text, "name");
		g_assert_cmpstr(got ? got->str : NULL, ==, rows[i].name);
	}
}

static void test_value(void)
{
	assert_str(params_value(STR(" text/plain ; x=y")), STR("text/plain"));
	assert_str(params_value(STR("inline")), STR("inline"));
	assert_str(params_value(STR("")), STR(""));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/params/find", test_find);
	g_test_add_func("/params/value", test_value);
	return g_test_run();
}
