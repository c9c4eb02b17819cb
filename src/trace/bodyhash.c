#include "trace/bodyhash.h"

struct BodyHashes {
	Str body;
	const Crypto *crypto;
	BodyHash made[BODYHASHES_MAX];
	size_t count;
};

/* A digest that takes no more than its limit. */
typedef struct {
	const Crypto *crypto;
	CryptoDigest *digest;
	guint64 left;
} Limited;

static void add_limited(void *to, Str piece)
{
	Limited *limited = to;

	piece = str_sub(piece, 0, (size_t)MIN(limited->left, piece.len));
	limited->left -= piece.len;
	if (piece.len > 0)
		limited->crypto->digest_add(limited->digest, piece);
}

BodyHashes *bodyhashes_new(Str body, const Crypto *crypto)
{
	BodyHashes *hashes = g_new0(BodyHashes, 1);

	hashes->body = body;
	hashes->crypto = crypto;
	return hashes;
}

void bodyhashes_free(BodyHashes *hashes)
{
	g_free(hashes);
}

static void make(const BodyHashes *hashes, BodyHash *out)
{
	Limited limited = {
		.crypto = hashes->crypto,
		.digest = hashes->crypto->digest_new(out->hash),
		.left = out->limit < 0 ? G_MAXUINT64 : (guint64)out->limit,
	};
	const CanonicalSink sink = {add_limited, &limited};

	out->length = canonical_body(hashes->body, out->form, &sink);
	out->size = hashes->crypto->digest_end(limited.digest, out->digest);
}

const BodyHash *bodyhashes_find(
	BodyHashes *hashes, CanonicalForm form, CryptoHash hash, gint64 limit)
{
	for (size_t i = 0; i < hashes->count; i++) {
		const BodyHash *made = &hashes->made[i];
		if (made->form == form && made->hash == hash && made->limit == limit)
			return made;
	}
	if (hashes->count == BODYHASHES_MAX)
		return NULL;
	BodyHash *made = &hashes->made[hashes->count++];
	*made = (BodyHash){.form = form, .hash = hash, .limit = limit};
	make(hashes, made);
	return made;
}
