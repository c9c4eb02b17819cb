#include "cage/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "cage/terms.h"

/* How long a worker that closed its pipe may take to be dead. */
#define DYING_MS 500

#define NS_PER_S 1000000000

struct Worker {
	pid_t pid;
	bool gone; /* waited for; `status` says how it went */
	int status;
	int pipe, noise;         /* -1 when closed */
	GString *words;          /* from stderr, up to WORKER_NOISE_MAX */
	gint64 deadline_us;      /* of the monotonic clock */
	gint64 cpu_until_ns;     /* of the worker's own clock; G_MAXINT64: no limit */
	unsigned wall_ms, cpu_s; /* as they were set, for words */
};

/* The worker's ends, moved out of the way of the numbers that they will have in it. */
typedef struct {
	int pipe, noise;
} Ends;

static void close_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* Replace `fd` by a duplicate beyond those that the worker gets. */
static bool move_up(int *fd)
{
	int moved = fcntl(*fd, F_DUPFD_CLOEXEC, TERMS_PIPE + 1);

	close_fd(fd);
	*fd = moved;
	return moved >= 0;
}

static bool open_pipes(Worker *worker, Ends *ends)
{
	int sockets[2], noise[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) != 0)
		return false;
	worker->pipe = sockets[0];
	ends->pipe = sockets[1];
	if (pipe2(noise, O_CLOEXEC | O_NONBLOCK) != 0)
		return false;
	worker->noise = noise[0];
	ends->noise = noise[1];
	return move_up(&ends->pipe) && move_up(&ends->noise);
}

/* The locale is fixed so that numbers and sorting don't depend on the user's, the time zone so that it is
 * not looked for in a file. Sanitizers get no helper process and no leak check, which would need ptrace. */
static char **new_environment(const char *data_dir, size_t memory)
{
	static const char *const kept[] = {"G_DEBUG", "ASAN_OPTIONS", "UBSAN_OPTIONS"};
	char **env = NULL;

	env = g_environ_setenv(env, "LC_ALL", "C.UTF-8", TRUE);
	env = g_environ_setenv(env, "TZ", "UTC0", TRUE);
	g_autofree char *bytes = g_strdup_printf("%zu", memory);
	g_autofree char *parent = g_strdup_printf("%d", getpid());
	env = g_environ_setenv(env, TERMS_MEMORY, bytes, TRUE);
	env = g_environ_setenv(env, TERMS_PARENT, parent, TRUE);
	env = g_environ_setenv(env, TERMS_DATA, data_dir ? data_dir : "", TRUE);
	for (size_t i = 0; i < G_N_ELEMENTS(kept); i++) {
		const char *value = g_getenv(kept[i]);
		if (!value || (!MEKIKI_SANITIZED && i > 0))
			continue;
		g_autofree char *more =
			g_strconcat(value, i > 0 ? ":symbolize=0:detect_leaks=0" : "", NULL);
		env = g_environ_setenv(env, kept[i], more, TRUE);
	}
	return env;
}

static int spawn(const char *const *argv, char **env, const Ends *ends, pid_t *pid_out)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t all, none;

	sigfillset(&all);
	sigemptyset(&none);
	posix_spawn_file_actions_init(&actions);
	posix_spawnattr_init(&attributes);
	posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
	posix_spawn_file_actions_adddup2(&actions, ends->noise, STDERR_FILENO);
	posix_spawn_file_actions_adddup2(&actions, ends->pipe, TERMS_PIPE);
	posix_spawn_file_actions_addclosefrom_np(&actions, TERMS_PIPE + 1);
	/* its own session: no terminal to type into, and ^C is its parent's business */
	posix_spawnattr_setflags(
		&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSID);
	posix_spawnattr_setsigdefault(&attributes, &all);
	posix_spawnattr_setsigmask(&attributes, &none);

	int failed = posix_spawn(pid_out, argv[0], &actions, &attributes, (char *const *)argv, env);
	posix_spawnattr_destroy(&attributes);
	posix_spawn_file_actions_destroy(&actions);
	return failed;
}

