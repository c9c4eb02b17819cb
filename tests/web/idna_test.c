#include "web/idna.h"

static const struct {
	const char *name, *ascii;
} names[] = {
	{"example.com", "example.com"},
	{"EXAMPLE.com", "example.com"},
	{"Bücher.example", "xn--bcher-kva.example"},
	{"ｗｗｗ．ｅｘａｍｐｌｅ。ｃｏｍ", "www.example.com"},
	{"аmazon.co.jp", "xn--mazon-3ve.co.jp"}, /* its first letter is Cyrillic */
	{"faß.de", "xn--fa-hia.de"},             /* not "fass.de": non-transitional */

	/* in ASCII all is taken, broken Punycode too; beside other characters it is not */
	{"xn--a.example", "xn--a.example"},
	{"xn--a.bücher.example", NULL},
	{"-a-.b--c.example", "-a-.b--c.example"},
	{"-ä-.example", "xn-----via.example"},

	/* right-to-left and joiner rules */
	{"\u200d.example", NULL},
	{"نامه\u200cای.example", "xn--mgba3gch31f060k.example"},
	{"ا1a.example", NULL},

	/* mapped as Unicode 16 has it, each row of our table by its ends */
	{"\u04c0.com", "xn--s5a.com"},
	{"\u10a0.com", "xn--rkj.com"},
	{"\u10c5.com", "xn--tlj.com"},
	{"a\u115f\u1160.com", "a.com"},
	{"a\u17b4\u17b5.com", "a.com"},
	{"a\u180e.com", "a.com"},
	{"\u1e9e.com", "xn--zca.com"},
	{"a\u2061\u2063.com", "a.com"},
	{"a\u206a\u206f.com", "a.com"},
	{"\u2132.com", "xn--73g.com"},
	{"\u2183.com", "xn--r5g.com"},
	{"a\u3164\uffa0.com", "a.com"},
	{"a\U0001d173\U0001d17a.com", "a.com"},
	{"\U0002f868.com", "xn--snl.com"},
	{"\U0002f874.com", "xn--u2t.com"},
	{"\U0002f91f.com", "xn--hb5j.com"},
	{"\U0002f95f.com", "xn--ruz.com"},
	{"\U0002f9bf.com", "xn--gro.com"},
	{"a\u2064.com", "a.com"},
	{"a\u2065.com", NULL},

	/* none at all */
	{"", NULL},
	{"\u00ad", NULL},
	{"\xff.example", NULL},
	{"\ufffd.example", NULL},
};

static void test_to_ascii(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *ascii = idna_to_ascii(str_of(names[i].name));
		g_test_message("case %zu", i);
		g_assert_cmpstr(ascii, ==, names[i].ascii);
	}
	g_assert_null(idna_to_ascii(STR("a\0b")));
	g_assert_null(idna_to_ascii(STR("ä\0b")));
}

static const struct {
	const char *name, *unicode;
} shown[] = {
	{"xn--bcher-kva.example", "bücher.example"}, {"xn--wgv71a119e.jp", "日本語.jp"},
	{"www.example.com", "www.example.com"}, {"xn--a.example", NULL},
	{"xn--1ug.example", NULL}, /* a joiner alone */
};

static void test_to_unicode(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(shown); i++) {
		g_autofree char *unicode = idna_to_unicode(str_of(shown[i].name));
		g_assert_cmpstr(unicode, ==, shown[i].unicode);
	}
}

/* The cap is for what costs: ASCII of any length passes. */
static void test_cap(void)
{
	g_autoptr(GString) name = g_string_new("ä");

	while (name->len < IDNA_MAX)
		g_string_append(name, ".a");
	g_autofree char *longest = idna_to_ascii(str_over(name->str, name->len));
	g_assert_nonnull(longest);
	g_string_append_c(name, 'a');
	g_assert_null(idna_to_ascii(str_over(name->str, name->len)));
	g_autofree char *ascii = idna_to_ascii(str_over(name->str + 2, name->len - 2));
	g_assert_cmpstr(ascii, ==, name->str + 2);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/web/idna/to-ascii", test_to_ascii);
	g_test_add_func("/web/idna/to-unicode", test_to_unicode);
	g_test_add_func("/web/idna/cap", test_cap);
	return g_test_run();
}
