/* A base on the first line, where there is more than one, and a URL: what is parsed is parsed again from
 * its serialization to the same. */
#include <stdint.h>
#include <string.h>

#include "web/url.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_same(const Url *a, const Url *b)
{
	g_assert(strcmp(url_text(a), url_text(b)) == 0);
	g_assert(strcmp(url_scheme(a), url_scheme(b)) == 0);
	g_assert(g_strcmp0(url_host(a), url_host(b)) == 0);
	g_assert(url_port(a) == url_port(b));
	g_assert(strcmp(url_username(a), url_username(b)) == 0);
	g_assert(strcmp(url_password(a), url_password(b)) == 0);
	g_assert(strcmp(url_path(a), url_path(b)) == 0);
	g_assert(g_strcmp0(url_query(a), url_query(b)) == 0);
	g_assert(g_strcmp0(url_fragment(a), url_fragment(b)) == 0);
	g_assert(url_is_special(a) == url_is_special(b));
}

static void check_ascii(const char *text)
{
	for (; *text; text++)
		g_assert(g_ascii_isprint(*text));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Str rest = str_over((const char *)data, size);
	Str line = str_take_line(&rest);
	g_autoptr(Url) base = rest.len > 0 ? url_parse(line, NULL) : NULL;
	g_autoptr(Url) url = url_parse(rest.len > 0 ? rest : line, base);
	if (!url)
		return 0;

	check_ascii(url_text(url));
	if (strlen(url_text(url)) > URL_MAX) /* encoding made it longer than what is parsed */
		return 0;
	g_autoptr(Url) again = url_parse(str_of(url_text(url)), NULL);
	g_assert(again);
	check_same(url, again);
	return 0;
}
