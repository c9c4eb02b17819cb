#include "trace/taglist.h"

#include <string.h>

static bool is_name(char c)
{
	return g_ascii_isalnum(c) || c == '_';
}

/* RFC 6376, section 2.8. */
static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool is_value(char c)
{
	return c != ';' && c != 0x7f && ((unsigned char)c > ' ' || is_space(c));
}

static bool fail(TagList *list, const char *fault)
{
	list->fault = fault;
	return false;
}

static bool note_name(TagList *list, Str name)
{
	for (size_t i = 0; i < list->count; i++)
		if (str_equal(list->names[i], name))
			return fail(list, "a tag comes twice");
	if (list->count == TAGLIST_MAX)
		return fail(list, "there are too many tags");
	list->names[list->count++] = name;
	return true;
}

/* str_take_while, but with its class inline: signatures are read by the million. */
static Str take_value(Str *rest)
{
	size_t len = 0;

	while (len < rest->len && is_value(rest->at[len]))
		len++;
	Str value = str_sub(*rest, 0, len);
	*rest = str_sub(*rest, len, rest->len);
	return value;
}

TagList taglist_over(Str text)
{
	return (TagList){.rest = text};
}

bool taglist_next(TagList *list, Tag *tag_out)
{
	Str *rest = &list->rest;
	Tag tag;

	if (list->fault)
		return false;
	str_skip(rest, is_space);
	if (rest->len == 0) /* a last ";" may close the list */
		return false;

	tag.name = str_take_while(rest, is_name);
	if (tag.name.len == 0 || !g_ascii_isalpha(tag.name.at[0]))
		return fail(list, "a tag has no name");
	str_skip(rest, is_space);
	if (!str_take_char(rest, '='))
		return fail(list, "a tag's name is not followed by =");
	tag.whole = take_value(rest);
	tag.value = str_trim(tag.whole);
	if (!str_take_char(rest, ';') && rest->len > 0)
		return fail(list, "a value holds a byte that it may not");
	if (!note_name(list, tag.name))
		return false;

	*tag_out = tag;
	return true;
}

static bool is_base64(char c)
{
	return g_ascii_isalnum(c) || c == '+' || c == '/';
}

/* Whether so many digits with so much padding are base64: RFC 4648, section 4. */
static bool is_whole(size_t digits, size_t padding)
{
	return digits > 0 && digits % 4 != 1 && (padding == 0 || (digits + padding) % 4 == 0);
}

/* Copy the digits of `value`; how many they are, 0 where it is no base64. */
static size_t pack(Str value, char *to)
{
	size_t digits = 0, padding = 0;

	for (size_t i = 0; i < value.len; i++) {
		char c = value.at[i];
		if (is_space(c))
			continue;
		if (is_base64(c) && padding == 0)
			to[digits++] = c;
		else if (c != '=' || ++padding > 2)
			return 0;
	}
	return is_whole(digits, padding) ? digits : 0;
}

GBytes *taglist_base64(Str value)
{
	char *packed = g_malloc(value.len + 4);
	size_t digits = pack(value, packed);
	gsize size = 0;

	if (digits == 0) {
		g_free(packed);
		return NULL;
	}
	memcpy(packed + digits, "===", 4);
	packed[(digits + 3) / 4 * 4] = '\0';
	g_base64_decode_inplace(packed, &size);
	return g_bytes_new_take(packed, size);
}
