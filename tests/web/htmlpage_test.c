#include "web/htmlpage.h"

#include "support/assert_str.h"
#include "support/cputime.h"

/* A page, and what a reader sees of it. */
static const struct {
	Str source, text;
} texts[] = {
	{STR("plain"), STR("plain")},
	{STR(" a \n\t b "), STR("a b")},
	{STR("<p>one<p>two"), STR("one\n\ntwo")},
	{STR("<div>a</div><div><div>b</div></div>c"), STR("a\nb\nc")},
	{STR("a<br>b<br><br>c<br><br><br>d"), STR("a\nb\n\nc\n\nd")},
	{STR("<table><tr><td>a<td>b<tr><td>c</table>"), STR("a b\nc")},
	{STR("<ul><li>a<li>b</ul>c"), STR("a\nb\n\nc")},
	{STR("a<b>b</b><i> c</i>"), STR("ab c")},
	{STR("a&nbsp;&nbsp;b &lt;c&gt; &#12354;&hearts;"), STR("a b <c> あ♥")},
	{STR("<pre>a\n  b\n\nc</pre>"), STR("a\nb\n\nc")},
	{STR("<title>t</title><style>s</style><script>x</script>a<!-- c -->b"), STR("ab")},
	{STR("お支払いに\n  ご利用\n a"), STR("お支払いにご利用 a")},
	{STR("<p hidden>a</p>b"), STR("b")},
	{STR("<div style='display:none'>a<p>b</div>c"), STR("c")},
	{STR("<div style='font-size:0'>a<b style='font-size:12px'>b</b>c</div>d"), STR("b\nd")},
	{STR("<p style='VISIBILITY: Hidden !important'>a<b style='visibility:visible'>b</b>"),
		STR("b")},
	{STR("<p style='opacity:0.0'>a</p><p style='opacity:0.5'>b"), STR("b")},
	{STR("<p style='max-height:0;overflow:hidden'>a</p><p style='max-height:0'>b"), STR("b")},
	{STR("<textarea>a</textarea>"), STR("a")},
	{STR(""), STR("")},
	{STR("<"), STR("<")},
	{STR("<a href=x"), STR("")},
};

static void test_texts(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autoptr(GString) text = htmlpage_text(texts[i].source);
		assert_str(str_over(text->str, text->len), texts[i].text);
	}
}

/* A page, and its links as "found_in=value(words)hidden;". */
static const struct {
	Str source, links;
} links[] = {
	{STR("<a href=\"x\">w</a>"), STR("a[href]=x(w);")},
	{STR("<A HREF=x>w"), STR("a[href]=x(w);")},
	{STR("<a href='x?a&amp;b'> two\n words </a>"), STR("a[href]=x?a&amp;b(two words);")},
	{STR("<a href=x><img src=y alt=' Log in '></a>"), STR("a[href]=x(Log in);img[src]=y;")},
	{STR("<a href=x><p>a<p>b</a>"), STR("a[href]=x(a b);")},
	/* reopened by the parser: one link, with all its words */
	{STR("<p><a href=x>a<p>b</a>"), STR("a[href]=x(a b);")},
	{STR("<a name=x>w</a><a href>w</a><a href=''>w</a>"), STR("")},
	{STR("<map><area href=x alt=w></map>"), STR("area[href]=x(w);")},
	{STR("<base href=b><link href=l><form action=f><button formaction=g></form>"),
		STR("base[href]=b;link[href]=l;form[action]=f;button[formaction]=g;")},
	{STR("<iframe src=i></iframe><table background=t><td background=d>"),
		STR("iframe[src]=i;table[background]=t;td[background]=d;")},
	{STR("<meta http-equiv=refresh content='0; URL=http://a/'>"),
		STR("meta[content]=http://a/;")},
	{STR("<div style=display:none><a href=x>w</a></div>"), STR("a[href]=x()display:none;")},
};

