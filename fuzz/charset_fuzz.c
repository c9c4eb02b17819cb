/* Any bytes in any charset: what comes out is UTF-8, twice the same, and damage is the only loss. The
 * first byte chooses the charset. */
#include <stdint.h>

#include "base/charset.h"
#include "base/utf8.h"

static const char *const labels[] = {"us-ascii", "utf-8", "iso-2022-jp", "shift_jis", "euc-jp",
	"gb18030", "big5", "euc-kr", "windows-1255", "windows-1258", "iso-8859-7", "koi8-u",
	"macintosh", "utf-7", "utf-16", "utf-16be", "utf-16le", "utf-32", "iso-2022-jp-2",
	"iso-2022-kr", "iso-2022-cn", "hz-gb-2312"};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(Charsets *charsets, const char *charset, Str bytes)
{
	size_t damaged, damaged_again;
	g_autoptr(GString) text = charset_decode(charsets, charset, bytes, &damaged);
	g_autoptr(GString) again = charset_decode(charsets, charset, bytes, &damaged_again);

	g_assert(utf8_is_valid(str_over(text->str, text->len)));
	g_assert(g_string_equal(text, again) && damaged == damaged_again);
	g_assert(damaged <= bytes.len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static Charsets *charsets;

	if (!charsets)
		charsets = charsets_new();
	if (size == 0)
		return 0;
	Str bytes = str_over((const char *)data + 1, size - 1);
	check(charsets, charset_find(str_of(labels[data[0] % G_N_ELEMENTS(labels)])), bytes);
	check(charsets, charset_guess(charsets, bytes), bytes);
	charset_find(bytes);
	return 0;
}
