#include "visit/devtools.h"

#include <errno.h>
#include <poll.h>
#include <string.h>

#include "base/json.h"
#include "visit/pipe.h"

/* Taken from the pipe at one go. */
#define READ_SIZE 65536

#define USEC_PER_MS 1000

typedef struct {
	char *session; /* NULL: the browser's own */
	bool wants_bytes, done;
	json_t *result; /* when done: one of these three */
	GBytes *bytes;
	GError *error;
} Pending;

typedef struct {
	DevToolsListener take;
	void *data;
} Listener;

struct DevTools {
	int commands, answers;
	Wire wire;
	GByteArray *unsent;
	GHashTable *pending; /* gint64 (its Pending's call) to Pending, both owned */
	GArray *listeners;   /* of Listener */
	gint64 last_call;
	GError *gone; /* why nothing works any more */
	unsigned nonsense;
	bool dispatching;
};

G_DEFINE_QUARK(devtools - error - quark, devtools_error)

static void pending_free(void *data)
{
	Pending *pending = data;

	g_free(pending->session);
	json_decref(pending->result);
	if (pending->bytes)
		g_bytes_unref(pending->bytes);
	g_clear_error(&pending->error);
	g_free(pending);
}

DevTools *devtools_new(int commands, int answers)
{
	DevTools *devtools = g_new0(DevTools, 1);

	devtools->commands = commands;
	devtools->answers = answers;
	devtools->unsent = g_byte_array_new();
	devtools->pending =
		g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, pending_free);
	devtools->listeners = g_array_new(FALSE, FALSE, sizeof(Listener));
	pipe_unblock(commands);
	pipe_unblock(answers);
	return devtools;
}

void devtools_free(DevTools *devtools)
{
	if (!devtools)
		return;
	wire_clear(&devtools->wire);
	g_byte_array_unref(devtools->unsent);
	g_hash_table_unref(devtools->pending);
	g_array_unref(devtools->listeners);
	g_clear_error(&devtools->gone);
	g_free(devtools);
}

void devtools_listen(DevTools *devtools, DevToolsListener listener, void *data)
{
	g_array_append_vals(devtools->listeners, &(Listener){listener, data}, 1);
}

void devtools_unlisten(DevTools *devtools, const void *data)
{
	g_assert(!devtools->dispatching);
	for (guint i = devtools->listeners->len; i > 0; i--)
		if (g_array_index(devtools->listeners, Listener, i - 1).data == data)
			g_array_remove_index(devtools->listeners, i - 1);
}

bool devtools_gone(const DevTools *devtools)
{
	return devtools->gone != NULL;
}

static void give_up(DevTools *devtools, const char *why)
{
	if (!devtools->gone)
		devtools->gone = g_error_new(DEVTOOLS_ERROR, DEVTOOLS_ERROR_GONE, "%s", why);
}

/* Hand over as much as the pipe takes. */
static void send_unsent(DevTools *devtools)
{
	GByteArray *unsent = devtools->unsent;
	size_t sent = 0;

	while (!devtools->gone && sent < unsent->len) {
		gssize n = pipe_write(devtools->commands, unsent->data + sent, unsent->len - sent);
		if (n == 0)
			break;
		if (n < 0)
			give_up(devtools, "the browser has ended");
		else
			sent += (size_t)n;
	}
	g_byte_array_remove_range(unsent, 0, (guint)sent);
	if (unsent->len > DEVTOOLS_UNSENT_MAX)
		give_up(devtools, "the browser takes no commands any more");
}

static gint64 post(DevTools *devtools, const char *session, const char *method, json_t *params)
{
	json_auto_t *message = json_object();
	gint64 id = ++devtools->last_call;

	json_put(message, "id", json_integer(id));
	json_put(message, "method", json_text(str_of(method)));
	if (params)
		json_put(message, "params", params);
	if (session)
		json_put(message, "sessionId", json_text(str_of(session)));
	g_autofree char *text = json_compact(message);
	bool idle = devtools->unsent->len == 0;
	g_byte_array_append(devtools->unsent, (const guint8 *)text, (guint)strlen(text) + 1);
	if (idle)
		send_unsent(devtools);
	return id;
}

