#include "web/percent.h"

enum {
	FRAGMENT = 1 << PERCENT_FRAGMENT,
	QUERY = 1 << PERCENT_QUERY,
	SPECIAL = 1 << PERCENT_SPECIAL_QUERY,
	PATH = 1 << PERCENT_PATH,
	USERINFO = 1 << PERCENT_USERINFO,
	ALL = FRAGMENT | QUERY | SPECIAL | PATH | USERINFO,
};

/* In which sets a printable character is. */
static const guint8 sets_of[128] = {
	[' '] = ALL,
	['"'] = ALL,
	['<'] = ALL,
	['>'] = ALL,
	['`'] = FRAGMENT | PATH | USERINFO,
	['#'] = QUERY | SPECIAL | PATH | USERINFO,
	['\''] = SPECIAL,
	['?'] = PATH | USERINFO,
	['^'] = PATH | USERINFO,
	['{'] = PATH | USERINFO,
	['}'] = PATH | USERINFO,
	['/'] = USERINFO,
	[':'] = USERINFO,
	[';'] = USERINFO,
	['='] = USERINFO,
	['@'] = USERINFO,
	['['] = USERINFO,
	['\\'] = USERINFO,
	[']'] = USERINFO,
	['|'] = USERINFO,
};

static bool is_in_set(char c, PercentSet set)
{
	guint8 byte = (guint8)c;

	return byte < ' ' || byte > '~' || (sets_of[byte] & 1 << set);
}

void percent_encode(GString *out, Str s, PercentSet set)
{
	static const char digits[] = "0123456789ABCDEF";
	size_t clean_from = 0;

	for (size_t i = 0; i < s.len; i++) {
		if (!is_in_set(s.at[i], set))
			continue;
		guint8 byte = (guint8)s.at[i];
		char triplet[] = {'%', digits[byte >> 4], digits[byte & 15]};
		g_string_append_len(out, s.at + clean_from, (gssize)(i - clean_from));
		g_string_append_len(out, triplet, sizeof(triplet));
		clean_from = i + 1;
	}
	g_string_append_len(out, s.at + clean_from, (gssize)(s.len - clean_from));
}

GString *percent_decode(Str s)
{
	GString *out = g_string_sized_new(s.len);

	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];
		if (c == '%' && i + 2 < s.len && str_is_hex(s.at[i + 1]) &&
			str_is_hex(s.at[i + 2])) {
			c = (char)(g_ascii_xdigit_value(s.at[i + 1]) << 4 |
				   g_ascii_xdigit_value(s.at[i + 2]));
			i += 2;
		}
		g_string_append_c(out, c);
	}
	return out;
}
