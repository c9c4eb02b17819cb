#include "trace/verifier.h"

#include "trace/bodyhash.h"

struct Verifier {
	const RawMail *mail;
	VerifierSettings settings;
	Keyring *ring;
	BodyHashes *bodies;
	GString *input; /* what is hashed of the headers: kept, so that it grows once */
};

Verifier *verifier_new(const RawMail *mail, const VerifierSettings *settings)
{
	Verifier *verifier = g_new0(Verifier, 1);

	verifier->mail = mail;
	verifier->settings = *settings;
	verifier->ring = keyring_new(&settings->keys, settings->crypto);
	verifier->bodies = bodyhashes_new(rawmail_body(mail), settings->crypto);
	verifier->input = g_string_new(NULL);
	return verifier;
}

void verifier_free(Verifier *verifier)
{
	if (!verifier)
		return;
	keyring_free(verifier->ring);
	bodyhashes_free(verifier->bodies);
	g_string_free(verifier->input, TRUE);
	g_free(verifier);
}

void verified_free(Verified *verified)
{
	if (!verified)
		return;
	signature_clear(&verified->signature);
	g_array_unref(verified->covered);
	g_array_unref(verified->absent);
	g_free(verified->key_name);
	g_free(verified);
}

static CryptoHash hash_of(const Signature *signature)
{
	return signature->algorithm == SIGNATURE_RSA_SHA1 ? CRYPTO_SHA1 : CRYPTO_SHA256;
}

/* The body, as far as what the signature says of it could be read. False where its hash was not made. */
static bool compare_body(Verifier *verifier, Verified *verified)
{
	const Signature *signature = &verified->signature;

	if (signature->algorithm == SIGNATURE_UNKNOWN || !signature->body_hash)
		return true;
	const BodyHash *hash = bodyhashes_find(
		verifier->bodies, signature->body, hash_of(signature), signature->length);
	if (!hash)
		return false;
	Str digest = str_over((const char *)hash->digest, hash->size);
	bool same = str_equal(digest, str_of_bytes(signature->body_hash));
	verified->body_length = hash->length;
	verified->body_signed = signature->length < 0
					? hash->length
					: MIN(hash->length, (guint64)signature->length);
	if (signature->length > 0 && hash->length < (guint64)signature->length)
		same = false;
	verified->body = same ? VERIFIED_SAME : VERIFIED_CHANGED;
	return true;
}

/* No cursor stands here yet. */
#define UNTOUCHED (RAWMAIL_NONE - 1)

/* Take the lowest field of a name that is not taken yet, but never the signature itself: RFC 6376, section 5.4.2. */
static guint take_field(const RawMail *mail, guint *next, Str name, guint itself)
{
	guint index = rawmail_last(mail, name);

	if (index == RAWMAIL_NONE)
		return RAWMAIL_NONE;
	guint *cursor = &next[rawmail_field(mail, index)->kind];
	if (*cursor != UNTOUCHED)
		index = *cursor;
	if (index == itself)
		index = rawmail_field(mail, itself)->above;
	*cursor = index == RAWMAIL_NONE ? RAWMAIL_NONE : rawmail_field(mail, index)->above;
	return index;
}

/* Which fields the signature is over: RFC 6376, section 5.4.2. */
static void select_fields(Verifier *verifier, Verified *verified)
{
	const RawMail *mail = verifier->mail;
	const GArray *names = verified->signature.fields;
	guint kinds = rawmail_kinds(mail);
	guint *next = g_new(guint, kinds);

	for (guint i = 0; i < kinds; i++)
		next[i] = UNTOUCHED;
	for (guint i = 0; i < names->len; i++) {
		Str name = g_array_index(names, Str, i);
		guint index = take_field(mail, next, name, verified->field);
		if (index != RAWMAIL_NONE)
			g_array_append_val(verified->covered, index);
		else
			g_array_append_val(verified->absent, name);
	}
	g_free(next);
}

/* The signature's own field goes last, with nothing in b= and no line end: RFC 6376, section 3.7. */
static void add_itself(const RawField *field, const Signature *signature, GString *out)
{
	g_autoptr(GString) emptied = g_string_sized_new(field->whole.len);
	const char *end = field->whole.at + field->whole.len;
	Str blank = signature->blank;

	g_string_append_len(emptied, field->whole.at, (gssize)(blank.at - field->whole.at));
	Str rest = str_over(blank.at + blank.len, (size_t)(end - blank.at) - blank.len);
	/* white space around the value goes with it, at the field's end too */
	if (str_trim(rest).len > 0)
		g_string_append_len(emptied, rest.at, (gssize)rest.len);
	canonical_field(str_over(emptied->str, emptied->len), signature->header, out);
	g_string_truncate(out, out->len - 2);
}