Worker *worker_start(const char *const *argv, const char *data_dir, size_t memory, GError **error)
{
	g_auto(GStrv) env = new_environment(data_dir, memory);
	Worker *worker = g_new0(Worker, 1);
	Ends ends = {-1, -1};

	worker->pipe = worker->noise = -1;
	worker->words = g_string_new(NULL);
	worker->gone = true; /* as long as there is none */
	int failed = open_pipes(worker, &ends) ? spawn(argv, env, &ends, &worker->pid) : errno;
	close_fd(&ends.pipe);
	close_fd(&ends.noise);
	if (failed == 0) {
		worker->gone = false;
		return worker;
	}
	g_set_error(error, CAGE_ERROR, CAGE_ERROR_START, "no worker can be started from %s: %s",
		argv[0], g_strerror(failed));
	worker_end(worker);
	return NULL;
}

/* Whether the worker is dead and has been waited for. */
static bool has_died(Worker *worker, int flags)
{
	pid_t pid;

	if (worker->gone)
		return true;
	do {
		pid = waitpid(worker->pid, &worker->status, flags);
	} while (pid < 0 && errno == EINTR);
	worker->gone = pid != 0; /* ECHILD: somebody else has waited for it */
	return worker->gone;
}

void worker_end(Worker *worker)
{
	if (!worker)
		return;
	close_fd(&worker->pipe);
	close_fd(&worker->noise);
	if (!worker->gone) {
		kill(worker->pid, SIGKILL);
		has_died(worker, 0);
	}
	g_string_free(worker->words, TRUE);
	g_free(worker);
}

/* Processor time that the worker has used, of which it can change nothing. */
static gint64 cpu_ns(const Worker *worker)
{
	clockid_t clock;
	struct timespec used;

	if (clock_getcpuclockid(worker->pid, &clock) != 0 || clock_gettime(clock, &used) != 0)
		return 0;
	return used.tv_sec * (gint64)NS_PER_S + used.tv_nsec;
}

void worker_limit(Worker *worker, unsigned wall_ms, unsigned cpu_s)
{
	worker->wall_ms = wall_ms;
	worker->cpu_s = cpu_s;
	worker->deadline_us = g_get_monotonic_time() + (gint64)wall_ms * 1000;
	worker->cpu_until_ns = cpu_s > 0 ? cpu_ns(worker) + cpu_s * (gint64)NS_PER_S : G_MAXINT64;
}

static bool fail(GError **error, CageError code, const char *format, ...) G_GNUC_PRINTF(3, 4);

static bool fail(GError **error, CageError code, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	if (error)
		*error = g_error_new_valist(CAGE_ERROR, (gint)code, format, args);
	va_end(args);
	return false;
}

/* Read what there is of stderr; keep the first of it. */
static void drain_noise(Worker *worker)
{
	char chunk[4096];
	ssize_t got;

	while (worker->noise >= 0 && (got = read(worker->noise, chunk, sizeof chunk)) != -1) {
		if (got == 0) {
			close_fd(&worker->noise);
			break;
		}
		gssize room = WORKER_NOISE_MAX - (gssize)worker->words->len;
		g_string_append_len(worker->words, chunk, MIN(got, room));
		if (got < (ssize_t)sizeof chunk) /* no endless reading of an endless writer */
			break;
	}
}

/* How long poll may sleep: to the deadline, but not past the moment at which the processor time could be
 * used up. 0 when either has come, with `error` set. */
static int time_left_ms(Worker *worker, GError **error)
{
	gint64 wall_ms = (worker->deadline_us - g_get_monotonic_time() + 999) / 1000;
	if (wall_ms <= 0)
		return fail(error, CAGE_ERROR_TIMEOUT, "the worker was not done after %u ms",
			worker->wall_ms);
	if (worker->cpu_until_ns == G_MAXINT64)
		return (int)MIN(wall_ms, G_MAXINT);

	gint64 cpu_ms = (worker->cpu_until_ns - cpu_ns(worker) + 999999) / 1000000;
	if (cpu_ms <= 0)
		return fail(error, CAGE_ERROR_TIMEOUT,
			"the worker used more than %u s of processor time", worker->cpu_s);
	return (int)MIN(MIN(wall_ms, cpu_ms), G_MAXINT);
}

