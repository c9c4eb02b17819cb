#pragma once
/*
 * visit/devtools - the DevTools protocol of one browser, over its pipe: calls with a deadline each, and
 * events. Sessions are flat: a target's is named beside the method, NULL is the browser itself.
 *
 * One thread at a time. Several calls are sent and then waited for, so that they overlap. While one waits,
 * events go to the listeners; a listener may send (devtools_tell, devtools_ask), but never wait: a dialog or
 * a request that the page waits for is so answered at once.
 *
 *	g_autoptr(DevTools) devtools = devtools_new(commands, answers);
 *	devtools_listen(devtools, on_event, tab);
 *	DevToolsCall page = devtools_ask(devtools, session, "Page.enable", NULL);
 *	json_auto_t *tree = devtools_call(devtools, session, "Page.getFrameTree", NULL, deadline, &error);
 *	json_auto_t *done = devtools_answer(devtools, page, deadline, &error);
 *
 * Deadlines are of g_get_monotonic_time(). Small answers and events are parsed here (jansson: bounded by
 * WIRE_MESSAGE_MAX and its own depth); what holds a page's content is asked for with devtools_ask_bytes and
 * goes to the cage unread.
 */
#include <jansson.h>

#include "visit/wire.h"

/* Bytes that wait because the browser takes none; more, and it counts as dead. */
#define DEVTOOLS_UNSENT_MAX ((size_t)32 << 20)

/* Answers of one pipe that nobody has asked for, or that are no JSON, before it counts as broken. */
#define DEVTOOLS_NONSENSE_MAX 64

typedef enum {
	DEVTOOLS_ERROR_GONE,      /* the browser is dead, or its pipe is broken: every call fails */
	DEVTOOLS_ERROR_DEADLINE,  /* no answer in time */
	DEVTOOLS_ERROR_REFUSED,   /* the browser's answer is an error; the message is its own */
	DEVTOOLS_ERROR_DETACHED,  /* the session ended, or its target crashed, before the answer */
	DEVTOOLS_ERROR_TOO_LARGE, /* the answer is larger than it may be */
} DevToolsError;
#define DEVTOOLS_ERROR (devtools_error_quark())

/* The domain of DevToolsError. */
GQuark devtools_error_quark(void);

typedef struct DevTools DevTools;

/* A call that was sent; 0 is none. */
typedef gint64 DevToolsCall;

typedef struct {
	const char *session; /* NULL: the browser's own */
	const char *method;
	const json_t *params; /* NULL: none */
} DevToolsEvent;

/* All of it is borrowed for the time of the call. */
typedef void (*DevToolsListener)(void *data, const DevToolsEvent *event);

/* Whether what is waited for has come. */
typedef bool (*DevToolsCondition)(void *data);

/* Over two file descriptors, one that takes commands and one that gives answers (they may be the same),
 * borrowed and made non-blocking. */
DevTools *devtools_new(int commands, int answers);

/* Free it; the descriptors stay open. NULL is fine. */
void devtools_free(DevTools *devtools);

/* Give every event to `listener` with `data`, behind those who listen already. */
void devtools_listen(DevTools *devtools, DevToolsListener listener, void *data);

/* End what was begun with this `data`; not from within a listener. */
void devtools_unlisten(DevTools *devtools, const void *data);

/* Send a command whose answer nobody wants. Takes `params` (NULL: none), as do those below. Never waits:
 * where the pipe is full the command goes out with the next wait. */
void devtools_tell(DevTools *devtools, const char *session, const char *method, json_t *params);

/* Send a command whose answer is fetched later with devtools_answer. */
DevToolsCall devtools_ask(
	DevTools *devtools, const char *session, const char *method, json_t *params);

/* Send a command whose result is kept as bytes, to be fetched with devtools_answer_bytes. */
DevToolsCall devtools_ask_bytes(
	DevTools *devtools, const char *session, const char *method, json_t *params);

/* Wait for a call's result, yours to json_decref; NULL with `error` (DEVTOOLS_ERROR). Either way the call is
 * over: an answer that comes later is passed over. */
json_t *devtools_answer(DevTools *devtools, DevToolsCall call, gint64 deadline, GError **error);

/* Wait for a call's result as the JSON text that came, unread and perhaps no JSON; yours to g_bytes_unref.
 * Else as devtools_answer. */
GBytes *devtools_answer_bytes(
	DevTools *devtools, DevToolsCall call, gint64 deadline, GError **error);

/* Send a command and wait for its result. */
json_t *devtools_call(DevTools *devtools, const char *session, const char *method, json_t *params,
	gint64 deadline, GError **error);

/* Drop a call whose answer is no longer wanted. 0 is fine. */
void devtools_drop(DevTools *devtools, DevToolsCall call);

/* Take what comes until `condition` holds; it is looked at first, and after each event. False with `error`
 * when the deadline passes or the browser dies before. */
bool devtools_wait(DevTools *devtools, DevToolsCondition condition, void *data, gint64 deadline,
	GError **error);

/* Whether the browser is dead, as far as is known by now. */
bool devtools_gone(const DevTools *devtools);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(DevTools, devtools_free)
