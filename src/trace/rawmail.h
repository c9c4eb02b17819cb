#pragma once
/*
 * trace/rawmail - a mail's own bytes as signatures see them: its fields, white space and all, and its body.
 *
 * What a field is, where the block of them ends, and that mbox lines before them are passed over, is as in
 * the `read` step (read/header.h), so that both speak of the same fields. Copies nothing.
 *
 *	g_autoptr(RawMail) mail = rawmail_new(bytes);
 *	const RawField *field = rawmail_field(mail, rawmail_last(mail, STR("from")));
 */
#include "base/str.h"

/* No field. */
#define RAWMAIL_NONE G_MAXUINT

typedef struct {
	Str name;
	Str value;   /* folded, without white space at its ends */
	Str whole;   /* name, colon and value as they stand, line end included */
	guint kind;  /* the same for fields of the same name in whatever case; counts from 0 */
	guint above; /* the next field of that name further up, or RAWMAIL_NONE */
} RawField;

typedef struct RawMail RawMail;

/* Take a mail apart; `bytes` must outlive it. Linear. Yours to rawmail_free. */
RawMail *rawmail_new(Str bytes);

/* Free. NULL is fine. */
void rawmail_free(RawMail *mail);

/* All behind the empty line that ends the fields. */
Str rawmail_body(const RawMail *mail);

/* How many fields there are. */
guint rawmail_count(const RawMail *mail);

/* How many names. */
guint rawmail_kinds(const RawMail *mail);

/* The field at `index`, which counts from the top. */
const RawField *rawmail_field(const RawMail *mail, guint index);

/* The lowest field of a name, in whatever case, or RAWMAIL_NONE. */
guint rawmail_last(const RawMail *mail, Str name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(RawMail, rawmail_free)
