#include "investigate/investigate.h"

#include <string.h>

#include "support/assert_str.h"
#include "support/scratch.h"

/* 2026-11-25 01:02:03 UTC */
#define NOW 1795568523

static guint32 draw_always(void)
{
	return 0x7f3a91c2;
}

/* Test steps: what `read` says depends on the mail's bytes, `judge` on what `read` said. */

static StepStatus read_run(const StepContext *context, Dossier *dossier, json_t **why_out)
{
	const json_t *source = json_object_get(dossier_json(dossier), "source");
	const Blobs *blobs = context->blobs;
	g_autoptr(GBytes) mail = blobs->get(blobs->store, json_get_text(source, "sha256"), NULL);
	json_t *section = json_object();

	(void)why_out;
	json_put(section, "subject", json_text(str_of_bytes(mail)));
	dossier_put(dossier, "mail", section);
	return STEP_DONE;
}

static StepStatus fail_run(const StepContext *context, Dossier *dossier, json_t **why_out)
{
	(void)context;
	(void)dossier;
	*why_out = json_words("the worker died", "ワーカーが落ちました");
	return STEP_FAILED;
}

/* A finding that points nowhere: what must not get into a case. */
static StepStatus broken_run(const StepContext *context, Dossier *dossier, json_t **why_out)
{
	json_t *findings = json_parse(STR("[{\"rule\":\"r\",\"evidence\":[\"/links/7\"]}]"), NULL);

	(void)context;
	(void)why_out;
	dossier_put(dossier, "findings", findings);
	return STEP_DONE;
}

/* Asks one thing, and leaves the rest of the dossier broken. */
static StepStatus ask_run(const StepContext *context, Dossier *dossier, json_t **why_out)
{
	ExchangeKey key = {"whois", "whois.example:43", "a.example"};
	g_autoptr(Exchange) exchange = exchange_new(&key);

	exchange->answer = g_bytes_new_static("no match", 8);
	context->recorder->record(context->recorder->self, exchange);
	return broken_run(context, dossier, why_out);
}

static StepStatus judge_run(const StepContext *context, Dossier *dossier, json_t **why_out)
{
	json_t *verdict = json_object();

	(void)context;
	(void)why_out;
	json_put(verdict, "is",
		json_text(json_at(dossier_json(dossier), "/mail/subject") ? STR("no-sign")
									  : STR("inconclusive")));
	dossier_put(dossier, "verdict", verdict);
	return STEP_DONE;
}

static const Step read_step = {"read", read_run};
static const Step fail_step = {"trace", fail_run};
static const Step broken_step = {"lookup", broken_run};
static const Step ask_step = {"lookup", ask_run};
static const Step judge_step = {"judge", judge_run};

static json_t *tell(const json_t *dossier)
{
	return json_words("read \"%s\"", "「%s」を読んだ",
		json_string_value(json_at(dossier, "/mail/subject")));
}

static const RoadStep whole_road[] = {
	{"read", "?", "?", &read_step, tell},
	{"relate", "?", "?", NULL, NULL},
	{"judge", "?", "?", &judge_step, NULL},
	{0},
};

static const RoadStep rough_road[] = {
	{"read", "?", "?", &read_step, NULL},
	{"trace", "?", "?", &fail_step, NULL},
	{"lookup", "?", "?", &broken_step, NULL},
	{"judge", "?", "?", &judge_step, NULL},
	{0},
};

/* A listener that writes down what it hears. */

static void hear_open(void *data, const char *id, const json_t *says)
{
	g_string_append_printf(
		data, "[%s%s%s]", id, says ? " " : "", says ? json_get_text(says, "en") : "");
}

static void hear_begin(void *data, const RoadStep *row)
{
	g_string_append_printf(data, " %s", row->name);
}

static void hear_end(
	void *data, const RoadStep *row, StepStatus status, const json_t *says, gint64 ms)
{
	static const char *const marks[] = {"+", "~", "!"};

	(void)row;
	(void)ms;
	g_string_append_printf(data, "%s%s", marks[status], says ? json_get_text(says, "en") : "");
}

static Investigation along(const RoadStep *road, Archive *archive, GString *heard)
{
	return (Investigation){
		.archive = archive,
		.steps = road,
		.now = NOW,
		.draw = draw_always,
		.offline = true,
		.listener = {heard, hear_open, hear_begin, hear_end},
	};
}

