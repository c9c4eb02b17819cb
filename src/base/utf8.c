#include "base/utf8.h"

#define REPLACEMENT "\xef\xbf\xbd"

/* How many bytes from `from` on are whole characters. g_utf8_validate_len calls a NUL an end. */
static size_t valid_run(Str s, size_t from)
{
	size_t to = from;

	while (to < s.len) {
		const char *end;
		g_utf8_validate_len(s.at + to, s.len - to, &end);
		to = (size_t)(end - s.at);
		if (to == s.len || s.at[to] != '\0')
			break;
		to++;
	}
	return to - from;
}

bool utf8_is_valid(Str s)
{
	return valid_run(s, 0) == s.len;
}

/* Unicode 15, table 3-7: what may follow a lead byte, where the first of it is bound more narrowly than
 * 80..BF. */
static const struct {
	unsigned char lead_from, lead_to, first_from, first_to;
	size_t trail;
} forms[] = {
	{0xc2, 0xdf, 0x80, 0xbf, 1},
	{0xe0, 0xe0, 0xa0, 0xbf, 2},
	{0xe1, 0xec, 0x80, 0xbf, 2},
	{0xed, 0xed, 0x80, 0x9f, 2},
	{0xee, 0xef, 0x80, 0xbf, 2},
	{0xf0, 0xf0, 0x90, 0xbf, 3},
	{0xf1, 0xf3, 0x80, 0xbf, 3},
	{0xf4, 0xf4, 0x80, 0x8f, 3},
};

static bool between(char c, unsigned char from, unsigned char to)
{
	return (unsigned char)c >= from && (unsigned char)c <= to;
}

/* The length of the broken character that `s` begins with: its maximal subpart. */
static size_t broken_run(Str s)
{
	for (size_t i = 0; i < G_N_ELEMENTS(forms); i++) {
		if (!between(s.at[0], forms[i].lead_from, forms[i].lead_to))
			continue;
		if (s.len < 2 || !between(s.at[1], forms[i].first_from, forms[i].first_to))
			return 1;
		size_t len = 2, whole = forms[i].trail + 1;
		while (len < whole && len < s.len && between(s.at[len], 0x80, 0xbf))
			len++;
		return len;
	}
	return 1;
}

GString *utf8_repair(Str s, size_t *damaged_out)
{
	GString *text = g_string_sized_new(s.len);
	size_t damaged = 0;

	for (size_t i = 0; i < s.len;) {
		size_t good = valid_run(s, i);
		g_string_append_len(text, s.at + i, (gssize)good);
		i += good;
		if (i == s.len)
			break;
		g_string_append(text, REPLACEMENT);
		damaged++;
		i += broken_run(str_sub(s, i, s.len));
	}
	if (damaged_out)
		*damaged_out = damaged;
	return text;
}
