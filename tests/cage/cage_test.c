/*
 * The confined worker. This program executes itself again as the worker (--worker), whose jobs below try
 * what hostile bytes might make a parser do. Each costs its own job, with words that say what happened,
 * and the next job works. The same acts succeed outside the cage: see test_acts_work_outside.
 */
#include "cage/cage.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/json.h"
#include "cage/terms.h"

#define MEMORY ((size_t)128 << 20)

static const char *const worker_argv[] = {"/proc/self/exe", "--worker", NULL};

/* An act returns 0, or the errno that it met. */
typedef int (*Act)(const CageParcel *question);

static int result(long value)
{
	return value < 0 ? errno : 0;
}

static int act_socket(const CageParcel *question)
{
	(void)question;
	return result(socket(AF_INET, SOCK_STREAM, 0));
}

static int act_socketpair(const CageParcel *question)
{
	int fds[2];

	(void)question;
	return result(socketpair(AF_UNIX, SOCK_STREAM, 0, fds));
}

static int act_read_passwd(const CageParcel *question)
{
	(void)question;
	return result(open("/etc/passwd", O_RDONLY));
}

static int act_write_file(const CageParcel *question)
{
	return result(open(json_get_text(question->json, "path"), O_WRONLY | O_CREAT, 0600));
}

static int act_list_root(const CageParcel *question)
{
	g_autoptr(GDir) dir = g_dir_open("/", 0, NULL);

	(void)question;
	return dir ? 0 : EACCES;
}

static int act_unlink(const CageParcel *question)
{
	return result(unlink(json_get_text(question->json, "path")));
}

static int act_fork(const CageParcel *question)
{
	pid_t pid = fork();

	(void)question;
	if (pid == 0)
		_exit(0);
	return pid < 0 ? errno : result(waitpid(pid, NULL, 0));
}

static gpointer no_work(gpointer data)
{
	return data;
}

static int act_thread(const CageParcel *question)
{
	g_autoptr(GError) error = NULL;
	GThread *thread = g_thread_try_new("more", no_work, NULL, &error);

	(void)question;
	if (!thread)
		return EAGAIN;
	g_thread_join(thread);
	return 0;
}

/* What exec would do to this process, tried in a child where there may be one. */
static int act_exec(const CageParcel *question)
{
	bool caged = json_get_text(question->json, "caged") != NULL;
	char *const argv[] = {(char *)"/bin/true", NULL};
	int status;

	if (caged)
		return result(execv(argv[0], argv));
	pid_t pid = fork();
	if (pid == 0) {
		execv(argv[0], argv);
		_exit(1);
	}
	waitpid(pid, &status, 0);
	return WEXITSTATUS(status);
}

static int act_kill(const CageParcel *question)
{
	return result(kill((pid_t)json_integer_value(json_object_get(question->json, "pid")), 0));
}

static int act_thread_kill(const CageParcel *question)
{
	pid_t pid = (pid_t)json_integer_value(json_object_get(question->json, "pid"));

	return result(syscall(SYS_tgkill, pid, pid, 0));
}

/* Whether the kernel would let us look into that process: the check that ptrace makes. */
static int act_ptrace(const CageParcel *question)
{
	pid_t pid = (pid_t)json_integer_value(json_object_get(question->json, "pid"));
	long done = ptrace(PTRACE_SEIZE, pid, NULL, NULL);

	if (done == 0)
		kill(pid, SIGKILL);
	return result(done);
}

