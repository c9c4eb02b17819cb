/* An address list: each name and address is a slice of it, in their order. */
#include <stdint.h>

#include "read/mailbox.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_slice(Str whole, Str part)
{
	if (part.len > 0)
		g_assert(part.at >= whole.at && part.at + part.len <= whole.at + whole.len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Str text = str_over((const char *)data, size);
	MailboxList list = mailbox_list(text);

	for (Mailbox mailbox; mailbox_next(&list, &mailbox);) {
		check_slice(text, mailbox.phrase);
		check_slice(text, mailbox.spec);
		check_slice(mailbox.spec, mailbox_domain(mailbox.spec));
	}
	g_assert(list.rest.len == 0);
	return 0;
}
