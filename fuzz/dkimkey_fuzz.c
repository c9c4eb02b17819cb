/* Any bytes as a key record, and as the key within it. */
#include <stdint.h>

#include "trace/dkimkey.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(Str text)
{
	DkimKey key;
	DkimReason reason = dkimkey_parse(text, &key);

	g_assert(reason < DKIM_REASONS);
	if (reason == DKIM_PASS && key.type == DKIMKEY_RSA) {
		g_assert(key.modulus.len > 0 && key.modulus.at[0] != '\0');
		g_assert(key.exponent.len > 0 && key.exponent.at[0] != '\0');
		g_assert((key.bits + 7) / 8 == key.modulus.len);
	}
	dkimkey_clear(&key);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *base64 = g_base64_encode(data, size);
	g_autofree char *record = g_strconcat("p=", base64, NULL);

	check(str_over((const char *)data, size));
	check(str_of(record));
	return 0;
}
