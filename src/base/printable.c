#include "base/printable.h"

#include "base/utf8.h"

typedef struct {
	gunichar first, last;
} Range;

/* Unicode's Cc, and the format characters that reorder or break lines (Bidi_Control, Zl, Zp). */
static const Range unfit[] = {
	{0x00, 0x1f},
	{0x7f, 0x9f},
	{0x061c, 0x061c},
	{0x200e, 0x200f},
	{0x2028, 0x202e},
	{0x2066, 0x2069},
};

static bool is_unfit(gunichar c, Printable form)
{
	if (form == PRINTABLE_TEXT && (c == '\n' || c == '\t'))
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(unfit); i++)
		if (c >= unfit[i].first && c <= unfit[i].last)
			return true;
	return false;
}

char *printable(Str s, Printable form)
{
	g_autoptr(GString) whole = utf8_repair(s, NULL);
	GString *safe = g_string_sized_new(whole->len);
	const char *end = whole->str + whole->len;

	for (const char *at = whole->str; at < end;) {
		const char *next = g_utf8_next_char(at);
		gunichar c = g_utf8_get_char(at);
		if (is_unfit(c, form))
			g_string_append_printf(safe, "\\u%04x", c);
		else
			g_string_append_len(safe, at, next - at);
		at = next;
	}
	return g_string_free(safe, FALSE);
}
