#include "archive/keepers.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "archive/answers.h"
#include "archive/archive.h"
#include "archive/cachefile.h"
#include "archive/places.h"
#include "support/assert_str.h"
#include "support/scratch.h"

/* 2100-01-01: opening a file sweeps out what is over by the real clock */
#define NOW    ((gint64)4102444800)
#define NOW_MS (NOW * 1000)
#define SERVER "whois.example:43"

static Exchange *exchange_of(const char *question, const char *answer)
{
	ExchangeKey key = {"whois", SERVER, question};
	Exchange *exchange = exchange_new(&key);

	exchange->asked = NOW;
	exchange->answer = answer ? g_bytes_new(answer, strlen(answer)) : NULL;
	return exchange;
}

static void keep(Keepers *keepers, const char *question, const char *answer, gint64 until)
{
	const Cache *cache = keepers_lent(keepers)->cache;
	g_autoptr(Exchange) exchange = exchange_of(question, answer);

	cache->keep(cache->self, exchange, until);
}

/* The answer that is remembered, "" for one without bytes, NULL where nothing is. */
static char *find(Keepers *keepers, const char *question, gint64 now)
{
	const Cache *cache = keepers_lent(keepers)->cache;
	ExchangeKey key = {"whois", SERVER, question};
	g_autoptr(Exchange) exchange = cache->find(cache->self, &key, now);

	if (!exchange)
		return NULL;
	return exchange->answer ? str_dup(str_of_bytes(exchange->answer)) : g_strdup("none");
}

/* What enter() said: -1 entered; else in how many ms to try again. */
static gint64 enter(Keepers *keepers, const char *question, Pace pace, gint64 now_ms)
{
	const Governor *governor = keepers_lent(keepers)->governor;
	const ExchangeKey key = {"whois", SERVER, question};
	gint64 retry_ms = 0;

	if (governor->enter(governor->self, &key, &pace, now_ms, &retry_ms))
		return -1;
	return retry_ms - now_ms;
}

static void leave(Keepers *keepers, const char *question)
{
	const Governor *governor = keepers_lent(keepers)->governor;
	const ExchangeKey key = {"whois", SERVER, question};

	governor->leave(governor->self, &key);
}

static void assert_no_trouble(Keepers *keepers)
{
	g_autofree char *trouble = keepers_trouble(keepers);

	g_assert_cmpstr(trouble, ==, NULL);
}

/* What one process keeps another one finds, whole, and with its age. */
static void an_answer_is_shared(void)
{
	g_autoptr(Scratch) dir = scratch_new();
	g_autoptr(Keepers) one = keepers_new(dir), other = keepers_new(dir);
	const Cache *cache = keepers_lent(one)->cache, *there = keepers_lent(other)->cache;
	g_autoptr(Exchange) exchange = exchange_of("a.example", "no match\r\n\xff");
	ExchangeKey key = exchange_key(exchange);

	json_put(exchange->facts, "status", json_integer(404));
	exchange->address = g_strdup("192.0.2.1");
	exchange_end(exchange, OUTCOME_CUT, "4 MiB");
	cache->keep(cache->self, exchange, NOW + 100);
	g_autoptr(Exchange) found = there->find(there->self, &key, NOW + 50);
	json_auto_t *kept = exchange_to_json(exchange, NULL), *got = exchange_to_json(found, NULL);
	g_assert_true(json_equal(kept, got));
	g_assert_cmpint(found->asked, ==, NOW);
	assert_str(str_of_bytes(found->answer), STR("no match\r\n\xff"));
	there->drop(there->self, &key);
	g_assert_null(cache->find(cache->self, &key, NOW + 50));
	assert_no_trouble(one);
}

/* Answer kept for 100 seconds -> what is found later. */
static const struct {
	const char *answer;
	gint64 later;
	const char *found;
} ages[] = {
	{"yes", 0, "yes"},
	{"yes", 99, "yes"},
	{"yes", 100, NULL},
	{"", 99, ""},
	{NULL, 99, "none"}, /* a failure is remembered, too */
	{NULL, 100, NULL},
};

