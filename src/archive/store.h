#pragma once
/*
 * archive/store - blobs as files: objects/ab/cdef..., named by the SHA-256 of their bytes.
 *
 * A file is written beside its place, synced, renamed and its folder synced: what has a blob's name
 * has all its bytes. Whoever adds or sweeps holds the archive's write lock, so that nobody sweeps away
 * what another is about to refer to; reading needs no lock.
 *
 *	Store *store = store_new("/home/u/.local/share/mekiki");
 *	bool added;
 *	store_add(store, name, bytes, &added, &error);
 */
#include "case/blobs.h"

typedef struct Store Store;

/* A store below the folder `dir`; touches nothing yet. */
Store *store_new(const char *dir);

/* Free. NULL is fine. */
void store_free(Store *store);

/* Keep `bytes` under `name`, their own. Where they are kept already `added_out` is false; a damaged
 * file of that name is replaced. */
bool store_add(Store *store, const char *name, GBytes *bytes, bool *added_out, GError **error);

/* The bytes called `name`, yours to g_bytes_unref. NULL with `error` when `name` is no blob's name,
 * when there is no such file, or when its bytes no longer have that hash. */
GBytes *store_get(const Store *store, const char *name, GError **error);

/* Take a blob's file away; where there is none nothing happens. */
void store_drop(Store *store, const char *name);

/* Whether somebody still refers to the blob called `name`. */
typedef bool (*StoreWanted)(void *data, const char *name);

/* Take away every file that is not wanted: those of removed cases, and what a killed writer left. */
bool store_sweep(Store *store, StoreWanted wanted, void *data, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Store, store_free)
