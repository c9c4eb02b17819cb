/* Any bytes as a signature of each kind and as a tag list: what is read is a slice of the input. */
#include <stdint.h>

#include "trace/signature.h"
#include "trace/taglist.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_borrowed(Str value, Str part)
{
	if (part.len > 0)
		g_assert(part.at >= value.at && part.at + part.len <= value.at + value.len);
}

static void check(Str value, SignatureKind kind)
{
	Signature signature;
	DkimReason reason = signature_parse(value, kind, &signature);

	g_assert(reason < DKIM_REASONS);
	check_borrowed(value, signature.domain);
	check_borrowed(value, signature.selector);
	check_borrowed(value, signature.identity);
	check_borrowed(value, signature.blank);
	g_assert(signature.instance <= SIGNATURE_INSTANCE_MAX);
	g_assert(signature.fields->len <= SIGNATURE_FIELDS_MAX);
	/* a signature that is sound has all that a verifier needs */
	if (reason == DKIM_PASS) {
		g_free(signature_key_name(&signature));
		g_assert(signature.bytes && signature.domain.len > 0 && signature.selector.len > 0);
		g_assert(signature.body_hash || kind == SIGNATURE_ARC_SEAL);
		g_assert(signature.blank.at && signature.algorithm != SIGNATURE_UNKNOWN);
	}
	signature_clear(&signature);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Str value = str_over((const char *)data, size);
	TagList list = taglist_over(value);

	for (Tag tag; taglist_next(&list, &tag);) {
		check_borrowed(value, tag.name);
		check_borrowed(tag.whole, tag.value);
	}
	g_assert(list.count <= TAGLIST_MAX);
	check(value, SIGNATURE_DKIM);
	check(value, SIGNATURE_ARC_MESSAGE);
	check(value, SIGNATURE_ARC_SEAL);
	return 0;
}
