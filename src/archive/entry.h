#pragma once
/*
 * archive/entry - one line of the list of cases.
 *
 *	g_autoptr(GPtrArray) entries = archive_list(archive, &error);
 *	const ArchiveEntry *newest = entries->pdata[0];
 */
#include "base/str.h"

typedef enum {
	ARCHIVE_UNFINISHED, /* its investigation has not come to the end */
	ARCHIVE_DONE,
} ArchiveState;

/* Texts are UTF-8, as the mail has them (hostile), and NULL where the case has none. */
typedef struct {
	char *id;
	char *opened; /* RFC 3339, UTC */
	char *name;   /* of the mail's file */
	char *sender; /* the first From address */
	char *subject;
	char *verdict; /* verdict.is */
	ArchiveState state;
} ArchiveEntry;

/* Free an ArchiveEntry; NULL is fine. */
void entry_free(void *entry);

/* "unfinished", "done": as the tables and people have it. */
const char *entry_state_word(ArchiveState state);

/* The state that a word of entry_state_word says. */
ArchiveState entry_state(Str word);
