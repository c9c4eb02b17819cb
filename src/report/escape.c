#include "report/escape.h"

#include <string.h>

typedef struct {
	char c;
	const char *reference;
} Reference;

static const Reference references[] = {
	{'&', "&amp;"},
	{'<', "&lt;"},
	{'>', "&gt;"},
	{'"', "&quot;"},
	{'\'', "&#39;"},
};

static const char *reference_of(char c)
{
	for (size_t i = 0; i < G_N_ELEMENTS(references); i++)
		if (references[i].c == c)
			return references[i].reference;
	return NULL;
}

char *escape_html(Str text)
{
	GString *out = g_string_sized_new(text.len);

	for (size_t i = 0; i < text.len; i++) {
		const char *reference = reference_of(text.at[i]);
		if (reference)
			g_string_append(out, reference);
		else
			g_string_append_c(out, text.at[i]);
	}
	return g_string_free(out, FALSE);
}

static bool is_in(char c, const char *set)
{
	return c != '\0' && strchr(set, c) != NULL;
}

/* "[.]" or "[@]" that no neighbour turns into a link's text or a label: what follows is known and is
 * not "(", "[" or ":". */
static bool is_defanged_mark(Str rest)
{
	return rest.len > 3 && rest.at[0] == '[' && is_in(rest.at[1], ".@") && rest.at[2] == ']' &&
	       !is_in(rest.at[3], "([:");
}

/* Digits and a point or bracket at the start of a line number a list. */
static size_t ordinal_len(Str text)
{
	Str rest = text;
	Str digits = str_take_while(&rest, str_is_digit);

	return digits.len > 0 && rest.len > 0 && is_in(rest.at[0], ".)") ? digits.len : 0;
}

char *escape_markdown(Str text)
{
	GString *out = g_string_sized_new(text.len + text.len / 8);
	Str rest = text;

	str_skip(&rest, str_is_space);
	if (rest.len < text.len)
		g_string_append_c(out, ' ');
	/* what means something at the start of a line only; this text may come to stand there */
	size_t ordinal = ordinal_len(rest);
	g_string_append_len(out, rest.at, (gssize)ordinal);
	rest = str_sub(rest, ordinal, rest.len);
	if (ordinal > 0 || (rest.len > 0 && is_in(rest.at[0], "#+-=:")))
		g_string_append_c(out, '\\');

	while (rest.len > 0) {
		size_t taken = 1;
		if (is_defanged_mark(rest)) {
			taken = 3;
			g_string_append_len(out, rest.at, 3);
		} else if (str_is_space(rest.at[0])) {
			g_string_append_c(out, ' ');
		} else {
			if (is_in(rest.at[0], "\\`*_[]<>&|~$"))
				g_string_append_c(out, '\\');
			g_string_append_c(out, rest.at[0]);
		}
		rest = str_sub(rest, taken, rest.len);
	}
	return g_string_free(out, FALSE);
}

/* Length of the longest run of backticks. */
static size_t longest_run(Str text)
{
	size_t longest = 0, run = 0;

	for (size_t i = 0; i < text.len; i++) {
		run = text.at[i] == '`' ? run + 1 : 0;
		longest = MAX(longest, run);
	}
	return longest;
}

static void put_fence(GString *out, size_t len)
{
	while (len-- > 0)
		g_string_append_c(out, '`');
}

char *escape_markdown_code(Str text)
{
	GString *out = g_string_sized_new(text.len + 8);
	size_t run = longest_run(text);

	if (text.len == 0)
		return g_string_free(out, FALSE);
	put_fence(out, run + 1);
	if (run > 0)
		g_string_append_c(out, ' ');
	for (size_t i = 0; i < text.len; i++)
		g_string_append_c(out, str_is_space(text.at[i]) ? ' ' : text.at[i]);
	if (run > 0)
		g_string_append_c(out, ' ');
	put_fence(out, run + 1);
	return g_string_free(out, FALSE);
}

char *escape_markdown_fence(Str text)
{
	GString *out = g_string_sized_new(text.len + 16);
	size_t fence = MAX(longest_run(text) + 1, 3);

	text = str_trim_end(text);
	put_fence(out, fence);
	g_string_append(out, "text\n");
	g_string_append_len(out, text.at, (gssize)text.len);
	g_string_append_c(out, '\n');
	put_fence(out, fence);
	return g_string_free(out, FALSE);
}