/* What is signed of the headers, hashed; the digest's length. */
static size_t hash_headers(
	Verifier *verifier, const Verified *verified, guint8 out[CRYPTO_DIGEST_MAX])
{
	const Crypto *crypto = verifier->settings.crypto;
	CryptoDigest *digest = crypto->digest_new(hash_of(&verified->signature));
	GString *input = verifier->input;

	g_string_truncate(input, 0);
	for (guint i = 0; i < verified->covered->len; i++) {
		guint index = g_array_index(verified->covered, guint, i);
		canonical_field(rawmail_field(verifier->mail, index)->whole,
			verified->signature.header, input);
	}
	add_itself(rawmail_field(verifier->mail, verified->field), &verified->signature, input);
	crypto->digest_add(digest, str_over(input->str, input->len));
	return crypto->digest_end(digest, out);
}

static bool is_rsa(const Signature *signature)
{
	return signature->algorithm == SIGNATURE_RSA_SHA1 ||
	       signature->algorithm == SIGNATURE_RSA_SHA256;
}

/* Whether the key's owner lets it be used for this signature: RFC 6376, section 6.1.2. */
static DkimReason suits(const KeyringKey *key, const Signature *signature)
{
	const DkimKey *record = &key->record;
	bool sha1 = signature->algorithm == SIGNATURE_RSA_SHA1;

	if (key->reason != DKIM_PASS)
		return key->reason;
	if (record->type != (is_rsa(signature) ? DKIMKEY_RSA : DKIMKEY_ED25519))
		return DKIM_KEY_TYPE;
	if (!(sha1 ? record->sha1 : record->sha256))
		return DKIM_KEY_HASH;
	if (!record->mail)
		return DKIM_KEY_SERVICE;
	if (record->strict &&
		!str_equal_fold(signature_identity_domain(signature), signature->domain))
		return DKIM_KEY_STRICT;
	if (!key->key)
		return record->type == DKIMKEY_RSA && record->bits > CRYPTO_RSA_BITS_MAX
			       ? DKIM_KEY_LONG
			       : DKIM_KEY_BYTES;
	return DKIM_PASS;
}

static void note_key(Verified *verified, const DkimKey *record, DkimReason reason)
{
	verified->key_reason = reason;
	verified->key_type = record->type;
	verified->key_bits = record->bits;
	verified->key_testing = record->testing;
	verified->key_strict = record->strict;
}

/* Try the keys until one fits; where none does, the first that suits is the one that is spoken of. */
static void try_keys(Verifier *verifier, Verified *verified, const KeyringEntry *entry)
{
	const Crypto *crypto = verifier->settings.crypto;
	CryptoHash hash = hash_of(&verified->signature);
	guint8 bytes[CRYPTO_DIGEST_MAX];
	Str digest = {0};

	for (guint i = 0; i < entry->count && verified->headers != VERIFIED_SAME; i++) {
		const KeyringKey *key = &entry->keys[i];
		DkimReason reason = suits(key, &verified->signature);
		bool first = i == 0 || (verified->key_reason != DKIM_PASS && reason == DKIM_PASS);
		if (digest.len == 0 && reason == DKIM_PASS)
			digest = str_over(
				(const char *)bytes, hash_headers(verifier, verified, bytes));
		bool fits = reason == DKIM_PASS && crypto->verify(key->key, hash, digest,
							   str_of_bytes(verified->signature.bytes));
		if (reason == DKIM_PASS)
			verified->headers = fits ? VERIFIED_SAME : VERIFIED_CHANGED;
		if (first || fits)
			note_key(verified, &key->record, reason);
	}
}

