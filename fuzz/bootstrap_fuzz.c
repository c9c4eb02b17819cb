/* Any bytes as a bootstrap file of each kind; what it accepts can be asked. */
#include <stdint.h>

#include "lookup/bootstrap.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const Str subjects[] = {STR("www.example.cz"), STR("106.75.178.120"),
		STR("2001:db8::1"), STR("AS8100"), STR("X-ARIN"), STR("")};
	Str text = str_over((const char *)data, size);

	for (BootstrapKind kind = BOOTSTRAP_DNS; kind <= BOOTSTRAP_OBJECT_TAGS; kind++) {
		g_autoptr(Bootstrap) bootstrap = bootstrap_parse(kind, text, NULL);
		for (size_t i = 0; bootstrap && i < G_N_ELEMENTS(subjects); i++) {
			const char *url = bootstrap_find(bootstrap, subjects[i]);
			if (url)
				g_assert_true(g_str_has_suffix(url, "/"));
		}
	}
	return 0;
}