/* Wait until the pipe is ready for `events`, or closed. */
static bool wait_for(Worker *worker, short events, GError **error)
{
	for (;;) {
		int left = time_left_ms(worker, error);
		if (left == 0)
			return false;
		struct pollfd fds[] = {{worker->pipe, events, 0}, {worker->noise, POLLIN, 0}};
		if (poll(fds, G_N_ELEMENTS(fds), left) < 0 && errno != EINTR)
			return fail(error, CAGE_ERROR_CRASHED, "poll: %s", g_strerror(errno));
		if (fds[1].revents)
			drain_noise(worker);
		if (fds[0].revents)
			return true;
	}
}

/* The pipe is closed: say how the worker went. */
static bool fail_as_gone(Worker *worker, GError **error)
{
	for (int ms = 0; ms < DYING_MS && !has_died(worker, WNOHANG); ms++)
		g_usleep(1000);
	drain_noise(worker);
	if (!worker->gone)
		return fail(error, CAGE_ERROR_PROTOCOL, "the worker closed its pipe");
	if (WIFSIGNALED(worker->status) && WTERMSIG(worker->status) == SIGSYS)
		return fail(error, CAGE_ERROR_CRASHED,
			"the worker made a system call that the cage forbids, and was ended");
	if (WIFSIGNALED(worker->status))
		return fail(error, CAGE_ERROR_CRASHED, "the worker died of signal %d (%s)",
			WTERMSIG(worker->status), strsignal(WTERMSIG(worker->status)));
	if (WEXITSTATUS(worker->status) == TERMS_EXIT_MEMORY)
		return fail(error, CAGE_ERROR_MEMORY,
			"the worker asked for more memory than it may have");
	return fail(error, CAGE_ERROR_CRASHED, "the worker ended with exit code %d",
		WEXITSTATUS(worker->status));
}

static bool read_pipe(void *peer, void *to, size_t len, GError **error)
{
	Worker *worker = peer;
	char *at = to;

	while (len > 0) {
		ssize_t got = recv(worker->pipe, at, len, MSG_DONTWAIT);
		if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR))
			return fail_as_gone(worker, error);
		if (got < 0 && errno == EAGAIN && !wait_for(worker, POLLIN, error))
			return false;
		if (got > 0) {
			at += got;
			len -= (size_t)got;
		}
	}
	return true;
}

static bool write_pipe(void *peer, const void *from, size_t len, GError **error)
{
	Worker *worker = peer;
	const char *at = from;

	while (len > 0) {
		ssize_t put = send(worker->pipe, at, len, MSG_DONTWAIT | MSG_NOSIGNAL);
		if (put < 0 && errno != EAGAIN && errno != EINTR)
			return fail_as_gone(worker, error);
		if (put < 0 && errno == EAGAIN && !wait_for(worker, POLLOUT, error))
			return false;
		if (put > 0) {
			at += put;
			len -= (size_t)put;
		}
	}
	return true;
}

FrameIo worker_io(Worker *worker)
{
	return (FrameIo){read_pipe, write_pipe, worker};
}

bool worker_is_idle(Worker *worker)
{
	struct pollfd pipe = {worker->pipe, POLLIN, 0};

	return poll(&pipe, 1, 0) == 0;
}

void worker_quote(Worker *worker, GError *error)
{
	drain_noise(worker);
	g_autofree char *words = g_utf8_make_valid(worker->words->str, (gssize)worker->words->len);
	g_strstrip(words);
	if (!*words)
		return;
	char *message = g_strdup_printf("%s; its words: %s", error->message, words);
	g_free(error->message);
	error->message = message;
}
