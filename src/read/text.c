#include "read/text.h"

#include <string.h>

#include "read/params.h"

/* Where a page's own charset is looked for (WHATWG HTML, section 13.2.3.2). */
#define META_MAX 1024

char *text_label(Charsets *charsets, const Part *part)
{
	g_autoptr(GString) label = params_find(charsets, part->content_type, "charset");

	return label && label->len > 0 ? g_ascii_strdown(label->str, (gssize)label->len) : NULL;
}

static bool is_label_char(char c)
{
	return str_is_alnum(c) || c == '-' || c == '_' || c == ':';
}

/* The charset that a page's <meta> names; empty where none does. */
static Str meta_label(Str page)
{
	Str head = str_sub(page, 0, META_MAX);
	gssize meta = str_find_fold(head, STR("<meta"));

	if (meta < 0)
		return STR("");
	head = str_sub(head, (size_t)meta, head.len);
	gssize charset = str_find_fold(head, STR("charset="));
	if (charset < 0)
		return STR("");
	head = str_sub(head, (size_t)charset + 8, head.len);
	if (!str_take_char(&head, '"'))
		str_take_char(&head, '\'');
	return str_take_while(&head, is_label_char);
}

/* Whether decoding as `charset` leaves nothing to be replaced. */
static bool fits(Charsets *charsets, const char *charset, Str bytes)
{
	size_t damaged;
	GString *text = charset_decode(charsets, charset, bytes, &damaged);

	g_string_free(text, TRUE);
	return damaged == 0;
}

/* Labels that allow no byte above 127; read as windows-1252 they would fit anything. */
static const Str ascii_labels[] = {STR("us-ascii"), STR("ascii"), STR("ansi_x3.4-1968")};

static bool is_ascii_label(Str label)
{
	for (size_t i = 0; i < G_N_ELEMENTS(ascii_labels); i++)
		if (str_equal_fold(label, ascii_labels[i]))
			return true;
	return false;
}

/* The charset to decode as, judged from the label and the bytes; `why` is where the label came from. */
static TextCharset choose(Shelf *shelf, Str label, const char *why, Located bytes, Defects *defects)
{
	const char *named = charset_find(label);

	if (named && !is_ascii_label(label) && fits(shelf->charsets, named, bytes.bytes))
		return (TextCharset){named, why};
	const char *guess = charset_guess(shelf->charsets, bytes.bytes);
	if (!named) {
		if (label.len > 0)
			defects_add(defects, DEFECT_CHARSET_UNKNOWN, &bytes.place);
		return (TextCharset){guess, label.len > 0 ? "unknown-label" : "no-label"};
	}
	if (strcmp(guess, named) == 0 || strcmp(guess, "us-ascii") == 0)
		return (TextCharset){guess, why};
	if (!is_ascii_label(label) && !fits(shelf->charsets, guess, bytes.bytes))
		return (TextCharset){named, why};
	defects_add(defects, DEFECT_CHARSET_WRONG, &bytes.place);
	return (TextCharset){guess, "wrong-label"};
}

/* Say so where the page's own label means another charset than the header's. */
static void compare_meta(Str label, Str meta, Located bytes, Defects *defects)
{
	const char *named = charset_find(label), *other = charset_find(meta);

	if (named && other && strcmp(named, other) != 0)
		defects_add(defects, DEFECT_CHARSET_META, &bytes.place);
}

Located text_of(
	Shelf *shelf, const Part *part, Located bytes, Defects *defects, TextCharset *charset_out)
{
	g_autofree char *written = text_label(shelf->charsets, part);
	Str label = str_of(written), meta = STR("");
	size_t damaged;

	if (bytes.bytes.len > TEXT_MAX) {
		defects_add(defects, DEFECT_TEXT_LONG, &bytes.place);
		bytes = located_slice(bytes, str_sub(bytes.bytes, 0, TEXT_MAX));
	}
	if (part_kind(part) == PART_HTML)
		meta = meta_label(bytes.bytes);
	compare_meta(label, meta, bytes, defects);
	bool own = label.len == 0 && meta.len > 0;
	*charset_out = choose(shelf, own ? meta : label, own ? "meta" : "label", bytes, defects);
	Located text = located_decode(shelf, bytes, charset_out->charset, &damaged);
	if (damaged > 0)
		defects_add(defects, DEFECT_CHARSET_DAMAGED, &bytes.place);
	return text;
}

Str text_cut(Str text, size_t max)
{
	if (text.len <= max)
		return text;
	while (max > 0 && ((unsigned char)text.at[max] & 0xc0) == 0x80)
		max--;
	return str_sub(text, 0, max);
}
