/* Any bytes as an RDAP answer: what is read goes to JSON and back unchanged. */
#include <stdint.h>

#include "lookup/rdap.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(Registration) registration =
		rdap_parse(STR("rdap.example"), str_over((const char *)data, size), NULL);

	if (!registration)
		return 0;
	json_auto_t *json = registration_json(registration);
	g_autoptr(Registration) again = registration_parse(json);
	json_auto_t *twice = registration_json(again);
	g_assert_true(json_equal(json, twice));
	return 0;
}
