#include "trace/canonical.h"

#include <string.h>

/* A body's form on its way: what is written waits here until a piece is full. */
typedef struct {
	const CanonicalSink *sink;
	char piece[CANONICAL_PIECE];
	size_t used;
	guint64 length; /* of all so far */
	guint64 empty;  /* empty lines that count only where another line follows */
} Writer;

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static void flush(Writer *writer)
{
	if (writer->used > 0)
		writer->sink->write(writer->sink->to, str_over(writer->piece, writer->used));
	writer->used = 0;
}

static void put(Writer *writer, Str text)
{
	writer->length += text.len;
	if (writer->used + text.len > sizeof(writer->piece))
		flush(writer);
	if (text.len > sizeof(writer->piece)) {
		writer->sink->write(writer->sink->to, text);
		return;
	}
	memcpy(writer->piece + writer->used, text.at, text.len);
	writer->used += text.len;
}

static void put_empty_lines(Writer *writer)
{
	for (; writer->empty > 0; writer->empty--)
		put(writer, STR("\r\n"));
}

static Str trim_blanks(Str line)
{
	while (line.len > 0 && is_blank(line.at[line.len - 1]))
		line.len--;
	return line;
}

/* The length of the words at the line's start that stand as they are: up to the first blank that is no
 * single space. */
static size_t plain_start(Str line)
{
	for (size_t i = 0; i < line.len; i++)
		if (line.at[i] == '\t' || (line.at[i] == ' ' && is_blank(line.at[i + 1])))
			return i;
	return line.len;
}

/* `line` ends in no blank. */
static void put_relaxed(Writer *writer, Str line)
{
	while (line.len > 0) {
		size_t plain = plain_start(line);
		put(writer, str_sub(line, 0, plain));
		line = str_sub(line, plain, line.len);
		if (line.len > 0)
			put(writer, STR(" "));
		str_skip(&line, is_blank);
	}
}

guint64 canonical_body(Str body, CanonicalForm form, const CanonicalSink *sink)
{
	Writer writer = {.sink = sink};

	while (body.len > 0) {
		Str line = str_take_line(&body);
		if (form == CANONICAL_RELAXED)
			line = trim_blanks(line);
		if (line.len == 0) {
			writer.empty++;
			continue;
		}
		put_empty_lines(&writer);
		if (form == CANONICAL_RELAXED)
			put_relaxed(&writer, line);
		else
			put(&writer, line);
		put(&writer, STR("\r\n"));
	}
	if (writer.length == 0 && form == CANONICAL_SIMPLE)
		put(&writer, STR("\r\n"));
	flush(&writer);
	return writer.length;
}

static void append(GString *out, Str text)
{
	g_string_append_len(out, text.at, (gssize)text.len);
}

static void append_simple(Str field, GString *out)
{
	while (field.len > 0) {
		append(out, str_take_line(&field));
		append(out, STR("\r\n"));
	}
}

/* Whether the byte at `i` is a blank or part of a line end. */
static bool is_white(Str value, size_t i)
{
	char c = value.at[i];

	return is_blank(c) || c == '\n' ||
	       (c == '\r' && i + 1 < value.len && value.at[i + 1] == '\n');
}

/* Append a value's words with one space between them: a string that is grown once, as headers are
 * hashed by the million. */
static void append_words(Str value, GString *out)
{
	size_t before = out->len;
	bool white = false;

	g_string_set_size(out, before + value.len);
	char *to = out->str + before;
	for (size_t i = 0; i < value.len; i++) {
		if (is_white(value, i)) {
			white = true;
			continue;
		}
		if (white && to > out->str + before)
			*to++ = ' ';
		white = false;
		*to++ = value.at[i];
	}
	g_string_truncate(out, (gsize)(to - out->str));
}

void canonical_field(Str field, CanonicalForm form, GString *out)
{
	size_t start = out->len;

	if (form == CANONICAL_SIMPLE) {
		append_simple(field, out);
		return;
	}
	append(out, str_trim_end(str_take_until(&field, ':')));
	for (size_t i = start; i < out->len; i++)
		if (g_ascii_isupper(out->str[i]))
			out->str[i] = (char)(out->str[i] - 'A' + 'a');
	if (str_take_char(&field, ':'))
		g_string_append_c(out, ':');
	append_words(field, out);
	append(out, STR("\r\n"));
}
