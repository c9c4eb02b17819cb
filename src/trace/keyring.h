#pragma once
/*
 * trace/keyring - the keys that a mail's signatures name, each found, read and made ready once.
 *
 *	const KeyringEntry *entry = keyring_find(ring, "s1._domainkey.example.org");
 *	for (guint i = 0; i < entry->count; i++)
 *		try(&entry->keys[i]);
 */
#include "trace/crypto.h"
#include "trace/dkimkey.h"

/* Key records of one name that are tried: RFC 6376, section 6.1.2. */
#define KEYRING_RECORDS_MAX 4

typedef enum {
	KEY_FOUND,     /* there are texts under the name */
	KEY_NONE,      /* there are none, or no such name */
	KEY_FAILED,    /* the DNS gave no answer */
	KEY_NOT_ASKED, /* nobody asked, or not yet */
} KeyAnswer;

/* Where key records are found. `find` adds the texts (TXT records of `name`, each joined from its strings; of GBytes) to
 * `texts_out`. */
typedef struct {
	KeyAnswer (*find)(void *from, const char *name, GPtrArray *texts_out);
	void *from;
} KeySource;

typedef struct {
	GBytes *text; /* from which `record` borrows */
	DkimKey record;
	DkimReason reason; /* what is wrong with the record as such */
	CryptoKey *key;    /* NULL where there is none, or its crypto makes none */
} KeyringKey;

typedef struct {
	KeyAnswer answer;
	KeyringKey keys[KEYRING_RECORDS_MAX];
	guint count;
} KeyringEntry;

typedef struct Keyring Keyring;

/* Keys of `source`, made with `crypto`. Yours to keyring_free. */
Keyring *keyring_new(const KeySource *source, const Crypto *crypto);

/* Free. NULL is fine. */
void keyring_free(Keyring *ring);

/* What there is under a name; borrowed from the ring. */
const KeyringEntry *keyring_find(Keyring *ring, const char *name);
