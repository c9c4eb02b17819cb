#pragma once
/*
 * trace/context - what the other headers tell about a mail's way: which machine a receiver's checks were
 * about, which mailing list it came through, which mailboxes it was meant for.
 *
 * All of it is what headers claim; trace/origin.h weighs it against where they stand.
 *
 *	g_autoptr(Context) context = context_new(mail);
 *	if (context_names(context, mail_address))
 *		...
 */
#include "base/json.h"
#include "trace/hop.h"

/* Receivers' checks, and mailboxes, that are kept. */
#define CONTEXT_MARKS_MAX     64
#define CONTEXT_MAILBOXES_MAX 256

/* Bytes of a list's name that are kept: RFC 2919, section 3. */
#define CONTEXT_LIST_NAME_MAX 255

/* A receiver's record of a check that names the machine that it was about. */
typedef struct {
	size_t header; /* index in /mail/headers */
	char *ip;      /* canonical */
} Mark;

typedef struct {
	GArray *marks;         /* of Mark, in the order of the headers */
	GHashTable *mailboxes; /* addresses in lower case: To, Cc, Delivered-To and their kin */
	char *list_name;       /* "users.lists.example.net"; NULL where no list is named */
	char *list_domain;     /* its registrable domain */
	char *list_address;    /* where to post, in lower case; NULL */
	bool list_posts;       /* the list's software says that it passes posts on */
	char *from_domain;     /* registrable domain of the first author */
	char *from_address;    /* in lower case; NULL */
	bool from_via;         /* its display name says "... via ...": a list rewrote it */
	bool forwarded;        /* a forwarding mailbox left its marks */
	Str return_path;       /* borrowed from the mail */
	Str original_from;     /* who wrote, where a list put itself in From; borrowed likewise */
	const char
		*original_in; /* the header that says so: "x-original-from", "reply-to"; static */
} Context;

/* Read the dossier's `mail`, which must outlive the context. Linear. Yours to context_free. */
Context *context_new(const json_t *mail);

/* Free. NULL is fine. */
void context_free(Context *context);

/* Whether `address` is one of the mailboxes that the mail names as its recipients. */
bool context_names(const Context *context, Str address);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Context, context_free)
