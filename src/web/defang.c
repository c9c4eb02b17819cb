#include "web/defang.h"

#include "web/fang.h"
#include "web/linkify.h"

static void append(GString *out, Str s)
{
	g_string_append_len(out, s.at, (gssize)s.len);
}

static bool is_scheme_char(char c)
{
	return str_is_alnum(c) || c == '+' || c == '-' || c == '.';
}

/* Append a URL's start, its scheme and "://", made harmless. "http" is "hxxp" then, in the case it has. */
static void append_start(GString *out, Str start)
{
	bool harmless = false;
	Str word = str_take_while(&start, is_scheme_char);
	const FangScheme *scheme = fang_scheme(word);

	fang_separator(start, &harmless);
	if (harmless || start.len == 0 || (scheme && scheme->defanged)) {
		append(out, word);
		append(out, start);
	} else if (scheme && str_starts(scheme->plain, STR("http"))) {
		size_t tt = word.len - scheme->spelling.len + 1;
		append(out, str_sub(word, 0, tt));
		g_string_append(out, g_ascii_isupper(word.at[tt]) ? "XX" : "xx");
		append(out, str_sub(word, tt + 2, word.len));
		append(out, start);
	} else {
		append(out, word);
		g_string_append(out, "[:]//");
	}
}

/* Append running text with what is found in it made harmless. Behind an authority the search goes on in its path, where other
 * addresses may stand: "?to=http://b.example". */
static void append_text(GString *out, Str text)
{
	size_t done = 0;

	for (LinkSpot spot = {0}; linkify_next(text, &spot);) {
		size_t end = spot.authority + spot.authority_len;
		append(out, str_sub(text, done, spot.from - done));
		if (spot.live) {
			append_start(out, str_sub(text, spot.from, spot.authority - spot.from));
			fang_authority(out, str_sub(text, spot.authority, spot.authority_len));
		} else {
			append(out, str_sub(text, spot.from, end - spot.from));
		}
		done = end;
		spot.len = end - spot.from;
	}
	append(out, str_sub(text, done, text.len));
}

char *defang_text(Str text)
{
	GString *out = g_string_sized_new(text.len + text.len / 8);

	append_text(out, text);
	return g_string_free(out, FALSE);
}

static bool is_authority_char(char c)
{
	return c != '/' && c != '\\' && c != '?' && c != '#';
}

/* Take an indicator's scheme and "://"; nothing where it has none. */
static Str take_start(Str *indicator)
{
	Str rest = *indicator, start = *indicator;
	bool harmless;

	str_skip(&rest, is_scheme_char);
	size_t separator = fang_separator(rest, &harmless);
	if (separator == 0)
		return STR("");
	*indicator = str_sub(rest, separator, rest.len);
	start.len -= indicator->len;
	return start;
}

char *defang(Str indicator)
{
	GString *out = g_string_sized_new(indicator.len + 16);

	append_start(out, take_start(&indicator));
	fang_authority(out, str_take_while(&indicator, is_authority_char));
	append_text(out, indicator);
	return g_string_free(out, FALSE);
}

char *refang(Str indicator)
{
	GString *out = g_string_sized_new(indicator.len);
	Str start = take_start(&indicator), word = str_take_while(&start, is_scheme_char);
	const FangScheme *scheme = fang_scheme(word);

	if (scheme)
		append(out, scheme->plain);
	else
		append(out, word);
	if (start.len > 0)
		g_string_append(out, "://");
	g_autoptr(GString) rest = fang_undo(indicator);
	append(out, str_over(rest->str, rest->len));
	return g_string_free(out, FALSE);
}
