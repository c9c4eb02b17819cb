#include "visit/browser.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "visit/cell.h"

G_DEFINE_QUARK(mekiki - browser - error - quark, browser_error)

/* The program itself: the one in /usr/bin is a shell script around it. */
#define CHROMIUM "/usr/lib/chromium/chromium-headless-shell"
#define BWRAP    "/usr/bin/bwrap"
#define CERTUTIL "/usr/bin/certutil"

/* What of its complaints is read. */
#define NOISE_MAX 4096

/* The numbers that descriptors have in the child: those of DevTools are the browser's own. */
enum {
	CHILD_NOISE = 2,
	CHILD_COMMANDS = 3,
	CHILD_ANSWERS = 4,
	CHILD_SOCKET = 5,
	CHILD_LAUNCHER =
		6, /* the launcher's file, which the other user might not reach by its path */
	CHILD_AUTHORITY = 7,
	CHILD_COUNT,
};

struct Browser {
	pid_t pid; /* of bubblewrap; 0: none */
	int commands, answers, listener;
	int socket, noise;
	Cell cell;
};

/* The cage: nothing of the host but its programs, libraries and fonts, to be read. */
static const char *const cage[] = {BWRAP, "--unshare-user", "--unshare-ipc", "--unshare-pid",
	"--unshare-net", "--unshare-uts", "--unshare-cgroup-try", "--uid", "1000", "--gid", "1000",
	"--die-with-parent", "--new-session", "--cap-drop", "ALL", "--ro-bind", "/usr", "/usr",
	"--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64", "--symlink", "usr/bin",
	"/bin", "--ro-bind-try", "/etc/fonts", "/etc/fonts", "--ro-bind-try",
	"/var/cache/fontconfig", "/var/cache/fontconfig", "--ro-bind-try", "/etc/ld.so.cache",
	"/etc/ld.so.cache", "--proc", "/proc", "--dev", "/dev", "--clearenv", "--setenv", "PATH",
	"/usr/bin", "--setenv", "LC_ALL", "C.UTF-8", "--setenv", "TZ", "UTC0", "--setenv", "HOME",
	"/visit", NULL};

/* No way but the proxy, no voices of its own, no graphics hardware. */
static const char *const flags[] = {CHROMIUM, "--remote-debugging-pipe",
	"--user-data-dir=/visit/profile", "--proxy-server=http://127.0.0.1:3128",
	"--proxy-bypass-list=<-loopback>",
	"--force-webrtc-ip-handling-policy=disable_non_proxied_udp", "--disable-quic",
	"--dns-prefetch-disable", "--disable-gpu", "--disable-software-rasterizer",
	"--js-flags=--max-old-space-size=256", "--disable-background-networking",
	"--disable-component-update", "--disable-sync", "--disable-default-apps",
	"--disable-extensions", "--disable-domain-reliability", "--disable-breakpad",
	"--disable-crash-reporter", "--no-first-run", "--no-default-browser-check",
	"--no-service-autorun", "--password-store=basic", "--hide-scrollbars", "--mute-audio",
	"--disable-features=DnsOverHttps,OptimizationHints,MediaRouter,Translate", NULL};

static void add_all(GPtrArray *argv, const char *const *words)
{
	for (size_t i = 0; words[i]; i++)
		g_ptr_array_add(argv, g_strdup(words[i]));
}

G_GNUC_PRINTF(2, 3) static void add(GPtrArray *argv, const char *format, ...)
{
	va_list values;

	va_start(values, format);
	g_ptr_array_add(argv, g_strdup_vprintf(format, values));
	va_end(values);
}

/* A folder in memory, of a size that it cannot pass. */
static void add_tmpfs(GPtrArray *argv, const char *path)
{
	add(argv, "--size");
	add(argv, "%" G_GUINT64_FORMAT, BROWSER_FILES_MAX);
	add(argv, "--tmpfs");
	add(argv, "%s", path);
}

/* A file of what the descriptor holds. */
static void add_file(GPtrArray *argv, const char *mode, int fd, const char *path)
{
	add(argv, "--perms");
	add(argv, "%s", mode);
	add(argv, "--ro-bind-data");
	add(argv, "%d", fd);
	add(argv, "%s", path);
}

static GPtrArray *arguments(const BrowserSettings *settings)
{
	GPtrArray *argv = g_ptr_array_new_with_free_func(g_free);

	add_all(argv, cage);
	add(argv, "--hostname"); /* lets a person see whose it is */
	add(argv, "mekiki-%d", (int)getpid());
	add_tmpfs(argv, "/tmp");
	add_tmpfs(argv, "/visit");
	add_file(argv, "0755", CHILD_LAUNCHER, "/launcher");
	if (settings->ca_file)
		add_file(argv, "0644", CHILD_AUTHORITY, "/authority.pem");
	add(argv, "--");
	add(argv, "/launcher");
	add(argv, "%d", CHILD_SOCKET);
	if (settings->ca_file) {
		add(argv, "--authority");
		add(argv, "/authority.pem");
	}
	add_all(argv, flags);
	g_ptr_array_add(argv, NULL);
	return argv;
}

