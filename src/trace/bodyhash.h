#pragma once
/*
 * trace/bodyhash - the hashes of one mail's body, each made once, however many signatures ask for it.
 *
 *	BodyHashes *hashes = bodyhashes_new(body, crypto);
 *	const BodyHash *hash = bodyhashes_find(hashes, CANONICAL_RELAXED, CRYPTO_SHA256, -1);
 *	if (hash && bytes_are(hash->digest, hash->size, ...))
 */
#include "trace/canonical.h"
#include "trace/crypto.h"

/* Hashes of one body that are made: a signature may choose its own length. */
#define BODYHASHES_MAX 16

typedef struct {
	CanonicalForm form;
	CryptoHash hash;
	gint64 limit;   /* bytes of the canonical form that are hashed; -1: all */
	guint64 length; /* of the whole canonical form */
	guint8 digest[CRYPTO_DIGEST_MAX];
	size_t size; /* of the digest */
} BodyHash;

typedef struct BodyHashes BodyHashes;

/* For `body`, which must outlive it. Hashes nothing yet. Yours to bodyhashes_free. */
BodyHashes *bodyhashes_new(Str body, const Crypto *crypto);

/* Free. NULL is fine. */
void bodyhashes_free(BodyHashes *hashes);

/* The hash over the first `limit` bytes of the form (-1: all of it), borrowed until the next call; NULL where it would be one more than
 * BODYHASHES_MAX. Linear in the body. */
const BodyHash *bodyhashes_find(
	BodyHashes *hashes, CanonicalForm form, CryptoHash hash, gint64 limit);