static void an_answer_has_its_time(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(ages); i++) {
		g_autoptr(Scratch) dir = scratch_new();
		g_autoptr(Keepers) keepers = keepers_new(dir);
		keep(keepers, "a.example", ages[i].answer, NOW + 100);
		g_autofree char *found = find(keepers, "a.example", NOW + ages[i].later);
		g_assert_cmpstr(found, ==, ages[i].found);
	}
}

static void a_newer_answer_replaces(void)
{
	g_autoptr(Scratch) dir = scratch_new();
	g_autoptr(Keepers) keepers = keepers_new(dir);

	keep(keepers, "a.example", "old", NOW + 100);
	keep(keepers, "a.example", "new", NOW + 100);
	keep(keepers, "b.example", "other", NOW + 100);
	g_autofree char *found = find(keepers, "a.example", NOW);
	g_assert_cmpstr(found, ==, "new");
}

static void a_cache_does_not_grow_for_ever(void)
{
	g_autoptr(Scratch) dir = scratch_new();
	g_autoptr(Keepers) keepers = keepers_new(dir);
	g_autofree char *large = g_strnfill(3000, 'x');
	g_autoptr(GError) error = NULL;

	keep(keepers, "soon over", large, NOW + 100);
	keep(keepers, "latest", large, NOW + 300);
	keep(keepers, "later", large, NOW + 200);
	keep(keepers, "over", "x", NOW + 10);
	g_autoptr(sqlite3) db = cachefile_open(dir, &error);
	g_assert_true(answers_sweep(db, NOW + 10, 8000, &error));
	g_autofree char *soon = find(keepers, "soon over", NOW),
			*later = find(keepers, "later", NOW),
			*latest = find(keepers, "latest", NOW), *over = find(keepers, "over", NOW);
	g_assert_null(over);
	g_assert_null(soon);
	g_assert_nonnull(later);
	g_assert_nonnull(latest);
}

static void places_are_shared(void)
{
	g_autoptr(Scratch) dir = scratch_new();
	g_autoptr(Keepers) one = keepers_new(dir), other = keepers_new(dir);
	const Pace pace = {.at_once = 2};

	g_assert_cmpint(enter(one, "a", pace, NOW_MS), ==, -1);
	g_assert_cmpint(enter(other, "b", pace, NOW_MS), ==, -1);
	g_assert_cmpint(enter(one, "c", pace, NOW_MS), ==, PLACES_RETRY_MS);
	g_assert_cmpint(enter(other, "c", pace, NOW_MS), ==, PLACES_RETRY_MS);
	leave(one, "a");
	g_assert_cmpint(enter(other, "c", pace, NOW_MS), ==, -1);
	assert_no_trouble(one);
	assert_no_trouble(other);
}

/* However many places there are: what one process asks no other asks beside it. */
static void a_question_has_one_asker(void)
{
	g_autoptr(Scratch) dir = scratch_new();
	g_autoptr(Keepers) one = keepers_new(dir), other = keepers_new(dir);
	const Pace pace = {.at_once = 4};

	g_assert_cmpint(enter(one, "a", pace, NOW_MS), ==, -1);
	g_assert_cmpint(enter(one, "b", pace, NOW_MS), ==, -1);
	g_assert_cmpint(enter(other, "a", pace, NOW_MS), ==, PLACES_RETRY_MS);
	leave(one, "b");
	g_assert_cmpint(enter(other, "a", pace, NOW_MS), ==, PLACES_RETRY_MS);
	g_assert_cmpint(enter(other, "b", pace, NOW_MS), ==, -1);
	leave(one, "a");
	g_assert_cmpint(enter(other, "a", pace, NOW_MS), ==, -1);
}

