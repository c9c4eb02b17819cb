/* An Outlook message: whatever the compound file holds, what comes out is a mail with headers. */
#include <stdint.h>

#include "read/header.h"
#include "read/msg.h"
#include "read/msgstore.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static Charsets *charsets;

	if (!charsets) {
		charsets = charsets_new();
		msgstore_prepare();
	}
	g_autoptr(GString) mail = msg_mail(charsets, str_over((const char *)data, size));
	if (!mail)
		return 0;
	Str rest = str_over(mail->str, mail->len);
	bool described = false;
	for (Header header; header_next(&rest, &header);)
		described |= str_equal_fold(header.name, STR("Content-Type"));
	g_assert(described); /* no property can end the headers before ours */
	return 0;
}
