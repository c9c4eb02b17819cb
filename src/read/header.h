#pragma once
/*
 * read/header - the header block of a mail or a part, field by field (RFC 5322, section 2.2).
 *
 * Reading copies nothing: names and values are slices of the block, folded as they came. Lines may end
 * in CRLF or LF. A line that is no header field ends the block, as in most servers: what follows is body.
 *
 *	for (Header header; header_next(&rest, &header); )
 *		use(header.name, header.value);
 *	the body is what is left in `rest`
 */
#include "base/str.h"

/* A value longer than this is cut; a name longer than HEADER_NAME_MAX is none. */
#define HEADER_VALUE_MAX ((size_t)64 << 10)
#define HEADER_NAME_MAX  256

typedef struct {
	Str name;  /* without the colon and white space before it */
	Str value; /* still folded and encoded, without white space at its ends */
	bool cut;  /* the value went on behind HEADER_VALUE_MAX */
} Header;

/* Take one field. False at the end of the block: the empty line that ends it is consumed, any other line
 * is left where it is. An mbox line ("From ", ">From ") before a field is passed over. */
bool header_next(Str *rest, Header *header_out);

/* Unfold a value: each line break, with the white space that follows it, becomes one space. Yours to
 * g_string_free. RFC 5322, section 2.2.3, but for that space: real mailers fold inside words, and a tab
 * or eight spaces are no part of what they meant. */
GString *header_unfold(Str value);