static void time_between_questions_is_shared(void)
{
	g_autoptr(Scratch) dir = scratch_new();
	g_autoptr(Keepers) one = keepers_new(dir), other = keepers_new(dir);
	const Pace pace = {.interval_ms = 1000}, own = {0};

	g_assert_cmpint(enter(one, "a", pace, NOW_MS), ==, -1);
	leave(one, "a");
	g_assert_cmpint(enter(other, "a", pace, NOW_MS + 400), ==, 600);
	g_assert_cmpint(enter(other, "a", own, NOW_MS + 400), ==, 100);
	g_assert_cmpint(enter(other, "a", pace, NOW_MS + 1000), ==, -1);
	/* a clock that was an hour ahead does not hold up anybody for an hour */
	g_assert_cmpint(enter(one, "a", pace, NOW_MS - 3600000), ==, 1000);
}

static void a_complaint_is_shared(void)
{
	g_autoptr(Scratch) dir = scratch_new();
	g_autoptr(Keepers) one = keepers_new(dir), other = keepers_new(dir);
	const Governor *governor = keepers_lent(one)->governor;
	const Pace pace = {.at_once = 1};

	governor->back_off(governor->self, SERVER, NOW_MS + 5000);
	governor->back_off(governor->self, SERVER, NOW_MS + 2000); /* does not shorten it */
	g_assert_cmpint(enter(other, "a", pace, NOW_MS + 1), ==, 4999);
	g_assert_cmpint(enter(other, "a", pace, NOW_MS + 5000), ==, -1);
}

/* Run `child` in a process of its own. */
static pid_t start(void (*child)(const char *dir, int out), const char *dir, int out)
{
	pid_t pid = fork();

	g_assert_cmpint(pid, >=, 0);
	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL); /* not to outlive a failed test */
		child(dir, out);
		_exit(0);
	}
	return pid;
}

static void enter_and_hang(const char *dir, int out)
{
	Keepers *keepers = keepers_new(dir);

	g_assert_cmpint(enter(keepers, "a", (Pace){.at_once = 1}, NOW_MS), ==, -1);
	g_assert_cmpint(write(out, "!", 1), ==, 1);
	while (true)
		pause();
}

static void a_killed_holder_gives_its_place_up(void)
{
	g_autoptr(Scratch) dir = scratch_new();
	const Pace pace = {.at_once = 1};
	int ends[2];
	char sign;

	g_assert_cmpint(pipe(ends), ==, 0);
	pid_t pid = start(enter_and_hang, dir, ends[1]);
	g_assert_cmpint(read(ends[0], &sign, 1), ==, 1);
	g_autoptr(Keepers) keepers = keepers_new(dir);
	g_assert_cmpint(enter(keepers, "a", pace, NOW_MS + 1), ==, PLACES_RETRY_MS);
	kill(pid, SIGKILL);
	g_assert_cmpint(waitpid(pid, NULL, 0), ==, pid);
	g_assert_cmpint(
		enter(keepers, "a", pace, NOW_MS + PLACES_LEASE_MS - 1), ==, PLACES_RETRY_MS);
	g_assert_cmpint(enter(keepers, "a", pace, NOW_MS + PLACES_LEASE_MS), ==, -1);
	close(ends[0]);
	close(ends[1]);
}

#define RUSH_PROCESSES 3
#define RUSH_QUESTIONS 8
#define RUSH_PACE      ((Pace){.interval_ms = 20, .at_once = 1})

/* A question as a process saw it: when it began and ended. */
typedef struct {
	gint64 began_ms, ended_us, began_us;
} Question;

