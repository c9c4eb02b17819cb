#pragma once
/*
 * cage/worker - one worker process as its parent sees it: started, talked to against the clock, ended.
 *
 * The worker is hostile from its first question on. So nothing here waits without a deadline, and what it
 * writes to stderr is read along, so that it cannot block, and kept up to WORKER_NOISE_MAX for the words
 * of an error.
 *
 *	Worker *worker = worker_start(argv, data_dir, memory, &error);
 *	worker_limit(worker, wall_ms, cpu_ms);
 *	FrameIo io = worker_io(worker);
 *	if (!frame_receive(&io, &frame, &error))
 *		worker_end(worker);
 */
#include "cage/frame.h"

/* Bytes of the worker's stderr that are kept: the first ones, which name the cause. */
#define WORKER_NOISE_MAX 1000

typedef struct Worker Worker;

/* Start `argv` (NULL-terminated, argv[0] a path) with a pipe, /dev/null and an environment of a few names,
 * in which `data_dir` (may be NULL) and `memory` are handed on. The process is there, nothing more is
 * known of it. NULL with CAGE_ERROR_START. Yours to worker_end. */
Worker *worker_start(const char *const *argv, const char *data_dir, size_t memory, GError **error);

/* Kill the worker if it lives, wait for it, free. NULL is fine. */
void worker_end(Worker *worker);

/* From now on, all reading and writing together may take `wall_ms`, and the worker `cpu_s` of processor
 * time (0: no limit). What passes that is CAGE_ERROR_TIMEOUT. */
void worker_limit(Worker *worker, unsigned wall_ms, unsigned cpu_s);

/* The parent's end of the pipe, borrowed. Its errors are CAGE_ERROR_TIMEOUT, and where the worker is gone
 * CAGE_ERROR_CRASHED or CAGE_ERROR_MEMORY, with how it went; after any of them it can only be ended. */
FrameIo worker_io(Worker *worker);

/* Whether the worker is alive and silent, as it should be when nobody asks it anything. */
bool worker_is_idle(Worker *worker);

/* Add what the worker wrote to stderr, if anything, to the message of `error`. */
void worker_quote(Worker *worker, GError *error);
