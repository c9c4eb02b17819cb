#include "web/base64url.h"

static int value_of(char c)
{
	if (g_ascii_isupper(c))
		return c - 'A';
	if (g_ascii_islower(c))
		return c - 'a' + 26;
	if (str_is_digit(c))
		return c - '0' + 52;
	if (c == '+' || c == '-')
		return 62;
	return c == '/' || c == '_' ? 63 : -1;
}

static Str without_padding(Str code)
{
	for (int i = 0; i < 2 && str_ends(code, STR("=")); i++)
		code.len--;
	return code;
}

GString *base64url_decode(Str code)
{
	guint32 bits = 0;
	unsigned held = 0;

	code = without_padding(code);
	if (code.len % 4 == 1) /* six bits are no byte */
		return NULL;
	GString *bytes = g_string_sized_new(code.len / 4 * 3 + 3);
	for (size_t i = 0; i < code.len; i++) {
		int value = value_of(code.at[i]);
		if (value < 0) {
			g_string_free(bytes, TRUE);
			return NULL;
		}
		bits = bits << 6 | (guint32)value;
		held += 6;
		if (held >= 8) {
			held -= 8;
			g_string_append_c(bytes, (char)(bits >> held & 0xff));
		}
	}
	return bytes;
}
