#pragma once
/*
 * trace/verifier - one signature of a mail held against the mail and its key (RFC 6376, section 6.1): DKIM's, and the two of ARC.
 *
 * Three things are found out apart, and each is kept: whether the body is the one that was signed (for ever, without a
 * key), whether the signature fits the headers (with the key as it is published now), and what the key is. The
 * reason sums them up.
 *
 * Pure, and cheap to run again: where a key is not known yet, its source says so and remembers that it was asked.
 *
 *	g_autoptr(Verifier) verifier = verifier_new(mail, &settings);
 *	g_autoptr(Verified) verified = verifier_check(verifier, index, SIGNATURE_DKIM);
 *	use(dkimreason_class(verified->reason));
 */
#include "trace/keyring.h"
#include "trace/rawmail.h"
#include "trace/signature.h"

/* A shorter RSA key proves nothing: RFC 8301, section 3.2. */
#define VERIFIER_RSA_BITS_MIN 1024

typedef struct {
	const Crypto *crypto;
	KeySource keys;
	gint64 received; /* when the mail was received, for x=; -1 where nobody knows */
} VerifierSettings;

/* Whether a part of the mail is what was signed. */
typedef enum {
	VERIFIED_UNKNOWN, /* it could not be compared */
	VERIFIED_SAME,
	VERIFIED_CHANGED,
} VerifiedPart;

typedef struct {
	guint field; /* of the mail: where the signature stands */
	Signature signature;
	DkimReason reason;
	VerifiedPart body, headers;
	guint64 body_length; /* of the body in its canonical form */
	guint64 body_signed; /* and how much of that the signature is over */
	GArray *covered;     /* of guint: the fields that are signed, in the order of h= */
	GArray *absent;      /* of Str: names of h= for which there was no field any more */
	char *key_name;      /* NULL where the signature names none */
	KeyAnswer key_answer;
	DkimReason key_reason; /* what is wrong with the key, DKIM_PASS where nothing is */
	DkimKeyType key_type;  /* these are known where a key record could be read */
	guint key_bits;
	bool key_testing, key_strict;
} Verified;

typedef struct Verifier Verifier;

/* For the signatures of one mail; `mail` must outlive it. Copies `settings`. Yours to verifier_free. */
Verifier *verifier_new(const RawMail *mail, const VerifierSettings *settings);

/* Free. NULL is fine. */
void verifier_free(Verifier *verifier);

/* Verify the DKIM-Signature or ARC-Message-Signature that is the field at `index`. Linear in the mail. Yours to
 * verified_free. */
Verified *verifier_check(Verifier *verifier, guint index, SignatureKind kind);

/* Read a signature as verifier_check does, but don't verify it: there are too many. */
Verified *verifier_leave(Verifier *verifier, guint index, SignatureKind kind);

/* Verify the ARC-Seal that is the last of `fields` (of guint), over all of them in that order: RFC 8617, section 5.1.1. Yours to
 * verified_free. */
Verified *verifier_check_seal(Verifier *verifier, const GArray *fields);

/* Free. NULL is fine. */
void verified_free(Verified *verified);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Verifier, verifier_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Verified, verified_free)