void devtools_tell(DevTools *devtools, const char *session, const char *method, json_t *params)
{
	post(devtools, session, method, params);
}

static DevToolsCall ask(DevTools *devtools, const char *session, const char *method, json_t *params,
	bool wants_bytes)
{
	DevToolsCall call = post(devtools, session, method, params);
	Pending *pending = g_new0(Pending, 1);

	pending->session = g_strdup(session);
	pending->wants_bytes = wants_bytes;
	g_hash_table_insert(devtools->pending, g_memdup2(&call, sizeof call), pending);
	return call;
}

DevToolsCall devtools_ask(
	DevTools *devtools, const char *session, const char *method, json_t *params)
{
	return ask(devtools, session, method, params, false);
}

DevToolsCall devtools_ask_bytes(
	DevTools *devtools, const char *session, const char *method, json_t *params)
{
	return ask(devtools, session, method, params, true);
}

void devtools_drop(DevTools *devtools, DevToolsCall call)
{
	g_hash_table_remove(devtools->pending, &call);
}

/* The calls of a session that has ended get no answer. */
static void fail_session(DevTools *devtools, const char *session, const char *why)
{
	GHashTableIter iter;
	gpointer value;

	g_hash_table_iter_init(&iter, devtools->pending);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		Pending *pending = value;
		if (pending->done || g_strcmp0(pending->session, session) != 0)
			continue;
		pending->done = true;
		pending->error = g_error_new(DEVTOOLS_ERROR, DEVTOOLS_ERROR_DETACHED, "%s", why);
	}
}

static void take_event(DevTools *devtools, const json_t *message)
{
	const DevToolsEvent event = {
		.session = json_get_text(message, "sessionId"),
		.method = json_get_text(message, "method"),
		.params = json_object_get(message, "params"),
	};
	const char *ended = json_get_text(event.params, "sessionId");

	if (!event.method) {
		devtools->nonsense++;
		return;
	}
	if (strcmp(event.method, "Target.detachedFromTarget") == 0 && ended)
		fail_session(devtools, ended, "the page has gone");
	if (strcmp(event.method, "Inspector.targetCrashed") == 0 && event.session)
		fail_session(devtools, event.session, "the page has crashed");
	devtools->dispatching = true;
	for (guint i = 0; i < devtools->listeners->len; i++) {
		Listener listener = g_array_index(devtools->listeners, Listener, i);
		listener.take(listener.data, &event);
	}
	devtools->dispatching = false;
}

static void settle_result(Pending *pending, json_t *message)
{
	const json_t *fault = json_object_get(message, "error");
	const char *words = json_get_text(fault, "message");

	if (fault || !json_object_get(message, "result"))
		pending->error = g_error_new(DEVTOOLS_ERROR, DEVTOOLS_ERROR_REFUSED, "%s",
			words ? words : "the browser gave no result");
	else
		pending->result = json_incref(json_object_get(message, "result"));
}

static json_t *parse(DevTools *devtools, Str text)
{
	json_t *message = json_parse(text, NULL);

	if (!message)
		devtools->nonsense++;
	return message;
}

static void take_answer(DevTools *devtools, const WireMessage *came, Pending *pending)
{
	Str result;

	pending->done = true;
	if (came->too_large) {
		pending->error = g_error_new(DEVTOOLS_ERROR, DEVTOOLS_ERROR_TOO_LARGE,
			"the browser's answer is larger than it may be");
	} else if (pending->wants_bytes && wire_result(came->text, &result)) {
		pending->bytes = g_bytes_new(result.at, result.len);
	} else {
		json_auto_t *message = parse(devtools, came->text);
		settle_result(pending, message);
	}
}

