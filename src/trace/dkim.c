#include "trace/dkim.h"

#include "base/when.h"
#include "trace/coverage.h"

/* Clocks differ: a signature made a little later than the mail was received is none that tells something. */
#define CLOCKS_DIFFER_S 3600

/* A key of fewer bits verifies, and is told of. */
#define RSA_BITS_GOOD 2048

static bool date_of(const RawMail *mail, Str name, gint64 *date_out)
{
	guint index = rawmail_last(mail, name), top = index;

	while (index != RAWMAIL_NONE) {
		top = index;
		index = rawmail_field(mail, index)->above;
	}
	if (top == RAWMAIL_NONE)
		return false;
	Str value = rawmail_field(mail, top)->value;
	gssize semicolon = str_rfind_char(value, ';');
	return when_parse_mail(str_sub(value, (size_t)(semicolon + 1), value.len), date_out);
}

DkimClock dkim_clock(const RawMail *mail, gint64 now)
{
	DkimClock clock = {.now = now, .received = now};
	gint64 date;

	clock.witnessed = date_of(mail, STR("received"), &date);
	if (clock.witnessed || date_of(mail, STR("date"), &date))
		clock.received = MIN(date, now);
	return clock;
}

GPtrArray *dkim_verify(Verifier *verifier, const RawMail *mail)
{
	GPtrArray *signatures = g_ptr_array_new_with_free_func((GDestroyNotify)verified_free);
	guint count = 0;

	for (guint i = 0; i < rawmail_count(mail) && count < DKIM_TOLD_MAX; i++) {
		if (!str_equal_fold(rawmail_field(mail, i)->name, STR("dkim-signature")))
			continue;
		g_ptr_array_add(signatures, count++ < DKIM_SIGNATURES_MAX
						    ? verifier_check(verifier, i, SIGNATURE_DKIM)
						    : verifier_leave(verifier, i, SIGNATURE_DKIM));
	}
	return signatures;
}

static json_t *text_or_null(Str text)
{
	return text.len > 0 ? json_text(text) : json_null();
}

static json_t *time_or_null(gint64 t)
{
	g_autofree char *text = t < 0 ? NULL : when_text(t);

	return json_text_or_null(text);
}

static const char *part_name(VerifiedPart part)
{
	static const char *const names[] = {[VERIFIED_UNKNOWN] = NULL,
		[VERIFIED_SAME] = "same",
		[VERIFIED_CHANGED] = "changed"};

	return names[part];
}

static json_t *key_json(const Verified *verified)
{
	static const char *const answers[] = {[KEY_FOUND] = "found",
		[KEY_NONE] = "none",
		[KEY_FAILED] = "failed",
		[KEY_NOT_ASKED] = "not-asked"};
	static const char *const types[] = {
		[DKIMKEY_RSA] = "rsa", [DKIMKEY_ED25519] = "ed25519", [DKIMKEY_OTHER] = "other"};
	bool read = verified->key_answer == KEY_FOUND;
	json_t *key = json_object();

	json_put(key, "name", json_text_or_null(verified->key_name));
	json_put(key, "answer", json_text(str_of(answers[verified->key_answer])));
	json_put(key, "type", json_text_or_null(read ? types[verified->key_type] : NULL));
	json_put(key, "bits", verified->key_bits ? json_integer(verified->key_bits) : json_null());
	json_put(key, "testing", json_boolean(verified->key_testing));
	json_put(key, "strict", json_boolean(verified->key_strict));
	/* where the body has changed, that is what the signature's own reason speaks of */
	json_put(key, "why",
		verified->key_reason == DKIM_PASS || verified->key_reason == verified->reason
			? json_null()
			: dkimreason_words(verified->key_reason, ""));
	return key;
}

