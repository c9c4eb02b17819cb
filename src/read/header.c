#include "read/header.h"

static bool is_name(char c)
{
	return c > ' ' && c < 0x7f && c != ':';
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Take a field's name and colon; `rest` is moved only when there is one. */
static bool take_name(Str *rest, Str *name_out)
{
	Str ahead = *rest;
	Str name = str_take_while(&ahead, is_name);

	str_skip(&ahead, is_blank); /* RFC 5322, section 4.5: allowed of old */
	if (name.len == 0 || name.len > HEADER_NAME_MAX || !str_take_char(&ahead, ':'))
		return false;
	*name_out = name;
	*rest = ahead;
	return true;
}

/* Take the lines of a value: the first, and each that begins with white space. */
static Str take_value(Str *rest)
{
	Str value = *rest;

	do {
		str_take_until(rest, '\n');
		str_take_char(rest, '\n');
	} while (rest->len > 0 && is_blank(rest->at[0]));
	value.len = (size_t)(rest->at - value.at);
	return str_trim(value);
}

/* Cut at HEADER_VALUE_MAX, but not within a character of UTF-8. */
static bool cut_value(Str *value)
{
	size_t len = HEADER_VALUE_MAX;

	if (value->len <= len)
		return false;
	while (len > HEADER_VALUE_MAX - 4 && ((unsigned char)value->at[len] & 0xc0) == 0x80)
		len--;
	*value = str_trim_end(str_sub(*value, 0, len));
	return true;
}

static void skip_mbox_lines(Str *rest)
{
	while (str_starts(*rest, STR("From ")) || str_starts(*rest, STR(">From ")))
		str_take_line(rest);
}

bool header_next(Str *rest, Header *header_out)
{
	Header header;

	skip_mbox_lines(rest);
	if (!take_name(rest, &header.name)) {
		Str ahead = *rest;
		if (str_take_line(&ahead).len == 0)
			*rest = ahead;
		return false;
	}
	header.value = take_value(rest);
	header.cut = cut_value(&header.value);
	*header_out = header;
	return true;
}

GString *header_unfold(Str value)
{
	GString *out = g_string_sized_new(value.len);

	while (value.len > 0) {
		Str line = str_trim_end(str_take_line(&value));
		g_string_append_len(out, line.at, (gssize)line.len);
		str_skip(&value, str_is_space);
		if (value.len > 0)
			g_string_append_c(out, ' ');
	}
	return out;
}
