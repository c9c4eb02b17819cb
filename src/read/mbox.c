#include "read/mbox.h"

#include "read/header.h"

/* No Content-Length is longer; the file's own end is the bound that counts. */
#define LENGTH_MAX G_MAXINT64

/* "10:02" */
static bool has_time(Str line)
{
	for (size_t i = 1; i + 2 < line.len; i++)
		if (line.at[i] == ':' && str_is_digit(line.at[i - 1]) &&
			str_is_digit(line.at[i + 1]) && str_is_digit(line.at[i + 2]))
			return true;
	return false;
}

/* Whether a mail begins here: its line, and a header below it. */
static bool begins(Str rest)
{
	Header header;

	if (!str_starts(rest, STR("From ")))
		return false;
	Str line = str_take_line(&rest);
	if (line.len > HEADER_NAME_MAX || !has_time(line))
		return false;
	rest = str_sub(rest, 0, HEADER_VALUE_MAX); /* of many such lines none may look to the end */
	return !str_starts(rest, STR("From ")) && header_next(&rest, &header);
}

bool mbox_is(Str file)
{
	return begins(file);
}

Mbox mbox_over(Str file)
{
	return (Mbox){begins(file) ? file : STR("")};
}

/* Without the line end that stands last. */
static Str without_end(Str text)
{
	if (str_ends(text, STR("\n")))
		text.len--;
	if (str_ends(text, STR("\r")))
		text.len--;
	return text;
}

/* The mail's end by its Content-Length, if that leads to where another begins. */
static bool end_by_length(Str mail, size_t *end_out)
{
	Str rest = mail;
	guint64 length = 0;
	bool told = false;

	for (Header header; header_next(&rest, &header);)
		if (str_equal_fold(header.name, STR("Content-Length")))
			told = str_parse_uint(header.value, LENGTH_MAX, &length);
	if (!told || length > rest.len)
		return false;
	Str behind = str_sub(rest, (size_t)length, rest.len);
	*end_out = (size_t)(behind.at - mail.at);
	str_skip(&behind, str_is_space);
	return behind.len == 0 || begins(behind);
}

/* The mail's end by the next line that begins one. */
static size_t end_by_line(Str mail)
{
	for (Str rest = mail;;) {
		gssize next = str_find(rest, STR("\nFrom "));
		if (next < 0)
			return mail.len;
		Str before = str_sub(rest, 0, (size_t)next + 1);
		rest = str_sub(rest, (size_t)next + 1, rest.len);
		bool empty = str_ends(before, STR("\n\n")) || str_ends(before, STR("\n\r\n"));
		if (empty && begins(rest))
			return (size_t)(rest.at - mail.at);
	}
}

bool mbox_next(Mbox *mbox, Str *mail_out)
{
	size_t end;

	if (mbox->rest.len == 0)
		return false;
	str_take_line(&mbox->rest);
	Str mail = mbox->rest;
	bool told = end_by_length(mail, &end);
	if (!told)
		end = end_by_line(mail);
	mbox->rest = str_sub(mail, end, mail.len);
	str_skip(&mbox->rest, str_is_space);
	mail = str_sub(mail, 0, end);
	*mail_out = told || mbox->rest.len == 0 ? mail : without_end(mail);
	return true;
}

/* Length of the ">" before "From "; 0 where the line is no such. */
static size_t quoting(Str line)
{
	size_t n = 0;

	while (n < line.len && line.at[n] == '>')
		n++;
	return str_starts(str_sub(line, n, line.len), STR("From ")) ? n : 0;
}

GString *mbox_unquote(Str mail)
{
	g_autoptr(GString) out = g_string_sized_new(mail.len);
	bool quoted = false;

	while (mail.len > 0) {
		Str line = mail;
		str_take_until(&mail, '\n');
		str_take_char(&mail, '\n');
		line.len = (size_t)(mail.at - line.at);
		if (str_starts(line, STR("From ")))
			return NULL;
		size_t marks = quoting(line);
		quoted |= marks > 0;
		line = str_sub(line, marks > 0 ? 1 : 0, line.len);
		g_string_append_len(out, line.at, (gssize)line.len);
	}
	return quoted ? g_steal_pointer(&out) : NULL;
}
