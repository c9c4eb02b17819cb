#include "web/html.h"

#include <string.h>

#include "web/htmlreference.h"

/* What a byte can mean in a tag. */
enum {
	IS_SPACE = 1 << 0,
	IS_NAME_END = 1 << 1,      /* of a tag's name */
	IS_ATTRIBUTE_END = 1 << 2, /* of an attribute's name */
	IS_BARE_END = 1 << 3,      /* of a value without quotes */
	IS_SEPARATOR = 1 << 4,     /* between attributes */
};

#define SPACE (IS_SPACE | IS_NAME_END | IS_ATTRIBUTE_END | IS_BARE_END | IS_SEPARATOR)

static const unsigned char classes[256] = {
	['\t'] = SPACE,
	['\n'] = SPACE,
	['\f'] = SPACE,
	['\r'] = SPACE,
	[' '] = SPACE,
	['/'] = IS_NAME_END | IS_ATTRIBUTE_END | IS_SEPARATOR,
	['>'] = IS_NAME_END | IS_ATTRIBUTE_END | IS_BARE_END,
	['='] = IS_ATTRIBUTE_END,
};

static bool is(char c, unsigned class)
{
	return classes[(unsigned char)c] & class;
}

static void skip(Str *rest, unsigned class)
{
	while (rest->len > 0 && is(rest->at[0], class))
		*rest = (Str){rest->at + 1, rest->len - 1};
}

/* Take up to the first byte of `class`. */
static Str take_to(Str *rest, unsigned class)
{
	const char *from = rest->at;
	size_t len = 0;

	while (len < rest->len && !is(from[len], class))
		len++;
	*rest = (Str){from + len, rest->len - len};
	return str_over(from, len);
}

/* Both are one source's: what stands from the start of `from` to that of `rest`. */
static Str between(Str from, Str rest)
{
	return str_over(from.at, (size_t)(rest.at - from.at));
}

Html html_over(Str source)
{
	return (Html){.rest = source};
}

void html_expect(Html *html, HtmlContent content, Str name)
{
	html->content = content;
	html->closing = name;
}

/* ---- attributes: sections 13.2.5.32 to 13.2.5.40 ---- */

/* Take "=value" if it follows; false where the page ends within it. */
static bool take_value(Str *rest, Str *value_out)
{
	Str ahead = *rest;

	*value_out = str_over(rest->at, 0);
	skip(&ahead, IS_SPACE);
	if (!str_take_char(&ahead, '='))
		return true;
	skip(&ahead, IS_SPACE);
	char quote = ahead.len > 0 ? ahead.at[0] : '\0';
	if (quote == '"' || quote == '\'') {
		str_take_char(&ahead, quote);
		*value_out = str_take_until(&ahead, quote);
		*rest = ahead;
		return str_take_char(rest, quote);
	}
	*value_out = take_to(&ahead, IS_BARE_END);
	*rest = ahead;
	return true;
}

/* Take one attribute; false at ">" and at the page's end. */
static bool take_attribute(Str *rest, HtmlAttribute *attribute_out)
{
	HtmlAttribute attribute;

	skip(rest, IS_SEPARATOR);
	if (rest->len == 0 || rest->at[0] == '>')
		return false;
	Str from = *rest;
	str_take_char(rest, '='); /* a name may begin with it */
	take_to(rest, IS_ATTRIBUTE_END);
	attribute.name = between(from, *rest);
	if (!take_value(rest, &attribute.value)) {
		*rest = str_over(rest->at + rest->len, 0);
		return false;
	}
	*attribute_out = attribute;
	return true;
}

bool html_next_attribute(Str *attributes, HtmlAttribute *attribute_out)
{
	return take_attribute(attributes, attribute_out);
}

/* ---- tags and what else "<" begins ---- */

/* Take a tag from its name on; false where the page ends within it. */
static bool take_tag(Str *rest, HtmlToken *token)
{
	token->name = take_to(rest, IS_NAME_END);
	Str from = *rest;
	const char *end = rest->at;
	for (HtmlAttribute attribute; take_attribute(rest, &attribute);)
		end = rest->at;
	if (rest->len == 0)
		return false;
	token->attributes = between(from, *rest);
	token->self_closing = rest->at > end && rest->at[-1] == '/';
	return str_take_char(rest, '>');
}

/* How long the comment whose "<!--" was taken is up to its end, which begins with two hyphens, or one if it
 * ends at once; `end_out` is the end's length, 0 where the page ends first (sections 13.2.5.43 on). */
static size_t comment_len(Str rest, size_t *end_out)
{
	static const Str short_ends[] = {STR(">"), STR("->")};

	for (size_t i = 0; i < G_N_ELEMENTS(short_ends); i++)
		if (str_starts(rest, short_ends[i])) {
			*end_out = short_ends[i].len;
			return 0;
		}
	for (size_t at = 0; at < rest.len;) {
		gssize found = str_find(str_sub(rest, at, rest.len), STR("--"));
		if (found < 0)
			break;
		at += (size_t)found;
		Str end = str_sub(rest, at, 4);
		*end_out = str_starts(end, STR("-->")) ? 3 : str_equal(end, STR("--!>")) ? 4 : 0;
		if (*end_out > 0)
			return at;
		at++;
	}
	*end_out = 0;
	return rest.len;
}

