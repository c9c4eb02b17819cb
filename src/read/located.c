#include "read/located.h"

#include "base/utf8.h"
#include "read/decoders.h"
#include "read/encoded.h"

static void free_string(void *string)
{
	g_string_free(string, TRUE);
}

Shelf *shelf_new(Charsets *charsets)
{
	Shelf *shelf = g_new0(Shelf, 1);

	shelf->charsets = charsets;
	shelf->kept = g_ptr_array_new_with_free_func(free_string);
	return shelf;
}

void shelf_free(Shelf *shelf)
{
	if (!shelf)
		return;
	g_ptr_array_unref(shelf->kept);
	g_free(shelf);
}

Located located_mail(Str mail)
{
	return (Located){mail, place_raw(0, mail.len)};
}

Located located_slice(Located whole, Str part)
{
	size_t from = part.len > 0 ? (size_t)(part.at - whole.bytes.at) : 0;

	return (Located){part, place_sub(whole.place, from, part.len)};
}

Located located_decode(Shelf *shelf, Located from, const char *decoded_by, size_t *damaged_out)
{
	GString *out = decoders_run(decoded_by, shelf->charsets, from.bytes, damaged_out);

	g_assert(out != NULL);
	Str bytes = str_over(out->str, out->len);
	if (str_equal(bytes, from.bytes)) {
		g_string_free(out, TRUE);
		return from;
	}
	g_ptr_array_add(shelf->kept, out);
	return (Located){bytes, place_decoded(from.place, decoded_by, out->len)};
}

/* Bytes that mean something other than ASCII or UTF-8: not valid, or switching charsets by ESC. */
static bool needs_charset(Str bytes)
{
	return str_find_char(bytes, '\033') >= 0 || !utf8_is_valid(bytes);
}

Located located_header(Shelf *shelf, Located value, size_t *damaged_out)
{
	if (damaged_out)
		*damaged_out = 0;
	if (str_find_char(value.bytes, '\n') >= 0)
		value = located_decode(shelf, value, "unfold", NULL);
	if (!needs_charset(value.bytes))
		return value;
	const char *charset = charset_guess(shelf->charsets, value.bytes);
	return located_decode(shelf, value, charset, damaged_out);
}

Located located_words(Shelf *shelf, Located text, size_t *damaged_out)
{
	if (damaged_out)
		*damaged_out = 0;
	if (encoded_present(text.bytes))
		text = located_decode(shelf, text, "rfc2047", damaged_out);
	return located_slice(text, str_trim(text.bytes));
}
