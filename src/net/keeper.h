#pragma once
/*
 * net/keeper - what the door is lent: somebody who records, somebody who remembers, somebody who keeps us
 * polite. archive implements them, shared between processes; net/memory has them for one process; tests
 * bring their own.
 *
 * Every function may be called from several threads at once.
 */
#include "net/exchange.h"

/* Takes down every exchange that a case rests on: also refused ones, and those that the cache had. */
typedef struct {
	void *self;
	void (*record)(void *self, Exchange *exchange); /* may keep it by exchange_ref */
} Recorder;

/* Remembers exchanges for who asks the same next. */
typedef struct {
	void *self;
	/* The exchange kept under this key, if it is not past its time at `now` (seconds since 1970); yours to
	 * exchange_unref. NULL where there is none. */
	Exchange *(*find)(void *self, const ExchangeKey *key, gint64 now);
	/* Keep it until `until`, in the place of an older one. */
	void (*keep)(void *self, Exchange *exchange, gint64 until);
	/* Forget what is kept under this key. */
	void (*drop)(void *self, const ExchangeKey *key);
} Cache;

/* How often a server may be asked. All zero: the door's own pace. */
typedef struct {
	guint interval_ms; /* from the beginning of one question to that of the next */
	guint at_once;     /* questions in flight */
} Pace;

/* Keeps us polite: one for all processes that share an archive. */
typedef struct {
	void *self;
	/* Try to begin a question at `now_ms` (since 1970). True: begun, and leave() will follow. False: not yet;
	 * `retry_ms_out` says when to try again, the end of a back-off or the next free place. While another
	 * process asks the same, it is not yet either: its answer will be in the cache. Does not wait. */
	bool (*enter)(void *self, const ExchangeKey *key, const Pace *pace, gint64 now_ms,
		gint64 *retry_ms_out);
	/* A question that was begun is over. */
	void (*leave)(void *self, const ExchangeKey *key);
	/* The server has said that it is asked too often: nobody enters until `until_ms`. */
	void (*back_off)(void *self, const char *server, gint64 until_ms);
} Governor;
