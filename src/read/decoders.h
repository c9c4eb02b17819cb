#pragma once
/*
 * read/decoders - the decoders that an `at` may name, each a pure function from bytes to bytes.
 *
 *	unfold             header/unfold
 *	rfc2047, phrase    encoded
 *	base64, quoted-printable, uuencode    transfer
 *	html               the character references of an attribute's value undone
 *	html-text          the visible text of an HTML document, whole
 *	utf-8, shift_jis, ...    a charset (base/charset), to UTF-8
 *
 * Reading a mail and replaying an `at` both come through here: that is what makes every place lead back
 * to its value.
 */
#include "base/charset.h"

/* Run the decoder `name` over all of `bytes`. `damaged_out` (may be NULL) counts what it could not read.
 * NULL when there is no decoder of that name. Yours to g_string_free. */
GString *decoders_run(const char *name, Charsets *charsets, Str bytes, size_t *damaged_out);

/* Whether a content transfer encoding (any case) is one that changes the bytes; its decoder's name, a
 * static string, or NULL. */
const char *decoders_transfer(Str encoding);