static int act_code_in_memory(const CageParcel *question)
{
	void *page = mmap(
		NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	(void)question;
	return page == MAP_FAILED ? errno : 0;
}

static int act_raise_limit(const CageParcel *question)
{
	struct rlimit limit;

	(void)question;
	getrlimit(RLIMIT_AS, &limit);
	limit.rlim_cur = limit.rlim_max;
	return result(setrlimit(RLIMIT_AS, &limit));
}

static int act_io_uring(const CageParcel *question)
{
	(void)question;
	long fd = syscall(SYS_io_uring_setup, 0, NULL);

	return fd < 0 && errno == EFAULT ? 0 : result(fd); /* it got as far as its arguments */
}

static int act_eat_memory(const CageParcel *question)
{
	json_int_t mib = json_integer_value(json_object_get(question->json, "mib"));
	g_autoptr(GPtrArray) eaten = g_ptr_array_new_with_free_func(g_free);

	for (json_int_t i = 0; i < mib; i++) {
		g_ptr_array_add(eaten, g_malloc(1 << 20));
		memset(eaten->pdata[i], 1, 1 << 20);
	}
	return 0;
}

/* As careless libraries do it: what malloc gives is written to, whatever it is. */
static int act_trust_malloc(const CageParcel *question)
{
	json_int_t mib = json_integer_value(json_object_get(question->json, "mib"));
	void **last = NULL;

	for (json_int_t i = 0; i < mib * 4; i++) {
		void **more = malloc(1 << 18);
		*(void *volatile *)more = last;
		last = more;
	}
	while (last) {
		void **next = *last;
		free(last);
		last = next;
	}
	return 0;
}

typedef struct {
	const char *name;
	Act act;
	int error;      /* the errno that it gets in the cage; 0: it ends the worker */
	bool refusable; /* containers may refuse it outside the cage as well */
} ActRow;

static const ActRow acts[] = {
	{"socket", act_socket, 0, false},
	{"socketpair", act_socketpair, 0, false},
	{"read-passwd", act_read_passwd, EACCES, false},
	{"write-file", act_write_file, EACCES, false},
	{"list-root", act_list_root, EACCES, false},
	{"unlink", act_unlink, 0, false},
	{"fork", act_fork, 0, false},
	{"thread", act_thread, 0, false},
	{"exec", act_exec, 0, false},
	{"kill", act_kill, 0, false},
	{"thread-kill", act_thread_kill, 0, false},
	{"ptrace", act_ptrace, 0, true},
	{"code-in-memory", act_code_in_memory, 0, false},
	{"raise-limit", act_raise_limit, 0, false},
	{"io-uring", act_io_uring, 0, true},
	{"eat-memory", act_eat_memory, 0, false},
	{"trust-malloc", act_trust_malloc, 0, false},
};

static const ActRow *find_act(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(acts); i++)
		if (g_str_equal(acts[i].name, name))
			return &acts[i];
	return NULL;
}

/* The worker's side. */

static bool run_act(
	void *prepared, const CageParcel *question, CageParcel *answer_out, GError **error)
{
	int failed = find_act(json_get_text(question->json, "act"))->act(question);

	(void)prepared;
	if (failed) {
		g_set_error(error, CAGE_ERROR, CAGE_ERROR_JOB, "%s", g_strerror(failed));
		return false;
	}
	answer_out->json = json_true();
	return true;
}

/* Gives back what it got, the blobs in reverse. */
static bool run_echo(
	void *prepared, const CageParcel *question, CageParcel *answer_out, GError **error)
{
	(void)prepared;
	(void)error;
	answer_out->json = json_incref(question->json);
	answer_out->blobs = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
	for (guint i = question->blobs->len; i > 0; i--)
		g_ptr_array_add(answer_out->blobs, g_bytes_ref(question->blobs->pdata[i - 1]));
	return true;
}

static bool run_crash(
	void *prepared, const CageParcel *question, CageParcel *answer_out, GError **error)
{
	static const struct {
		const char *how;
		int signal_number;
	} ways[] = {{"segv", SIGSEGV}, {"abort", SIGABRT}, {"kill-9", SIGKILL}};
	const char *how = json_get_text(question->json, "how");

	(void)prepared;
	(void)answer_out;
	(void)error;
	if (g_str_equal(how, "exit"))
		_exit(3);
	if (g_str_equal(how, "assert"))
		g_assert_cmpstr(how, ==, "not this");
	for (size_t i = 0; i < G_N_ELEMENTS(ways); i++)
		if (g_str_equal(how, ways[i].how))
			raise(ways[i].signal_number);
	return true;
}

/* Runs, or sleeps, for so long. */
static bool run_overrun(
	void *prepared, const CageParcel *question, CageParcel *answer_out, GError **error)
{
	bool sleep = json_is_true(json_object_get(question->json, "sleep"));
	gint64 end = g_get_monotonic_time() +
		     json_integer_value(json_object_get(question->json, "ms")) * 1000;

	(void)prepared;
	(void)answer_out;
	(void)error;
	while (g_get_monotonic_time() < end)
		if (sleep)
			g_usleep(10000);
	return true;
}

