#pragma once
/*
 * tests/support/loopback - 127.0.0.1 as a checked address, for tests of what dials it.
 *
 *	g_autoptr(GArray) pins = loopback_pins();
 */
#include "web/address.h"

/* An array of one Address. Yours to g_array_unref. */
static inline GArray *loopback_pins(void)
{
	GArray *pins = g_array_new(FALSE, FALSE, sizeof(Address));
	Address address;

	g_assert_true(address_parse(STR("127.0.0.1"), &address));
	g_array_append_val(pins, address);
	return pins;
}