/* Of a comment that the page's end cuts off, hyphens that would have ended it are not said. */
static Str cut_comment(Str text)
{
	static const Str ends[] = {STR("--!"), STR("--"), STR("-")};

	for (size_t i = 0; i < G_N_ELEMENTS(ends); i++)
		if (str_ends(text, ends[i]))
			return str_sub(text, 0, text.len - ends[i].len);
	return text;
}

static bool take_comment(Str *rest, HtmlToken *token)
{
	size_t end, len = comment_len(*rest, &end);

	token->kind = HTML_COMMENT;
	token->text = str_sub(*rest, 0, len);
	*rest = str_sub(*rest, len + end, rest->len);
	if (end == 0)
		token->text = cut_comment(token->text);
	return true;
}

/* Anything up to ">" (section 13.2.5.41; a doctype ends there even within quotes, 13.2.5.53 on). */
static bool take_bogus(Str *rest, HtmlToken *token, HtmlKind kind)
{
	token->kind = kind;
	token->text = str_take_until(rest, '>');
	str_take_char(rest, '>');
	return true;
}

static bool take_word(Str *rest, Str word)
{
	bool found = str_starts_fold(*rest, word);

	if (found)
		*rest = str_sub(*rest, word.len, rest->len);
	return found;
}

/* Take what "<!" begins (section 13.2.5.42). */
static bool take_declaration(Html *html, HtmlToken *token)
{
	Str *rest = &html->rest;

	if (str_take(rest, STR("--")))
		return take_comment(rest, token);
	if (take_word(rest, STR("doctype")))
		return take_bogus(rest, token, HTML_DOCTYPE);
	if (!html->foreign || !str_take(rest, STR("[CDATA[")))
		return take_bogus(rest, token, HTML_COMMENT);
	html->content = HTML_CDATA;
	return false;
}

/* Take what "<" begins; false where that is no token: what the page's end cuts off, "</>", and the start of
 * a CDATA section. */
static bool take_markup(Html *html, HtmlToken *token)
{
	Str *rest = &html->rest;

	str_take_char(rest, '<');
	if (str_take_char(rest, '!'))
		return take_declaration(html, token);
	if (rest->at[0] == '?')
		return take_bogus(rest, token, HTML_COMMENT);
	token->kind = str_take_char(rest, '/') ? HTML_END : HTML_START;
	if (g_ascii_isalpha(rest->at[0]))
		return take_tag(rest, token);
	if (str_take_char(rest, '>'))
		return false;
	return take_bogus(rest, token, HTML_COMMENT);
}

/* ---- text ---- */

/* Whether "<" at the start of `text` begins anything but text (section 13.2.5.6). */
static bool begins_markup(Str text)
{
	char first = text.len > 1 ? text.at[1] : '\0';

	if (first == '/')
		return text.len > 2; /* "</" at the end is text */
	return g_ascii_isalpha(first) || first == '!' || first == '?';
}

static size_t data_len(Str rest)
{
	for (size_t at = 0; at < rest.len; at++) {
		const char *found = memchr(rest.at + at, '<', rest.len - at);
		if (!found)
			break;
		at = (size_t)(found - rest.at);
		if (begins_markup(str_over(found, rest.len - at)))
			return at;
	}
	return rest.len;
}

/* Whether `text` is `start` and `name`, and there the name ends. */
static bool is_tag(Str text, Str start, Str name)
{
	Str behind = str_sub(text, start.len, text.len);

	return name.len > 0 && str_starts(text, start) && str_starts_fold(behind, name) &&
	       behind.len > name.len && is(behind.at[name.len], IS_NAME_END);
}

/* Up to the end tag called `name` (section 13.2.5.11: the appropriate one). */
static size_t raw_len(Str rest, Str name)
{
	for (size_t at = 0; at < rest.len; at++) {
		const char *found = memchr(rest.at + at, '<', rest.len - at);
		if (!found)
			break;
		at = (size_t)(found - rest.at);
		if (is_tag(str_over(found, rest.len - at), STR("</"), name))
			return at;
	}
	return rest.len;
}

/* Up to the end of a script: an end tag does not count within "<!-- <script>" (sections 13.2.5.15 to
 * 13.2.5.31). */
