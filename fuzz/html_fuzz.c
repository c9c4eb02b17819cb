/* Tokens of a page: they follow each other within the source, and what they say can be read. The first byte
 * says what kind of content the page begins with. */
#include <stdint.h>

#include "base/utf8.h"
#include "web/htmldoctype.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_token(HtmlToken token)
{
	g_autoptr(GString) plain = g_string_new(NULL);
	char buffer[4];

	for (Str piece; html_next_piece(&token.text, token.content, buffer, &piece);)
		g_string_append_len(plain, piece.at, (gssize)piece.len);
	for (HtmlAttribute attribute; html_next_attribute(&token.attributes, &attribute);) {
		html_append_name(plain, attribute.name);
		html_append_value(plain, attribute.value);
	}
	html_append_name(plain, token.name);
	if (token.kind == HTML_DOCTYPE)
		html_append_name(plain, htmldoctype_read(&token).name);
	g_assert(utf8_is_valid(str_over(plain->str, plain->len)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GString) source = utf8_repair(str_over((const char *)data, size), NULL);
	Str page = str_over(source->str, source->len);
	const char *behind = page.at;

	if (page.len == 0)
		return 0;
	Html html = html_over(page);
	html_expect(
		&html, (HtmlContent)((unsigned char)page.at[0] % (HTML_CDATA + 1)), STR("script"));
	html.foreign = (page.at[0] & 0x40) != 0;
	for (HtmlToken token; html_next(&html, &token);) {
		g_assert(token.source.at >= behind && token.source.len > 0);
		behind = token.source.at + token.source.len;
		g_assert(behind <= page.at + page.len);
		read_token(token);
	}
	return 0;
}
