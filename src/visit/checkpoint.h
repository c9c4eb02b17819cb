#pragma once
/*
 * visit/checkpoint - where every request of the browser stops before it leaves (Fetch domain).
 *
 * Each one, redirects too, is judged in this order: its scheme; how many there were; what the caller's rules
 * say. One that may go has its host announced to the gateway first. One that may not fails in the browser, and
 * stands in the incidents as "refused", with why. The gateway lets no host pass that was not announced: what
 * the browser might send past this place goes nowhere.
 *
 *	Checkpoint checkpoint = {.devtools = devtools, .rules = &rules, .incidents = incidents};
 *	checkpoint_enable(&checkpoint, session);
 *	checkpoint_take(&checkpoint, event);                (for each event of the page)
 */
#include "visit/devtools.h"

/* Requests of one visit; further ones are refused. */
#define CHECKPOINT_REQUESTS_MAX 2000

/* Bytes of a body that the rules get to see. */
#define CHECKPOINT_BODY_MAX ((size_t)64 << 10)

/* A request that wants to leave. All of it is borrowed for the time of the call. */
typedef struct {
	const char *session; /* of the page, frame or worker that it is of */
	const char *method, *url;
	const char *type;  /* the browser's word: "Document", "XHR", "Script", "WebSocket" ... */
	const char *frame; /* the frame's id */
	GBytes *body;      /* what it posts; NULL: nothing, or the browser does not tell */
	bool redirected;   /* a server's redirect made it */
} CheckpointRequest;

/* What the caller has to say. Called within an event: may send, never wait. */
typedef struct {
	void *data;
	/* NULL to let the request go, else why not ({"en","ja"}, taken). May be NULL: all may go. */
	json_t *(*refuses)(void *data, const CheckpointRequest *request);
	/* Let the gateway know that this host is about to be dialled. May be NULL. */
	void (*announce)(void *data, const char *host, guint16 port);
} CheckpointRules;

typedef struct {
	DevTools *devtools;
	const CheckpointRules *rules;
	json_t *incidents; /* borrowed */
	unsigned passed;   /* requests so far */
} Checkpoint;

/* Stop the requests of this session from now on. Waits for nothing. */
void checkpoint_enable(Checkpoint *checkpoint, const char *session);

/* Look at an event; what is none of the checkpoint's is passed over. Prompts for a user and a password are
 * cancelled and recorded as "prompts". WebSockets are not stopped, but not announced unless they may go. */
void checkpoint_take(Checkpoint *checkpoint, const DevToolsEvent *event);
