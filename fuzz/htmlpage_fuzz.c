/* A page: what is found lies within the source, words within the text, and both decoders are pure. */
#include <stdint.h>

#include "base/utf8.h"
#include "web/htmlpage.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_page(Str source, const HtmlPage *page)
{
	for (guint i = 0; i < page->links->len; i++) {
		const HtmlLink *link = &g_array_index(page->links, HtmlLink, i);
		g_assert(link->from <= source.len && link->len <= source.len - link->from);
		g_assert(
			link->text_len == 0 || link->text_from + link->text_len <= page->text->len);
		g_string_free(htmlpage_unescape(str_sub(source, link->from, link->len)), TRUE);
	}
	for (guint i = 0; i < page->hidden->len; i++) {
		const HtmlHidden *hidden = &g_array_index(page->hidden, HtmlHidden, i);
		g_assert(hidden->from <= source.len && hidden->len <= source.len - hidden->from);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GString) source = utf8_repair(str_over((const char *)data, size), NULL);
	Str text = str_over(source->str, source->len);
	g_autoptr(HtmlPage) page = htmlpage_read(text);
	g_autoptr(GString) again = htmlpage_text(text);

	check_page(text, page);
	g_assert(g_string_equal(again, page->text));
	g_assert(utf8_is_valid(str_over(again->str, again->len)));
	return 0;
}
