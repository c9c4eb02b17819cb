/* Any bytes as a referral: what is read names a host that can be asked, and reads the same again. */
#include <stdint.h>

#include "lookup/referral.h"
#include "web/host.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Referral referral, again;

	if (!referral_parse(str_over((const char *)data, size), &referral))
		return 0;
	g_autofree char *parsed = host_parse(str_of(referral.host), true);
	g_assert_cmpstr(parsed, ==, referral.host);
	g_assert_true(referral.port <= G_MAXUINT16);
	g_autofree char *text =
		g_strdup_printf("%s://%s:%u/", referral.protocol, referral.host, referral.port);
	g_assert_true(referral_parse(str_of(text), &again));
	g_assert_cmpstr(again.host, ==, referral.host);
	g_assert_cmpstr(again.protocol, ==, referral.protocol);
	g_assert_cmpuint(again.port, ==, referral.port);
	referral_clear(&again);
	referral_clear(&referral);
	return 0;
}
