#pragma once
/*
 * trace/canonical - a mail's fields and body in the forms that are signed (RFC 6376, section 3.4).
 *
 * Lines may end in CRLF or LF: mail in files often has lost its CR, and every form here ends lines in
 * CRLF. A CR elsewhere is a byte like others. Linear; nothing of a body is kept.
 *
 *	CanonicalSink sink = {write_to_hash, hash};
 *	guint64 length = canonical_body(body, CANONICAL_RELAXED, &sink);
 */
#include "base/str.h"

typedef enum {
	CANONICAL_SIMPLE,
	CANONICAL_RELAXED,
} CanonicalForm;

/* Where a canonical body goes, in pieces. */
typedef struct {
	void (*write)(void *to, Str piece);
	void *to;
} CanonicalSink;

/* A body's largest piece but for those that are the mail's own bytes. */
#define CANONICAL_PIECE 4096

/* Write the body's form, which is not empty only for an empty body in the relaxed form; its length is
 * returned. Sections 3.4.3, 3.4.4. */
guint64 canonical_body(Str body, CanonicalForm form, const CanonicalSink *sink);

/* Append the form of a field, CRLF at its end included. `field` is all of it as it stands in the mail: name,
 * colon, value, line ends; its own last line end may be missing. Sections 3.4.1, 3.4.2. */
void canonical_field(Str field, CanonicalForm form, GString *out);