static void say(const void *at, size_t len)
{
	ssize_t ignored = write(TERMS_PIPE, at, len);

	(void)ignored;
}

/* Breaks the form of what goes over the pipe. */
static bool run_babble(
	void *prepared, const CageParcel *question, CageParcel *answer_out, GError **error)
{
	static const guint32 huge[] = {0x314b494d, 2, 1, 0, 0, 0, 2, 0, 0xffffffff, 0xffffffff};
	static const guint32 half[] = {0x314b494d, 2, 1, 0, 0, 0, 4, 0, 4, 0};
	static const guint32 question_back[] = {0x314b494d, 1, 1, 0, 0, 0, 4, 0, 4, 0};
	static const guint32 other_serial[] = {0x314b494d, 2, 9999, 0, 0, 0, 4, 0, 4, 0};
	const char *how = json_get_text(question->json, "how");
	char noise[1024];

	(void)prepared;
	(void)answer_out;
	(void)error;
	memset(noise, 'x', sizeof noise);
	if (g_str_equal(how, "garbage"))
		say(noise, sizeof noise);
	if (g_str_equal(how, "huge"))
		say(huge, sizeof huge);
	if (g_str_equal(how, "half"))
		say(half, sizeof half);
	if (g_str_equal(how, "half-and-gone")) {
		say(half, sizeof half);
		_exit(0);
	}
	if (g_str_equal(how, "other-kind")) {
		say(question_back, sizeof question_back);
		say("null", 4);
	}
	if (g_str_equal(how, "other-serial")) {
		say(other_serial, sizeof other_serial);
		say("null", 4);
	}
	if (g_str_equal(how, "closed"))
		close(TERMS_PIPE);
	if (g_str_equal(how, "stderr"))
		for (;;) {
			ssize_t ignored = write(STDERR_FILENO, noise, sizeof noise);
			(void)ignored;
		}
	for (;;)
		g_usleep(100000);
}

/* Answers, and then speaks, or dies, unasked. */
static bool run_afterwards(
	void *prepared, const CageParcel *question, CageParcel *answer_out, GError **error)
{
	static const guint32 answer[] = {0x314b494d, 2, 1, 0, 0, 0, 4, 0, 4, 0};

	(void)prepared;
	(void)answer_out;
	(void)error;
	say(answer, sizeof answer);
	say("true", 4);
	if (g_str_equal(json_get_text(question->json, "how"), "speaks"))
		say(answer, sizeof answer);
	_exit(0);
}

/* An answer that is larger than one may be. */
static bool run_large(
	void *prepared, const CageParcel *question, CageParcel *answer_out, GError **error)
{
	(void)prepared;
	(void)question;
	(void)error;
	answer_out->blobs = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
	for (int i = 0; i <= CAGE_BLOBS_MAX; i++)
		g_ptr_array_add(answer_out->blobs, g_bytes_new_static("x", 1));
	return true;
}

/* What is open, in the environment and prepared. */
static bool run_look(
	void *prepared, const CageParcel *question, CageParcel *answer_out, GError **error)
{
	iconv_t rare = iconv_open("UTF-8", "EBCDIC-US");
	int fd = 0, last = -1;

	(void)question;
	(void)error;
	for (; fd < 100; fd++)
		if (syscall(SYS_fstat, fd, &(char[512]){0}) == 0)
			last = fd;
	answer_out->json = json_pack("{s:s, s:i, s:b, s:i}", "prepared", (char *)prepared,
		"last_fd", last, "rare_charset", rare != (iconv_t)-1, "pid", getpid());
	return true;
}

static void *prepare_look(const char *data_dir, GError **error)
{
	if (g_str_equal(data_dir, "/broken")) {
		g_set_error(
			error, CAGE_ERROR, CAGE_ERROR_JOB, "there are no rules in %s", data_dir);
		return NULL;
	}
	return g_strdup(data_dir);
}

static const CageJob jobs[] = {
	{"look", prepare_look, run_look},
	{"act", NULL, run_act},
	{"echo", NULL, run_echo},
	{"crash", NULL, run_crash},
	{"overrun", NULL, run_overrun},
	{"babble", NULL, run_babble},
	{"afterwards", NULL, run_afterwards},
	{"large", NULL, run_large},
	{NULL, NULL, NULL},
};

/* The parent's side. */

