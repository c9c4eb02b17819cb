#pragma once
/*
 * lookup/trail - the way of one question from server to server: what was asked, what each reply says, why it
 * went no further.
 *
 *	g_autoptr(Trail) trail = trail_new(inquiry, SUBJECT_DOMAIN, "4ztfqg8.cn");
 *	whoistrail_walk(trail);
 *	for (guint i = 0; i < trail->readings->len; i++)
 *		use(g_ptr_array_index(trail->readings, i));
 */
#include "lookup/inquiry.h"
#include "lookup/registration.h"

/* Servers asked about one subject by one protocol. */
#define TRAIL_SERVERS_MAX 6

/* How long a server is left alone that says in its reply that it is asked too often, in seconds. */
#define TRAIL_BACK_OFF_S 300

/* Bytes of a quotation that are kept; the reply itself is kept whole. */
#define TRAIL_QUOTE_MAX ((size_t)16 << 10)

typedef struct {
	Exchange *exchange;
	json_t *quote; /* the reply as it may be published, or JSON null */
} TrailStep;

typedef struct {
	const Inquiry *inquiry;
	SubjectKind kind;
	const char *subject;
	GPtrArray *steps;    /* of TrailStep *, in the order of asking */
	GPtrArray *readings; /* of Registration *: what servers know of the subject */
	json_t *why;         /* why it ended where it did; NULL: it came to its end */
	bool nowhere;        /* it ended because nobody is named who could be asked */
} Trail;

/* An empty one. `subject` is borrowed. */
Trail *trail_new(const Inquiry *inquiry, SubjectKind kind, const char *subject);

/* Free it. NULL is fine. */
void trail_free(Trail *trail);

/* How to ask `host`, at its pace. */
Ask trail_ask(const Trail *trail, const char *host);

/* Take an exchange, which is taken, down. Whether it has a reply to be read; where it has not, or only the
 * start of one, that is why the trail ends. */
bool trail_note(Trail *trail, Exchange *exchange);

/* Have the reply of the last exchange read as `protocol`. The reading (lookup/reading), yours to json_decref;
 * NULL, and why, where there is none. */
json_t *trail_read(Trail *trail, const char *protocol);

/* Keep what a reading says of the subject. False where the server says only that it is asked too often: it is
 * left alone for a while. */
bool trail_keep(Trail *trail, const json_t *reading);

/* Say why the trail ends, taking `why`. */
void trail_end(Trail *trail, json_t *why);

/* The same where nobody is named who could be asked. */
void trail_end_nowhere(Trail *trail, json_t *why);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Trail, trail_free)
