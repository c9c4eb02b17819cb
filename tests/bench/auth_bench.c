/* How many signatures are verified in a second of CPU, beside how many OpenSSL's own speed does with keys of the same
 * size, and how many Received headers are read. Lines: "rsa2048 verify 57000 signature 41000
 * mail 29000", which are:
 *
 *	verify     the key held against a digest, by trace/crypto
 *	signature  the header read, its fields chosen, put into their form and hashed, and that; the key is known
 *	mail       all from the mail's bytes on: key and body, too
 */
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <stdio.h>
#include <string.h>

#include "../support/cputime.h"
#include "../trace/keytable.h"
#include "trace/dkim.h"
#include "trace/received.h"

/* How long each is measured: microseconds of CPU. */
#define MEASURED_US ((gint64)1000000)

#define BODY                                                                                       \
	"Dear customer,\r\n\r\nyour order has been sent, and will be with you on "                 \
	"Friday.\r\n\r\n-- \r\nThe shop\r\n"
#define FIELDS                                                                                     \
	"Received: from mail.example.org (mail.example.org [192.0.2.1])\r\n"                       \
	"\tby mx.example.net (Postfix) with ESMTPS id 4GB1 for <bob@example.net>;\r\n"             \
	"\tMon, 21 Sep 2026 14:13:20 +0000\r\n"                                                    \
	"From: The shop <shop@example.org>\r\nTo: Bob <bob@example.net>\r\n"                       \
	"Subject: =?UTF-8?B?44GT44KT44Gr44Gh44Gv?= your order\r\n"                                 \
	"Date: Mon, 21 Sep 2026 14:13:18 +0000\r\nMessage-ID: <20260921141318.1@example.org>\r\n"  \
	"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\n"
#define SIGNED "from:to:subject:date:message-id:mime-version:content-type"

static char *base64_of(const unsigned char *bytes, size_t len)
{
	return g_base64_encode(bytes, len);
}

static char *record_of(EVP_PKEY *key)
{
	unsigned char *der = NULL, raw[32];
	size_t len = sizeof(raw);
	g_autofree char *base64 = NULL;

	if (EVP_PKEY_get_base_id(key) == EVP_PKEY_ED25519) {
		g_assert(EVP_PKEY_get_raw_public_key(key, raw, &len) == 1);
		base64 = base64_of(raw, len);
		return g_strdup_printf("v=DKIM1; k=ed25519; p=%s", base64);
	}
	int size = i2d_PUBKEY(key, &der);
	g_assert(size > 0);
	base64 = base64_of(der, (size_t)size);
	OPENSSL_free(der);
	return g_strdup_printf("v=DKIM1; k=rsa; p=%s", base64);
}

/* `key`'s signature over a digest, in base64. */
static char *sign(EVP_PKEY *key, const guint8 *digest, size_t len)
{
	unsigned char bytes[512];
	size_t size = sizeof(bytes);

	if (EVP_PKEY_get_base_id(key) == EVP_PKEY_ED25519) {
		EVP_MD_CTX *context = EVP_MD_CTX_new();
		g_assert(EVP_DigestSignInit(context, NULL, NULL, NULL, key) == 1);
		g_assert(EVP_DigestSign(context, bytes, &size, digest, len) == 1);
		EVP_MD_CTX_free(context);
	} else {
		EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(key, NULL);
		g_assert(EVP_PKEY_sign_init(context) == 1);
		g_assert(EVP_PKEY_CTX_set_signature_md(context, EVP_sha256()) == 1);
		g_assert(EVP_PKEY_sign(context, bytes, &size, digest, len) == 1);
		EVP_PKEY_CTX_free(context);
	}
	return base64_of(bytes, size);
}

static void append(void *to, Str piece)
{
	g_string_append_len(to, piece.at, (gssize)piece.len);
}

static char *sha256_of(const GString *text, guint8 out[32])
{
	g_assert(EVP_Digest(text->str, text->len, out, NULL, EVP_sha256(), NULL) == 1);
	return base64_of(out, 32);
}

/* The mail, signed. */
static char *make_mail(EVP_PKEY *key)
{
	bool is_rsa = EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA;
	g_autoptr(GString) body = g_string_new(NULL), head = g_string_new(NULL);
	g_autoptr(RawMail) plain = rawmail_new(STR(FIELDS "\r\n"));
	Str names = STR(SIGNED);
	guint8 digest[32];

	canonical_body(STR(BODY), CANONICAL_RELAXED, &(CanonicalSink){append, body});
	g_autofree char *body_hash = sha256_of(body, digest);
	g_autofree char *field = g_strdup_printf(
		"DKIM-Signature: v=1; a=%s-sha256; c=relaxed/relaxed; d=example.org; s=s1;\r\n"
		" t=1790000000; h=" SIGNED ";\r\n bh=%s;\r\n b=",
		is_rsa ? "rsa" : "ed25519", body_hash);
	do {
		Str name = str_take_until(&names, ':');
		canonical_field(rawmail_field(plain, rawmail_last(plain, name))->whole,
			CANONICAL_RELAXED, head);
	} while (str_take_char(&names, ':'));
	canonical_field(str_of(field), CANONICAL_RELAXED, head);
	g_string_truncate(head, head->len - 2);
	g_free(sha256_of(head, digest));
	g_autofree char *signature = sign(key, digest, sizeof(digest));
	return g_strdup_printf("%s%s\r\n" FIELDS "\r\n" BODY, field, signature);
}

