#include "trace/crypto.h"

#include <gio/gio.h>
#include <string.h>

#include "base/module.h"

static CryptoDigest *plain_new(CryptoHash hash)
{
	return (CryptoDigest *)g_checksum_new(
		hash == CRYPTO_SHA1 ? G_CHECKSUM_SHA1 : G_CHECKSUM_SHA256);
}

static void plain_add(CryptoDigest *digest, Str bytes)
{
	g_checksum_update((GChecksum *)digest, (const guchar *)bytes.at, (gssize)bytes.len);
}

static size_t plain_end(CryptoDigest *digest, guint8 out[CRYPTO_DIGEST_MAX])
{
	GChecksum *checksum = (GChecksum *)digest;
	gsize len = CRYPTO_DIGEST_MAX;

	g_checksum_get_digest(checksum, out, &len);
	g_checksum_free(checksum);
	return len;
}

static CryptoKey *no_rsa(Str modulus, Str exponent)
{
	(void)modulus;
	(void)exponent;
	return NULL;
}

static CryptoKey *no_ed25519(Str bytes)
{
	(void)bytes;
	return NULL;
}

static void no_free(CryptoKey *key)
{
	g_assert(!key);
}

static bool no_verify(CryptoKey *key, CryptoHash hash, Str digest, Str signature)
{
	(void)key;
	(void)hash;
	(void)digest;
	(void)signature;
	g_assert_not_reached();
}

const Crypto crypto_hashes = {
	.digest_new = plain_new,
	.digest_add = plain_add,
	.digest_end = plain_end,
	.rsa_new = no_rsa,
	.ed25519_new = no_ed25519,
	.key_free = no_free,
	.verify = no_verify,
};

/* What the module has to get right before it is trusted: SHA-256 of a word, an RSA signature over that with 1024
 * bits, and the first Ed25519 signature of RFC 8032 (section 7.1), which is over nothing. */
static const char modulus_base64[] =
	"vGSnTZGRTbr/y0q6JpsTub7vthL6kCS62kTUEVMKUJcvlxfRGq+rPF8BMFjPdtxu5avo3cLr2zoZfh5wMMctNKI/"
	"5bNv"
	"fmgGEOwTW6RZEntXDpKGAZK2q1YmbXBMkOkFjQ6osHGL6V2nnFOcqsDSTGqHZzS+8aD6/dYBG6o05hs=";
static const char rsa_base64[] =
	"KQLrRyaAf8syzF+Ot+"
	"t48AbOidef1OALYAGkK8qIR9iKJFThN8BRCwJUG8pImhEMG1jV8fhl3zosTntPWCHg4DqStMDk"
	"KYhG6zMNBXoTKcicH3gdGg2lkliZzF+UDA9UZHwId6kH0LAipfNWFOSem4L+HqhD2j/3G8gPTV3s+hU=";
static const char point_base64[] = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
static const char ed25519_base64[] =
	"5VZDAMNgrHKQhuLMgG6CioSHfx645dl02HPgZSJJAVVfuIIVkKM7rMYeOXAc+bRr0lv18FlbviRlUUFDjnoQCw==";

static GBytes *bytes_of(const char *base64)
{
	gsize len;
	guchar *bytes = g_base64_decode(base64, &len);

	return g_bytes_new_take(bytes, len);
}

/* Verify `base64` with `key`, which is freed. */
static bool rehearse(const Crypto *crypto, CryptoKey *key, Str digest, const char *base64)
{
	g_autoptr(GBytes) signature = bytes_of(base64);
	bool fits = key && crypto->verify(key, CRYPTO_SHA256, digest, str_of_bytes(signature));

	crypto->key_free(key);
	return fits;
}

static bool works(const Crypto *crypto)
{
	g_autoptr(GBytes) modulus = bytes_of(modulus_base64), point = bytes_of(point_base64);
	CryptoDigest *digest = crypto->digest_new(CRYPTO_SHA256);
	guint8 hash[CRYPTO_DIGEST_MAX];

	crypto->digest_end(crypto->digest_new(CRYPTO_SHA1), hash);
	crypto->digest_add(digest, STR("mekiki"));
	Str hashed = str_over((const char *)hash, crypto->digest_end(digest, hash));
	return rehearse(crypto, crypto->rsa_new(str_of_bytes(modulus), STR("\x01\x00\x01")), hashed,
		       rsa_base64) &&
	       rehearse(crypto, crypto->ed25519_new(str_of_bytes(point)), STR(""), ed25519_base64);
}

const Crypto *crypto_load(GError **error)
{
	const Crypto *crypto = module_load("trace", "mekiki-crypto", CRYPTO_SYMBOL, error);

	if (!crypto)
		g_prefix_error(
			error, "the part of mekiki that verifies signatures cannot be loaded: ");
	else if (!works(crypto))
		g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED,
			"the part of mekiki that verifies signatures does not work");
	else
		return crypto;
	return NULL;
}
