#include "report/escape.h"

#include <string.h>

typedef struct {
	const char *text, *markup;
} Row;

static const Row html[] = {
	{"plain 目利き", "plain 目利き"},
	{"<b a=\"x\" c='y'>&amp;", "&lt;b a=&quot;x&quot; c=&#39;y&#39;&gt;&amp;amp;"},
	{"", ""},
};

static const Row markdown[] = {
	{"plain 目利き (1.5)", "plain 目利き (1.5)"},
	{"*bold* _it_ `code`", "\\*bold\\* \\_it\\_ \\`code\\`"},
	{"[a](b)", "\\[a\\](b)"},
	{"<b>&amp;", "\\<b\\>\\&amp;"},
	{"a\\b|c~d", "a\\\\b\\|c\\~d"},
	{"two\nlines\r\n", "two lines  "},
	{"# head", "\\# head"},
	{"- item", "\\- item"},
	{"12. item", "12\\. item"},
	{"3) item", "3\\) item"},
	{"2026", "2026"},
	{"=== under", "\\=== under"},
	{"  \n# head", " \\# head"},
	/* what defanging writes stays readable, unless its neighbour makes it a link */
	{"x[@]example[.]jp is", "x[@]example[.]jp is"},
	{"example[.](hxxp", "example\\[.\\](hxxp"},
	{"example[.]: x", "example\\[.\\]: x"},
	{"example[.][a]", "example\\[.\\]\\[a\\]"},
	{"at the end[.]", "at the end\\[.\\]"},
	{"", ""},
};

static const Row code[] = {
	{"plain *x* [a](b) <b>", "`plain *x* [a](b) <b>`"},
	{"a`b", "`` a`b ``"},
	{"```", "```` ``` ````"},
	{"two\nlines", "`two lines`"},
	{"", ""},
};

static const Row fence[] = {
	{"two\nlines\n\n", "```text\ntwo\nlines\n```"},
	{"````\nout?", "`````text\n````\nout?\n`````"},
	{"", "```text\n\n```"},
};

static void check(const Row *rows, size_t count, char *(*escape)(Str text))
{
	for (size_t i = 0; i < count; i++) {
		g_autofree char *markup = escape(str_of(rows[i].text));
		g_assert_cmpstr(markup, ==, rows[i].markup);
	}
}

static void test_html(void)
{
	check(html, G_N_ELEMENTS(html), escape_html);
}

static void test_markdown(void)
{
	check(markdown, G_N_ELEMENTS(markdown), escape_markdown);
}

static void test_code(void)
{
	check(code, G_N_ELEMENTS(code), escape_markdown_code);
}

static void test_fence(void)
{
	check(fence, G_N_ELEMENTS(fence), escape_markdown_fence);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/report/escape/html", test_html);
	g_test_add_func("/report/escape/markdown", test_markdown);
	g_test_add_func("/report/escape/code", test_code);
	g_test_add_func("/report/escape/fence", test_fence);
	return g_test_run();
}