static void test_links(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(links); i++) {
		g_autoptr(HtmlPage) page = htmlpage_read(links[i].source);
		g_autoptr(GString) shown = g_string_new(NULL);
		for (guint n = 0; n < page->links->len; n++) {
			const HtmlLink *link = &g_array_index(page->links, HtmlLink, n);
			Str value = str_sub(links[i].source, link->from, link->len);
			g_string_append_printf(shown, "%s=%.*s", link->found_in, STR_ARG(value));
			if (link->words)
				g_string_append_printf(shown, "(%s)", link->words->str);
			g_string_append_printf(shown, "%s;", link->hidden ? link->hidden : "");
		}
		assert_str(str_over(shown->str, shown->len), links[i].links);
	}
}

/* A page, and what it hides as "how=source;". */
static const struct {
	Str source, hidden;
} hides[] = {
	{STR("<p style=display:none>a<b>b</b></p>c"), STR("display:none=a<b>b</b>;")},
	{STR("<p style=display:none> </p>"), STR("")},
	{STR("<i hidden>a<i hidden>b</i></i>"), STR("hidden=a<i hidden>b</i>;")},
	{STR("<p style=font-size:0px>a<b style=font-size:9px>b</b>c"),
		STR("font-size:0=a;font-size:0=c;")},
	{STR("<p style='height:0;overflow:hidden'>a</p>"), STR("zero-size=a;")},
	{STR("<style>p{display:none}</style><p>a"), STR("")}, /* style sheets are not read */
};

static void test_hidden(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(hides); i++) {
		g_autoptr(HtmlPage) page = htmlpage_read(hides[i].source);
		g_autoptr(GString) shown = g_string_new(NULL);
		for (guint n = 0; n < page->hidden->len; n++) {
			const HtmlHidden *hidden = &g_array_index(page->hidden, HtmlHidden, n);
			Str source = str_sub(hides[i].source, hidden->from, hidden->len);
			g_string_append_printf(shown, "%s=%.*s;", hidden->how, STR_ARG(source));
		}
		assert_str(str_over(shown->str, shown->len), hides[i].hidden);
	}
}

static const struct {
	Str written, meant;
} values[] = {
	{STR("http://a.example/?b=1&amp;c=2"), STR("http://a.example/?b=1&c=2")},
	{STR("http&#58;//a&period;example/"), STR("http://a.example/")},
	{STR("a?x=1&copy=2"), STR("a?x=1&copy=2")}, /* no reference in an attribute */
	{STR("a\"b&amp;"), STR("a\"b&")},
	{STR("a'b&amp;"), STR("a'b&")},
	{STR("a\"b'c&amp;"), STR("a\"b'c&")},
	{STR("plain"), STR("plain")},
	{STR(""), STR("")},
};

static void test_unescape(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(values); i++) {
		g_autoptr(GString) got = htmlpage_unescape(values[i].written);
		assert_str(str_over(got->str, got->len), values[i].meant);
	}
}

/* What is costly for a tree builder: cut, and quick. */
static const struct {
	const char *piece;
	unsigned count;
	bool cut;
} costly[] = {
	{"<div>", 100000, true},
	{"<b x>", 100000, true},
	{"<svg><path/></svg>", 20000, false},
	{"<path/>", 20000, true},
	{"<p>x", 100000, false},
	{"<li>x", 20000, false},
	{"<table><tr><td>", 20000, true},
	{"<!--", 100000, false},
	{"<script>", 100000, true},
	{"<a href=x>", 20000, true},
	{"<div></x>", 20000, true},
	{"<x><div></x></div>", 20000, true},
	{"<span><b></span></b>", 20000, false},
	{"&amp", 100000, false},
	{"<a <a ", 100000, true},
	{"<a><div></a>", 10000, true},
	{"<a><noscript></a>", 10000, true},
	{"<noscript><div></noscript>", 10000, true},
	{"<svg><desc><b><desc></b>", 10000, true},
	{"<a><div>x</div></a>", 10000, false},
	{"<b><span><div>x</b></span></div>", 10000, false},
	{"<a x=\"<a x='", 100000, true},
};

