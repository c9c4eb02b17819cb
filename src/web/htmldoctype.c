#include "web/htmldoctype.h"

static bool is_space(char c)
{
	return str_is_space(c) && c != '\v';
}

static bool is_name(char c)
{
	return !is_space(c);
}

/* Take a quoted identifier. Its missing end is no fault of the reading: the doctype ends there. */
static bool take_quoted(Str *rest, Str *id_out, bool *whole_out)
{
	char quote = rest->len > 0 ? rest->at[0] : '\0';

	if (quote != '"' && quote != '\'')
		return false;
	str_take_char(rest, quote);
	*id_out = str_take_until(rest, quote);
	*whole_out = str_take_char(rest, quote);
	return true;
}

/* Read the identifiers from `rest` on, public and system or system alone; false where they are broken. */
static bool read_identifiers(Str *rest, HtmlDoctype *doctype)
{
	bool has_public = str_starts_fold(*rest, STR("public"));
	bool whole;

	if (!has_public && !str_starts_fold(*rest, STR("system")))
		return false;
	*rest = str_sub(*rest, 6, rest->len);
	str_skip(rest, is_space);
	Str *first = has_public ? &doctype->public_id : &doctype->system_id;
	if (!take_quoted(rest, first, &whole) || !whole)
		return false;
	str_skip(rest, is_space);
	if (has_public && rest->len > 0 &&
		(!take_quoted(rest, &doctype->system_id, &whole) || !whole))
		return false;
	return true;
}

HtmlDoctype htmldoctype_read(const HtmlToken *token)
{
	HtmlDoctype doctype = {0};
	Str rest = token->text;
	bool closed = str_ends(token->source, STR(">"));

	str_skip(&rest, is_space);
	Str name = str_take_while(&rest, is_name);
	if (name.len > 0)
		doctype.name = name;
	str_skip(&rest, is_space);
	bool sound = name.len > 0 && (rest.len == 0 || read_identifiers(&rest, &doctype));
	str_skip(&rest, is_space);
	/* what stands behind sound identifiers is passed over, the page's end with it */
	doctype.quirks = !sound || (!closed && rest.len == 0);
	return doctype;
}