static void rush(const char *dir, int out)
{
	Keepers *keepers = keepers_new(dir);

	for (int n = 0; n < RUSH_QUESTIONS; n++) {
		Question question = {.began_ms = g_get_real_time() / 1000};
		while (enter(keepers, "a", RUSH_PACE, question.began_ms) >= 0) {
			g_usleep(3000);
			question.began_ms = g_get_real_time() / 1000;
		}
		question.began_us = g_get_monotonic_time();
		g_usleep(25000);
		question.ended_us = g_get_monotonic_time();
		leave(keepers, "a");
		g_assert_cmpint(write(out, &question, sizeof question), ==, sizeof question);
	}
	assert_no_trouble(keepers);
	keepers_free(keepers);
}

static int compare_questions(const void *one, const void *other)
{
	const Question *a = one, *b = other;

	return (a->began_us > b->began_us) - (a->began_us < b->began_us);
}

/* Several processes at once: one question under way at a time, and so much time between two. */
static void a_rush_keeps_the_pace(void)
{
	g_autoptr(Scratch) dir = scratch_new();
	Question questions[RUSH_PROCESSES * RUSH_QUESTIONS];
	pid_t pids[RUSH_PROCESSES];
	int ends[2], status;

	g_assert_cmpint(pipe(ends), ==, 0);
	for (size_t i = 0; i < RUSH_PROCESSES; i++)
		pids[i] = start(rush, dir, ends[1]);
	for (size_t i = 0; i < RUSH_PROCESSES; i++) {
		g_assert_cmpint(waitpid(pids[i], &status, 0), ==, pids[i]);
		g_assert_cmpint(status, ==, 0);
	}
	g_assert_cmpint(read(ends[0], questions, sizeof questions), ==, sizeof questions);
	qsort(questions, G_N_ELEMENTS(questions), sizeof *questions, compare_questions);
	for (size_t i = 1; i < G_N_ELEMENTS(questions); i++) {
		const Question *earlier = &questions[i - 1], *later = &questions[i];
		g_assert_cmpint(later->began_ms - earlier->began_ms, >=, 20);
		g_assert_cmpint(later->began_us, >=, earlier->ended_us);
	}
	close(ends[0]);
	close(ends[1]);
}

static void the_file_is_nobody_elses(void)
{
	g_autoptr(Scratch) dir = scratch_new();
	g_autofree char *inner = g_build_filename(dir, "new", NULL);
	g_autofree char *path = g_build_filename(inner, CACHEFILE_NAME, NULL);
	g_autoptr(Keepers) keepers = keepers_new(inner);
	g_autoptr(GError) error = NULL;
	struct stat about;

	g_assert_nonnull(keepers);
	g_assert_cmpint(g_stat(path, &about), ==, 0);
	g_assert_cmpint(about.st_mode & 0777, ==, 0600);
	g_assert_cmpint(g_stat(inner, &about), ==, 0);
	g_assert_cmpint(about.st_mode & 0777, ==, 0700);
	/* it may be there before the archive */
	g_autoptr(Archive) archive = archive_open(inner, ARCHIVE_WRITE, &error);
	g_assert_no_error(error);
	g_assert_nonnull(archive);
}

static void assert_works_in_memory(Keepers *keepers)
{
	const Pace pace = {.at_once = 1};
	gint64 now_ms = g_get_real_time() / 1000;

	keep(keepers, "in memory", "here", NOW + 100);
	g_autofree char *found = find(keepers, "in memory", NOW);
	g_assert_cmpstr(found, ==, "here");
	g_assert_cmpint(enter(keepers, "a", pace, now_ms), ==, -1);
	g_assert_cmpint(enter(keepers, "b", pace, now_ms), >=, 0);
	leave(keepers, "a");
	g_assert_cmpint(enter(keepers, "a", pace, now_ms), ==, -1);
}

static void without_a_file_it_goes_on(void)
{
	g_autoptr(Keepers) none = keepers_new(NULL), barred = keepers_new("/dev/null/archive");

	assert_works_in_memory(none);
	assert_no_trouble(none);
	assert_works_in_memory(barred);
	g_autofree char *trouble = keepers_trouble(barred);
	g_assert_cmpstr(trouble, ==, "cannot create the folder /dev/null/archive: Not a directory");
}