static Cage *new_cage(unsigned wall_ms, unsigned cpu_s)
{
	return cage_new(&(CageSettings){
		.argv = worker_argv,
		.data_dir = "/data",
		.memory = MEMORY,
		.wall_ms = wall_ms,
		.cpu_s = cpu_s,
	});
}

/* Run a job; NULL, or the words of the error, whose code must be `code`. Takes `question`. */
static char *words_of(Cage *cage, const char *job, json_t *question, CageError code)
{
	g_autoptr(GError) error = NULL;
	CageParcel parcel = {.json = question}, answer = {0};

	bool done = cage_run(cage, job, &parcel, &answer, &error);
	cage_parcel_clear(&parcel);
	cage_parcel_clear(&answer);
	if (done)
		return NULL;
	g_test_message("%s", error->message);
	g_assert_error(error, CAGE_ERROR, (gint)code);
	return g_strdup(error->message);
}

/* The next job works. */
static void assert_works(Cage *cage)
{
	g_autofree char *words = words_of(cage, "look", json_null(), CAGE_ERROR_CRASHED);

	g_assert_null(words);
}

static void assert_fails(
	Cage *cage, const char *job, json_t *question, CageError code, const char *like)
{
	g_autofree char *words = words_of(cage, job, question, code);

	g_assert_nonnull(words);
	if (!g_pattern_match_simple(like, words))
		g_test_message("expected: %s", like);
	g_assert_true(g_pattern_match_simple(like, words));
	assert_works(cage);
}

static json_t *act_question(const char *name, bool caged)
{
	json_t *question = json_pack("{s:s, s:s*, s:i, s:i}", "act", name, "caged",
		caged ? "yes" : NULL, "pid", getpid(), "mib", 256);

	json_put(question, "path", json_text(STR("/tmp/mekiki-cage-test")));
	return question;
}

static void test_acts_cost_the_job(void)
{
	g_autoptr(Cage) cage = new_cage(10000, 10);

	for (size_t i = 0; i < G_N_ELEMENTS(acts); i++) {
		bool memory = acts[i].act == act_eat_memory || acts[i].act == act_trust_malloc;
		if (memory && MEKIKI_SANITIZED) /* no limit under sanitizers */
			continue;
		g_test_message("%s:", acts[i].name);
		if (acts[i].error) {
			g_autofree char *like =
				g_strdup_printf("act: %s", g_strerror(acts[i].error));
			assert_fails(cage, "act", act_question(acts[i].name, true), CAGE_ERROR_JOB,
				like);
		} else if (memory) {
			assert_fails(cage, "act", act_question(acts[i].name, true),
				CAGE_ERROR_MEMORY,
				"act: the worker asked for more memory than it may have*");
		} else {
			assert_fails(cage, "act", act_question(acts[i].name, true),
				CAGE_ERROR_CRASHED,
				"act: the worker made a system call that the cage forbids*");
		}
	}
}

/* The control: outside, every one of these acts succeeds, so that the test above can fail. */
static void test_acts_work_outside(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(acts); i++) {
		json_auto_t *question = act_question(acts[i].name, false);
		pid_t child = -1;
		if (acts[i].act == act_ptrace) { /* needs somebody to trace */
			child = fork();
			if (child == 0)
				for (;;)
					pause();
			json_put(question, "pid", json_integer(child));
		}
		int failed = acts[i].act(&(CageParcel){.json = question});
		if (child > 0) {
			kill(child, SIGKILL);
			waitpid(child, NULL, 0);
		}
		g_test_message("%s: %s", acts[i].name, g_strerror(failed));
		if (acts[i].refusable && (failed == ENOSYS || failed == EPERM))
			continue;
		g_assert_cmpint(failed, ==, 0);
	}
}

static json_t *overrun(bool sleep, int ms)
{
	return json_pack("{s:b, s:i}", "sleep", sleep, "ms", ms);
}

static void test_overruns(void)
{
	g_autoptr(Cage) wall = new_cage(300, 60);
	g_autoptr(Cage) cpu = new_cage(20000, 1);
	gint64 start = g_get_monotonic_time();

	assert_fails(wall, "overrun", overrun(true, 60000), CAGE_ERROR_TIMEOUT,
		"overrun: the worker was not done after 300 ms");
	assert_fails(wall, "overrun", overrun(false, 60000), CAGE_ERROR_TIMEOUT,
		"overrun: the worker was not done after 300 ms");
	assert_fails(cpu, "overrun", overrun(false, 60000), CAGE_ERROR_TIMEOUT,
		"overrun: the worker used more than 1 s of processor time");
	g_assert_cmpint(g_get_monotonic_time() - start, <, (gint64)10 * G_USEC_PER_SEC);
}

