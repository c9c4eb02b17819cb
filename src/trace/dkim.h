#pragma once
/*
 * trace/dkim - all DKIM signatures of a mail (RFC 6376), and what they say in the dossier's form.
 *
 *	g_autoptr(GPtrArray) signatures = dkim_verify(verifier, mail);
 *	for (guint i = 0; i < signatures->len; i++)
 *		json_push(list, dkim_json(mail, g_ptr_array_index(signatures, i), bytes, &clock));
 */
#include "trace/verifier.h"

/* Signatures of one mail that are verified, from the top; those below are told of. */
#define DKIM_SIGNATURES_MAX 16

/* And told of. */
#define DKIM_TOLD_MAX 64

/* Times to hold a signature's own against. */
typedef struct {
	gint64 now;
	gint64 received; /* when the mail was received */
	bool witnessed;  /* a machine on the way says so: else it is the sender's word, or now */
} DkimClock;

/* When the mail was received: the date of its newest Received header, else of its Date, if that is not later than
 * `now`; else `now`. */
DkimClock dkim_clock(const RawMail *mail, gint64 now);

/* Verify the mail's signatures, of Verified, from the top. Yours to g_ptr_array_unref. */
GPtrArray *dkim_verify(Verifier *verifier, const RawMail *mail);

/* What came out for one of them (docs/dossier.schema.json, "signature"); for the signatures of ARC too. `bytes` are the mail's.
 * Yours to json_decref. */
json_t *dkim_json(const RawMail *mail, const Verified *verified, Str bytes, const DkimClock *clock);