static size_t script_len(Str rest, Str name)
{
	enum { PLAIN, ESCAPED, DOUBLE_ESCAPED } state = PLAIN;

	for (size_t at = 0; at < rest.len; at++) {
		Str ahead = str_sub(rest, at, rest.len);
		if (state == PLAIN && str_starts(ahead, STR("<!--"))) {
			state = ESCAPED;
			at++; /* its hyphens may be those of "-->" */
		} else if (state != PLAIN && str_starts(ahead, STR("-->"))) {
			state = PLAIN;
		} else if (state == ESCAPED && is_tag(ahead, STR("<"), STR("script"))) {
			state = DOUBLE_ESCAPED;
		} else if (state == DOUBLE_ESCAPED && is_tag(ahead, STR("</"), STR("script"))) {
			state = ESCAPED;
		} else if (state != DOUBLE_ESCAPED && is_tag(ahead, STR("</"), name)) {
			return at;
		}
	}
	return rest.len;
}

/* How much text stands before whatever else there is. */
static size_t text_len(const Html *html)
{
	Str rest = html->rest;
	gssize end;

	switch (html->content) {
	case HTML_DATA:
		return data_len(rest);
	case HTML_RCDATA:
	case HTML_RAWTEXT:
		return raw_len(rest, html->closing);
	case HTML_SCRIPT:
		return script_len(rest, html->closing);
	case HTML_CDATA:
		end = str_find(rest, STR("]]>"));
		return end < 0 ? rest.len : (size_t)end;
	case HTML_PLAINTEXT:
		break;
	}
	return rest.len;
}

/* Take the text that stands next, and what ends a CDATA section; false where there is none. */
static bool take_text(Html *html, HtmlToken *token)
{
	size_t len = text_len(html);

	token->kind = HTML_TEXT;
	token->content = html->content;
	token->text = str_sub(html->rest, 0, len);
	html->rest = str_sub(html->rest, len, html->rest.len);
	if (html->content == HTML_CDATA)
		str_take(&html->rest, STR("]]>"));
	if (html->content != HTML_PLAINTEXT)
		html->content = HTML_DATA; /* only its end can follow */
	return len > 0;
}

bool html_next(Html *html, HtmlToken *token_out)
{
	while (html->rest.len > 0) {
		HtmlToken token = {0};
		Str from = html->rest;
		bool found = take_text(html, &token);
		if (!found && html->rest.len > 0 && html->rest.at == from.at)
			found = take_markup(html, &token);
		if (!found)
			continue;
		token.source = between(from, html->rest);
		*token_out = token;
		return true;
	}
	return false;
}

/* ---- what was written, as it counts ---- */

static Str take(Str *text, size_t len)
{
	Str taken = str_sub(*text, 0, len);

	*text = str_sub(*text, len, text->len);
	return taken;
}

/* Take a line's end as LF. */
static Str take_newline(Str *text)
{
	str_take_char(text, '\r');
	str_take_char(text, '\n');
	return STR("\n");
}

static bool has_references(HtmlContent content)
{
	return content == HTML_DATA || content == HTML_RCDATA;
}

/* The length of the start of `text` that stands for itself. */
static size_t plain_len(Str text, HtmlContent content)
{
	size_t len = 0;

	while (len < text.len && text.at[len] != '\r' && text.at[len] != '\0' &&
		(text.at[len] != '&' || !has_references(content)))
		len++;
	return len;
}

bool html_next_piece(Str *text, HtmlContent content, char buffer[4], Str *piece_out)
{
	size_t taken;

	if (text->len == 0)
		return false;
	size_t len = plain_len(*text, content);
	if (len > 0) {
		*piece_out = take(text, len);
	} else if (text->at[0] == '\r') {
		*piece_out = take_newline(text);
	} else if (text->at[0] == '\0') {
		/* data and CDATA hand it on to the tree builder */
		Str nul = take(text, 1);
		bool kept = content == HTML_DATA || content == HTML_CDATA;
		*piece_out = kept ? nul : STR("\xef\xbf\xbd");
	} else {
		taken = htmlreference_read(*text, false, buffer, piece_out);
		if (taken == 0)
			*piece_out = str_sub(*text, 0, 1);
		take(text, MAX(taken, 1));
	}
	return true;
}

void html_append_value(GString *plain, Str value)
{
	char buffer[HTMLREFERENCE_BUFFER];

	while (value.len > 0) {
		size_t len = plain_len(value, HTML_DATA);
		Str piece = str_sub(value, 0, len);
		if (len == 0 && value.at[0] == '\r') {
			piece = take_newline(&value);
		} else if (len == 0 && value.at[0] == '\0') {
			piece = STR("\xef\xbf\xbd");
			len = 1;
		} else if (len == 0) {
			piece = str_sub(value, 0, 1);
			len = MAX(htmlreference_read(value, true, buffer, &piece), 1);
		}
		take(&value, len);
		g_string_append_len(plain, piece.at, (gssize)piece.len);
	}
}

void html_append_name(GString *plain, Str name)
{
	for (size_t i = 0; i < name.len; i++) {
		if (name.at[i] == '\0')
			g_string_append(plain, "\xef\xbf\xbd");
		else
			g_string_append_c(plain, g_ascii_tolower(name.at[i]));
	}
}
