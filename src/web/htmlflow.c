#include "web/htmlflow.h"

/* Write what is pending before text. */
static void settle(HtmlFlow *flow)
{
	if (flow->text->len > 0) {
		for (unsigned i = 0; i < flow->breaks; i++)
			g_string_append_c(flow->text, '\n');
		if (flow->space && flow->breaks == 0)
			g_string_append_c(flow->text, ' ');
	}
	flow->space = false;
	flow->breaks = 0;
}

static bool is_blank(char c)
{
	return str_is_space(c) || c == '\0';
}

static bool is_ink(char c)
{
	return !is_blank(c) && c != '\xc2'; /* U+00A0 is C2 A0 */
}

/* Take one piece of white space, or nothing. */
static bool take_blank(HtmlFlow *flow, Str *text, bool kept)
{
	if (kept && text->at[0] == '\n') {
		htmlflow_newline(flow);
		*text = str_sub(*text, 1, text->len);
		return true;
	}
	if (!str_take(text, STR("\xc2\xa0"))) {
		if (!is_blank(text->at[0]))
			return false;
		*text = str_sub(*text, 1, text->len);
	}
	flow->space = true;
	return true;
}

void htmlflow_text(HtmlFlow *flow, Str text, bool kept)
{
	while (text.len > 0) {
		if (take_blank(flow, &text, kept))
			continue;
		settle(flow);
		/* the first byte is ink, even where it is a C2 of another character */
		g_string_append_c(flow->text, text.at[0]);
		text = str_sub(text, 1, text.len);
		Str ink = str_take_while(&text, is_ink);
		g_string_append_len(flow->text, ink.at, (gssize)ink.len);
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
