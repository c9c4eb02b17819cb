#pragma once
/*
 * case/blobbox - blobs kept in memory: for a look at one mail that nobody wants kept, for the archive
 * between two saves, and for tests.
 *
 *	g_autoptr(BlobBox) box = blobbox_new();
 *	const Blobs *blobs = blobbox_blobs(box);
 *	blobs->put(blobs->store, bytes, name, &error);
 */
#include "case/blobs.h"

typedef struct BlobBox BlobBox;

/* An empty box. */
BlobBox *blobbox_new(void);

/* Free it and drop its blobs. NULL is fine. */
void blobbox_free(BlobBox *box);

/* The box as the steps see it, borrowed from it. Its `put` never fails. */
const Blobs *blobbox_blobs(BlobBox *box);

/* Keep `bytes` and say their name. */
void blobbox_put(BlobBox *box, GBytes *bytes, char name_out[BLOB_NAME_SIZE]);

/* The bytes called `name`, borrowed from the box; NULL when it has none. */
GBytes *blobbox_find(const BlobBox *box, const char *name);

/* What the box holds: names (char *) to GBytes, borrowed, for reading. */
GHashTable *blobbox_all(const BlobBox *box);

/* Drop everything in it. */
void blobbox_clear(BlobBox *box);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(BlobBox, blobbox_free)
