/* Any bytes as a host: what comes out is a host too, and the same one. */
#include <stdint.h>
#include <string.h>

#include "web/address.h"
#include "web/host.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Whatever is asked about a serialized host has an answer or none. */
static void ask(const char *host)
{
	g_autofree char *domain = host_domain(host);
	g_autofree char *suffix = host_suffix(host);
	g_autofree char *shown = host_display(host);

	g_assert(g_utf8_validate(shown, -1, NULL));
	if (domain)
		g_assert(g_str_has_suffix(domain, suffix));
	if (domain)
		g_assert(strstr(host, domain));
	if (host_kind(host) != HOST_NAME)
		g_assert(!domain && !suffix);
}

static void check_parse(Str input, bool special)
{
	g_autofree char *host = host_parse(input, special);
	if (!host)
		return;

	g_autofree char *again = host_parse(str_of(host), special);
	g_assert(again && strcmp(again, host) == 0);
	ask(host);
}

static void check_address(Str input)
{
	g_autofree char *canonical = address_canonical(input);
	if (!canonical) {
		g_assert(address_class(input) == ADDRESS_INVALID);
		return;
	}

	g_autofree char *again = address_canonical(str_of(canonical));
	g_assert(again && strcmp(again, canonical) == 0);
	g_assert(address_class(input) == address_class(str_of(canonical)));
	g_assert(address_class(input) != ADDRESS_INVALID);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Str input = str_over((const char *)data, size);

	check_parse(input, true);
	check_parse(input, false);
	check_address(input);
	return 0;
}
