#include "report/visible.h"

typedef struct {
	gunichar from, to;
} Range;

/* Default_Ignorable_Code_Point without those that are Cf already, and blanks that have no width to see */
static const Range ignorable[] = {
	{0x034f, 0x034f},
	{0x115f, 0x1160},
	{0x17b4, 0x17b5},
	{0x180b, 0x180f},
	{0x2028, 0x2029},
	{0x2800, 0x2800},
	{0x3164, 0x3164},
	{0xfe00, 0xfe0f},
	{0xffa0, 0xffa0},
	{0xfff0, 0xfff8},
	{0xe0000, 0xe0fff},
};

static const Range ideographs[] = {{0x3400, 0x9fff}, {0xf900, 0xfaff}, {0x20000, 0x3fffd}};

static bool in_ranges(gunichar c, const Range *ranges, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (c >= ranges[i].from && c <= ranges[i].to)
			return true;
	return false;
}

/* What an emoji may be built of; the selectors and the joiner are taken apart below. */
static bool is_pictorial(gunichar c)
{
	return (c >= 0x2190 && c <= 0x2bff) || (c >= 0x1f000 && c <= 0x1faff) || c == 0xfe0f ||
	       c == 0xa9 || c == 0xae || c == 0x203c || c == 0x2049 || c == 0x3030 || c == 0x303d ||
	       c == '#' || c == '*' || (c >= '0' && c <= '9');
}

/* Whether `c` only shapes what stands before it: part of an emoji, a variant of an ideograph. */
static bool shapes(gunichar c, gunichar before)
{
	if (c >= 0xe0100 && c <= 0xe01ef)
		return in_ranges(before, ideographs, G_N_ELEMENTS(ideographs));
	if (c == 0xfe0e || c == 0xfe0f)
		return is_pictorial(before) && before != 0xfe0f;
	return c == 0x200d && before > 0xff && is_pictorial(before);
}

static bool is_invisible(gunichar c, gunichar before)
{
	if (c == '\t' || c == '\n' || shapes(c, before))
		return false;
	if (in_ranges(c, ignorable, G_N_ELEMENTS(ignorable)))
		return true;
	switch (g_unichar_type(c)) {
	case G_UNICODE_CONTROL:
	case G_UNICODE_FORMAT:
	case G_UNICODE_UNASSIGNED:
	case G_UNICODE_PRIVATE_USE:
	case G_UNICODE_SURROGATE:
		return true;
	default:
		return false;
	}
}

/* One character taken from `rest`; false where its next byte is none. */
static bool take_char(Str *rest, gunichar *c_out)
{
	gunichar c = g_utf8_get_char_validated(rest->at, (gssize)rest->len);

	if (rest->at[0] == '\0')
		c = 0; /* which GLib takes for an end */
	else if (c == (gunichar)-1 || c == (gunichar)-2)
		return false;
	*rest = str_sub(*rest, c == 0 ? 1 : (size_t)g_unichar_to_utf8(c, NULL), rest->len);
	*c_out = c;
	return true;
}

typedef struct {
	gunichar first; /* of the row */
	size_t count;
	bool mixed; /* not all of them are the first again */
	Str rest;   /* what follows the row */
} Row;

/* The row of invisible characters that `text` begins with. */
static Row row_at(Str text, gunichar before)
{
	Row row = {.rest = text};
	gunichar c;

	while (text.len > 0 && take_char(&text, &c)) {
		if (c == ' ' || c == 0xa0) {
			before = c;
			continue;
		}
		if (!is_invisible(c, before))
			break;
		if (row.count == 0)
			row.first = c;
		row.mixed |= c != row.first;
		row.count++;
		row.rest = text;
		before = c;
	}
	return row;
}

static void put_row(GString *out, const Row *row)
{
	g_string_append_printf(
		out, "⟨U+%04X%s×%zu⟩", row->first, row->mixed ? " … " : " ", row->count);
}

char *visible_text(Str text)
{
	GString *out = g_string_sized_new(text.len);
	gunichar c, before = 0;

	while (text.len > 0) {
		Str here = text;
		if (str_take(&text, STR("\r\n"))) {
			g_string_append_c(out, '\n');
			before = '\n';
		} else if (!take_char(&text, &c)) {
			g_string_append_printf(out, "⟨0x%02X⟩", (guint8)text.at[0]);
			text = str_sub(text, 1, text.len);
			before = 0;
		} else if (!is_invisible(c, before)) {
			g_string_append_len(out, here.at, (gssize)(here.len - text.len));
			before = c;
		} else {
			Row row = row_at(here, before);
			if (row.count > VISIBLE_ROW_MAX) {
				put_row(out, &row);
				text = row.rest;
			} else {
				g_string_append_printf(out, "⟨U+%04X⟩", c);
			}
			before = 0;
		}
	}
	return g_string_free(out, FALSE);
}
