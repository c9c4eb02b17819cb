/*
 * The browser in its cage: it comes up, has no network but the proxy's socket, trusts what it is told to, and
 * leaves nothing. Skipped where the machine has no chromium-headless-shell or lets nobody make namespaces.
 */
#include "visit/browser.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "visit/devtools.h"

#define SECONDS ((gint64)G_USEC_PER_SEC)

static Browser *start(void)
{
	BrowserSettings settings = {.launcher = g_getenv("MEKIKI_LAUNCHER")};
	g_autoptr(GError) error = NULL;
	Browser *browser = browser_new(&settings, &error);

	if (!browser && !g_error_matches(error, BROWSER_ERROR, BROWSER_ERROR_START))
		g_test_skip(error->message);
	else
		g_assert_no_error(error);
	return browser;
}

/* The value of an expression in a fresh page; NULL where it has none. */
static json_t *value_of(Browser *browser, const char *expression)
{
	g_autoptr(DevTools) devtools =
		devtools_new(browser_commands(browser), browser_answers(browser));
	gint64 deadline = g_get_monotonic_time() + 20 * SECONDS;
	g_autoptr(GError) error = NULL;
	json_auto_t *made = devtools_call(devtools, NULL, "Target.createTarget",
		json_pack("{s:s}", "url", "about:blank"), deadline, &error);
	g_assert_no_error(error);
	json_auto_t *attached = devtools_call(devtools, NULL, "Target.attachToTarget",
		json_pack(
			"{s:O, s:b}", "targetId", json_object_get(made, "targetId"), "flatten", 1),
		deadline, &error);
	g_assert_no_error(error);
	const char *session = json_string_value(json_object_get(attached, "sessionId"));
	json_auto_t *result = devtools_call(devtools, session, "Runtime.evaluate",
		json_pack("{s:s, s:b, s:b}", "expression", expression, "awaitPromise", 1,
			"returnByValue", 1),
		deadline, &error);
	g_assert_no_error(error);
	return json_incref(json_object_get(json_object_get(result, "result"), "value"));
}

static void test_start(void)
{
	g_autoptr(Browser) browser = start();

	if (!browser)
		return;
	json_auto_t *value = value_of(browser, "6 * 7");
	g_assert_cmpint(json_integer_value(value), ==, 42);
}

/* What the page fetches comes to the proxy's socket, also what is local to the browser's machine. */
static void test_egress(void)
{
	g_autoptr(Browser) browser = start();

	if (!browser)
		return;
	json_auto_t *value = value_of(browser,
		"Promise.allSettled(['http://127.0.0.1:8081/', 'http://169.254.169.254/',"
		" 'http://[::1]:8081/', 'http://localhost/'].map(u => Promise.race(["
		"  fetch(u, {mode: 'no-cors'}), new Promise(r => setTimeout(r, 500, 'waits'))])))"
		".then(all => all.map(one => one.value || 'failed').join())");
	/* nobody accepts at the proxy: they hang there, and reach nothing else */
	g_assert_cmpstr(json_string_value(value), ==, "waits,waits,waits,waits");
}

/* Whether a process of the machine still holds a browser that the process `pid` started. */
static bool is_left(pid_t pid)
{
	g_autofree char *mark = g_strdup_printf("mekiki-%d", (int)pid);
	g_autoptr(GDir) proc = g_dir_open("/proc", 0, NULL);
	bool left = false;

	for (const char *name; (name = g_dir_read_name(proc));) {
		g_autofree char *path = g_build_filename("/proc", name, "cmdline", NULL);
		g_autofree char *line = NULL;
		gsize len;
		if (!g_ascii_isdigit(name[0]) || !g_file_get_contents(path, &line, &len, NULL))
			continue;
		for (gsize at = 0; at < len; at += strlen(line + at) + 1)
			left |= g_str_equal(line + at, mark);
	}
	return left;
}

static void kill_one(void)
{
	pid_t child = fork();

	if (child == 0) {
		Browser *browser = start();
		pause();
		browser_free(browser);
		_exit(0);
	}
	g_usleep((gulong)g_random_int_range(1000, 700000));
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	gint64 until = g_get_monotonic_time() + 5 * SECONDS;
	while (is_left(child) && g_get_monotonic_time() < until)
		g_usleep(10000);
	g_assert_false(is_left(child));
}

/* Killed at any moment, the program that started it leaves no process. MEKIKI_KILLS: how many times. */
static void test_killed(void)
{
	const char *wanted = g_getenv("MEKIKI_KILLS");
	guint64 count = wanted ? g_ascii_strtoull(wanted, NULL, 10) : 5;

	for (guint64 i = 0; i < count; i++)
		kill_one();
	/* the mark is there to be found as long as a browser is */
	g_autoptr(Browser) browser = start();
	if (browser)
		g_assert_true(is_left(getpid()));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/browser/start", test_start);
	g_test_add_func("/browser/egress", test_egress);
	g_test_add_func("/browser/killed", test_killed);
	return g_test_run();
}