/* ---- what has to be there ---- */

static const struct {
	const char *path, *package;
} programs[] = {
	{CHROMIUM, "chromium-headless-shell"},
	{BWRAP, "bubblewrap"},
};

static bool is_there(const char *path, const char *package, GError **error)
{
	if (g_file_test(path, G_FILE_TEST_IS_EXECUTABLE))
		return true;
	g_set_error(error, BROWSER_ERROR, BROWSER_ERROR_MISSING,
		"%s is not there; install it with: apt-get install %s", path, package);
	return false;
}

static bool have_programs(const BrowserSettings *settings, GError **error)
{
	for (size_t i = 0; i < G_N_ELEMENTS(programs); i++)
		if (!is_there(programs[i].path, programs[i].package, error))
			return false;
	return !settings->ca_file || is_there(CERTUTIL, "libnss3-tools", error);
}

/* The launcher: beside this program while it is being built, in its own folder when it is installed. */
static int open_launcher(const char *given, GError **error)
{
	g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
	g_autofree char *folder = self ? g_path_get_dirname(self) : g_strdup(".");
	g_autofree char *beside = g_build_filename(folder, "mekiki-launcher", NULL);
	const char *const places[] = {given ? given : beside, BROWSER_LIBEXEC "/mekiki-launcher"};

	for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
		int fd = open(places[i], O_RDONLY | O_CLOEXEC);
		if (fd >= 0)
			return fd;
	}
	g_set_error(error, BROWSER_ERROR, BROWSER_ERROR_MISSING,
		"mekiki-launcher is neither %s nor %s; install mekiki anew", places[0], places[1]);
	return -1;
}

/* ---- start ---- */

static void close_all(int *fds, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (fds[i] >= 0)
			close(fds[i]);
		fds[i] = -1;
	}
}

/* Make the pipes; `ends` are the child's. */
static bool open_pipes(Browser *browser, int ends[CHILD_COUNT])
{
	int commands[2], answers[2], noise[2], sockets[2];

	if (pipe2(commands, O_CLOEXEC) != 0)
		return false;
	ends[CHILD_COMMANDS] = commands[0];
	browser->commands = commands[1];
	if (pipe2(answers, O_CLOEXEC) != 0)
		return false;
	browser->answers = answers[0];
	ends[CHILD_ANSWERS] = answers[1];
	/* what nobody reads must not block the browser */
	if (pipe2(noise, O_CLOEXEC | O_NONBLOCK) != 0)
		return false;
	browser->noise = noise[0];
	ends[CHILD_NOISE] = noise[1];
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) != 0)
		return false;
	browser->socket = sockets[0];
	ends[CHILD_SOCKET] = sockets[1];
	return true;
}

/* Whether this is root of the whole machine, to whom all users are known, and not of a namespace. */
static bool is_real_root(void)
{
	g_autofree char *map = NULL;

	if (geteuid() != 0 || !g_file_get_contents("/proc/self/uid_map", &map, NULL, NULL))
		return false;
	g_auto(GStrv) words = g_strsplit_set(g_strstrip(map), " \t\n", -1);
	return g_ascii_strtoull(words[g_strv_length(words) - 1], NULL, 10) > BROWSER_UID;
}

/* In the child, between fork and exec: only what is safe there. Whoever fails here is seen as a browser that did
 * not come up. */
G_NORETURN static void become(
	const Browser *browser, const int ends[CHILD_COUNT], bool change_user, char *const *argv)
{
	char *const nothing[] = {NULL};
	int moved[CHILD_COUNT];
	sigset_t none;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	cell_enter(&browser->cell);
	if (change_user && (setresgid(BROWSER_UID, BROWSER_UID, BROWSER_UID) != 0 ||
				   setresuid(BROWSER_UID, BROWSER_UID, BROWSER_UID) != 0))
		_exit(126);
	prctl(PR_SET_PDEATHSIG, SIGKILL); /* behind the change of user, which clears it */
	for (int i = 0; i < CHILD_COUNT; i++)
		moved[i] = ends[i] >= 0 ? fcntl(ends[i], F_DUPFD_CLOEXEC, CHILD_COUNT) : -1;
	for (int i = 0; i < CHILD_COUNT; i++)
		if (moved[i] >= 0 && dup2(moved[i], i) != i)
			_exit(126);
	execve(argv[0], argv, nothing);
	_exit(127);
}

static bool spawn(Browser *browser, const BrowserSettings *settings, int ends[CHILD_COUNT])
{
	g_autoptr(GPtrArray) argv = arguments(settings);
	bool change_user = is_real_root();

	ends[0] = open("/dev/null", O_RDONLY | O_CLOEXEC);
	ends[1] = open("/dev/null", O_WRONLY | O_CLOEXEC);
	pid_t pid = fork();
	if (pid == 0)
		become(browser, ends, change_user, (char *const *)argv->pdata);
	if (pid < 0)
		return false;
	browser->pid = pid;
	return true;
}

