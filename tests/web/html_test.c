#include "web/html.h"

#include "support/assert_str.h"

/* A page, and its tokens: text as it is, "<name attribute=value>" and "</name>", comments between "!". What
 * html5lib asks for beyond these rows, htmlsuite_test checks. */
static const struct {
	Str source, tokens;
} pages[] = {
	{STR("a<b>c</b>d"), STR("a|<b>|c|</b>|d|")},
	{STR("<A HREF='x' checked b = c/>"), STR("<a href=x checked= b=c/>|")},
	{STR("<br/><br / >"), STR("<br />|<br>|")},
	{STR("<a b=\"1>2\" c='<d>'>"), STR("<a b=1>2 c=<d>>|")},
	{STR("1 < 2 <3 <"), STR("1 < 2 <3 <|")},
	{STR("<!-- a --><!-->b<!--c--!>d<!--e"), STR("! a !|!!|b|!c!|d|!e!|")},
	{STR("<?php x?><!x></ x></>"), STR("!?php x?!|!x!|! x!|")},
	{STR("&lt;b&gt; &amp;amp; &ampx &#x3042;&#0;&#x80;"), STR("<b> &amp; &x あ\xef\xbf\xbd€|")},
	{STR("a\r\nb\rc"), STR("a\nb\nc|")},
	{STR("a<b href='c"), STR("a|")}, /* cut off by the page's end */
	{STR("<![CDATA[a]]>"), STR("![CDATA[a]]!|")},
};

static void show_start(GString *shown, const HtmlToken *token)
{
	Str attributes = token->attributes;

	g_string_append_c(shown, '<');
	html_append_name(shown, token->name);
	for (HtmlAttribute attribute; html_next_attribute(&attributes, &attribute);) {
		g_string_append_c(shown, ' ');
		html_append_name(shown, attribute.name);
		g_string_append_c(shown, '=');
		html_append_value(shown, attribute.value);
	}
	g_string_append(shown, token->self_closing ? " />" : ">");
}

static void show_text(GString *shown, const HtmlToken *token)
{
	Str text = token->text;
	char buffer[4];

	for (Str piece; html_next_piece(&text, token->content, buffer, &piece);)
		g_string_append_len(shown, piece.at, (gssize)piece.len);
}

static void show(GString *shown, const HtmlToken *token)
{
	switch (token->kind) {
	case HTML_TEXT:
		show_text(shown, token);
		break;
	case HTML_START:
		show_start(shown, token);
		break;
	case HTML_END:
		g_string_append(shown, "</");
		html_append_name(shown, token->name);
		g_string_append_c(shown, '>');
		break;
	case HTML_COMMENT:
	case HTML_DOCTYPE:
		g_string_append_printf(shown, "!%.*s!", STR_ARG(token->text));
		break;
	}
	g_string_append_c(shown, '|');
}

static void test_tokens(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(pages); i++) {
		g_autoptr(GString) shown = g_string_new(NULL);
		Html html = html_over(pages[i].source);
		for (HtmlToken token; html_next(&html, &token);)
			show(shown, &token);
		assert_str(str_over(shown->str, shown->len), pages[i].tokens);
	}
}

/* Behind a start tag the reader says what the element holds. */
static const struct {
	HtmlContent content;
	Str name, source, tokens;
} contents[] = {
	{HTML_RCDATA, STR("title"), STR("a<b>&lt;</titl></TITLE >c"),
		STR("a<b><</titl>|</title>|c|")},
	{HTML_RAWTEXT, STR("style"), STR("a<b>&lt;</style>c"), STR("a<b>&lt;|</style>|c|")},
	{HTML_RAWTEXT, STR("style"), STR("a</style"), STR("a</style|")},
	{HTML_SCRIPT, STR("script"), STR("<!--<script></script>--></script>a"),
		STR("<!--<script></script>-->|</script>|a|")},
	{HTML_SCRIPT, STR("script"), STR("<!--</script>a"), STR("<!--|</script>|a|")},
	{HTML_PLAINTEXT, STR(""), STR("a</plaintext>"), STR("a</plaintext>|")},
};

static void test_contents(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(contents); i++) {
		g_autoptr(GString) shown = g_string_new(NULL);
		Html html = html_over(contents[i].source);
		html_expect(&html, contents[i].content, contents[i].name);
		for (HtmlToken token; html_next(&html, &token);)
			show(shown, &token);
		assert_str(str_over(shown->str, shown->len), contents[i].tokens);
	}
}

/* Within <svg> and <math> a CDATA section is text. */
static void test_foreign(void)
{
	Html html = html_over(STR("<![CDATA[a<b>]]>c"));
	HtmlToken token;

	html.foreign = true;
	g_assert_true(html_next(&html, &token));
	assert_str(token.text, STR("a<b>"));
	g_assert_true(html_next(&html, &token));
	assert_str(token.text, STR("c"));
	g_assert_false(html_next(&html, &token));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/html/tokens", test_tokens);
	g_test_add_func("/html/contents", test_contents);
	g_test_add_func("/html/foreign", test_foreign);
	return g_test_run();
}
