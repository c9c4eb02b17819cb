#pragma once
/*
 * case/blobs - where large things are kept, seen from the steps: put bytes, get their name.
 *
 * The archive implements it; tests bring one in memory. A blob's name is the SHA-256 of its bytes in
 * 64 lower-case hex digits, and that name is what the dossier holds.
 */
#include "base/str.h"

/* A SHA-256 in hex with its NUL. */
#define BLOB_NAME_SIZE 65

typedef struct {
	void *store;
	/* Keep `bytes`; the same bytes twice are kept once. */
	bool (*put)(void *store, GBytes *bytes, char name_out[BLOB_NAME_SIZE], GError **error);
	/* The bytes called `name`, yours to g_bytes_unref; NULL with `error` when they are gone or
	 * no longer have that hash. */
	GBytes *(*get)(void *store, const char *name, GError **error);
} Blobs;

/* The name that `bytes` has or would have. */
void blob_name(Str bytes, char name_out[BLOB_NAME_SIZE]);
