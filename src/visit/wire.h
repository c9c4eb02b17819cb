#pragma once
/*
 * visit/wire - the messages of a DevTools pipe: JSON texts, each with a NUL behind it.
 *
 * The browser's side is taken for hostile: a page writes into what it says. Messages are cut out of the
 * stream here; who reads which of them as JSON, and where, is decided later, by the number alone. So a
 * page's own content can go to the cage as the bytes that came.
 *
 *	Wire wire = {0};
 *	wire_feed(&wire, bytes);
 *	for (WireMessage message; wire_next(&wire, &message); )
 *		take(message.id, message.text);
 *	wire_clear(&wire);
 */
#include "base/str.h"

/* Bytes of one message. A longer one is passed over, all but its number. */
#define WIRE_MESSAGE_MAX ((size_t)64 << 20)

typedef struct {
	GByteArray *held;  /* what came and was not yet taken; NULL: nothing yet */
	size_t start;      /* where the next message begins in it */
	size_t searched;   /* up to where it holds no NUL */
	bool skipping;     /* the message under way is too large, and its end has not come */
	bool skipped;      /* the next message is one that was too large, ... */
	gint64 skipped_id; /* ... with this number */
} Wire;

typedef struct {
	gint64 id; /* the call that it answers; 0: an event, or nothing that we know */
	Str text;  /* borrowed until the wire is used again; empty where it was too large */
	bool too_large;
} WireMessage;

/* Add what came. Linear in all that comes. */
void wire_feed(Wire *wire, Str bytes);

/* Take the next whole message; false when none is there yet. */
bool wire_next(Wire *wire, WireMessage *message_out);

/* Forget everything. */
void wire_clear(Wire *wire);

/* The text of `result` in an answer, as the browser writes them: {"id":N,"result":...} and perhaps
 * ,"sessionId":"..." behind it. False for every other form, an error's among them. What the result holds is
 * not read: it may be no JSON. */
bool wire_result(Str answer, Str *result_out);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Wire, wire_clear)
