#pragma once
/*
 * trace/crypto - hashes and public keys, as signatures of mail need them.
 *
 * The real ones are OpenSSL's, in a module that is loaded by the worker that verifies signatures, while it prepares
 * itself, and by nobody else: an offline look at a mail never maps it. Hashes alone, which tell whether a body is
 * the one that was signed, need no module.
 *
 *	const Crypto *crypto = crypto_load(&error);
 *	CryptoKey *key = crypto->rsa_new(modulus, exponent);
 *	bool fits = key && crypto->verify(key, CRYPTO_SHA256, digest, signature);
 *	crypto->key_free(key);
 */
#include "base/str.h"

typedef enum {
	CRYPTO_SHA1,
	CRYPTO_SHA256,
} CryptoHash;

/* Bytes of the longest digest. */
#define CRYPTO_DIGEST_MAX 32

/* An RSA key of more bits is not made, nor one whose exponent has more than 32: time is the attacker's weapon
 * here. RFC 8301 asks for 4096. */
#define CRYPTO_RSA_BITS_MAX 8192

typedef struct CryptoDigest CryptoDigest;
typedef struct CryptoKey CryptoKey;

typedef struct {
	/* Begin a digest, hand it bytes, and end it: the length of what it gave; it is gone then. */
	CryptoDigest *(*digest_new)(CryptoHash hash);
	void (*digest_add)(CryptoDigest *digest, Str bytes);
	size_t (*digest_end)(CryptoDigest *digest, guint8 out[CRYPTO_DIGEST_MAX]);
	/* A key of a modulus and an exponent, big-endian; of 32 bytes of Ed25519. NULL where they are none. */
	CryptoKey *(*rsa_new)(Str modulus, Str exponent);
	CryptoKey *(*ed25519_new)(Str bytes);
	void (*key_free)(CryptoKey *key);
	/* Whether `signature` is the key's over `digest`: PKCS #1 v1.5 of a digest of that hash with RSA, PureEdDSA
	 * of the digest's bytes with Ed25519 (RFC 8463, section 3). */
	bool (*verify)(CryptoKey *key, CryptoHash hash, Str digest, Str signature);
} Crypto;

/* Hashes only: no key can be made with it. */
extern const Crypto crypto_hashes;

/* What the module calls itself by. */
#define CRYPTO_SYMBOL "mekiki_crypto"

/* Load the module, once for the process, and have it do everything once, so that it still works when the worker
 * is locked; what it then says is compared with what is known. NULL with `error` (G_IO_ERROR_NOT_FOUND). */
const Crypto *crypto_load(GError **error);
