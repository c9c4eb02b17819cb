#pragma once
/*
 * visit/pagetext - the text that a visitor sees, and where each piece of it stands.
 *
 *	g_autoptr(GString) text = pagetext_visible(page);
 *	g_autoptr(GArray) pieces = pagetext_pieces(page);
 */
#include "visit/snapshot.h"

/* Bytes of the text; the rest is left out. */
#define PAGETEXT_MAX ((size_t)64 << 10)

/* Pieces that are placed, and bytes of one that are looked at. */
#define PAGETEXT_PIECES_MAX ((guint)4000)
#define PAGETEXT_PIECE_MAX  ((size_t)300)

/* A text node that is seen and holds a letter. */
typedef struct {
	guint32 node;
	Str text; /* trimmed, borrowed */
} TextPiece;

/* All of it, document after document, a line for each block. Yours to g_string_free. */
GString *pagetext_visible(const Snapshot *page);

/* Its pieces in the order of the text (TextPiece). Yours to g_array_unref. */
GArray *pagetext_pieces(const Snapshot *page);
