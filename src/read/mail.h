#pragma once
/*
 * read/mail - a whole mail, from its bytes to the dossier's `mail`, `links` and `attachments`.
 *
 *	MailRead read;
 *	mail_read(charsets, bytes, size_of_the_file, &read);
 *	use(read.sections);
 *	mail_read_clear(&read);
 */
#include "base/charset.h"
#include "base/json.h"

/* The mail's text in the dossier; longer text is a blob beside it. */
#define MAIL_TEXT_MAX ((size_t)64 << 10)

/* A hidden text in the dossier is cut to this. */
#define MAIL_HIDDEN_MAX ((size_t)2 << 10)

/* Disguised words (read/disguise) that are listed. */
#define MAIL_DISGUISED_MAX 100

typedef struct {
	json_t *sections; /* owned: {"mail", "links", "attachments"} */
	GBytes *text;     /* owned: the whole text, where it is a blob; else NULL */
} MailRead;

/* Read a mail. `whole_size` is the file's, which may be more than the bytes that are left of it. */
void mail_read(Charsets *charsets, Str bytes, guint64 whole_size, MailRead *read_out);

/* Drop what it owns. */
void mail_read_clear(MailRead *read);
