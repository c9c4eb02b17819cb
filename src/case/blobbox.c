#include "case/blobbox.h"

#include <gio/gio.h>

struct BlobBox {
	GHashTable *by_name; /* char * -> GBytes * */
	Blobs face;
};

static bool put(void *store, GBytes *bytes, char name_out[BLOB_NAME_SIZE], GError **error)
{
	(void)error;
	blobbox_put(store, bytes, name_out);
	return true;
}

static GBytes *get(void *store, const char *name, GError **error)
{
	GBytes *bytes = blobbox_find(store, name);

	if (!bytes) {
		g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "no blob is called %s", name);
		return NULL;
	}
	return g_bytes_ref(bytes);
}

BlobBox *blobbox_new(void)
{
	BlobBox *box = g_new0(BlobBox, 1);

	box->by_name = g_hash_table_new_full(
		g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_bytes_unref);
	box->face = (Blobs){.store = box, .put = put, .get = get};
	return box;
}

void blobbox_free(BlobBox *box)
{
	if (!box)
		return;
	g_hash_table_unref(box->by_name);
	g_free(box);
}

const Blobs *blobbox_blobs(BlobBox *box)
{
	return &box->face;
}

void blobbox_put(BlobBox *box, GBytes *bytes, char name_out[BLOB_NAME_SIZE])
{
	blob_name(str_of_bytes(bytes), name_out);
	g_hash_table_insert(box->by_name, g_strdup(name_out), g_bytes_ref(bytes));
}

GBytes *blobbox_find(const BlobBox *box, const char *name)
{
	return g_hash_table_lookup(box->by_name, name);
}

GHashTable *blobbox_all(const BlobBox *box)
{
	return box->by_name;
}

void blobbox_clear(BlobBox *box)
{
	g_hash_table_remove_all(box->by_name);
}
