#include "base/utf8.h"

/* The length of the valid start of `s`. g_utf8_validate_len stops at a NUL, which is a character like
 * another here. */
static size_t valid_start(Str s)
{
	const char *end = s.at;
	const char *stop = s.at + s.len;

	while (!g_utf8_validate_len(end, (gsize)(stop - end), &end) && *end == '\0')
		end++;
	return (size_t)(end - s.at);
}

bool utf8_is_valid(Str s)
{
	return valid_start(s) == s.len;
}

GString *utf8_repair(Str s, size_t *damaged_out)
{
	GString *clean = g_string_sized_new(s.len);
	size_t damaged = 0;

	for (;;) {
		size_t good = valid_start(s);
		g_string_append_len(clean, s.at, (gssize)good);
		s = str_sub(s, good, s.len);
		if (s.len == 0)
			break;
		g_string_append(clean, "\xef\xbf\xbd");
		s = str_sub(s, 1, s.len);
		damaged++;
	}
	if (damaged_out)
		*damaged_out = damaged;
	return clean;
}