/* A second of verifying, and nothing else: of a digest that the signature does not fit, which takes as long. */
static double bare(const RawMail *mail, const VerifierSettings *settings, const char *record)
{
	const Crypto *crypto = settings->crypto;
	g_autoptr(Verifier) verifier = verifier_new(mail, settings);
	g_autoptr(Verified) verified = verifier_check(verifier, 0, SIGNATURE_DKIM);
	Str signature = str_of_bytes(verified->signature.bytes);
	char digest[32] = "no digest of anything, 32 bytes";
	DkimKey read;
	gint64 start, spent;
	unsigned count = 0;

	g_assert(dkimkey_parse(str_of(record), &read) == DKIM_PASS);
	CryptoKey *key = read.type == DKIMKEY_RSA ? crypto->rsa_new(read.modulus, read.exponent)
						  : crypto->ed25519_new(str_of_bytes(read.bytes));
	start = cputime_us();
	do {
		for (unsigned i = 0; i < 50; i++, count++)
			g_assert(!crypto->verify(
				key, CRYPTO_SHA256, str_over(digest, 32), signature));
		spent = cputime_us() - start;
	} while (spent < MEASURED_US);
	crypto->key_free(key);
	dkimkey_clear(&read);
	return count * 1e6 / (double)spent;
}

/* A second of checking the same signature again: all but the body's hash and the reading of the key is done each time. */
static double known_key(const RawMail *mail, const VerifierSettings *settings)
{
	g_autoptr(Verifier) verifier = verifier_new(mail, settings);
	gint64 start = cputime_us(), spent;
	unsigned count = 0;

	do {
		for (unsigned i = 0; i < 50; i++, count++) {
			g_autoptr(Verified) verified = verifier_check(verifier, 0, SIGNATURE_DKIM);
			g_assert(verified->reason == DKIM_PASS);
		}
		spent = cputime_us() - start;
	} while (spent < MEASURED_US);
	return count * 1e6 / (double)spent;
}

/* A second of taking the mail apart, reading its key, hashing its body and verifying. */
static double new_key(const char *text, const VerifierSettings *settings)
{
	gint64 start = cputime_us(), spent;
	unsigned count = 0;

	do {
		for (unsigned i = 0; i < 50; i++, count++) {
			g_autoptr(RawMail) mail = rawmail_new(str_of(text));
			g_autoptr(Verifier) verifier = verifier_new(mail, settings);
			g_autoptr(GPtrArray) signatures = dkim_verify(verifier, mail);
			const Verified *verified = g_ptr_array_index(signatures, 0);
			g_assert(verified->reason == DKIM_PASS);
		}
		spent = cputime_us() - start;
	} while (spent < MEASURED_US);
	return count * 1e6 / (double)spent;
}

static void measure(const Crypto *crypto, const char *name, EVP_PKEY *key)
{
	g_autoptr(GHashTable) table = keytable_new();
	g_autofree char *record = record_of(key), *text = make_mail(key);
	const VerifierSettings settings = {
		.crypto = crypto, .keys = keytable_source(table), .received = 1790000000};

	keytable_add(table, "s1._domainkey.example.org", record);
	g_autoptr(RawMail) mail = rawmail_new(str_of(text));
	double verify = bare(mail, &settings, record), signature = known_key(mail, &settings);
	printf("%s verify %.0f signature %.0f mail %.0f\n", name, verify, signature,
		new_key(text, &settings));
	EVP_PKEY_free(key);
}

static void measure_received(void)
{
	static const char *const values[] = {
		"from mail.example.org (mail.example.org [192.0.2.1]) by mx.example.net (Postfix) "
		"with ESMTPS id "
		"4GB1 for <bob@example.net>; Mon, 21 Sep 2026 14:13:20 +0000",
		"from [192.0.2.7] (helo=pc) by smtp.example.org with esmtpsa (TLS1.3:ECDHE:256) "
		"(Exim 4.96) id "
		"1abc-0001-2d; Mon, 21 Sep 2026 14:13:18 +0000",
		"from AM0PR01.eurprd01.prod.example (2001:db8::1) by AM9PR01.eurprd01.prod.example "
		"with Microsoft "
		"SMTP Server (version=TLS1_2) id 15.20.7; Mon, 21 Sep 2026 14:13:17 +0000",
	};
	gint64 start = cputime_us(), spent;
	unsigned count = 0;
	size_t seen = 0;

	do {
		for (unsigned i = 0; i < 3000; i++, count++)
			seen += received_parse(str_of(values[i % 3])).ip.len;
		spent = cputime_us() - start;
	} while (spent < MEASURED_US);
	g_assert(seen > 0);
	printf("received %.0f\n", count * 1e6 / (double)spent);
}

int main(void)
{
	g_autoptr(GError) error = NULL;
	const Crypto *crypto = crypto_load(&error);

	g_assert_no_error(error);
	measure(crypto, "rsa1024", EVP_RSA_gen(1024));
	measure(crypto, "rsa2048", EVP_RSA_gen(2048));
	measure(crypto, "rsa4096", EVP_RSA_gen(4096));
	measure(crypto, "ed25519", EVP_PKEY_Q_keygen(NULL, NULL, "ED25519"));
	measure_received();
	return 0;
}