/* The disk fills up while a question is under way: what was remembered is still known, the rest goes on. */
static void fill_the_disk(const char *dir, int out)
{
	g_autofree char *path = g_build_filename(dir, CACHEFILE_NAME, NULL);
	g_autofree char *large = g_strnfill(1 << 20, 'x');
	Keepers *keepers = keepers_new(dir);
	struct stat about;

	(void)out;
	keep(keepers, "before", "known", NOW + 100);
	g_assert_cmpint(enter(keepers, "a", (Pace){.at_once = 1}, NOW_MS), ==, -1);
	g_assert_cmpint(g_stat(path, &about), ==, 0);
	struct rlimit limit = {(rlim_t)about.st_size, (rlim_t)about.st_size};
	signal(SIGXFSZ, SIG_IGN);
	g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &limit), ==, 0);
	keep(keepers, "after", large, NOW + 100);
	g_autofree char *before = find(keepers, "before", NOW),
			*after = find(keepers, "after", NOW);
	g_autofree char *trouble = keepers_trouble(keepers);
	g_assert_cmpstr(before, ==, "known");
	g_assert_cmpstr(after, ==, large);
	g_assert_nonnull(trouble);
	leave(keepers, "a"); /* of the file: not the pacer's to give back */
	assert_works_in_memory(keepers);
	keepers_free(keepers);
}

static void on_a_full_disk_it_goes_on(void)
{
	g_autoptr(Scratch) dir = scratch_new();
	int status;
	pid_t pid = start(fill_the_disk, dir, -1);

	g_assert_cmpint(waitpid(pid, &status, 0), ==, pid);
	g_assert_cmpint(status, ==, 0);
}

static void a_damaged_file_is_made_anew(void)
{
	g_autoptr(Scratch) dir = scratch_new();
	g_autofree char *path = g_build_filename(dir, CACHEFILE_NAME, NULL);
	g_autofree char *rubbish = g_strnfill(8192, 'x');

	g_assert_true(g_file_set_contents(path, rubbish, 8192, NULL));
	g_autoptr(Keepers) keepers = keepers_new(dir);
	keep(keepers, "a.example", "yes", NOW + 100);
	g_autoptr(Keepers) other = keepers_new(dir);
	g_autofree char *found = find(other, "a.example", NOW);
	g_assert_cmpstr(found, ==, "yes");
	assert_no_trouble(keepers);
}

/* A case that asked `question`, in the archive. */
static void save_case(const char *dir, const char *id, const char *question, ArchiveState state)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Archive) archive = archive_open(dir, ARCHIVE_WRITE, &error);
	g_autoptr(Dossier) dossier = dossier_new(id, "2026-11-25T01:02:03Z");
	g_autoptr(Exchange) exchange = exchange_of(question, NULL);
	json_t *exchanges = json_array();

	json_push(exchanges, exchange_to_json(exchange, NULL));
	dossier_put(dossier, "exchanges", exchanges);
	archive_save(archive, dossier, state, &error);
	g_assert_no_error(error);
}

/* Whether the cache's file has these bytes anywhere. */
static bool file_has(const char *dir, const char *bytes)
{
	g_autofree char *path = g_build_filename(dir, CACHEFILE_NAME, NULL), *contents = NULL;
	gsize len;

	g_assert_true(g_file_get_contents(path, &contents, &len, NULL));
	return memmem(contents, len, bytes, strlen(bytes)) != NULL;
}

static const struct {
	ArchiveState state;
	bool other_stays;
} removals[] = {
	{ARCHIVE_DONE, true},
	/* what it asked and had no time to say goes too */
	{ARCHIVE_UNFINISHED, false},
};

