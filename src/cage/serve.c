#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "cage/cage.h"
#include "cage/frame.h"
#include "cage/lock.h"
#include "cage/terms.h"

/* A worker that died within this many bytes of its limit died of it. */
#define MEMORY_MARGIN ((size_t)4 << 20)

/* Of what the handlers of deadly signals stand on: a recursion may have used up the stack. */
#define HANDLER_STACK ((size_t)64 << 10)

static bool read_pipe(void *peer, void *to, size_t len, GError **error)
{
	char *at = to;
	(void)peer;

	while (len > 0) {
		ssize_t got = read(TERMS_PIPE, at, len);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0) {
			g_set_error(error, CAGE_ERROR, CAGE_ERROR_CRASHED, "the pipe is closed");
			return false;
		}
		at += got;
		len -= (size_t)got;
	}
	return true;
}

static bool write_pipe(void *peer, const void *from, size_t len, GError **error)
{
	const char *at = from;
	(void)peer;

	while (len > 0) {
		ssize_t put = write(TERMS_PIPE, at, len);
		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0) {
			g_set_error(error, CAGE_ERROR, CAGE_ERROR_CRASHED, "the pipe is closed");
			return false;
		}
		at += put;
		len -= (size_t)put;
	}
	return true;
}

static const FrameIo pipe_io = {read_pipe, write_pipe, NULL};

/* GLib's messages to stderr, without what its own writer does for them (time zone, journal, colours):
 * none of that works in here. Its allocator ends the program where it gets no memory. */
static GLogWriterOutput write_log(
	GLogLevelFlags level, const GLogField *fields, gsize count, gpointer data)
{
	(void)data;

	for (gsize i = 0; i < count; i++) {
		if (strcmp(fields[i].key, "MESSAGE") != 0)
			continue;
		const char *message = fields[i].value;
		if (write(STDERR_FILENO, message, strlen(message)) < 0 ||
			write(STDERR_FILENO, "\n", 1) < 0)
			return G_LOG_WRITER_UNHANDLED;
		if ((level & G_LOG_LEVEL_ERROR) && strstr(message, "failed to allocate"))
			_exit(TERMS_EXIT_MEMORY);
	}
	return G_LOG_WRITER_HANDLED;
}

/* A library that got no memory often dies of the NULL: then say so rather than "segmentation fault". */
static void on_deadly_signal(int signal_number)
{
	void *probe = mmap(NULL, MEMORY_MARGIN, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (probe == MAP_FAILED)
		_exit(TERMS_EXIT_MEMORY);
	signal(signal_number, SIG_DFL);
	raise(signal_number);
}

static void watch_deadly_signals(void)
{
	static const int deadly[] = {SIGSEGV, SIGBUS, SIGABRT, SIGTRAP};
	stack_t stack = {.ss_sp = g_malloc(HANDLER_STACK), .ss_size = HANDLER_STACK};
	/* raise() in the handler must reach the process, not wait for the handler's end */
	struct sigaction action = {
		.sa_handler = on_deadly_signal, .sa_flags = SA_ONSTACK | SA_NODEFER};

	sigaltstack(&stack, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(deadly); i++)
		sigaction(deadly[i], &action, NULL);
}

typedef struct {
	const CageJob *jobs;
	void **prepared; /* what each job's prepare gave */
} Bench;

static size_t count_jobs(const CageJob *jobs)
{
	size_t count = 0;

	while (jobs[count].name)
		count++;
	return count;
}

static bool prepare(const Bench *bench, GError **error)
{
	const char *data_dir = g_getenv(TERMS_DATA);

	for (size_t i = 0; bench->jobs[i].name; i++) {
		GError *fault = NULL;
		if (bench->jobs[i].prepare)
			bench->prepared[i] =
				bench->jobs[i].prepare(data_dir ? data_dir : "", &fault);
		if (fault) {
			g_propagate_prefixed_error(error, fault, "%s: ", bench->jobs[i].name);
			return false;
		}
	}
	return true;
}

static guint64 number_of(const char *variable)
{
	guint64 number = 0;

	str_parse_uint(str_of(g_getenv(variable)), G_MAXUINT64, &number);
	return number;
}

/* From the worker's first step to its lock; the words are lock_down's. */
static char *start(const Bench *bench, GError **error)
{
	pid_t parent = (pid_t)number_of(TERMS_PARENT);

	if (!lock_to_parent(parent)) {
		g_set_error(error, CAGE_ERROR, CAGE_ERROR_START, "the worker has no parent");
		return NULL;
	}
	close_range(TERMS_PIPE + 1, G_MAXUINT, 0);
	json_object_seed(0); /* it reads /dev/urandom */
	if (!prepare(bench, error))
		return NULL;
	g_log_set_writer_func(write_log, NULL, NULL);
	if (!MEKIKI_SANITIZED) /* sanitizers have handlers of their own */
		watch_deadly_signals();
	return lock_down(parent, number_of(TERMS_MEMORY), error);
}

static bool send_words(FrameKind kind, guint32 serial, const char *words)
{
	return frame_send(
		&pipe_io, &(Frame){.kind = kind, .serial = serial, .text = str_of(words)}, NULL);
}

static bool run_job(
	const Bench *bench, const Frame *question, CageParcel *answer_out, GError **error)
{
	for (size_t i = 0; bench->jobs[i].name; i++)
		if (str_equal(question->text, str_of(bench->jobs[i].name)))
			return bench->jobs[i].run(
				bench->prepared[i], &question->parcel, answer_out, error);
	g_set_error(error, CAGE_ERROR, CAGE_ERROR_JOB, "there is no job of that name");
	return false;
}

/* Answer one question; false where the pipe is closed. */
static bool serve_one(const Bench *bench)
{
	g_auto(Frame) question = {0};
	Frame answer = {.kind = FRAME_ANSWER};
	g_autoptr(GError) error = NULL;

	if (!frame_receive(&pipe_io, &question, NULL))
		return false;
	answer.serial = question.serial;
	bool sent = run_job(bench, &question, &answer.parcel, &error) &&
		    frame_send(&pipe_io, &answer, &error);
	cage_parcel_clear(&answer.parcel);
	if (sent)
		return true;
	return send_words(
		FRAME_FAILURE, question.serial, error ? error->message : "no reason given");
}

/* The exit code. */
static int serve(const Bench *bench)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *layers = start(bench, &error);

	if (!layers) {
		send_words(FRAME_FAILURE, 0, error->message);
		return 1;
	}
	if (!send_words(FRAME_READY, 0, layers))
		return 1;
	while (serve_one(bench))
		continue;
	return 0;
}

int cage_serve(const CageJob *jobs)
{
	Bench bench = {jobs, g_new0(void *, count_jobs(jobs) + 1)};
	int code = serve(&bench);

	g_free(bench.prepared);
	return code;
}
