#include "web/htmlpage.h"

#include <string.h>

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
	{STR("ama\0zon"), STR("amazon")},
	{STR("<p style=display:none>a<div>b</div>"), STR("b")},
	{STR("<p style=display:none>a<b>b<p>c"), STR("c")},
	{STR("<b style=display:none>a<p>b</b>c</p>"), STR("c")},
	{STR("<div><font style=font-size:0>a</div>b</font>c"), STR("c")},
	{STR("<table><td><font style=font-size:0>a<td>b</table>"), STR("b")},
	{STR("<ul><li hidden>a<li>b<ul><li>c</ul></ul>"), STR("b\n\nc")},
	{STR("<select><option hidden>a<option>b</select>"), STR("b")},
	{STR("a</p>b</br>c"), STR("a\n\nb\nc")},
	{STR("<head><title>t</title></head hidden><body>a</body>b</html>c"), STR("abc")},
	{STR("<svg><title>t</title><desc>d</desc><text>a</text><p>b"), STR("da\n\nb")},
	{STR("<svg><style>a</style></svg><math><mi>b</mi></math>"), STR("b")},
	{STR("a<![CDATA[b]]>c<svg><![CDATA[<d>]]></svg>"), STR("ac<d>")},
	{STR("<template>a</template>b<noscript>c</noscript><iframe>d</iframe>"), STR("bc")},
	{STR("<plaintext>a<b>c</plaintext>"), STR("a<b>c</plaintext>")},
	{STR("<details><summary>a</summary>b</details>"), STR("a\nb")},
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
	{STR("<meta http-equiv=refresh content=5><meta name=a content='0;url=b'>"), STR("")},
	{STR("<meta http-equiv=Refresh content='0,\"http://a/\" x'>"),
		STR("meta[content]=http://a/;")},
	{STR("<meta content='; url =b' http-equiv=refresh>"), STR("meta[content]=b;")},
	{STR("<img srcset='a 1x, b,c 2x' src=d><source srcset=e>"),
		STR("img[srcset]=a;img[srcset]=b,c;img[src]=d;source[srcset]=e;")},
	{STR("<a href=x ping='p q'>w</a><video poster=v>"),
		STR("a[href]=x(w);a[ping]=p;a[ping]=q;video[poster]=v;")},
	{STR("<p style=\"background:URL( 'a' ), url(b)\">"), STR("[style]=a;[style]=b;")},
	{STR("<p style=\"background:url(&quot;a&amp;b&quot;)\">"), STR("[style]=a&amp;b;")},
	{STR("<style>@import 'a'; @import url(b); p{background:url(\"c\")}</style>"),
		STR("style=a;style=b;style=c;")},
	{STR("<svg><a xlink:href=x><text>w</text></a><image href=i /><use xlink:href=u></svg>"),
		STR("a[href]=x(w);image[href]=i;use[href]=u;")},
	{STR("<a href=1 href=2>w</a>"), STR("a[href]=1(w);")},
	{STR("<!-- <a href=x>w</a> --><script><a href=y></script><title><a href=z></title>"),
		STR("")},
	{STR("<!--[if mso]><a href=x><![endif]--><![if !mso]><a href=y>w<![endif]>"),
		STR("a[href]=y(w);")},
	{STR("<textarea><a href=x></textarea><iframe><a href=y></iframe><noscript><a "
	     "href=z>w</a></noscript>"),
		STR("a[href]=z(w);")},
	{STR("<form action=1><form action=2></form><form action=3>"),
		STR("form[action]=1;form[action]=3;")},
	{STR("<a\thref\n=\f\"x\"/>w</a><a/href=y>v</a><a foo='>'href=z>u"),
		STR("a[href]=x(w);a[href]=y(v);a[href]=z(u);")},
	{STR("<a href=x>1<a href=y>2</a>3"), STR("a[href]=x(1);a[href]=y(2);")},
	{STR("<a href=x>1<table><td><a href=y>2</a></table>3</a>"),
		STR("a[href]=x(1 2 3);a[href]=y(2);")},
	{STR("<image src=x><xmp><a href=y></xmp>"), STR("img[src]=x;")},
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
	{STR("<p style='color:#fff;background:#FFFFFF'>a<b style=color:red>b</b>c"),
		STR("color=a;color=c;")},
	{STR("<p style='color:transparent'>a"), STR("color=a;")},
	{STR("<p style='color:white;background-color:black'>a"), STR("")},
	{STR("<p style='position:absolute;left:-9999px'>a<b>b</b>"), STR("off-screen=a<b>b</b>;")},
	{STR("<p style='text-indent:-100em'>a"), STR("off-screen=a;")},
	{STR("<p style='left:-9999px'>a<p style='margin-left:-10px'>b"), STR("")},
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

