#include "web/htmlflow.h"

/* Whether a character begins that stands between U+2E80 and U+9FFF, or is full-width: of a script that
 * does without spaces. */
static bool is_wide(const char *at, size_t len)
{
	unsigned char lead = len >= 3 ? (unsigned char)at[0] : 0;

	return (lead >= 0xe3 && lead <= 0xe9) || lead == 0xef ||
	       (lead == 0xe2 && (unsigned char)at[1] >= 0xba);
}

/* Whether the pending white space is nothing but the source's wrapping within Japanese text. */
static bool is_wrapping(const HtmlFlow *flow, Str next)
{
	const GString *text = flow->text;

	return flow->wrapped && is_wide(next.at, next.len) && text->len >= 3 &&
	       is_wide(text->str + text->len - 3, 3);
}

/* Write what is pending before `next`. */
static void settle(HtmlFlow *flow, Str next)
{
	if (flow->text->len > 0) {
		for (unsigned i = 0; i < flow->breaks; i++)
			g_string_append_c(flow->text, '\n');
		if (flow->space && flow->breaks == 0 && !is_wrapping(flow, next))
			g_string_append_c(flow->text, ' ');
	}
	flow->space = flow->wrapped = false;
	flow->breaks = 0;
}

static bool is_blank(char c)
{
	return str_is_space(c) || c == '\0';
}

/* The length of the start of `text` that is ink for sure, behind its first byte, which is ink. */
static size_t ink_len(Str text)
{
	size_t len = 1;

	/* what is no greater than a space may be white, and U+00A0 is C2 A0 */
	while (len < text.len && (unsigned char)text.at[len] > ' ' && text.at[len] != '\xc2')
		len++;
	return len;
}

/* Take one piece of white space, or nothing. */
static bool take_blank(HtmlFlow *flow, Str *text, bool kept)
{
	if (kept && text->at[0] == '\n') {
		htmlflow_newline(flow);
		*text = str_sub(*text, 1, text->len);
		return true;
	}
	if (str_take(text, STR("\xc2\xa0"))) {
		flow->space = true;
		return true;
	}
	if (!is_blank(text->at[0]))
		return false;
	flow->wrapped |= text->at[0] == '\n';
	flow->space = true;
	*text = str_sub(*text, 1, text->len);
	return true;
}

void htmlflow_text(HtmlFlow *flow, Str text, bool kept)
{
	while (text.len > 0) {
		if (take_blank(flow, &text, kept))
			continue;
		settle(flow, text);
		size_t len = ink_len(text);
		g_string_append_len(flow->text, text.at, (gssize)len);
		text = str_sub(text, len, text.len);
	}
}

void htmlflow_break(HtmlFlow *flow, unsigned breaks)
{
	flow->breaks = MAX(flow->breaks, breaks);
}

void htmlflow_newline(HtmlFlow *flow)
{
	flow->breaks = MIN(flow->breaks + 1, 2);
}

void htmlflow_space(HtmlFlow *flow)
{
	flow->space = true;
}
