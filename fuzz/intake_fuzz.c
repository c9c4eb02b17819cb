/* A file as it is handed in: mailboxes, pasted source, wrappers. What is found is no longer than the file, or was
 * written by us. */
#include <stdint.h>

#include "read/intake.h"
#include "read/mbox.h"
#include "read/msgstore.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The mails of a mailbox stand in it one behind the other. */
static void check_mbox(Str file)
{
	Mbox mbox = mbox_over(file);
	const char *end = file.at;

	for (Str mail; mbox_next(&mbox, &mail);) {
		g_assert(mail.at >= end && mail.at + mail.len <= file.at + file.len);
		end = mail.at + mail.len;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static Charsets *charsets;
	Str file = str_over((const char *)data, size);
	Intake intake;

	if (!charsets) {
		charsets = charsets_new();
		msgstore_prepare();
	}
	check_mbox(file);
	for (unsigned n = 0; n < 3; n++) {
		bool found = intake_read(charsets, file, n, &intake);
		g_assert(found == (n <= intake.of));
		json_decref(intake_json(&intake));
		intake_clear(&intake);
	}
	return 0;
}