/* The limit is each job's, not the worker's: many jobs that stay under it pass it together. */
static void test_cpu_is_counted_by_job(void)
{
	g_autoptr(Cage) cage = new_cage(10000, 1);

	for (int i = 0; i < 4; i++) {
		g_autofree char *words =
			words_of(cage, "overrun", overrun(false, 400), CAGE_ERROR_TIMEOUT);
		g_assert_null(words);
	}
}

static void test_crashes(void)
{
	static const struct {
		const char *how, *like;
	} rows[] = {
		{"segv", MEKIKI_SANITIZED
				 ? "crash: the worker *AddressSanitizer: SEGV*"
				 : "crash: the worker died of signal 11 (Segmentation fault)"},
		{"abort", "crash: the worker died of signal 6 (Aborted)*"},
		{"kill-9", "crash: the worker died of signal 9 (Killed)"},
		{"exit", "crash: the worker ended with exit code 3"},
		{"assert", "crash: the worker died of signal 6 (Aborted); its words: *not this*"},
	};
	g_autoptr(Cage) cage = new_cage(10000, 10);

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		assert_fails(cage, "crash", json_pack("{s:s}", "how", rows[i].how),
			CAGE_ERROR_CRASHED, rows[i].like);
}

static void test_babble(void)
{
	static const struct {
		const char *how;
		CageError code;
		const char *like;
	} rows[] = {
		{"garbage", CAGE_ERROR_PROTOCOL, "babble: what came is no parcel"},
		{"huge", CAGE_ERROR_PROTOCOL, "babble: a parcel is larger than it may be"},
		{"half", CAGE_ERROR_TIMEOUT, "babble: the worker was not done after 300 ms"},
		{"half-and-gone", CAGE_ERROR_CRASHED, "babble: the worker ended with exit code 0"},
		{"other-kind", CAGE_ERROR_PROTOCOL,
			"babble: the worker sent what answers no question"},
		{"other-serial", CAGE_ERROR_PROTOCOL,
			"babble: the worker sent what answers no question"},
		{"closed", CAGE_ERROR_PROTOCOL, "babble: the worker closed its pipe"},
		{"stderr", CAGE_ERROR_TIMEOUT,
			"babble: the worker was not done after 300 ms; its words: xx*"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(Cage) cage = new_cage(300, 10);
		g_test_message("%s:", rows[i].how);
		assert_fails(cage, "babble", json_pack("{s:s}", "how", rows[i].how), rows[i].code,
			rows[i].like);
	}
}

/* What a worker says or does after its answer is no later job's answer, nor its loss. */
static void test_afterwards(void)
{
	static const char *const ways[] = {"speaks", "dies"};

	for (size_t i = 0; i < G_N_ELEMENTS(ways); i++) {
		g_autoptr(Cage) cage = new_cage(5000, 10);
		g_autofree char *words = words_of(
			cage, "afterwards", json_pack("{s:s}", "how", ways[i]), CAGE_ERROR_CRASHED);
		g_assert_null(words);
		g_usleep(50000);
		assert_works(cage);
	}
}

static void test_parcels(void)
{
	static const size_t sizes[] = {0, 1, 100000, (size_t)4 << 20};
	g_autoptr(Cage) cage = new_cage(20000, 20);
	g_autoptr(GError) error = NULL;
	CageParcel question = {
		.json = json_pack("{s:s%, s:[i, n]}", "text", "a\0日", (size_t)5, "list", 1)};
	CageParcel answer = {0};

	question.blobs = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
	for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++)
		g_ptr_array_add(question.blobs, g_bytes_new_take(g_malloc0(sizes[i]), sizes[i]));
	cage_run(cage, "echo", &question, &answer, &error);
	g_assert_no_error(error);
	g_assert_true(json_equal(question.json, answer.json));
	g_assert_cmpuint(answer.blobs->len, ==, G_N_ELEMENTS(sizes));
	for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++)
		g_assert_true(g_bytes_equal(question.blobs->pdata[i],
			answer.blobs->pdata[G_N_ELEMENTS(sizes) - 1 - i]));
	cage_parcel_clear(&question);
	cage_parcel_clear(&answer);
}

