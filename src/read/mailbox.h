#pragma once
/*
 * read/mailbox - the address lists of From, To and their like (RFC 5322, section 3.4), read the way mail
 * programs read them rather than the way the grammar has them.
 *
 * Linear and without recursion, whatever comes: groups in groups, comments in comments, quotes that
 * nobody closed. Names and addresses are slices of the text, so that each can be found again.
 *
 *	MailboxList list = mailbox_list(STR("\"Doe, J\" <j@example.org>, k@example.org (K)"));
 *	for (Mailbox address; mailbox_next(&list, &address); )
 *		use(address.phrase, address.spec);
 */
#include "base/str.h"

typedef struct {
	Str phrase;    /* the display name, quotes and encoded words as written; may be empty */
	Str spec;      /* what stands between < and >, or the bare address; may be empty */
	bool has_spec; /* "<>" has one, which is empty; "Amazon" alone has none */
} Mailbox;

/* What brackets text: a quote, a comment, an angle. */
enum { MAILBOX_BRACKETS = 3 };

typedef struct {
	Str rest;                        /* what is yet to be read */
	const char *group_end;           /* the last ";"; NULL where there is none */
	bool unclosed[MAILBOX_BRACKETS]; /* an opening was met that nobody closes: it is text */
} MailboxList;

/* Start to read `text`, which is unfolded and must outlive the list. */
MailboxList mailbox_list(Str text);

/* Take the next mailbox; empty entries and the names of groups are passed over. False at the end. */
bool mailbox_next(MailboxList *list, Mailbox *address_out);

/* What follows the last "@" of an address; empty where there is none. Borrowed. */
Str mailbox_domain(Str spec);