/* Find the key and hold the signature against the headers. */
static void compare_headers(Verifier *verifier, Verified *verified)
{
	static const DkimReason answers[] = {
		[KEY_FOUND] = DKIM_KEY_GONE, /* there is something, and it is empty */
		[KEY_NONE] = DKIM_KEY_GONE,
		[KEY_FAILED] = DKIM_TEMPORARY,
		[KEY_NOT_ASKED] = DKIM_NOT_ASKED,
	};
	const KeyringEntry *entry;

	verified->key_name = signature_key_name(&verified->signature);
	if (!verified->key_name) {
		verified->key_reason = DKIM_KEY_GONE;
		return;
	}
	entry = keyring_find(verifier->ring, verified->key_name);
	verified->key_answer = entry->answer;
	verified->key_reason = answers[entry->answer];
	if (entry->answer == KEY_FOUND)
		try_keys(verifier, verified, entry);
	/* without c= simple is meant, but those who seal mail meant relaxed: docs/deviations.md */
	if (verified->headers == VERIFIED_CHANGED && !verified->signature.canonicalized &&
		verified->signature.kind == SIGNATURE_ARC_MESSAGE) {
		verified->signature.header = CANONICAL_RELAXED;
		try_keys(verifier, verified, entry);
	}
}

/* The signature fits headers and body: whether it is to be relied on. */
static DkimReason weigh(const Verifier *verifier, const Verified *verified)
{
	const Signature *signature = &verified->signature;

	if (verified->key_type == DKIMKEY_RSA && verified->key_bits < VERIFIER_RSA_BITS_MIN)
		return DKIM_KEY_SHORT;
	if (signature->algorithm == SIGNATURE_RSA_SHA1)
		return DKIM_SHA1;
	if (signature->expires >= 0 && verifier->settings.received > signature->expires)
		return DKIM_EXPIRED;
	return DKIM_PASS;
}

/* Sum up. A body that differs comes first: that is certain, whatever became of the key. */
static DkimReason sum_up(const Verifier *verifier, const Verified *verified)
{
	if (verified->body == VERIFIED_CHANGED) {
		if (verified->signature.length > 0 &&
			verified->body_length < (guint64)verified->signature.length)
			return DKIM_BODY_SHORT;
		if (verified->headers == VERIFIED_UNKNOWN)
			return DKIM_BODY_UNKNOWN_KEY;
		return verified->headers == VERIFIED_SAME ? DKIM_BODY_CHANGED
							  : DKIM_BODY_AND_HEADERS;
	}
	if (verified->key_reason != DKIM_PASS)
		return verified->key_reason;
	return verified->headers == VERIFIED_SAME ? weigh(verifier, verified)
						  : DKIM_HEADERS_MISMATCH;
}

static Verified *begin(const Verifier *verifier, guint index, SignatureKind kind)
{
	Verified *verified = g_new0(Verified, 1);

	verified->field = index;
	verified->key_answer = KEY_NOT_ASKED;
	verified->key_reason = DKIM_NOT_ASKED;
	verified->reason = signature_parse(
		rawmail_field(verifier->mail, index)->value, kind, &verified->signature);
	verified->covered =
		g_array_sized_new(FALSE, FALSE, sizeof(guint), verified->signature.fields->len);
	verified->absent = g_array_new(FALSE, FALSE, sizeof(Str));
	return verified;
}

Verified *verifier_check(Verifier *verifier, guint index, SignatureKind kind)
{
	Verified *verified = begin(verifier, index, kind);

	if (!compare_body(verifier, verified) && verified->reason == DKIM_PASS)
		verified->reason = DKIM_TOO_MANY;
	select_fields(verifier, verified);
	if (verified->reason != DKIM_PASS)
		return verified;
	compare_headers(verifier, verified);
	verified->reason = sum_up(verifier, verified);
	return verified;
}

Verified *verifier_leave(Verifier *verifier, guint index, SignatureKind kind)
{
	Verified *verified = begin(verifier, index, kind);

	if (verified->reason == DKIM_PASS)
		verified->reason = DKIM_TOO_MANY;
	return verified;
}

Verified *verifier_check_seal(Verifier *verifier, const GArray *fields)
{
	guint last = fields->len - 1;
	Verified *verified =
		begin(verifier, g_array_index(fields, guint, last), SIGNATURE_ARC_SEAL);

	g_array_append_vals(verified->covered, fields->data, last);
	/* a seal has no c=: RFC 8617, section 4.1.3 */
	verified->signature.header = CANONICAL_RELAXED;
	if (verified->reason != DKIM_PASS)
		return verified;
	compare_headers(verifier, verified);
	verified->reason = sum_up(verifier, verified);
	return verified;
}