static void take_message(DevTools *devtools, const WireMessage *came)
{
	Pending *pending = g_hash_table_lookup(devtools->pending, &came->id);

	if (pending && !pending->done) {
		take_answer(devtools, came, pending);
	} else if (came->id == 0 && !came->too_large) {
		json_auto_t *message = parse(devtools, came->text);
		if (message)
			take_event(devtools, message);
	} else if (came->id > devtools->last_call) {
		devtools->nonsense++;
	}
	if (devtools->nonsense > DEVTOOLS_NONSENSE_MAX)
		give_up(devtools, "the browser talks nonsense");
}

/* Read once and feed the wire; false when nothing was there. */
static bool read_some(DevTools *devtools)
{
	char bytes[READ_SIZE];
	gssize n = pipe_read(devtools->answers, bytes, sizeof bytes);

	if (n < 0)
		give_up(devtools, "the browser has ended");
	if (n <= 0)
		return false;
	wire_feed(&devtools->wire, str_over(bytes, (size_t)n));
	return true;
}

/* Sleep until one of the descriptors has something to do, or the deadline passes. */
static void sleep_until(DevTools *devtools, gint64 deadline)
{
	gint64 left = deadline - g_get_monotonic_time();
	struct pollfd fds[] = {
		{.fd = devtools->answers, .events = POLLIN},
		{.fd = devtools->unsent->len > 0 ? devtools->commands : -1, .events = POLLOUT},
	};

	if (left > 0)
		poll(fds, G_N_ELEMENTS(fds), (int)MIN(left / USEC_PER_MS + 1, G_MAXINT));
}

bool devtools_wait(DevTools *devtools, DevToolsCondition condition, void *data, gint64 deadline,
	GError **error)
{
	WireMessage message;

	g_assert(!devtools->dispatching);
	while (!condition(data)) {
		if (wire_next(&devtools->wire, &message)) {
			take_message(devtools, &message);
			/* a page that makes events without end does not hold us past the deadline */
		} else if (devtools->gone) {
			g_propagate_error(error, g_error_copy(devtools->gone));
			return false;
		} else {
			send_unsent(devtools);
			if (!read_some(devtools))
				sleep_until(devtools, deadline);
		}
		if (g_get_monotonic_time() < deadline || condition(data))
			continue;
		g_set_error(error, DEVTOOLS_ERROR, DEVTOOLS_ERROR_DEADLINE,
			"the browser did not answer in time");
		return false;
	}
	return true;
}

static bool is_done(void *data)
{
	const Pending *pending = data;

	return pending->done;
}

/* Wait for a call and take it out of the table; NULL with `error` where it failed. */
static Pending *finish(DevTools *devtools, DevToolsCall call, gint64 deadline, GError **error)
{
	Pending *pending = g_hash_table_lookup(devtools->pending, &call);
	gpointer key;

	g_assert(pending != NULL);
	bool came = devtools_wait(devtools, is_done, pending, deadline, error);
	g_hash_table_steal_extended(devtools->pending, &call, &key, NULL);
	g_free(key);
	if (came && !pending->error)
		return pending;
	if (came)
		g_propagate_error(error, g_steal_pointer(&pending->error));
	pending_free(pending);
	return NULL;
}

json_t *devtools_answer(DevTools *devtools, DevToolsCall call, gint64 deadline, GError **error)
{
	Pending *pending = finish(devtools, call, deadline, error);
	json_t *result = pending ? g_steal_pointer(&pending->result) : NULL;

	if (pending)
		pending_free(pending);
	return result;
}

GBytes *devtools_answer_bytes(
	DevTools *devtools, DevToolsCall call, gint64 deadline, GError **error)
{
	Pending *pending = finish(devtools, call, deadline, error);
	GBytes *bytes = pending ? g_steal_pointer(&pending->bytes) : NULL;

	if (pending && !bytes)
		g_set_error(error, DEVTOOLS_ERROR, DEVTOOLS_ERROR_REFUSED,
			"the browser's answer has another form than expected");
	if (pending)
		pending_free(pending);
	return bytes;
}

json_t *devtools_call(DevTools *devtools, const char *session, const char *method, json_t *params,
	gint64 deadline, GError **error)
{
	return devtools_answer(
		devtools, devtools_ask(devtools, session, method, params), deadline, error);
}