static void test_costly(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(costly); i++) {
		g_autoptr(GString) source = g_string_new(NULL);
		gint64 start = cputime_us();
		for (unsigned n = 0; n < costly[i].count; n++)
			g_string_append(source, costly[i].piece);
		g_autoptr(HtmlPage) page = htmlpage_read(str_over(source->str, source->len));
		gint64 took = cputime_us() - start;
		g_test_message("%s: %" G_GINT64_FORMAT " us", costly[i].piece, took);
		g_assert_cmpint(page->cut, ==, costly[i].cut);
		g_assert_cmpint(took, <, 5 * CPUTIME_SECOND);
	}
}

/* Formatting elements that every paragraph reopens: kilobytes that would become millions of nodes. */
static void test_bomb(void)
{
	g_autoptr(GString) source = g_string_new("<p>");

	for (unsigned i = 0; i < 500; i++)
		g_string_append_printf(source, "<b x=%u>", i);
	for (unsigned i = 0; i < 200000; i++)
		g_string_append(source, "</p><p>x");
	g_autoptr(HtmlPage) page = htmlpage_read(str_over(source->str, source->len));
	g_assert_true(page->cut);
	g_assert_cmpuint(page->text->len, >, 1000);
}

/* An element that is reopened in every block, and ends as often. */
static const struct {
	const char *start, *piece;
	unsigned count;
	guint links, hidden;
} reopened[] = {
	{"<div><a href=http://a.example/></div>", "<div>word</div>", 60000, 1, 0},
	{"<div><a href=http://a.example/><img alt=word></div>", "<div></div>", 60000, 1, 0},
	{"<div><font style=display:none></div>", "<div>word</div>", 60000, 0, 1},
};

static void test_reopened(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(reopened); i++) {
		g_autoptr(GString) source = g_string_new(reopened[i].start);
		gint64 start = cputime_us();
		for (unsigned n = 0; n < reopened[i].count; n++)
			g_string_append(source, reopened[i].piece);
		g_autoptr(HtmlPage) page = htmlpage_read(str_over(source->str, source->len));
		g_assert_cmpint(cputime_us() - start, <, 5 * CPUTIME_SECOND);
		g_assert_cmpuint(page->links->len, ==, reopened[i].links);
		g_assert_cmpuint(page->hidden->len, ==, reopened[i].hidden);
		if (page->links->len > 0)
			g_assert_true(g_str_has_prefix(
				g_array_index(page->links, HtmlLink, 0).words->str, "word"));
	}
}

/* A tag with ever more attributes, each of which is compared with all before it. */
static void test_attributes(void)
{
	g_autoptr(GString) source = g_string_new("text <b a=1 b='2>' c=\"<c d e>\">word</b> <i ");
	gint64 start = cputime_us();

	for (unsigned i = 0; i < 100000; i++)
		g_string_append_printf(source, "a%u ", i);
	g_string_append(source, ">never");
	g_autoptr(HtmlPage) page = htmlpage_read(str_over(source->str, source->len));
	g_assert_cmpint(cputime_us() - start, <, 5 * CPUTIME_SECOND);
	g_assert_true(page->cut);
	g_assert_cmpstr(page->text->str, ==, "text word");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/htmlpage/texts", test_texts);
	g_test_add_func("/htmlpage/links", test_links);
	g_test_add_func("/htmlpage/hidden", test_hidden);
	g_test_add_func("/htmlpage/unescape", test_unescape);
	g_test_add_func("/htmlpage/costly", test_costly);
	g_test_add_func("/htmlpage/bomb", test_bomb);
	g_test_add_func("/htmlpage/reopened", test_reopened);
	g_test_add_func("/htmlpage/attributes", test_attributes);
	return g_test_run();
}
