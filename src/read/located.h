#pragma once
/*
 * read/located - bytes together with the place they stand at: what reading a mail works on.
 *
 * A Located borrows its bytes, of the mail or of a Shelf that keeps what was decoded on the way.
 *
 *	g_autoptr(Shelf) shelf = shelf_new(charsets);
 *	Located text = located_decode(shelf, raw, "base64", NULL);
 *	Located word = located_slice(text, str_sub(text.bytes, 3, 5));
 */
#include "read/place.h"

typedef struct {
	Str bytes;
	Place place;
} Located;

/* Keeps decoded bytes alive. */
typedef struct {
	Charsets *charsets; /* borrowed */
	GPtrArray *kept;    /* of GString */
} Shelf;

/* An empty shelf, yours to shelf_free; `charsets` must outlive it. */
Shelf *shelf_new(Charsets *charsets);

/* Free it and all that it keeps. NULL is fine. */
void shelf_free(Shelf *shelf);

/* All of a mail. */
Located located_mail(Str mail);

/* `part`, which must be a slice of whole's bytes. */
Located located_slice(Located whole, Str part);

/* What the decoder (a static string; see read/decoders) makes of it. The output lives as long as the
 * shelf. Where it is the same as the input, no layer is added. `damaged_out` may be NULL. */
Located located_decode(Shelf *shelf, Located from, const char *decoded_by, size_t *damaged_out);

/* A header's value, unfolded, and converted to UTF-8 where it holds bytes of another charset; encoded
 * words stay. `damaged_out` may be NULL. */
Located located_header(Shelf *shelf, Located value, size_t *damaged_out);

/* Its encoded words undone too, and trimmed: what a reader sees. */
Located located_words(Shelf *shelf, Located text, size_t *damaged_out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Shelf, shelf_free)
