#include "trace/keyring.h"

struct Keyring {
	KeySource source;
	const Crypto *crypto;
	GHashTable *entries; /* by name */
};

/* The keyring is needed to free an entry's keys: each entry says with what it was made. */
typedef struct {
	KeyringEntry entry;
	const Crypto *crypto;
} Made;

static void free_made(gpointer data)
{
	Made *made = data;

	for (guint i = 0; i < made->entry.count; i++) {
		KeyringKey *key = &made->entry.keys[i];
		made->crypto->key_free(key->key);
		dkimkey_clear(&key->record);
		g_bytes_unref(key->text);
	}
	g_free(made);
}

Keyring *keyring_new(const KeySource *source, const Crypto *crypto)
{
	Keyring *ring = g_new0(Keyring, 1);

	ring->source = *source;
	ring->crypto = crypto;
	ring->entries = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_made);
	return ring;
}

void keyring_free(Keyring *ring)
{
	if (!ring)
		return;
	g_hash_table_unref(ring->entries);
	g_free(ring);
}

static CryptoKey *make_key(const Crypto *crypto, const DkimKey *record)
{
	if (record->type == DKIMKEY_RSA)
		return crypto->rsa_new(record->modulus, record->exponent);
	return crypto->ed25519_new(str_of_bytes(record->bytes));
}

static void add_key(const Keyring *ring, KeyringEntry *entry, GBytes *text)
{
	KeyringKey *key = &entry->keys[entry->count++];

	key->text = g_bytes_ref(text);
	key->reason = dkimkey_parse(str_of_bytes(text), &key->record);
	if (key->reason == DKIM_PASS && key->record.bits > 0)
		key->key = make_key(ring->crypto, &key->record);
}

static Made *make(const Keyring *ring, const char *name)
{
	g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
	Made *made = g_new0(Made, 1);

	made->crypto = ring->crypto;
	made->entry.answer = ring->source.find(ring->source.from, name, texts);
	for (guint i = 0; i < MIN(texts->len, KEYRING_RECORDS_MAX); i++)
		add_key(ring, &made->entry, g_ptr_array_index(texts, i));
	return made;
}

const KeyringEntry *keyring_find(Keyring *ring, const char *name)
{
	Made *made = g_hash_table_lookup(ring->entries, name);

	if (!made) {
		made = make(ring, name);
		g_hash_table_insert(ring->entries, g_strdup(name), made);
	}
	return &made->entry;
}
