/* Any bytes as a date: what is read can be written and is read again as the same. */
#include <stdint.h>

#include "base/when.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Str text = str_over((const char *)data, size);
	gint64 t, again;

	if (when_parse(text, &t)) {
		g_autofree char *written = when_text(t);
		g_assert(str_equal(str_of(written), text));
	}
	if (when_parse_mail(text, &t)) {
		g_autofree char *written = when_text(t);
		g_assert(when_parse(str_of(written), &again) && again == t);
	}
	return 0;
}
