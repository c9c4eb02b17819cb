/* Tag lists: text -> what is read, and where it breaks. */
#include "../support/assert_str.h"
#include "trace/taglist.h"

/* "name=[value] name=[value]", with "! fault" at the end. */
static char *shown(Str text)
{
	GString *out = g_string_new(NULL);
	TagList list = taglist_over(text);

	for (Tag tag; taglist_next(&list, &tag);)
		g_string_append_printf(out, "%s%.*s=[%.*s]", out->len ? " " : "", STR_ARG(tag.name),
			STR_ARG(tag.value));
	if (list.fault)
		g_string_append_printf(out, "%s! %s", out->len ? " " : "", list.fault);
	return g_string_free(out, FALSE);
}

static void test_rows(void)
{
	static const struct {
		const char *text, *shown;
	} rows[] = {
		{"", ""},
		{" \r\n\t", ""},
		{"v=1", "v=[1]"},
		{"v=1;", "v=[1]"},
		{" v = 1 ;\r\n\ta=rsa-sha256 ; ", "v=[1] a=[rsa-sha256]"},
		{"p=", "p=[]"},
		{"p= ; k=rsa", "p=[] k=[rsa]"},
		{"h=from : to;b=ab\r\n\tcd==", "h=[from : to] b=[ab\r\n\tcd==]"},
		{"z=From:a@b=c|To:d", "z=[From:a@b=c|To:d]"},
		{"x_1y=1", "x_1y=[1]"},
		{"d=b\xc3\xbc"
		 "cher.example",
			"d=[b\xc3\xbc"
			"cher.example]"},
		/* what breaks the list leaves the tags before it */
		{"v=1;;", "v=[1] ! a tag has no name"},
		{"v=1; =2", "v=[1] ! a tag has no name"},
		{"1v=1", "! a tag has no name"},
		{"_v=1", "! a tag has no name"},
		{"v=1; a", "v=[1] ! a tag's name is not followed by ="},
		{"v=1; a b=2", "v=[1] ! a tag's name is not followed by ="},
		{"v=1; v=2", "v=[1] ! a tag comes twice"},
		{"v=1; V=2", "v=[1] V=[2]"},
		{"v=a\x01"
		 "b",
			"! a value holds a byte that it may not"},
		{"v=a\x7f", "! a value holds a byte that it may not"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *got = shown(str_of(rows[i].text));
		g_assert_cmpstr(got, ==, rows[i].shown);
	}
}

static void test_nul(void)
{
	g_autofree char *got = shown(STR("v=1; a=b\0c"));

	g_assert_cmpstr(got, ==, "v=[1] ! a value holds a byte that it may not");
}

/* So many tags and not one more. */
static void test_cap(void)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (unsigned i = 0; i < TAGLIST_MAX; i++)
		g_string_append_printf(text, "t%u=1;", i);
	TagList list = taglist_over(str_over(text->str, text->len));
	unsigned count = 0;
	for (Tag tag; taglist_next(&list, &tag);)
		count++;
	g_assert_cmpuint(count, ==, TAGLIST_MAX);
	g_assert_null(list.fault);

	g_string_append(text, "u=1");
	list = taglist_over(str_over(text->str, text->len));
	for (Tag tag; taglist_next(&list, &tag);)
		continue;
	g_assert_cmpstr(list.fault, ==, "there are too many tags");
}

/* What a signature leaves out of itself: everything between "=" and ";". */
static void test_whole(void)
{
	TagList list = taglist_over(STR("b= a\r\n b ; c=d"));
	Tag tag;

	g_assert_true(taglist_next(&list, &tag));
	assert_str(tag.whole, STR(" a\r\n b "));
}

static void test_base64(void)
{
	static const struct {
		const char *text, *bytes; /* NULL: no base64 */
	} rows[] = {
		{"bWVraWtp", "mekiki"},
		{" bWVr\r\n\taWtp ", "mekiki"},
		{"bWVraWs=", "mekik"},
		{"bWVraQ==", "meki"},
		{"bWVraQ", "meki"}, /* padding left out */
		{"bWVraQ = =", "meki"},
		{"", NULL},
		{" ", NULL},
		{"=", NULL},
		{"b", NULL},
		{"bWVra", NULL},
		{"bWVraQ=", NULL},
		{"bWVraQ===", NULL},
		{"bW=VraQ", NULL},
		{"bWVra-_p", NULL},
		{"bWVra!tp", NULL},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GBytes) bytes = taglist_base64(str_of(rows[i].text));
		g_assert_true(!bytes == !rows[i].bytes);
		if (bytes)
			assert_str(str_of_bytes(bytes), str_of(rows[i].bytes));
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/taglist/rows", test_rows);
	g_test_add_func("/taglist/nul", test_nul);
	g_test_add_func("/taglist/cap", test_cap);
	g_test_add_func("/taglist/whole", test_whole);
	g_test_add_func("/taglist/base64", test_base64);
	return g_test_run();
}
