#pragma once
/*
 * lookup/desk - where replies are brought to be read: any thread hands one in and waits, one thread, whose the
 * cage is, has them read one after the other.
 *
 * A cage's worker ends with the thread that started it, so that no thread of a crew may.
 *
 *	desk_serve(desk, read_in_cage, cage);                the step's thread: until desk_close
 *	json_auto_t *reading = desk_read(desk, &question, deadline, &error);      any other
 */
#include "cage/cage.h"

typedef struct {
	const char *protocol; /* "whois", "rwhois", "rdap", "bootstrap" */
	const char *server;   /* who replied */
	const char *subject, *kind;
	GBytes *reply;
} DeskQuestion;

typedef struct Desk Desk;

/* Has one parcel read, as cage_run does. */
typedef bool (*DeskReader)(
	void *data, const CageParcel *question, CageParcel *answer_out, GError **error);

/* An empty desk. */
Desk *desk_new(void);

/* Free it, once nobody waits. NULL is fine. */
void desk_free(Desk *desk);

/* Hand a reply in and wait for its reading, a JSON object, until `deadline` (of g_get_monotonic_time(); 0: as long as
 * it takes); yours to json_decref. NULL with `error` where it could not be read: the world's fault or a worker's
 * death, never ours; G_IO_ERROR_TIMED_OUT where its turn did not come in time. */
json_t *desk_read(Desk *desk, const DeskQuestion *question, gint64 deadline, GError **error);

/* Have `read` read what is handed in, until the desk is closed; what nobody waits for any more is passed over. */
void desk_serve(Desk *desk, DeskReader read, void *data);

/* Nothing more will be handed in. From any thread, once. */
void desk_close(Desk *desk);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Desk, desk_free)
