/* Any bytes as a Received header's value: each part is a slice of it, and an address looks like one. */
#include <stdint.h>

#include "trace/received.h"
#include "trace/words.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_part(Str value, Str part)
{
	if (part.len > 0)
		g_assert(part.at >= value.at && part.at + part.len <= value.at + value.len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Str value = str_over((const char *)data, size);
	Received r = received_parse(value);
	const Str parts[] = {r.helo, r.rdns, r.ip, r.by, r.by_ip, r.with, r.id, r.recipient,
		r.envelope_from, r.date};

	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
		check_part(value, parts[i]);
	if (r.ip.len > 0)
		g_assert(str_equal(words_address(r.ip), r.ip));
	if (r.rdns.len > 0)
		g_assert(r.rdns_told);
	return 0;
}