static Archive *open_in(const char *dir)
{
	g_autoptr(GError) error = NULL;
	Archive *archive = archive_open(dir, ARCHIVE_WRITE, &error);

	g_assert_no_error(error);
	return archive;
}

/* Investigate `mail`, and give back what was heard. */
static char *hear(const RoadStep *road, Archive *archive, const char *mail, Dossier **dossier_out)
{
	g_autoptr(GBytes) bytes = g_bytes_new(mail, strlen(mail));
	g_autoptr(GString) heard = g_string_new(NULL);
	g_autoptr(GError) error = NULL;
	Investigation with = along(road, archive, heard);

	*dossier_out = investigate_mail(&with, "mail.eml", bytes, &error);
	g_assert_no_error(error);
	return g_string_free(g_steal_pointer(&heard), FALSE);
}

/* "read done, judge failed": the dossier's steps. */
static char *steps_of(const Dossier *dossier)
{
	const json_t *entry, *steps = json_object_get(dossier_json(dossier), "steps");
	g_autoptr(GString) text = g_string_new(NULL);
	size_t index;

	json_array_foreach (steps, index, entry)
		g_string_append_printf(text, "%s%s %s", index ? ", " : "",
			json_get_text(entry, "step"), json_get_text(entry, "status"));
	return g_string_free(g_steal_pointer(&text), FALSE);
}

static void a_mail_takes_the_whole_road(void)
{
	g_autoptr(Scratch) dir = scratch_new();
	g_autoptr(Archive) archive = open_in(dir);
	g_autoptr(Dossier) dossier = NULL;
	ArchiveState state;

	g_autofree char *heard = hear(whole_road, archive, "hello", &dossier);
	g_assert_cmpstr(heard, ==,
		"[20261125-7f3a91c2] read+read \"hello\""
		" relate~This version of mekiki does not have this step. judge+");
	g_assert_cmpstr(json_get_text(dossier_json(dossier), "opened"), ==, "2026-11-25T01:02:03Z");

	g_autoptr(Dossier) kept = archive_load(archive, "20261125-7f3a91c2", &state, NULL);
	g_autofree char *said = dossier_canonical(dossier), *stored = dossier_canonical(kept);
	g_assert_cmpint(state, ==, ARCHIVE_DONE);
	g_assert_cmpstr(stored, ==, said);
}

static void a_failed_step_does_not_end_the_road(void)
{
	g_autoptr(Dossier) dossier = NULL;

	g_autofree char *heard = hear(rough_road, NULL, "hello", &dossier);
	g_autofree char *steps = steps_of(dossier);
	g_assert_cmpstr(steps, ==, "read done, trace failed, lookup failed, judge done");
	g_assert_cmpstr(heard, ==,
		"[20261125-7f3a91c2] read+ trace!the worker died lookup!What the step wrote was "
		"not "
		"sound: r points at /links/7, where the dossier has nothing. judge+");
	/* nothing of the broken step is left */
	g_assert_cmpuint(
		json_array_size(json_object_get(dossier_json(dossier), "findings")), ==, 0);
}

static void what_a_failed_step_asked_is_kept(void)
{
	static const RoadStep road[] = {{"lookup", "?", "?", &ask_step, NULL}, {0}};
	g_autoptr(Scratch) dir = scratch_new();
	g_autoptr(Archive) archive = open_in(dir);
	g_autoptr(Dossier) dossier = NULL;
	const Blobs *blobs = archive_blobs(archive);

	g_autofree char *heard = hear(road, archive, "hello", &dossier);
	g_autofree char *steps = steps_of(dossier);
	const json_t *exchange = json_at(dossier_json(dossier), "/exchanges/0");
	g_autoptr(GBytes) answer =
		blobs->get(blobs->store, json_get_text(exchange, "answer"), NULL);
	g_assert_nonnull(heard);
	g_assert_cmpstr(steps, ==, "lookup failed");
	g_assert_cmpstr(json_get_text(exchange, "question"), ==, "a.example");
	assert_str(str_of_bytes(answer), STR("no match"));
}