static void a_removed_case_leaves_no_answers(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(removals); i++) {
		g_autoptr(Scratch) dir = scratch_new();
		g_autoptr(Keepers) keepers = keepers_new(dir);
		g_autoptr(GError) error = NULL;
		save_case(dir, "20261125-7f3a91c2", "asked.example", removals[i].state);
		keep(keepers, "asked.example", "secret of asked", G_MAXINT32 * (gint64)2);
		keep(keepers, "other.example", "of nobody", G_MAXINT32 * (gint64)2);
		g_assert_true(file_has(dir, "secret of asked"));
		g_autoptr(Archive) archive = archive_open(dir, ARCHIVE_WRITE, &error);
		g_assert_true(archive_remove(archive, "20261125-7f3a91c2", &error));
		g_autofree char *asked = find(keepers, "asked.example", NOW),
				*other = find(keepers, "other.example", NOW);
		g_assert_cmpstr(asked, ==, NULL);
		g_assert_cmpstr(other, ==, removals[i].other_stays ? "of nobody" : NULL);
		g_assert_false(file_has(dir, "asked.example"));
		g_assert_false(file_has(dir, "secret of asked"));
		assert_no_trouble(keepers);
	}
}

/* Who complained is left alone, whatever is removed; who did not is forgotten with the case. */
static void a_complaint_outlives_its_case(void)
{
	g_autoptr(Scratch) dir = scratch_new();
	g_autoptr(Keepers) keepers = keepers_new(dir);
	const Governor *governor = keepers_lent(keepers)->governor;
	gint64 now_ms = g_get_real_time() / 1000;
	g_autoptr(GError) error = NULL;

	save_case(dir, "20261125-7f3a91c2", "a.example", ARCHIVE_DONE);
	save_case(dir, "20261125-00c0ffee", "a.example", ARCHIVE_DONE);
	g_assert_cmpint(enter(keepers, "a", (Pace){.at_once = 1}, now_ms), ==, -1);
	leave(keepers, "a");
	governor->back_off(governor->self, SERVER, now_ms + 60000);
	g_autoptr(Archive) archive = archive_open(dir, ARCHIVE_WRITE, &error);
	g_assert_true(archive_remove(archive, "20261125-7f3a91c2", &error));
	g_assert_cmpint(enter(keepers, "a", (Pace){.at_once = 1}, now_ms), ==, 60000);

	g_autoptr(sqlite3) db = cachefile_open(dir, &error);
	g_assert_true(db_exec(db, "UPDATE servers SET until_ms = 0", &error));
	g_assert_true(file_has(dir, SERVER));
	g_assert_true(archive_remove(archive, "20261125-00c0ffee", &error));
	g_assert_false(file_has(dir, SERVER));
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		void (*run)(void);
	} tests[] = {
		{"an answer is shared", an_answer_is_shared},
		{"an answer has its time", an_answer_has_its_time},
		{"a newer answer replaces", a_newer_answer_replaces},
		{"a cache does not grow for ever", a_cache_does_not_grow_for_ever},
		{"places are shared", places_are_shared},
		{"a question has one asker", a_question_has_one_asker},
		{"time between questions is shared", time_between_questions_is_shared},
		{"a complaint is shared", a_complaint_is_shared},
		{"a killed holder gives its place up", a_killed_holder_gives_its_place_up},
		{"a rush keeps the pace", a_rush_keeps_the_pace},
		{"the file is nobody else's", the_file_is_nobody_elses},
		{"without a file it goes on", without_a_file_it_goes_on},
		{"on a full disk it goes on", on_a_full_disk_it_goes_on},
		{"a damaged file is made anew", a_damaged_file_is_made_anew},
		{"a removed case leaves no answers", a_removed_case_leaves_no_answers},
		{"a complaint outlives its case", a_complaint_outlives_its_case},
	};

	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(tests); i++) {
		g_autofree char *path = g_strconcat("/keepers/", tests[i].name, NULL);
		g_test_add_func(path, tests[i].run);
	}
	return g_test_run();
}
