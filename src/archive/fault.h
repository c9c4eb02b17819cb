#pragma once
/*
 * archive/fault - how keeping or finding a case can go wrong, as far as a caller does something else
 * for it. The messages name the file and what to do.
 *
 *	if (g_error_matches(error, FAULT, FAULT_FULL))
 *		say_that_the_case_can_be_resumed();
 */
#include <glib.h>

typedef enum {
	FAULT_FAILED,    /* anything else; the message is all there is */
	FAULT_ABSENT,    /* there is no archive here yet */
	FAULT_READ_ONLY, /* it can be read, not written */
	FAULT_FULL,      /* the disk has no room */
	FAULT_DAMAGED,   /* the file is no database, or a broken one */
	FAULT_TAKEN,     /* another case has this id already */
} Fault;

/* The domain of these errors. */
#define FAULT fault_quark()

/* See FAULT. */
GQuark fault_quark(void);

/* Set `error` from an errno: "cannot `verb` `path`: reason". */
void fault_errno(GError **error, int code, const char *verb, const char *path);

/* Set `error` from SQLite's (extended) result code and its words. */
void fault_sqlite(GError **error, int code, const char *words);
