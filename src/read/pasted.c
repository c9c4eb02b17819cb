#include "read/pasted.h"

#include "read/header.h"

/* Of the headers that must come to light. */
#define HEADERS_MIN 2

/* A deeper quotation is not undone. */
#define MARKS_MAX 64

static bool is_mark(char c)
{
	return c == ' ' || c == '\t' || c == '>';
}

/* What stands before the first line. */
static size_t count_marks(Str text)
{
	return str_take_while(&text, is_mark).len;
}

static bool is_blank_line(Str text)
{
	Str line = str_take_line(&text);

	return str_trim(line).len == 0;
}

/* A line without the marks that stand before the first; of "> " an empty line keeps but ">". */
static Str unmarked(Str line, Str marks)
{
	size_t n = 0;

	while (n < marks.len && n < line.len && line.at[n] == marks.at[n])
		n++;
	return str_sub(line, n, line.len);
}

/* Whether headers stand below the marks. */
static bool uncovers_headers(Str text, Str marks)
{
	for (int found = 0; found < HEADERS_MIN;) {
		if (text.len == 0)
			return false;
		Str line = unmarked(str_take_line(&text), marks);
		Header header;
		if (line.len == 0)
			return false;
		if (found > 0 && (line.at[0] == ' ' || line.at[0] == '\t'))
			continue; /* the header above goes on */
		if (!header_next(&line, &header))
			return false;
		found++;
	}
	return true;
}

Str pasted_skip(Str text)
{
	Str mail = text;

	str_take(&mail, STR("\xef\xbb\xbf"));
	while (mail.len > 0 && is_blank_line(mail))
		str_take_line(&mail);
	return uncovers_headers(mail, str_sub(mail, 0, count_marks(mail))) ? mail : text;
}

GString *pasted_unquote(Str text)
{
	Str marks = str_sub(text, 0, count_marks(text));

	if (marks.len == 0 || marks.len > MARKS_MAX || !uncovers_headers(text, marks))
		return NULL;
	GString *out = g_string_sized_new(text.len);
	while (text.len > 0) {
		Str line = text;
		str_take_until(&text, '\n');
		str_take_char(&text, '\n');
		line.len = (size_t)(text.at - line.at);
		line = unmarked(line, marks);
		g_string_append_len(out, line.at, (gssize)line.len);
	}
	return out;
}
