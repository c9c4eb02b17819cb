/* A whole mail through `read`: every place in the answer is one. */
#include <stdint.h>

#include "read/mail.h"
#include "read/place.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const json_t *list, const char *member, Str mail, Charsets *charsets)
{
	const json_t *entry;
	size_t index;

	json_array_foreach (list, index, entry) {
		g_autoptr(GString) found =
			place_resolve(json_object_get(entry, "at"), mail, charsets);
		g_assert(found);
		if (member)
			g_assert(str_equal(
				str_over(found->str, found->len), json_get_str(entry, member)));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static Charsets *charsets;
	Str mail = str_over((const char *)data, size);
	MailRead read;

	if (!charsets)
		charsets = charsets_new();
	mail_read(charsets, mail, size, &read);
	check(json_at(read.sections, "/mail/headers"), "value", mail, charsets);
	check(json_at(read.sections, "/mail/parts"), NULL, mail, charsets);
	check(json_at(read.sections, "/mail/hidden"), "text", mail, charsets);
	check(json_at(read.sections, "/links"), "raw", mail, charsets);
	mail_read_clear(&read);
	return 0;
}
