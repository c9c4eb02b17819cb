/* Any bytes as Authentication-Results and as Received-SPF: JSON within the caps comes out, and what is
 * borrowed is a slice of the input. */
#include <stdint.h>

#include "trace/authres.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_borrowed(Str value, Str part)
{
	if (part.len > 0)
		g_assert(part.at >= value.at && part.at + part.len <= value.at + value.len);
}

static void check(Str value, void (*parse)(Str value, Authres *out))
{
	const json_t *result;
	size_t index;
	Authres authres;

	parse(value, &authres);
	check_borrowed(value, authres.by);
	check_borrowed(value, authres.client_ip);
	g_assert(json_array_size(authres.results) <= AUTHRES_RESULTS_MAX);
	json_array_foreach (authres.results, index, result) {
		const json_t *properties = json_object_get(result, "properties");
		g_assert(json_is_string(json_object_get(result, "method")));
		g_assert(json_is_string(json_object_get(result, "result")));
		g_assert(json_object_size(properties) <= AUTHRES_PROPERTIES_MAX);
	}
	authres_clear(&authres);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Str value = str_over((const char *)data, size);

	check(value, authres_parse);
	check(value, authres_parse_received_spf);
	return 0;
}
