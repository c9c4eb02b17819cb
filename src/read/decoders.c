#include "read/decoders.h"

#include <string.h>

#include "read/encoded.h"
#include "read/header.h"
#include "read/transfer.h"
#include "web/htmlpage.h"

typedef struct {
	const char *name;
	/* exactly one of these */
	GString *(*plain)(Str bytes);
	GString *(*counting)(Str bytes, size_t *damaged_out);
	GString *(*converting)(Charsets *charsets, Str bytes, size_t *damaged_out);
} Decoder;

static const Decoder decoders[] = {
	{.name = "unfold", .plain = header_unfold},
	{.name = "rfc2047", .converting = encoded_decode},
	{.name = "phrase", .converting = encoded_phrase},
	{.name = "base64", .counting = transfer_base64},
	{.name = "quoted-printable", .counting = transfer_quoted_printable},
	{.name = "uuencode", .counting = transfer_uuencode},
	{.name = "html", .plain = htmlpage_unescape},
	{.name = "html-text", .plain = htmlpage_text},
};

/* Spellings of the transfer encodings. */
static const struct {
	const char *written, *name;
} transfers[] = {
	{"base64", "base64"},
	{"quoted-printable", "quoted-printable"},
	{"x-uuencode", "uuencode"},
	{"x-uue", "uuencode"},
	{"uuencode", "uuencode"},
};

GString *decoders_run(const char *name, Charsets *charsets, Str bytes, size_t *damaged_out)
{
	if (damaged_out)
		*damaged_out = 0;
	for (size_t i = 0; i < G_N_ELEMENTS(decoders); i++) {
		const Decoder *decoder = &decoders[i];
		if (strcmp(decoder->name, name) != 0)
			continue;
		if (decoder->plain)
			return decoder->plain(bytes);
		if (decoder->counting)
			return decoder->counting(bytes, damaged_out);
		return decoder->converting(charsets, bytes, damaged_out);
	}
	const char *charset = charset_find(str_of(name));
	return charset ? charset_decode(charsets, charset, bytes, damaged_out) : NULL;
}

const char *decoders_transfer(Str encoding)
{
	for (size_t i = 0; i < G_N_ELEMENTS(transfers); i++)
		if (str_equal_fold(encoding, str_of(transfers[i].written)))
			return transfers[i].name;
	return NULL;
}