/* What is costly for a tree builder, and whether it nests too deep: read to its end, and twice as much in
 * no more than twice the time, but for what a busy machine adds. */
static const struct {
	const char *piece;
	bool deep;
} costly[] = {
	{"<div>", true},
	{"<b x>", true},
	{"<p><b>", true},
	{"<svg><path/></svg>", false},
	{"<svg><path>", true},
	{"<p>x", false},
	{"<li>x", false},
	{"<table><tr><td>", true},
	{"<!--", false},
	{"<!---!>-", false},
	{"<![CDATA[", false},
	{"<script>", false},
	{"<script><!--<script>", false},
	{"<title></titl", false},
	{"<a href=x>", false},
	{"<div></x>", true},
	{"<x><div></x></div>", true},
	{"<span><b></span></b>", false},
	{"&amp", false},
	{"&CounterClockwiseContourIntegra", false},
	{"&#x0000000000", false},
	{"<a <a ", false},
	{"<a><div></a>", true},
	{"<a><noscript></a>", true},
	{"<form><form>", false},
	{"<a><div>x</div></a>", false},
	{"<b><span><div>x</b></span></div>", false},
	{"<a x=\"<a x='", false},
	{"<i style=display:none>", true},
	{"<style>@(url(url('", false},
	{"<i style='url(@import url(", false},
	{"<img srcset=', ,,a 1x,, b,c'>", false},
	{"</p>", false},
	{"<", false},
	{"</", false},
};

/* The least that reading `count` times `piece` took, in microseconds. */
static gint64 cost_of(const char *piece, unsigned count, bool deep)
{
	g_autoptr(GString) source = g_string_new(NULL);
	gint64 least = G_MAXINT64;

	for (unsigned n = 0; n < count; n++)
		g_string_append(source, piece);
	for (unsigned run = 0; run < 3; run++) {
		gint64 start = cputime_us();
		g_autoptr(HtmlPage) page = htmlpage_read(str_over(source->str, source->len));
		least = MIN(least, cputime_us() - start);
		g_assert_cmpint(page->deep, ==, deep);
	}
	return least;
}

static void test_linear(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(costly); i++) {
		gint64 once = cost_of(costly[i].piece, 15000, costly[i].deep);
		gint64 twice = cost_of(costly[i].piece, 30000, costly[i].deep);
		g_test_message("%s: %" G_GINT64_FORMAT " us, twice as many %" G_GINT64_FORMAT " us",
			costly[i].piece, once, twice);
		g_assert_cmpint(twice, <, 3 * once + CPUTIME_SECOND / 50);
	}
}

/* Formatting elements that every paragraph reopens: kilobytes that would become millions of nodes. */
static void test_bomb(void)
{
	g_autoptr(GString) source = g_string_new("<p>");
	gint64 start = cputime_us();

	for (unsigned i = 0; i < 500; i++)
		g_string_append_printf(source, "<b x=%u>", i);
	for (unsigned i = 0; i < 200000; i++)
		g_string_append(source, "</p><p>x");
	g_autoptr(HtmlPage) page = htmlpage_read(str_over(source->str, source->len));
	g_assert_cmpint(cputime_us() - start, <, 5 * CPUTIME_SECOND);
	g_assert_cmpuint(page->text->len, ==, 200000 + 199999 * strlen("\n\n"));
}

/* An element that goes on in every block, and ends only with the page. */
static const struct {
	const char *start, *piece, *words;
	guint links, hidden;
} lasting[] = {
	{"<div><a href=http://a.example/></div>", "<div>word</div>", "word word word", 1, 0},
	{"<div><a href=http://a.example/><img alt=word></div>", "<div></div>", "word", 1, 0},
	{"<div><font style=display:none></div>", "<div>word</div>", NULL, 0, 1},
};

static void test_lasting(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(lasting); i++) {
		g_autoptr(GString) source = g_string_new(lasting[i].start);
		for (unsigned n = 0; n < 3; n++)
			g_string_append(source, lasting[i].piece);
		g_autoptr(HtmlPage) page = htmlpage_read(str_over(source->str, source->len));
		g_assert_cmpuint(page->links->len, ==, lasting[i].links);
		g_assert_cmpuint(page->hidden->len, ==, lasting[i].hidden);
		if (lasting[i].words)
			g_assert_cmpstr(g_array_index(page->links, HtmlLink, 0).words->str, ==,
				lasting[i].words);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/htmlpage/texts", test_texts);
	g_test_add_func("/htmlpage/links", test_links);
	g_test_add_func("/htmlpage/hidden", test_hidden);
	g_test_add_func("/htmlpage/unescape", test_unescape);
	g_test_add_func("/htmlpage/linear", test_linear);
	g_test_add_func("/htmlpage/bomb", test_bomb);
	g_test_add_func("/htmlpage/lasting", test_lasting);
	return g_test_run();
}
