/* Any bytes as a mail with signatures: every signature and the chain come to a reason, in JSON, with keys that always fit,
 * never fit, or are not there. Canonical forms of canonical forms are themselves. */
#include <stdint.h>
#include <string.h>

#include "trace/arc.h"
#include "trace/dkim.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A key is only its address; it fits half of all signatures. */
static CryptoKey *stub_rsa(Str modulus, Str exponent)
{
	g_assert(modulus.len > 0 && exponent.len > 0);
	return (CryptoKey *)g_malloc(1);
}

static CryptoKey *stub_ed25519(Str bytes)
{
	g_assert(bytes.len == 32);
	return (CryptoKey *)g_malloc(1);
}

static void stub_free(CryptoKey *key)
{
	g_free(key);
}

static bool stub_verify(CryptoKey *key, CryptoHash hash, Str digest, Str signature)
{
	(void)hash;
	g_assert(key && digest.len > 0 && signature.len > 0);
	return !(signature.at[0] & 1);
}

static KeyAnswer stub_find(void *from, const char *name, GPtrArray *texts_out)
{
	static const char *const texts[] = {
		"k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
		"p=MIGJAoGBALVI635dLK4cJJAH3Lx6upo3X/"
		"Lm1tQz3mezcWTA3BUBnyIsdnRf57aD5BtNmhPrYYDlWlzw3Ugn"
		"KisIxktkk5+iMQMlFtAS10JB8L3YadXNJY+JBcbeSi5TgJe4WFzNgW95FWDAuSTRXSWZfA/"
		"8xjflbTLDx0euFZOM"
		"7C4T0GwLAgMBAAE=; t=y:s",
		"p=",
	};
	size_t which = strlen(name) % (G_N_ELEMENTS(texts) + 2);

	(void)from;
	if (which >= G_N_ELEMENTS(texts))
		return which == G_N_ELEMENTS(texts) ? KEY_NONE : KEY_FAILED;
	g_ptr_array_add(texts_out, g_bytes_new_static(texts[which], strlen(texts[which])));
	if (strlen(name) & 1)
		g_ptr_array_add(texts_out, g_bytes_new_static(texts[0], strlen(texts[0])));
	return KEY_FOUND;
}

static void append(void *to, Str piece)
{
	g_string_append_len(to, piece.at, (gssize)piece.len);
}

/* What is canonical stays as it is. */
static void check_form(Str body, CanonicalForm form)
{
	g_autoptr(GString) once = g_string_new(NULL), twice = g_string_new(NULL);

	g_assert(canonical_body(body, form, &(CanonicalSink){append, once}) == once->len);
	canonical_body(str_over(once->str, once->len), form, &(CanonicalSink){append, twice});
	g_assert(g_string_equal(once, twice));
}

static void check_json(const RawMail *mail, const Verified *verified, Str bytes)
{
	const DkimClock clock = {.now = 1800000000, .received = 1700000000};
	json_auto_t *json = dkim_json(mail, verified, bytes, &clock);

	g_assert(verified->reason < DKIM_REASONS);
	g_assert(json_is_string(json_object_get(json, "class")));
	g_assert(verified->body_signed <= verified->body_length);
	for (guint i = 0; i < verified->covered->len; i++)
		g_assert(g_array_index(verified->covered, guint, i) < rawmail_count(mail));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Str bytes = str_over((const char *)data, size);
	Crypto crypto = crypto_hashes;
	crypto.rsa_new = stub_rsa;
	crypto.ed25519_new = stub_ed25519;
	crypto.key_free = stub_free;
	crypto.verify = stub_verify;
	const VerifierSettings settings = {
		.crypto = &crypto, .keys = {stub_find, NULL}, .received = 1700000000};
	g_autoptr(RawMail) mail = rawmail_new(bytes);
	g_autoptr(Verifier) verifier = verifier_new(mail, &settings);
	g_autoptr(GPtrArray) signatures = dkim_verify(verifier, mail);
	g_autoptr(Arc) arc = arc_verify(verifier, mail);

	for (guint i = 0; i < signatures->len; i++)
		check_json(mail, g_ptr_array_index(signatures, i), bytes);
	for (guint i = 0; i < arc->sets->len; i++) {
		const ArcSet *set = g_ptr_array_index(arc->sets, i);
		check_json(mail, set->message, bytes);
		check_json(mail, set->seal, bytes);
	}
	json_decref(arc_words(arc));
	g_assert(dkim_clock(mail, 1800000000).received <= 1800000000);
	check_form(rawmail_body(mail), CANONICAL_SIMPLE);
	check_form(rawmail_body(mail), CANONICAL_RELAXED);
	return 0;
}
