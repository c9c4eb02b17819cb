#pragma once
/*
 * trace/signature - what a DKIM-Signature (RFC 6376, section 3.5), an ARC-Message-Signature or an ARC-Seal
 * (RFC 8617, section 4.1) says of itself: its tags, read and checked against each other.
 *
 * What it says stands even where it is broken, as far as it could be read: a report shows it. Borrows from
 * the field's value.
 *
 *	Signature signature;
 *	DkimReason reason = signature_parse(field->value, SIGNATURE_DKIM, &signature);
 *	...
 *	signature_clear(&signature);
 */
#include "trace/canonical.h"
#include "trace/dkimreason.h"

/* Names in one h= that are read; more make the signature broken. */
#define SIGNATURE_FIELDS_MAX 1000

/* i= of ARC goes no further: RFC 8617, section 4.2.1. */
#define SIGNATURE_INSTANCE_MAX 50

typedef enum {
	SIGNATURE_DKIM,
	SIGNATURE_ARC_MESSAGE,
	SIGNATURE_ARC_SEAL,
} SignatureKind;

typedef enum {
	SIGNATURE_UNKNOWN,
	SIGNATURE_RSA_SHA1,   /* RFC 8301 forbids to rely on it */
	SIGNATURE_RSA_SHA256, /* RFC 6376, section 3.3.2 */
	SIGNATURE_ED25519,    /* ed25519-sha256: RFC 8463 */
} SignatureAlgorithm;

/* cv= of a seal: RFC 8617, section 4.4. */
typedef enum {
	SIGNATURE_CV_NONE,
	SIGNATURE_CV_PASS,
	SIGNATURE_CV_FAIL,
} SignatureCv;

typedef struct {
	SignatureKind kind;
	SignatureAlgorithm algorithm; /* a= */
	CanonicalForm header, body;   /* c= */
	bool canonicalized;           /* it has one: else simple is meant */
	Str domain, selector;         /* d=, s= */
	Str identity;                 /* i= of DKIM, empty where it has none */
	GArray *fields;               /* h=: of Str, in the order in which they were signed */
	GBytes *bytes;                /* b=, NULL where it cannot be read */
	GBytes *body_hash;            /* bh= */
	Str blank;                    /* what stands in the field in b='s place: it is not signed */
	gint64 made, expires;         /* t=, x=: -1 where it does not say */
	gint64 length;                /* l=, -1 where all of the body is signed */
	guint instance;               /* i= of ARC, 0 where there is none */
	SignatureCv cv;
	Str algorithm_name; /* a= as written */
	const char *detail; /* what is broken: a tag's name or a fault of the grammar; static */
} Signature;

/* Read a field's value, folded as it came. DKIM_PASS where nothing is wrong with it as such; else the first thing
 * that is. `out` is filled in any case and yours to signature_clear. Linear. */
DkimReason signature_parse(Str value, SignatureKind kind, Signature *out);

/* Drop what `signature` owns. */
void signature_clear(Signature *signature);

/* The domain of the identity in whose name it signs: that of i=, else d=. */
Str signature_identity_domain(const Signature *signature);

/* The DNS name of its key, "selector._domainkey.domain", lower case, in ASCII; NULL where it is none. Yours to g_free. */
char *signature_key_name(const Signature *signature);
