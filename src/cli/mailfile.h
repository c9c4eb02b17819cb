#pragma once
/*
 * cli/mailfile - takes a mail from a file or from a pipe, whole and bounded.
 *
 *	g_auto(MailFile) file = {0};
 *	if (!mailfile_read(&file, "-", &error))
 *		say(error);
 */
#include "base/json.h"

/* What is taken at most; more is refused. `read` reads READ_MAIL_MAX, half of it, and records where it
 * stopped: between the two a mail is kept whole and read in part. */
#define MAILFILE_MAX ((size_t)128 << 20)

typedef struct {
	char *name; /* the file's own name, without folders; "stdin" */
	GBytes *bytes;
} MailFile;

/* Read the file `path`, or standard input for "-". False with `error`: a message for a person, that
 * names the file and what to do. An empty mail and one over MAILFILE_MAX are refused. */
bool mailfile_read(MailFile *file_out, const char *path, GError **error);

/* Tell on stderr which mail of a file with several was taken, and how to have another. */
void mailfile_tell(const json_t *dossier);

/* Free what it owns. */
void mailfile_clear(MailFile *file);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(MailFile, mailfile_clear)