static void note_key(const Verified *verified, json_t *notes)
{
	if (verified->key_testing)
		coverage_note(notes, "testing",
			json_words("The domain marks this key as a test (t=y).",
				"このドメインは、この鍵をテスト中(t=y)と表示しています。"));
	if (verified->key_type == DKIMKEY_RSA && verified->key_bits >= VERIFIER_RSA_BITS_MIN &&
		verified->key_bits < RSA_BITS_GOOD)
		coverage_note(notes, "key-weak",
			json_words("The key has %u bits; 2048 are what is asked for today.",
				"鍵の長さは %u ビットです。現在の推奨は 2048 ビット以上です。",
				verified->key_bits));
}

static void note_times(const Verified *verified, const DkimClock *clock, json_t *notes)
{
	const Signature *signature = &verified->signature;

	if (signature->made > clock->received &&
		signature->made - clock->received > CLOCKS_DIFFER_S)
		coverage_note(notes, "made-later",
			json_words(
				"The signature says that it was made after the mail was received.",
				"署名日時が、メールの受信日時より後になっています。"));
	if (signature->expires >= 0 && clock->received <= signature->expires &&
		clock->now > signature->expires)
		coverage_note(notes, "expired-since",
			json_words("The signature has expired since the mail was received.",
				"この署名は、受信後に有効期限が切れています。"));
}

static json_t *notes_json(const Verified *verified, const json_t *covers, const DkimClock *clock)
{
	json_t *notes = json_array();

	note_key(verified, notes);
	note_times(verified, clock, notes);
	if (verified->signature.kind != SIGNATURE_ARC_SEAL)
		coverage_notes(covers, verified, notes);
	return notes;
}

static json_t *at_json(const RawField *field, Str bytes)
{
	json_t *at = json_object(), *span = json_array();

	json_push(span, json_integer((json_int_t)(field->value.at - bytes.at)));
	json_push(span, json_integer((json_int_t)field->value.len));
	json_put(at, "raw", span);
	json_put(at, "layer", json_array());
	return at;
}

static json_t *forms_json(const Signature *signature)
{
	static const char *const names[] = {
		[CANONICAL_SIMPLE] = "simple", [CANONICAL_RELAXED] = "relaxed"};
	json_t *forms = json_object();

	json_put(forms, "header", json_text(str_of(names[signature->header])));
	json_put(forms, "body", json_text(str_of(names[signature->body])));
	return forms;
}

static void put_claims(json_t *result, const Signature *signature)
{
	json_put(result, "domain", text_or_null(signature->domain));
	json_put(result, "selector", text_or_null(signature->selector));
	json_put(result, "identity", text_or_null(signature->identity));
	json_put(result, "algorithm", text_or_null(signature->algorithm_name));
	json_put(result, "canonicalization", forms_json(signature));
	json_put(result, "made", time_or_null(signature->made));
	json_put(result, "expires", time_or_null(signature->expires));
	json_put(result, "length",
		signature->length < 0 ? json_null() : json_integer(signature->length));
}

json_t *dkim_json(const RawMail *mail, const Verified *verified, Str bytes, const DkimClock *clock)
{
	json_t *result = json_object(), *covers = coverage_json(mail, verified);

	json_put(result, "class", json_text(str_of(dkimreason_class(verified->reason))));
	json_put(result, "result", json_text_or_null(dkimreason_result(verified->reason)));
	json_put(result, "reason", json_text(str_of(dkimreason_code(verified->reason))));
	json_put(result, "why",
		dkimreason_words(verified->reason,
			verified->signature.detail ? verified->signature.detail : ""));
	put_claims(result, &verified->signature);
	json_put(result, "body", json_text_or_null(part_name(verified->body)));
	json_put(result, "headers", json_text_or_null(part_name(verified->headers)));
	json_put(result, "key", key_json(verified));
	json_put(result, "notes", notes_json(verified, covers, clock));
	json_put(result, "covers", covers);
	json_put(result, "at", at_json(rawmail_field(mail, verified->field), bytes));
	return result;
}
