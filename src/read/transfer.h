#pragma once
/*
 * read/transfer - content transfer encodings undone: base64, quoted-printable (RFC 2045, section 6) and
 * uuencode.
 *
 * Mail is damaged on its way, and phishing mail is damaged on purpose. Decoding never fails and never
 * stops in silence: what is of no alphabet is passed over and counted, what follows is still decoded.
 * All of it is linear and pure: the same bytes always give the same bytes.
 *
 *	size_t damaged;
 *	g_autoptr(GString) bytes = transfer_base64(STR("44GT44KT"), &damaged);
 */
#include "base/str.h"

/* Base64, with or without its padding; white space is no damage, and several encodings one behind the
 * other are all read. `damaged_out` (may be NULL) counts the bytes passed over and a last quantum of one
 * lone character. Yours to g_string_free. RFC 4648, section 4. */
GString *transfer_base64(Str encoded, size_t *damaged_out);

/* Quoted-printable, with hex digits of either case. A "=" that begins nothing stays as it is and is
 * counted in `damaged_out` (may be NULL). Yours to g_string_free. RFC 2045, section 6.7. */
GString *transfer_quoted_printable(Str encoded, size_t *damaged_out);

/* The "Q" encoding of encoded words: quoted-printable in which "_" is a space. Yours to g_string_free.
 * RFC 2047, section 4.2. */
GString *transfer_q(Str encoded, size_t *damaged_out);

/* What stands between the first "begin" line and its "end"; a line that is shorter than it says counts
 * in `damaged_out` (may be NULL), as does a missing "end". Yours to g_string_free. */
GString *transfer_uuencode(Str encoded, size_t *damaged_out);
