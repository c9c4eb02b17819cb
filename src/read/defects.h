#pragma once
/*
 * read/defects - what is wrong with a mail, as data: a stable code, a sentence in both languages, the
 * place. A defect is never an error: reading goes on with what fits.
 *
 *	Defects defects = {.list = json_array()};
 *	defects_add(&defects, DEFECT_BASE64, &part->body.place);
 */
#include "read/place.h"

/* Of one kind of defect no more than this are listed. */
#define DEFECTS_EACH_MAX 16

typedef enum {
	DEFECT_EMPTY,
	DEFECT_TOO_LONG,
	DEFECT_NO_HEADERS,
	DEFECT_NUL,
	DEFECT_NO_FROM,
	DEFECT_NO_DATE,
	DEFECT_BAD_DATE,
	DEFECT_DUPLICATE_FROM,
	DEFECT_DUPLICATE_SUBJECT,
	DEFECT_DUPLICATE,
	DEFECT_ADDRESS_SIGNS,
	DEFECT_ADDRESS_ENCODED,
	DEFECT_BARE_CR,
	DEFECT_LINE_ENDS,
	DEFECT_LINE_LONG,
	DEFECT_HEADERS,
	DEFECT_HEADER_LONG,
	DEFECT_HEADER_BYTES,
	DEFECT_ADDRESSES,
	DEFECT_NESTING,
	DEFECT_PARTS,
	DEFECT_NO_BOUNDARY,
	DEFECT_UNCLOSED,
	DEFECT_BOUNDARY_NEAR,
	DEFECT_PART_TWICE,
	DEFECT_ENCODING,
	DEFECT_BASE64,
	DEFECT_QUOTED_PRINTABLE,
	DEFECT_UUENCODE,
	DEFECT_CHARSET_UNKNOWN,
	DEFECT_CHARSET_WRONG,
	DEFECT_CHARSET_META,
	DEFECT_CHARSET_DAMAGED,
	DEFECT_TEXT_LONG,
	DEFECT_HTML_DEEP,
	DEFECT_HIDDEN,
	DEFECT_LINKS,
	DEFECT_LINK_LONG,
	DEFECT_COUNT,
} Defect;

typedef struct {
	json_t *list; /* owned: an array of the schema's defects */
	unsigned count[DEFECT_COUNT];
} Defects;

/* Record one; `place` may be NULL where it is nowhere in particular. */
void defects_add(Defects *defects, Defect what, const Place *place);

/* The stable code, a static string. */
const char *defects_code(Defect what);
