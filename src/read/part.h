#pragma once
/*
 * read/part - one part of a mail: what its headers say of it, and its bytes.
 *
 * Parts are leaves of the MIME tree and attached messages (read/tree makes them). Header values are
 * slices of the mail or of the shelf that the tree was read with.
 *
 *	Located bytes = part_bytes(shelf, part, &defects);
 *	g_autoptr(GString) name = part_name(charsets, part);
 */
#include "read/defects.h"
#include "read/located.h"

/* What a mail program would do with the part. */
typedef enum {
	PART_PLAIN, /* show it as text */
	PART_HTML,  /* show it as a page */
	PART_OTHER, /* offer it as a file */
} PartKind;

typedef struct {
	char *id;         /* "1", "1.2" */
	char *type;       /* "text/html", lower case */
	Str content_type; /* header values, unfolded; empty where there is none */
	Str disposition;
	Str encoding; /* as written */
	Located body; /* still encoded */
	bool nested;  /* belongs to an attached message, not to the mail itself */
} Part;

/* A part with nothing in it but its id, which is taken. */
Part *part_new(char *id);

/* Free. NULL is fine. */
void part_free(Part *part);

/* The decoded bytes; they live on the shelf, or are the mail's own. Damage is recorded. */
Located part_bytes(Shelf *shelf, const Part *part, Defects *defects);

/* By its type alone. A multipart that could not be opened is text. */
PartKind part_kind(const Part *part);

/* Whether the part is marked as a file to be saved. */
bool part_is_attached(const Part *part);

/* Whether the type is that of an attached mail. */
bool part_is_message(const Part *part);

/* The file name that the part goes by, UTF-8: Content-Disposition's, else Content-Type's; NULL where it
 * has none. Yours to g_string_free. */
GString *part_name(Charsets *charsets, const Part *part);
