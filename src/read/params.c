#include "read/params.h"

#include "read/encoded.h"

/* "name*3*=value" taken apart. */
typedef struct {
	Str name;
	guint64 index; /* of the piece; 0 where it is the only one */
	bool pieced;
	bool extended; /* percent-encoded, the first with charset and language */
	bool quoted;
	Str value;
} Param;

/* Take a quoted string's inside; an unclosed one runs to the end. */
static Str take_quoted(Str *rest)
{
	Str inside = *rest;

	while (rest->len > 0 && rest->at[0] != '"')
		*rest = str_sub(*rest, rest->at[0] == '\\' ? 2 : 1, rest->len);
	inside.len = (size_t)(rest->at - inside.at);
	str_take_char(rest, '"');
	return inside;
}

/* Split "*3*" off the name. */
static void split_name(Param *param)
{
	Str name = param->name;

	if (str_ends(name, STR("*"))) {
		param->extended = true;
		name.len--;
	}
	gssize star = str_find_char(name, '*');
	if (star >= 0 && str_parse_uint(str_sub(name, (size_t)star + 1, name.len),
				 PARAMS_PIECES_MAX - 1, &param->index)) {
		param->pieced = true;
		name.len = (size_t)star;
	}
	param->name = name;
}

/* Take the next parameter; false at the end. */
static bool param_next(Str *rest, Param *param_out)
{
	Param param = {0};

	if (rest->len == 0)
		return false;
	Str field = *rest;
	gssize end = str_find_char(field, ';');
	gssize equals = str_find_char(field, '=');
	if (equals < 0 || (end >= 0 && end < equals)) { /* no parameter: an empty one is returned */
		str_take_until(rest, ';');
		str_take_char(rest, ';');
		*param_out = param;
		return true;
	}
	param.name = str_trim(str_take_until(rest, '='));
	str_take_char(rest, '=');
	str_skip(rest, str_is_space);
	param.quoted = str_take_char(rest, '"');
	if (param.quoted) {
		param.value = take_quoted(rest);
		str_take_until(rest, ';');
	} else { /* names with blanks in them come without quotes */
		param.value = str_trim(str_take_until(rest, ';'));
	}
	str_take_char(rest, ';');
	split_name(&param);
	*param_out = param;
	return true;
}

/* Append a quoted string without its backslashes. A Windows path has backslashes that quote nothing,
 * but what follows them is a name all the same. */
static void append_unquoted(GString *out, Str value)
{
	for (size_t i = 0; i < value.len; i++) {
		if (value.at[i] == '\\' && i + 1 < value.len)
			i++;
		g_string_append_c(out, value.at[i]);
	}
}

static void append_percent_decoded(GString *out, Str value)
{
	for (size_t i = 0; i < value.len; i++) {
		char c = value.at[i];
		if (c == '%' && i + 2 < value.len && str_is_hex(value.at[i + 1]) &&
			str_is_hex(value.at[i + 2])) {
			c = (char)(g_ascii_xdigit_value(value.at[i + 1]) << 4 |
				   g_ascii_xdigit_value(value.at[i + 2]));
			i += 2;
		}
		g_string_append_c(out, c);
	}
}

/* Take "charset'language'" off the first piece. */
static Str take_charset(Str *value)
{
	Str ahead = *value;
	Str label = str_take_until(&ahead, '\'');

	if (!str_take_char(&ahead, '\''))
		return STR("");
	str_take_until(&ahead, '\'');
	if (!str_take_char(&ahead, '\''))
		return STR("");
	*value = ahead;
	return label;
}

/* The pieces of one parameter, by index, and its bytes as they are put together. */
typedef struct {
	Param piece[PARAMS_PIECES_MAX];
	bool present[PARAMS_PIECES_MAX];
	Str label;
} Pieces;

static GString *join(Pieces *pieces)
{
	GString *bytes = g_string_new(NULL);

	for (size_t i = 0; i < PARAMS_PIECES_MAX && pieces->present[i]; i++) {
		Param *param = &pieces->piece[i];
		if (param->extended && i == 0)
			pieces->label = take_charset(&param->value);
		if (param->extended)
			append_percent_decoded(bytes, param->value);
		else if (param->quoted)
			append_unquoted(bytes, param->value);
		else
			g_string_append_len(bytes, param->value.at, (gssize)param->value.len);
	}
	return bytes;
}

static bool is_value_char(char c)
{
	return !str_is_space(c) && c != ';';
}

Str params_value(Str text)
{
	return str_trim(str_take_until(&text, ';'));
}

GString *params_find(Charsets *charsets, Str text, const char *name)
{
	Pieces pieces = {0};
	Str wanted = str_of(name);

	str_take_while(&text, is_value_char); /* some mailers forget the ";" behind the value */
	str_skip(&text, str_is_space);
	str_take_char(&text, ';');
	for (Param param; param_next(&text, &param);) {
		if (!str_equal_fold(param.name, wanted) || pieces.present[param.index])
			continue;
		pieces.piece[param.index] = param;
		pieces.present[param.index] = true;
	}
	if (!pieces.present[0])
		return NULL;

	g_autoptr(GString) bytes = join(&pieces);
	Str joined = str_over(bytes->str, bytes->len);
	const char *charset = charset_find(pieces.label);
	if (!charset)
		charset = charset_guess(charsets, joined);
	g_autoptr(GString) decoded = charset_decode(charsets, charset, joined, NULL);
	return encoded_decode(charsets, str_over(decoded->str, decoded->len), NULL);
}
