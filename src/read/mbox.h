#pragma once
/*
 * read/mbox - the mails of a mailbox file (RFC 4155), in each of its four dialects.
 *
 * A mail begins at a line "From someone Wed Nov 25 10:02:03 2026" that stands first or behind an empty line
 * and has a header field below it: a sentence that begins with "From" is none. Where a mail's Content-Length
 * (mboxcl, mboxcl2) leads to the next such line or to the end, it is believed; else the next line ends the
 * mail. Nothing is copied.
 *
 *	Mbox mbox = mbox_over(bytes);
 *	for (Str mail; mbox_next(&mbox, &mail); )
 *		use(mail);
 */
#include "base/str.h"

typedef struct {
	Str rest; /* from a mail's "From " line on */
} Mbox;

/* Whether a file is one: it begins as a mail of an mbox does. */
bool mbox_is(Str file);

/* Start to read `file`, which must outlive the iterator. */
Mbox mbox_over(Str file);

/* Take the next mail, without its "From " line and the empty line behind it. False at the end. */
bool mbox_next(Mbox *mbox, Str *mail_out);

/* The mail as it was before it was put into the mbox: of lines that begin with ">From ", ">>From " ... one
 * ">" is taken (mboxrd; mboxo quotes the first only, which comes to the same). A mail in which a line begins
 * with "From " was never quoted (mboxcl2), and is returned as it is. NULL where nothing changes; else yours
 * to g_string_free. */
GString *mbox_unquote(Str mail);
