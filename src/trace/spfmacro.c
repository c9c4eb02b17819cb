#include "trace/spfmacro.h"

#include <string.h>

#include "web/host.h"

/* One macro, or a stretch of text between macros. */
typedef struct {
	Str text;      /* what stands for itself; empty: it is a macro */
	char letter;   /* lower case */
	bool escaped;  /* the letter was upper case: URL escaping */
	guint64 parts; /* how many of the right-hand parts; 0: all */
	bool reversed;
	Str delimiters;
} Piece;

/* A domain name has no more labels, an address no more parts. */
#define PARTS_MAX 128

static bool is_delimiter(char c)
{
	return c != '\0' && strchr(".-+,/_=", c) != NULL;
}

static bool is_literal(char c)
{
	return c >= '!' && c <= '~' && c != '%';
}

static bool is_explaining(char c)
{
	return c == ' ' || is_literal(c);
}

static bool is_letter(char c, SpfMacroUse use)
{
	return c != '\0' && strchr(use == SPFMACRO_DOMAIN ? "slodiphv" : "slodiphvcrt", c) != NULL;
}

/* Whether `digits` is a count of parts: above 0. One past what there can be is all. */
static bool read_parts(Str digits, guint64 *parts_out)
{
	if (digits.len == 0) {
		*parts_out = 0;
		return true;
	}
	if (!str_parse_uint(digits, G_MAXUINT32, parts_out))
		*parts_out = PARTS_MAX;
	return *parts_out > 0;
}

/* Read the inside of "%{...}"; `rest` stands behind the brace. */
static bool read_braces(Str *rest, SpfMacroUse use, Piece *piece)
{
	if (rest->len == 0)
		return false;
	char letter = rest->at[0];
	*rest = str_sub(*rest, 1, rest->len);
	piece->letter = g_ascii_tolower(letter);
	piece->escaped = g_ascii_isupper(letter);
	if (!is_letter(piece->letter, use) ||
		!read_parts(str_take_while(rest, str_is_digit), &piece->parts))
		return false;
	piece->reversed = str_take_char(rest, 'r') || str_take_char(rest, 'R');
	piece->delimiters = str_take_while(rest, is_delimiter);
	return str_take_char(rest, '}');
}

static const struct {
	Str written, meant;
} escapes[] = {
	{STR("%%"), STR("%")},
	{STR("%_"), STR(" ")},
	{STR("%-"), STR("%20")},
};

/* Take the next piece of a text that is not at its end. False where it breaks the grammar. */
static bool take_piece(Str *rest, SpfMacroUse use, Piece *piece_out)
{
	*piece_out = (Piece){0};
	piece_out->text =
		str_take_while(rest, use == SPFMACRO_EXPLANATION ? is_explaining : is_literal);
	if (piece_out->text.len > 0)
		return true;
	for (size_t i = 0; i < G_N_ELEMENTS(escapes); i++)
		if (str_take(rest, escapes[i].written)) {
			piece_out->text = escapes[i].meant;
			return true;
		}
	return str_take(rest, STR("%{")) && read_braces(rest, use, piece_out);
}

static bool is_label_char(char c)
{
	return c == '-' || str_is_alnum(c);
}

/* RFC 7208, section 7.1: letters, digits and inner hyphens, not digits alone. */
static bool is_top_label(Str label)
{
	Str rest = label, digits = str_take_while(&rest, str_is_digit);

	if (label.len == 0 || digits.len == label.len)
		return false;
	rest = label;
	str_skip(&rest, is_label_char);
	return rest.len == 0 && label.at[0] != '-' && label.at[label.len - 1] != '-';
}

/* What a domain-spec's last stretch of text must end with: a top label behind a dot. */
static bool is_domain_end(Str text)
{
	if (str_ends(text, STR(".")))
		text.len--;
	gssize dot = str_rfind_char(text, '.');
	return dot >= 0 && is_top_label(str_sub(text, (size_t)dot + 1, text.len));
}

bool spfmacro_check(Str text, SpfMacroUse use)
{
	bool ends = false;

	for (Piece piece; text.len > 0;) {
		bool is_macro = text.at[0] == '%';
		if (!take_piece(&text, use, &piece))
			return false;
		ends = is_macro || is_domain_end(piece.text);
	}
	return use != SPFMACRO_DOMAIN || ends;
}

/* The address as macros show it: dotted, or each half byte between dots (RFC 7208, section 7.3). */
static void write_dotted(GString *out, const Address *ip)
{
	if (ip->len == 4) {
		address_write(out, ip);
		return;
	}
	for (size_t i = 0; i < ip->len; i++)
		g_string_append_printf(
			out, "%s%X.%X", i ? "." : "", ip->bytes[i] >> 4, ip->bytes[i] & 0xf);
}

static void append(GString *out, Str text)
{
	g_string_append_len(out, text.at, (gssize)text.len);
}