static void test_too_large(void)
{
	g_autoptr(Cage) cage = new_cage(5000, 10);
	g_autoptr(GError) error = NULL;
	CageParcel question = {0}, answer = {0};

	assert_fails(cage, "large", json_null(), CAGE_ERROR_JOB,
		"large: a parcel has more blobs than it may");

	question.blobs = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
	g_autofree char *data = g_malloc0(1 << 20);
	for (size_t i = 0; i <= CAGE_PARCEL_MAX >> 20; i++)
		g_ptr_array_add(question.blobs, g_bytes_new_static(data, 1 << 20));
	g_assert_false(cage_run(cage, "echo", &question, &answer, &error));
	g_assert_cmpstr(error->message, ==, "echo: a parcel is larger than it may be");
	cage_parcel_clear(&question);
	assert_works(cage);
}

static void test_unknown_job(void)
{
	g_autoptr(Cage) cage = new_cage(5000, 10);

	assert_fails(cage, "nonsense", json_null(), CAGE_ERROR_JOB,
		"nonsense: there is no job of that name");
}

static void test_no_start(void)
{
	static const char *const gone[] = {"/nonexistent/mekiki", NULL};
	static const char *const other[] = {"/bin/false", NULL};
	const struct {
		CageSettings settings;
		const char *words;
	} rows[] = {
		{{.argv = worker_argv, .data_dir = "/broken"},
			"no worker can be started: look: there are no rules in /broken"},
		{{.argv = gone}, "no worker can be started from /nonexistent/mekiki: No such file "
				 "or directory"},
		{{.argv = other}, "no worker can be started: the worker ended with exit code 1"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(Cage) cage = cage_new(&rows[i].settings);
		g_autoptr(GError) error = NULL;
		CageParcel answer = {0};
		g_assert_false(cage_run(cage, "look", &answer, &answer, &error));
		g_assert_error(error, CAGE_ERROR, CAGE_ERROR_START);
		g_assert_cmpstr(error->message, ==, rows[i].words);
		g_clear_error(&error);
		g_autofree char *layers = cage_layers(cage, &error);
		g_assert_null(layers);
		g_assert_error(error, CAGE_ERROR, CAGE_ERROR_START);
	}
}

static void test_inside(void)
{
	g_autoptr(Cage) cage = new_cage(5000, 10);
	CageParcel question = {0}, answer = {0};
	int fd =
		open("/dev/null", O_RDONLY); /* without O_CLOEXEC, as a careless library opens it */

	g_assert_true(cage_run(cage, "look", &question, &answer, NULL));
	close(fd);
	g_assert_cmpstr(json_get_text(answer.json, "prepared"), ==, "/data");
	g_assert_cmpint(
		json_integer_value(json_object_get(answer.json, "last_fd")), ==, TERMS_PIPE);
	g_assert_true(json_is_false(json_object_get(answer.json, "rare_charset")));
	cage_parcel_clear(&answer);
}

static void test_layers(void)
{
	g_autoptr(Cage) cage = new_cage(5000, 10);
	g_autoptr(GError) error = NULL;
	g_autofree char *layers = cage_layers(cage, &error);

	g_assert_no_error(error);
	g_test_message("%s", layers);
	g_assert_true(g_str_has_prefix(layers, "seccomp"));
	g_assert_nonnull(strstr(layers, "rlimits"));
}

/* Signals that interrupt the parent, here one each millisecond, break nothing. */
static void on_alarm(int signal_number)
{
	(void)signal_number;
}

static void test_interrupted(void)
{
	g_autoptr(Cage) cage = new_cage(5000, 10);
	struct sigaction action = {.sa_handler = on_alarm}, before;
	timer_t timer;
	struct itimerspec each = {{0, 1000000}, {0, 1000000}};

	sigaction(SIGALRM, &action, &before);
	timer_create(CLOCK_MONOTONIC, NULL, &timer);
	timer_settime(timer, 0, &each, NULL);
	for (int i = 0; i < 100; i++)
		assert_works(cage);
	timer_delete(timer);
	sigaction(SIGALRM, &before, NULL);
}

/* A program that tells its worker's process id, and is busy with it until it is killed. */
static void be_doomed(int tell)
{
	Cage *cage = new_cage(60000, 60);
	CageParcel nothing = {0}, loop = {.json = overrun(false, 60000)}, answer = {0};

	cage_run(cage, "look", &nothing, &answer, NULL);
	pid_t pid = (pid_t)json_integer_value(json_object_get(answer.json, "pid"));
	if (write(tell, &pid, sizeof pid) == sizeof pid)
		cage_run(cage, "overrun", &loop, &answer, NULL);
	_exit(1);
}

/* Gone, or a zombie that nobody has waited for yet. */
static bool is_gone(pid_t pid)
{
	g_autofree char *path = g_strdup_printf("/proc/%d/stat", pid);
	g_autofree char *stat = NULL;

	return !g_file_get_contents(path, &stat, NULL, NULL) || strstr(stat, ") Z ");
}

/* A worker ends with its parent, even one that never looks at its pipe. */
static void test_parent_dies(void)
{
	int tell[2];
	pid_t worker = 0;

	g_assert_cmpint(pipe(tell), ==, 0);
	pid_t parent = fork();
	if (parent == 0)
		be_doomed(tell[1]);
	g_assert_cmpint(read(tell[0], &worker, sizeof worker), ==, sizeof worker);
	g_usleep(50000); /* let it loop */
	g_assert_false(is_gone(worker));

	kill(parent, SIGKILL);
	waitpid(parent, NULL, 0);
	for (int ms = 0; ms < 2000 && !is_gone(worker); ms++)
		g_usleep(1000);
	g_assert_true(is_gone(worker));
	close(tell[0]);
	close(tell[1]);
}

static void test_speed(void)
{
	enum { STARTS = 10, JOBS = 1000 };
	gint64 start = g_get_monotonic_time();

	for (int i = 0; i < STARTS; i++) {
		g_autoptr(Cage) fresh = new_cage(5000, 10);
		g_autofree char *layers = cage_layers(fresh, NULL);
		g_assert_nonnull(layers);
	}
	double start_ms = (double)(g_get_monotonic_time() - start) / STARTS / 1000;

	g_autoptr(Cage) cage = new_cage(5000, 10);
	assert_works(cage);
	start = g_get_monotonic_time();
	for (int i = 0; i < JOBS; i++) {
		CageParcel question = {.json = json_true()}, answer = {0};
		g_assert_true(cage_run(cage, "echo", &question, &answer, NULL));
		cage_parcel_clear(&answer);
	}
	double job_us = (double)(g_get_monotonic_time() - start) / JOBS;
	g_test_message("a start takes %.1f ms, a small job %.0f us", start_ms, job_us);
	/* loose, as the machine may be busy: twenty times what was measured */
	g_assert_cmpfloat(start_ms, <, MEKIKI_SANITIZED ? 2000 : 200);
	g_assert_cmpfloat(job_us, <, MEKIKI_SANITIZED ? 10000 : 1000);
}

int main(int argc, char **argv)
{
	if (argc > 1 && g_str_equal(argv[1], "--worker"))
		return cage_serve(jobs);

	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/cage/acts-cost-the-job", test_acts_cost_the_job);
	g_test_add_func("/cage/acts-work-outside", test_acts_work_outside);
	g_test_add_func("/cage/overruns", test_overruns);
	g_test_add_func("/cage/cpu-is-counted-by-job", test_cpu_is_counted_by_job);
	g_test_add_func("/cage/crashes", test_crashes);
	g_test_add_func("/cage/babble", test_babble);
	g_test_add_func("/cage/afterwards", test_afterwards);
	g_test_add_func("/cage/parcels", test_parcels);
	g_test_add_func("/cage/too-large", test_too_large);
	g_test_add_func("/cage/unknown-job", test_unknown_job);
	g_test_add_func("/cage/no-start", test_no_start);
	g_test_add_func("/cage/inside", test_inside);
	g_test_add_func("/cage/layers", test_layers);
	g_test_add_func("/cage/interrupted", test_interrupted);
	g_test_add_func("/cage/parent-dies", test_parent_dies);
	g_test_add_func("/cage/speed", test_speed);
	return g_test_run();
}