static guint32 draw_next(void)
{
	static guint32 drawn;

	return drawn++ / 2; /* 0, 0, 1, 1, ... */
}

static void two_cases_never_share_an_id(void)
{
	g_autoptr(Scratch) dir = scratch_new();
	g_autoptr(Archive) archive = open_in(dir);
	g_autoptr(GBytes) mail = g_bytes_new_static("m", 1);
	Investigation with = along(whole_road, archive, NULL);

	with.draw = draw_next;
	with.listener = (Listener){0};
	g_autoptr(Dossier) first = investigate_mail(&with, "a", mail, NULL);
	g_autoptr(Dossier) second = investigate_mail(&with, "b", mail, NULL);
	g_assert_cmpstr(dossier_id(first), ==, "20261125-00000000");
	g_assert_cmpstr(dossier_id(second), ==, "20261125-00000001");
	g_assert_cmpstr(json_get_text(dossier_json(second), "revises"), ==, "20261125-00000000");
}

static void the_same_mail_is_told(void)
{
	g_autoptr(Scratch) dir = scratch_new();
	g_autoptr(Archive) archive = open_in(dir);
	g_autoptr(GBytes) mail = g_bytes_new_static("m", 1);
	g_autoptr(GString) heard = g_string_new(NULL);
	Investigation with = along(whole_road, archive, heard);

	g_autoptr(Dossier) first = investigate_mail(&with, "a", mail, NULL);
	with.draw = g_random_int;
	g_autoptr(Dossier) second = investigate_mail(&with, "a", mail, NULL);
	g_assert_true(first && second);
	g_assert_nonnull(
		strstr(heard->str, "This mail was investigated before: case 20261125-7f3a91c2.]"));
}

/* The archive as it is when the program dies after `steps` steps. */
static void die_after(const char *dir, const RoadStep *road, size_t steps, const char *mail)
{
	g_autoptr(Archive) archive = open_in(dir);
	g_autoptr(Dossier) dossier = NULL;
	g_autofree char *heard = hear(road, archive, mail, &dossier);
	g_assert_nonnull(heard);
	json_t *ended = json_deep_copy(json_object_get(dossier_json(dossier), "steps"));

	while (json_array_size(ended) > steps)
		json_array_remove(ended, steps);
	dossier_put(dossier, "steps", ended);
	dossier_put(dossier, "verdict", json_null());
	if (steps == 0)
		dossier_put(dossier, "mail", json_null());
	g_assert_true(archive_claim(archive, dossier_id(dossier), NULL));
	g_assert_true(archive_save(archive, dossier, ARCHIVE_UNFINISHED, NULL));
}

static void a_resumed_case_comes_out_the_same(void)
{
	g_autoptr(Dossier) undisturbed = NULL;
	g_autofree char *heard = hear(whole_road, NULL, "hello", &undisturbed);
	g_assert_nonnull(heard);
	g_autofree char *expected = dossier_canonical(undisturbed);

	for (size_t steps = 0; steps <= 3; steps++) {
		g_autoptr(Scratch) dir = scratch_new();
		ArchiveState state;
		die_after(dir, whole_road, steps, "hello");

		g_autoptr(Archive) archive = open_in(dir);
		g_autoptr(GError) error = NULL;
		Investigation with = along(whole_road, archive, NULL);
		with.listener = (Listener){0};
		with.now = NOW + 86400; /* the next day: the case's clock is its own */
		g_autoptr(Dossier) resumed = investigate_resume(&with, "20261125-7f3a91c2", &error);
		g_assert_no_error(error);
		if (steps < 3) {
			g_autofree char *actual = dossier_canonical(resumed);
			g_assert_cmpstr(actual, ==, expected);
		}
		g_autoptr(Dossier) kept = archive_load(archive, "20261125-7f3a91c2", &state, NULL);
		g_assert_nonnull(kept);
		g_assert_cmpint(state, ==, ARCHIVE_DONE);
	}
}

/* Step that looks how many cases the archive knows to be read already. */
static StepStatus peek_run(const StepContext *context, Dossier *dossier, json_t **why_out)
{
	const char *dir = g_getenv("PEEK_DIR");
	g_autoptr(Archive) archive = archive_open(dir, ARCHIVE_READ, NULL);
	g_autoptr(GPtrArray) entries = archive_list(archive, NULL);
	const ArchiveEntry *entry = entries->pdata[0];

	(void)context;
	(void)dossier;
	*why_out = json_words("%s", "%s", entry->subject ? entry->subject : "opened");
	return STEP_SKIPPED;
}