/* The value of a letter, as it is. */
static SpfMacroState write_value(char letter, const SpfScope *scope, GString *out)
{
	if ((letter == 's' || letter == 'l') && !str_is_ascii(scope->local))
		return SPFMACRO_UNUSABLE;
	switch (letter) {
	case 's':
		append(out, scope->local);
		g_string_append_c(out, '@');
		append(out, scope->sender_domain);
		break;
	case 'l':
		append(out, scope->local);
		break;
	case 'o':
		append(out, scope->sender_domain);
		break;
	case 'd':
		append(out, scope->domain);
		break;
	case 'i':
		write_dotted(out, scope->ip);
		break;
	case 'p':
		return scope->validated(scope->data, scope->domain, out) ? SPFMACRO_DONE
									 : SPFMACRO_WANTED;
	case 'v':
		g_string_append(out, scope->ip->len == 4 ? "in-addr" : "ip6");
		break;
	case 'h':
		append(out, scope->helo);
		break;
	case 'c':
		address_write(out, scope->ip);
		break;
	case 'r':
		append(out, scope->receiver.len > 0 ? scope->receiver : STR("unknown"));
		break;
	default: /* t */
		g_string_append_printf(out, "%" G_GINT64_FORMAT, scope->now);
	}
	return SPFMACRO_DONE;
}

static bool is_in(char c, Str set)
{
	return str_find_char(set, c) >= 0;
}

/* The slices between delimiters, at most the last PARTS_MAX of them. Yours to g_array_unref; of Str. */
static GArray *split(Str value, Str delimiters)
{
	GArray *parts = g_array_new(FALSE, FALSE, sizeof(Str));
	size_t begin = 0;

	for (size_t i = 0; i <= value.len; i++) {
		if (i < value.len && !is_in(value.at[i], delimiters))
			continue;
		Str part = str_sub(value, begin, i - begin);
		g_array_append_val(parts, part);
		begin = i + 1;
	}
	if (parts->len > PARTS_MAX)
		g_array_remove_range(parts, 0, parts->len - PARTS_MAX);
	return parts;
}

/* Split, turn round, keep the right-hand parts, join with dots (RFC 7208, section 7.3). */
static void transform(const Piece *piece, Str value, GString *out)
{
	Str delimiters = piece->delimiters.len > 0 ? piece->delimiters : STR(".");
	g_autoptr(GArray) parts = split(value, delimiters);
	size_t keep = piece->parts == 0 ? parts->len : MIN(piece->parts, parts->len);

	for (size_t i = parts->len - keep; i < parts->len; i++) {
		size_t at = piece->reversed ? parts->len - 1 - i : i;
		if (i > parts->len - keep)
			g_string_append_c(out, '.');
		append(out, g_array_index(parts, Str, at));
	}
}

static void append_url_escaped(GString *out, Str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (str_is_alnum(text.at[i]) || is_in(text.at[i], STR("-._~")))
			g_string_append_c(out, text.at[i]);
		else
			g_string_append_printf(out, "%%%02X", (guint8)text.at[i]);
}

static SpfMacroState expand_piece(const Piece *piece, const SpfScope *scope, GString *out)
{
	g_autoptr(GString) value = g_string_new(NULL), changed = g_string_new(NULL);
	SpfMacroState state;

	if (piece->letter == '\0') {
		append(out, piece->text);
		return SPFMACRO_DONE;
	}
	state = write_value(piece->letter, scope, value);
	if (state != SPFMACRO_DONE)
		return state;
	transform(piece, str_over(value->str, value->len), changed);
	if (piece->escaped)
		append_url_escaped(out, str_over(changed->str, changed->len));
	else
		append(out, str_over(changed->str, changed->len));
	return SPFMACRO_DONE;
}

/* A name longer than the DNS has loses labels at its start (RFC 7208, section 7.3). */
static void shorten_name(GString *name)
{
	size_t from = 0;

	if (name->len > 0 && name->str[name->len - 1] == '.')
		g_string_truncate(name, name->len - 1);
	while (name->len - from > HOST_LENGTH_MAX) {
		const char *dot = memchr(name->str + from, '.', name->len - from);
		if (!dot)
			break;
		from = (size_t)(dot - name->str) + 1;
	}
	g_string_erase(name, 0, (gssize)from);
}

SpfMacroState spfmacro_expand(Str text, SpfMacroUse use, const SpfScope *scope, GString *out)
{
	for (Piece piece; text.len > 0;) {
		SpfMacroState state = SPFMACRO_BROKEN;
		if (take_piece(&text, use, &piece))
			state = expand_piece(&piece, scope, out);
		if (state != SPFMACRO_DONE)
			return state;
		if (out->len > SPFMACRO_MAX)
			return SPFMACRO_BROKEN;
	}
	if (use == SPFMACRO_DOMAIN)
		shorten_name(out);
	return SPFMACRO_DONE;
}
