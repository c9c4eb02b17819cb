#include "know/wordform.h"

/* Decomposing one character gives at most this many (U+FDFA has 18). */
#define PARTS_MAX 18

typedef struct {
	Wordform *form;
	guint32 at;       /* where in the source the character being read stands */
	gunichar last;    /* the last character written, 0 at the start */
	bool space;       /* white space was read since */
	guint32 space_at; /* where it began */
} Writer;

/* Chinese characters, kana, their punctuation and wide forms: written without spaces between. */
static bool is_cjk(gunichar c)
{
	return (c >= 0x2E80 && c < 0xA4D0) || (c >= 0xF900 && c < 0xFB00) ||
	       (c >= 0xFE30 && c < 0xFE50) || (c >= 0xFF00 && c < 0xFFF0) ||
	       (c >= 0x20000 && c < 0x40000);
}

static bool is_invisible(gunichar c)
{
	GUnicodeType type = g_unichar_type(c);

	return type == G_UNICODE_FORMAT || c == 0x034F || c == 0x115F || c == 0x1160 ||
	       c == 0x17B4 || c == 0x17B5 || (c >= 0xFE00 && c < 0xFE10) || c == 0x3164 ||
	       c == 0xFFA0 || c >= 0xE0000;
}

/* Accents that stand apart from their letter: 'C̷a̷rref̷our'. */
static bool is_loose_accent(gunichar c)
{
	return (c >= 0x300 && c < 0x370) || (c >= 0x1AB0 && c < 0x1B00) ||
	       (c >= 0x1DC0 && c < 0x1E00) || (c >= 0x20D0 && c < 0x2100);
}

static void append(Writer *writer, gunichar c, guint32 from)
{
	char bytes[6];
	int len = g_unichar_to_utf8(c, bytes);

	g_string_append_len(writer->form->text, bytes, len);
	for (int i = 0; i < len; i++)
		g_array_append_val(writer->form->from, from);
	writer->last = c;
}

/* A half-width kana and its voicing mark are two characters: make them the one they mean. */
static bool joins_last(Writer *writer, gunichar c)
{
	GString *text = writer->form->text;
	size_t len = (size_t)g_unichar_to_utf8(writer->last, NULL);
	gunichar joined;
	guint32 from;

	if ((c != 0x3099 && c != 0x309A) || writer->last == 0 ||
		!g_unichar_compose(writer->last, c, &joined))
		return false;
	from = g_array_index(writer->form->from, guint32, (guint)(text->len - len));
	g_string_truncate(text, text->len - len);
	g_array_set_size(writer->form->from, (guint)text->len);
	append(writer, joined, from);
	return true;
}

static void put(Writer *writer, gunichar c)
{
	if (is_loose_accent(c) || is_invisible(c) || joins_last(writer, c))
		return;
	if (g_unichar_isspace(c)) {
		writer->space_at = writer->space ? writer->space_at : writer->at;
		writer->space = true;
		return;
	}
	if (writer->space && writer->last && !is_cjk(writer->last) && !is_cjk(c))
		append(writer, ' ', writer->space_at);
	writer->space = false;
	append(writer, g_unichar_tolower(c), writer->at);
}

/* Compatibility forms are undone (ａ, ①, ﬁ, ㈱); of Latin letters the accent goes too. Kana and hangul
 * are composed already, and stay. */
static void put_decomposed(Writer *writer, gunichar c)
{
	gunichar parts[PARTS_MAX];
	size_t count;

	if ((c >= 0x3041 && c < 0x3100) || (c >= 0x4E00 && c < 0xA000) ||
		(c >= 0xAC00 && c < 0xD7A4)) {
		put(writer, c);
		return;
	}
	count = g_unichar_fully_decompose(c, TRUE, parts, PARTS_MAX);
	for (size_t i = 0; i < count; i++)
		put(writer, parts[i] == 0xDF || parts[i] == 0x1E9E ? 's' : parts[i]);
	if (c == 0xDF || c == 0x1E9E)
		put(writer, 's');
}

Wordform *wordform_new(Str source)
{
	Writer writer = {.form = g_new0(Wordform, 1)};
	const char *at = source.at, *end = source.at + source.len;
	guint32 source_end = (guint32)source.len;

	writer.form->text = g_string_sized_new(source.len);
	writer.form->from = g_array_sized_new(FALSE, FALSE, sizeof(guint32), (guint)source.len + 1);
	writer.form->source = source;
	while (at < end) {
		gunichar c = g_utf8_get_char_validated(at, end - at);

		writer.at = (guint32)(at - source.at);
		if (c >= 0x110000) { /* no character: -1 or -2 */
			at++;
			continue;
		}
		if (c < 0x80)
			put(&writer, c);
		else
			put_decomposed(&writer, c);
		at = g_utf8_next_char(at);
	}
	g_array_append_val(writer.form->from, source_end);
	return writer.form;
}

void wordform_free(Wordform *form)
{
	if (!form)
		return;
	g_string_free(form->text, TRUE);
	g_array_unref(form->from);
	g_free(form);
}

Str wordform_text(const Wordform *form)
{
	return str_over(form->text->str, form->text->len);
}

Str wordform_source(const Wordform *form, size_t from, size_t len)
{
	size_t start = g_array_index(form->from, guint32, (guint)from);
	size_t last = g_array_index(form->from, guint32, (guint)(from + len - 1));
	size_t end = last;

	/* The end is behind the source character that gave the last byte, not at the next one that
	 * gave any: what was passed over between the two is not part of it. */
	if (end < form->source.len)
		end = (size_t)(g_utf8_next_char(form->source.at + last) - form->source.at);
	return str_sub(form->source, start, end - start);
}