static const Step peek_step = {"trace", peek_run};

static void saves_keep_a_distance(void)
{
	static const RoadStep road[] = {
		{"read", "?", "?", &read_step, NULL},
		{"trace", "?", "?", &peek_step, NULL},
		{0},
	};
	static const struct {
		gint64 pause_ms;
		const char *seen;
	} rows[] = {
		{0, "[20261125-7f3a91c2] read+ trace~hello"},
		{3600000, "[20261125-7f3a91c2] read+ trace~opened"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(Scratch) dir = scratch_new();
		g_autoptr(Archive) archive = open_in(dir);
		g_autoptr(GBytes) mail = g_bytes_new_static("hello", 5);
		g_autoptr(GString) heard = g_string_new(NULL);
		Investigation with = along(road, archive, heard);
		with.save_pause_ms = rows[i].pause_ms;
		g_setenv("PEEK_DIR", dir, TRUE);
		g_autoptr(Dossier) dossier = investigate_mail(&with, "a", mail, NULL);
		g_assert_nonnull(dossier);
		g_assert_cmpstr(heard->str, ==, rows[i].seen);
	}
}

static void resuming_begins_at_the_first_open_step(void)
{
	static const struct {
		const RoadStep *died_on, *resumed_on;
		size_t steps;
		const char *heard;
	} rows[] = {
		{whole_road, whole_road, 0,
			"[20261125-7f3a91c2] read+read \"hello\" relate~This "
			"version of mekiki does not have this step. judge+"},
		{whole_road, whole_road, 2, "[20261125-7f3a91c2] judge+"},
		/* a failed step is tried again, and what comes after it */
		{rough_road, rough_road, 3,
			"[20261125-7f3a91c2] trace!the worker died lookup!What the step wrote was "
			"not "
			"sound: r points at /links/7, where the dossier has nothing. judge+"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(Scratch) dir = scratch_new();
		g_autoptr(GString) heard = g_string_new(NULL);
		die_after(dir, rows[i].died_on, rows[i].steps, "hello");
		g_autoptr(Archive) archive = open_in(dir);
		Investigation with = along(rows[i].resumed_on, archive, heard);
		g_autoptr(Dossier) dossier = investigate_resume(&with, "20261125-7f3a91c2", NULL);
		g_assert_nonnull(dossier);
		g_assert_cmpstr(heard->str, ==, rows[i].heard);
	}
}

static void a_finished_case_comes_back_as_it_is(void)
{
	g_autoptr(Scratch) dir = scratch_new();
	g_autoptr(Archive) archive = open_in(dir);
	g_autoptr(GString) heard = g_string_new(NULL);
	g_autoptr(Dossier) dossier = NULL;

	g_autofree char *first = hear(whole_road, archive, "hello", &dossier);
	g_assert_nonnull(first);
	Investigation with = along(whole_road, archive, heard);
	g_autoptr(Dossier) again = investigate_resume(&with, "20261125-7f3a91c2", NULL);
	g_assert_true(json_equal(dossier_json(again), dossier_json(dossier)));
	g_assert_cmpstr(heard->str, ==, "");
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		void (*run)(void);
	} tests[] = {
		{"a mail takes the whole road", a_mail_takes_the_whole_road},
		{"a failed step does not end the road", a_failed_step_does_not_end_the_road},
		{"what a failed step asked is kept", what_a_failed_step_asked_is_kept},
		{"two cases never share an id", two_cases_never_share_an_id},
		{"the same mail is told", the_same_mail_is_told},
		{"a resumed case comes out the same", a_resumed_case_comes_out_the_same},
		{"saves keep a distance", saves_keep_a_distance},
		{"resuming begins at the first open step", resuming_begins_at_the_first_open_step},
		{"a finished case comes back as it is", a_finished_case_comes_back_as_it_is},
	};

	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(tests); i++) {
		g_autofree char *path = g_strconcat("/investigate/", tests[i].name, NULL);
		g_test_add_func(path, tests[i].run);
	}
	return g_test_run();
}
