#pragma once
/*
 * trace/dkimreason - all ways in which a signature can come out, each with its class, its result in the words of
 * RFC 8601 (section 2.7.1), and a sentence in both languages.
 *
 * Most of them are no forgery: a key that is gone proves nothing, and a body that a mailing list changed no longer fits
 * a genuine signature. So the classes keep apart what a single "fail" would mix.
 *
 *	json_put(result, "class", json_text(str_of(dkimreason_class(reason))));
 *	json_put(result, "why", dkimreason_words(reason, ""));
 */
#include "base/json.h"

typedef enum {
	DKIM_PASS, /* and the first of all: nothing speaks against the signature */
	/* fail: the body is what was signed, the headers are not */
	DKIM_HEADERS_MISMATCH,
	/* body-changed */
	DKIM_BODY_CHANGED,
	DKIM_BODY_AND_HEADERS,
	DKIM_BODY_SHORT,
	DKIM_BODY_UNKNOWN_KEY,
	/* key-gone, key-revoked, temporary, not-asked: about the key record's being there */
	DKIM_KEY_GONE,
	DKIM_KEY_REVOKED,
	DKIM_TEMPORARY,
	DKIM_NOT_ASKED,
	/* key-unusable */
	DKIM_KEY_SYNTAX,
	DKIM_KEY_VERSION,
	DKIM_KEY_ABSENT,
	DKIM_KEY_BYTES,
	DKIM_KEY_TYPE,
	DKIM_KEY_HASH,
	DKIM_KEY_SERVICE,
	DKIM_KEY_STRICT,
	DKIM_KEY_LONG,
	/* policy: it verifies, and is not to be relied on */
	DKIM_KEY_SHORT,
	DKIM_SHA1,
	/* expired */
	DKIM_EXPIRED,
	/* unsupported */
	DKIM_ALGORITHM,
	DKIM_CANONICALIZATION,
	DKIM_QUERY,
	DKIM_TOO_MANY,
	/* broken: what the signature says of itself */
	DKIM_SYNTAX,
	DKIM_VERSION,
	DKIM_TAG_MISSING,
	DKIM_TAG_BAD,
	DKIM_IDENTITY,
	DKIM_FROM_UNSIGNED,
	DKIM_TIMES,
	DKIM_REASONS,
} DkimReason;

/* "pass", "fail", "body-changed", "key-gone", "key-revoked", "key-unusable", "temporary", "policy", "expired",
 * "unsupported", "broken" or "not-asked"; static. */
const char *dkimreason_class(DkimReason reason);

/* The reason's code in kebab-case; static. */
const char *dkimreason_code(DkimReason reason);

/* RFC 8601's word: "pass", "fail", "policy", "neutral", "temperror", "permerror"; NULL where nothing was asked. Static. */
const char *dkimreason_result(DkimReason reason);

/* The sentence, {"en", "ja"}; `detail` is what it is about where it names a tag, else not used. Yours to json_decref. */
json_t *dkimreason_words(DkimReason reason, const char *detail);