/* Take the listening socket that the launcher hands out (unix(7), SCM_RIGHTS); -1 where none comes in time. */
static int take_listener(int socket)
{
	union {
		struct cmsghdr align;
		char bytes[CMSG_SPACE(sizeof(int))];
	} control = {0};
	char byte;
	struct iovec vector = {.iov_base = &byte, .iov_len = 1};
	struct msghdr message = {.msg_iov = &vector,
		.msg_iovlen = 1,
		.msg_control = control.bytes,
		.msg_controllen = sizeof control.bytes};
	struct pollfd wait = {.fd = socket, .events = POLLIN};
	int listener = -1;

	if (poll(&wait, 1, BROWSER_START_MS) != 1 ||
		recvmsg(socket, &message, MSG_CMSG_CLOEXEC | MSG_DONTWAIT) != 1)
		return -1;
	const struct cmsghdr *header = CMSG_FIRSTHDR(&message);
	if (header && header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS &&
		header->cmsg_len == CMSG_LEN(sizeof listener))
		memcpy(&listener, CMSG_DATA(header), sizeof listener);
	return listener;
}

/* Say why nothing came up, in the words of who gave up. */
static void tell_failure(const Browser *browser, GError **error)
{
	char noise[NOISE_MAX + 1] = "";
	ssize_t len = read(browser->noise, noise, NOISE_MAX);
	g_autofree char *words = g_utf8_make_valid(g_strstrip(noise), len > 0 ? -1 : 0);
	bool namespaces = strstr(words, "namespace") || strstr(words, "uid map");

	g_set_error(error, BROWSER_ERROR,
		namespaces ? BROWSER_ERROR_NAMESPACES : BROWSER_ERROR_START,
		"the browser's cage could not be made: %s",
		*words ? words : "nothing came up in time");
}

static bool start(Browser *browser, const BrowserSettings *settings, GError **error)
{
	int ends[CHILD_COUNT] = {-1, -1, -1, -1, -1, -1, -1, -1};
	bool started = false;

	ends[CHILD_LAUNCHER] = open_launcher(settings->launcher, error);
	if (ends[CHILD_LAUNCHER] < 0)
		return false;
	if (settings->ca_file)
		ends[CHILD_AUTHORITY] = open(settings->ca_file, O_RDONLY | O_CLOEXEC);
	if (settings->ca_file && ends[CHILD_AUTHORITY] < 0)
		g_set_error(error, BROWSER_ERROR, BROWSER_ERROR_START, "%s cannot be read: %s",
			settings->ca_file, g_strerror(errno));
	else if (!open_pipes(browser, ends) || !spawn(browser, settings, ends))
		g_set_error(error, BROWSER_ERROR, BROWSER_ERROR_START,
			"the browser cannot be started: %s", g_strerror(errno));
	else
		started = true;
	close_all(ends, CHILD_COUNT);
	if (!started)
		return false;
	browser->listener = take_listener(browser->socket);
	if (browser->listener < 0)
		tell_failure(browser, error);
	return browser->listener >= 0;
}

Browser *browser_new(const BrowserSettings *settings, GError **error)
{
	if (!have_programs(settings, error))
		return NULL;
	Browser *browser = g_new0(Browser, 1);
	browser->commands = browser->answers = browser->listener = -1;
	browser->socket = browser->noise = -1;
	cell_init(&browser->cell, BROWSER_MEMORY_MAX, BROWSER_PROCESSES_MAX);
	if (start(browser, settings, error))
		return browser;
	browser_free(browser);
	return NULL;
}

/* ---- end ---- */

/* Wait until nobody is left who could write an answer. */
static void wait_for_death(int answers)
{
	gint64 until = g_get_monotonic_time() + 2 * (gint64)G_USEC_PER_SEC;
	char block[4096];

	while (answers >= 0 && g_get_monotonic_time() < until) {
		struct pollfd wait = {.fd = answers, .events = POLLIN};
		if (poll(&wait, 1, 100) == 1 && read(answers, block, sizeof block) <= 0)
			break;
	}
}

void browser_free(Browser *browser)
{
	int *fds[] = {&browser->commands, &browser->answers, &browser->listener, &browser->socket,
		&browser->noise};

	if (!browser)
		return;
	if (browser->pid > 0) {
		/* the kernel kills whatever is in its namespace */
		kill(browser->pid, SIGKILL);
		while (waitpid(browser->pid, NULL, 0) < 0 && errno == EINTR)
			continue;
		wait_for_death(browser->answers);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(fds); i++)
		close_all(fds[i], 1);
	cell_clear(&browser->cell);
	g_free(browser);
}

int browser_commands(const Browser *browser)
{
	return browser->commands;
}

int browser_answers(const Browser *browser)
{
	return browser->answers;
}

int browser_listener(const Browser *browser)
{
	return browser->listener;
}
