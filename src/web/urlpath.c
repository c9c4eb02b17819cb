#include "web/urlpath.h"

#include "web/percent.h"

bool urlpath_is_drive(Str s)
{
	return s.len == 2 && g_ascii_isalpha(s.at[0]) && (s.at[1] == ':' || s.at[1] == '|');
}

bool urlpath_starts_with_drive(Str s)
{
	return urlpath_is_drive(str_sub(s, 0, 2)) &&
	       (s.len == 2 || str_find_char(STR("/\\?#"), s.at[2]) >= 0);
}

bool urlpath_has_drive(const GString *path)
{
	return path->len >= 3 && g_ascii_isalpha(path->str[1]) && path->str[2] == ':' &&
	       (path->len == 3 || path->str[3] == '/');
}

void urlpath_shorten(GString *path, bool is_file)
{
	if (is_file && path->len == 3 && urlpath_has_drive(path))
		return;
	gssize slash = str_rfind_char(str_over(path->str, path->len), '/');
	g_string_truncate(path, slash < 0 ? 0 : (gsize)slash);
}

/* How many dots a segment is made of, "%2e" being one; 0 where there is anything else in it. */
static size_t count_dots(Str segment)
{
	size_t dots = 0;

	for (; segment.len > 0; dots++) {
		if (str_starts_fold(segment, STR("%2e")))
			segment = str_sub(segment, 3, segment.len);
		else if (!str_take_char(&segment, '.'))
			return 0;
	}
	return dots;
}

void urlpath_append(GString *path, Str segment, bool is_last, bool is_file)
{
	size_t dots = count_dots(segment);
	bool is_first = path->len == 0;

	if (dots == 2)
		urlpath_shorten(path, is_file);
	if (dots == 1 || dots == 2) {
		if (is_last)
			g_string_append_c(path, '/');
		return;
	}
	g_string_append_c(path, '/');
	if (is_file && is_first && urlpath_is_drive(segment))
		g_string_append_printf(path, "%c:", segment.at[0]);
	else
		percent_encode(path, segment, PERCENT_PATH);
}
