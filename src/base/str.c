#include "base/str.h"

#include <string.h>

Str str_of(const char *text)
{
	return text ? (Str){text, strlen(text)} : STR("");
}

Str str_over(const char *at, size_t len)
{
	return at ? (Str){at, len} : STR("");
}

Str str_of_bytes(GBytes *bytes)
{
	gsize len;
	const char *at = g_bytes_get_data(bytes, &len);

	return str_over(at, len);
}

char *str_dup(Str s)
{
	return g_strndup(s.at, s.len);
}

Str str_sub(Str s, size_t from, size_t len)
{
	if (s.len == 0) /* of NULL not even an offset of 0 may be taken */
		return s;
	if (from > s.len)
		from = s.len;
	return (Str){s.at + from, MIN(len, s.len - from)};
}

bool str_equal(Str a, Str b)
{
	return a.len == b.len && memcmp(a.at, b.at, a.len) == 0;
}

bool str_equal_fold(Str a, Str b)
{
	return a.len == b.len && str_starts_fold(a, b);
}

int str_compare(Str a, Str b)
{
	int order = memcmp(a.at, b.at, MIN(a.len, b.len));

	return order ? order : (a.len > b.len) - (a.len < b.len);
}

bool str_starts(Str s, Str prefix)
{
	return s.len >= prefix.len && memcmp(s.at, prefix.at, prefix.len) == 0;
}

bool str_starts_fold(Str s, Str prefix)
{
	if (s.len < prefix.len)
		return false;
	for (size_t i = 0; i < prefix.len; i++)
		if (g_ascii_tolower(s.at[i]) != g_ascii_tolower(prefix.at[i]))
			return false;
	return true;
}

bool str_ends(Str s, Str suffix)
{
	return s.len >= suffix.len && str_equal(str_sub(s, s.len - suffix.len, suffix.len), suffix);
}

bool str_ends_fold(Str s, Str suffix)
{
	return s.len >= suffix.len &&
	       str_equal_fold(str_sub(s, s.len - suffix.len, suffix.len), suffix);
}

gssize str_find(Str s, Str needle)
{
	const char *hit = memmem(s.at, s.len, needle.at, needle.len);

	return hit ? hit - s.at : -1;
}

gssize str_find_fold(Str s, Str needle)
{
	for (size_t i = 0; i + needle.len <= s.len; i++)
		if (str_starts_fold(str_sub(s, i, needle.len), needle))
			return (gssize)i;
	return -1;
}

gssize str_find_char(Str s, char c)
{
	const char *hit = s.len ? memchr(s.at, c, s.len) : NULL;

	return hit ? hit - s.at : -1;
}

gssize str_rfind_char(Str s, char c)
{
	const char *hit = s.len ? memrchr(s.at, c, s.len) : NULL;

	return hit ? hit - s.at : -1;
}

static Str take(Str *rest, size_t len)
{
	Str taken = {rest->at, len};

	rest->at += len;
	rest->len -= len;
	return taken;
}

Str str_take_while(Str *rest, StrClass class)
{
	size_t len = 0;

	while (len < rest->len && class(rest->at[len]))
		len++;
	return take(rest, len);
}

Str str_take_until(Str *rest, char c)
{
	gssize end = str_find_char(*rest, c);

	return take(rest, end < 0 ? rest->len : (size_t)end);
}

Str str_take_line(Str *rest)
{
	Str line = str_take_until(rest, '\n');

	str_take_char(rest, '\n');
	if (line.len > 0 && line.at[line.len - 1] == '\r')
		line.len--;
	return line;
}

bool str_take_char(Str *rest, char c)
{
	if (rest->len == 0 || rest->at[0] != c)
		return false;
	take(rest, 1);
	return true;
}

bool str_take(Str *rest, Str prefix)
{
	if (!str_starts(*rest, prefix))
		return false;
	take(rest, prefix.len);
	return true;
}

void str_skip(Str *rest, StrClass class)
{
	str_take_while(rest, class);
}

Str str_trim_end(Str s)
{
	while (s.len > 0 && str_is_space(s.at[s.len - 1]))
		s.len--;
	return s;
}

Str str_trim(Str s)
{
	str_skip(&s, str_is_space);
	return str_trim_end(s);
}

bool str_is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

bool str_is_digit(char c)
{
	return g_ascii_isdigit(c);
}

bool str_is_hex(char c)
{
	return g_ascii_isxdigit(c);
}

bool str_is_alnum(char c)
{
	return g_ascii_isalnum(c);
}

bool str_is_ascii(Str s)
{
	unsigned char seen = 0;

	/* without a way out early the compiler can look at many bytes at once */
	for (size_t i = 0; i < s.len; i++)
		seen |= (unsigned char)s.at[i];
	return seen < 0x80;
}

bool str_parse_uint(Str s, guint64 max, guint64 *value_out)
{
	guint64 value = 0;

	if (s.len == 0)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		if (!g_ascii_isdigit(s.at[i]))
			return false;
		guint64 digit = (guint64)(s.at[i] - '0');
		if (value > (max - MIN(max, digit)) / 10 || digit > max)
			return false;
		value = value * 10 + digit;
	}
	*value_out = value;
	return true;
}
