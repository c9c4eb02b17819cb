#pragma once
/*
 * read/envelope - what the mail's own headers say: the header list, the senders and recipients, subject,
 * date, id.
 *
 *	json_t *mail = json_object();
 *	envelope_read(mail, shelf, located_mail(bytes), &defects, &subject);
 *
 * It fills the members of the dossier's "mail" that come from headers. Of a header that should be there
 * once the first counts.
 */
#include "read/defects.h"
#include "read/located.h"

/* Headers of a mail, the bytes of their values, and mailboxes of one header, that are listed. Those that
 * fill a member of their own (From, Subject, Received, ...) have as much again: others don't crowd them out. */
#define ENVELOPE_HEADERS_MAX   2000
#define ENVELOPE_VALUES_MAX    ((size_t)1 << 20)
#define ENVELOPE_MAILBOXES_MAX 500

/* Add "headers", "subject", "date", "date_raw", "message_id", "from", "sender", "reply_to",
 * "return_path", "return_path_at", "to", "cc" and "recipients" to the object `mail`. `subject_out` is the
 * decoded subject, empty where there is none; it lives as long as the shelf. */
void envelope_read(
	json_t *mail, Shelf *shelf, Located bytes, Defects *defects, Located *subject_out);
