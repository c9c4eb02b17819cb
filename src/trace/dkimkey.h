#pragma once
/*
 * trace/dkimkey - a key record, as the owner of a domain publishes it (RFC 6376, section 3.6.1; RFC 8463, section 4).
 *
 *	DkimKey key;
 *	DkimReason reason = dkimkey_parse(text, &key);
 *	if (reason == DKIM_PASS)
 *		use(key.type, key.bytes);
 *	dkimkey_clear(&key);
 */
#include "trace/dkimreason.h"

typedef enum {
	DKIMKEY_RSA,
	DKIMKEY_ED25519,
	DKIMKEY_OTHER,
} DkimKeyType;

typedef struct {
	DkimKeyType type; /* k= */
	GBytes *bytes;    /* p=; NULL where there are none */
	Str modulus,
		exponent;  /* of RSA: big-endian, without zeros in front; borrowed from `bytes` */
	guint bits;        /* its size: of the modulus; 256 of Ed25519; 0 where it is no key */
	bool sha1, sha256; /* h=: the hashes that it may be used with */
	bool mail;         /* s=: it may be used for mail */
	bool testing;      /* t=y: the domain says that it is trying DKIM out */
	bool strict;       /* t=s: not for subdomains */
	Str notes;         /* n=, borrowed from the text */
} DkimKey;

/* Read a record's text, all of its strings joined. DKIM_PASS where it holds a key; else what is wrong with
 * it. `out` is filled as far as it goes in any case and yours to dkimkey_clear. Linear. */
DkimReason dkimkey_parse(Str text, DkimKey *out);

/* Drop what `key` owns. */
void dkimkey_clear(DkimKey *key);
