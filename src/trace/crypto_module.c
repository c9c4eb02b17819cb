/* trace/crypto's module: OpenSSL's. Algorithms are fetched once and contexts kept, as fetching takes longer than
 * verifying (see script/bench auth). */
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>

#include "trace/crypto.h"

extern const Crypto mekiki_crypto;

struct CryptoKey {
	EVP_PKEY *key;
	EVP_PKEY_CTX *rsa[2]; /* by CryptoHash, each made when it is first used */
	EVP_MD_CTX *ed25519;
};

static const char *const hash_names[] = {[CRYPTO_SHA1] = "SHA1", [CRYPTO_SHA256] = "SHA256"};

/* OpenSSL keeps what it fetched by itself, for as long as the process lives; its configuration file is none of
 * our business. */
static const EVP_MD *hash_of(CryptoHash hash)
{
	static EVP_MD *fetched[G_N_ELEMENTS(hash_names)];
	static gsize done;

	if (g_once_init_enter(&done)) {
		OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, NULL);
		for (size_t i = 0; i < G_N_ELEMENTS(fetched); i++) {
			fetched[i] = EVP_MD_fetch(NULL, hash_names[i], NULL);
			g_assert(fetched[i]);
		}
		g_once_init_leave(&done, 1);
	}
	return fetched[hash];
}

static CryptoDigest *digest_new(CryptoHash hash)
{
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	bool begun = context && EVP_DigestInit_ex2(context, hash_of(hash), NULL) == 1;

	g_assert(begun);
	return (CryptoDigest *)context;
}

static void digest_add(CryptoDigest *digest, Str bytes)
{
	bool added = EVP_DigestUpdate((EVP_MD_CTX *)digest, bytes.at, bytes.len) == 1;

	g_assert(added);
}

static size_t digest_end(CryptoDigest *digest, guint8 out[CRYPTO_DIGEST_MAX])
{
	EVP_MD_CTX *context = (EVP_MD_CTX *)digest;
	unsigned len = 0;

	bool ended = EVP_DigestFinal_ex(context, out, &len) == 1;
	g_assert(ended);
	EVP_MD_CTX_free(context);
	return len;
}

static CryptoKey *key_of(EVP_PKEY *key)
{
	if (!key)
		return NULL;
	CryptoKey *made = g_new0(CryptoKey, 1);
	made->key = key;
	return made;
}

static EVP_PKEY *rsa_of(OSSL_PARAM *params)
{
	EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "RSA", NULL);
	EVP_PKEY *key = NULL;

	if (params && EVP_PKEY_fromdata_init(context) == 1)
		EVP_PKEY_fromdata(context, &key, EVP_PKEY_PUBLIC_KEY, params);
	EVP_PKEY_CTX_free(context);
	return key;
}

static CryptoKey *rsa_new(Str modulus, Str exponent)
{
	if (modulus.len * 8 > CRYPTO_RSA_BITS_MAX || exponent.len > 4)
		return NULL;
	BIGNUM *n = BN_bin2bn((const unsigned char *)modulus.at, (int)modulus.len, NULL);
	BIGNUM *e = BN_bin2bn((const unsigned char *)exponent.at, (int)exponent.len, NULL);
	OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
	OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_N, n);
	OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_E, e);
	OSSL_PARAM *params = OSSL_PARAM_BLD_to_param(builder);
	EVP_PKEY *key = rsa_of(params);

	OSSL_PARAM_free(params);
	OSSL_PARAM_BLD_free(builder);
	BN_free(n);
	BN_free(e);
	return key_of(key);
}

static CryptoKey *ed25519_new(Str bytes)
{
	return key_of(EVP_PKEY_new_raw_public_key(
		EVP_PKEY_ED25519, NULL, (const unsigned char *)bytes.at, bytes.len));
}

static void key_free(CryptoKey *key)
{
	if (!key)
		return;
	for (size_t i = 0; i < G_N_ELEMENTS(key->rsa); i++)
		EVP_PKEY_CTX_free(key->rsa[i]);
	EVP_MD_CTX_free(key->ed25519);
	EVP_PKEY_free(key->key);
	g_free(key);
}

static EVP_PKEY_CTX *rsa_context(CryptoKey *key, CryptoHash hash)
{
	if (!key->rsa[hash]) {
		EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(NULL, key->key, NULL);
		g_assert(context);
		key->rsa[hash] = context;
		if (EVP_PKEY_verify_init(context) != 1 ||
			EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) != 1 ||
			EVP_PKEY_CTX_set_signature_md(context, hash_of(hash)) != 1)
			return NULL;
	}
	return key->rsa[hash];
}

static EVP_MD_CTX *ed25519_context(CryptoKey *key)
{
	if (!key->ed25519) {
		key->ed25519 = EVP_MD_CTX_new();
		if (EVP_DigestVerifyInit(key->ed25519, NULL, NULL, NULL, key->key) != 1)
			return NULL;
	}
	return key->ed25519;
}

static bool verify(CryptoKey *key, CryptoHash hash, Str digest, Str signature)
{
	const unsigned char *over = (const unsigned char *)digest.at;
	const unsigned char *bytes = (const unsigned char *)signature.at;

	if (EVP_PKEY_get_base_id(key->key) == EVP_PKEY_ED25519) {
		EVP_MD_CTX *context = ed25519_context(key);
		return context &&
		       EVP_DigestVerify(context, bytes, signature.len, over, digest.len) == 1;
	}
	EVP_PKEY_CTX *context = rsa_context(key, hash);
	return context && EVP_PKEY_verify(context, bytes, signature.len, over, digest.len) == 1;
}

/* The module's one name. */
__attribute__((visibility("default"))) const Crypto mekiki_crypto = {
	.digest_new = digest_new,
	.digest_add = digest_add,
	.digest_end = digest_end,
	.rsa_new = rsa_new,
	.ed25519_new = ed25519_new,
	.key_free = key_free,
	.verify = verify,
};
