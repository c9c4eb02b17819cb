/*
 * Real mail: the origins that a regular expression read from the lists' own servers' headers
 * (corpus/origins.tsv), and those that Exchange wrote down (X-Sender-IP). Read where they are; skipped where
 * they are absent.
 */
#include "base/charset.h"
#include "read/read.h"
#include "support/schema.h"
#include "trace/trace.h"

/* Of the origins in the table, so many may be told otherwise: none is today. */
#define ORIGINS_MISSED_MAX 2

/* One dossier in so many is held to the schema. */
#define SCHEMA_EVERY 25

/* Sanitizers take ten times as long: one of Exchange's mails in so many is enough for them. */
#define SANITIZED_EVERY 5

static const char *const reported_sections[] = {
	"mail", "links", "attachments", "hops", "origin", "auth"};

typedef struct {
	void *prepared;   /* for read_job */
	GString *dossier; /* one line each, for the schema */
	unsigned seen;
} Corpus;

static char *corpus_path(const char *name)
{
	const char *shared = g_getenv("MEKIKI_SHARED");

	return g_build_filename(shared ? shared : "", "corpus", name, NULL);
}

static void merge_section(Dossier *dossier, const json_t *answer, const char *name)
{
	json_t *section = json_object_get(answer, name);

	if (section)
		dossier_put(dossier, name, json_incref(section));
}

/* Read and trace one mail, as the cage does. */
static Dossier *investigate(Corpus *corpus, const char *path)
{
	Dossier *dossier = dossier_new("20261125-7f3a91c2", "2026-11-25T01:02:03Z");
	CageParcel mail = {.json = json_object(), .blobs = NULL}, read = {0}, traced = {0};
	g_autoptr(GError) error = NULL;
	char *bytes;
	gsize size;

	g_assert_true(g_file_get_contents(path, &bytes, &size, &error));
	json_put(mail.json, "size", json_integer((json_int_t)size));
	mail.blobs = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
	g_ptr_array_add(mail.blobs, g_bytes_new_take(bytes, size));
	g_assert_true(read_job.run(corpus->prepared, &mail, &read, &error));
	g_assert_true(trace_job.run(NULL, &read, &traced, &error));
	for (size_t i = 0; i < G_N_ELEMENTS(reported_sections); i++) {
		merge_section(dossier, read.json, reported_sections[i]);
		merge_section(dossier, traced.json, reported_sections[i]);
	}
	cage_parcel_clear(&mail);
	cage_parcel_clear(&read);
	cage_parcel_clear(&traced);
	return dossier;
}

static void keep_for_schema(Corpus *corpus, const Dossier *dossier)
{
	g_autofree char *line = NULL;

	if (corpus->seen++ % SCHEMA_EVERY != 0)
		return;
	line = json_canonical(dossier_json(dossier));
	g_string_append_printf(corpus->dossier, "%s\n", line);
}

static const char *origin_ip(const Dossier *dossier)
{
	const char *ip = json_get_text(json_at(dossier_json(dossier), "/origin"), "ip");

	return ip ? ip : "none";
}

static bool is_right(Corpus *corpus, const char *name, const char *wanted)
{
	g_autofree char *path = corpus_path(name);
	g_autoptr(Dossier) dossier = investigate(corpus, path);
	bool right = g_strcmp0(origin_ip(dossier), wanted) == 0;

	if (!right)
		g_test_message("%s: %s, the table has %s", name, origin_ip(dossier), wanted);
	keep_for_schema(corpus, dossier);
	return right;
}

typedef struct {
	unsigned right, all, unsure;
} Score;

/* One line of a table: the file, the origin, and "unsure" where the eye could not decide. */
static void score_line(Corpus *corpus, Str line, Score *score)
{
	Str name = str_take_until(&line, '\t');
	str_take_char(&line, '\t');
	Str origin = str_take_until(&line, '\t');
	g_autofree char *file = str_dup(name), *ip = str_dup(origin);
	bool right = is_right(corpus, file, ip), unsure = line.len > 0;

	score->unsure += unsure && !right;
	score->right += right;
	score->all++;
}

/* Hold the program to the table at `path`; so many lines may be told otherwise. */
static void check_table(Corpus *corpus, const char *path, unsigned missed_max)
{
	g_autofree char *table = NULL, *mails = corpus_path("phish");
	g_autoptr(GError) error = NULL;
	Score score = {0};

	if (!g_file_get_contents(path, &table, NULL, &error)) {
		g_test_skip(error->message);
		return;
	}
	if (!g_file_test(mails, G_FILE_TEST_IS_DIR)) {
		g_test_skip("the mails are not there");
		return;
	}
	for (Str rest = str_of(table); rest.len > 0;)
		score_line(corpus, str_take_line(&rest), &score);
	g_test_message("origins: %u of %u, and %u unsure", score.right, score.all, score.unsure);
	g_assert_cmpuint(score.right + score.unsure + missed_max, >=, score.all);
}

static void test_origins(gconstpointer data)
{
	g_autofree char *path = corpus_path("origins.tsv");

	check_table((Corpus *)data, path, ORIGINS_MISSED_MAX);
}

/* 40 mails of lists and 40 of phishing, whose headers a person read before the program did. */
static void test_by_eye(gconstpointer data)
{
	g_autofree char *path =
		g_build_filename(g_getenv("MEKIKI_SOURCE"), "tests/trace/origins_by_eye.tsv", NULL);

	check_table((Corpus *)data, path, 0);
}

static const char *header_value(const Dossier *dossier, Str name)
{
	const json_t *header;
	size_t index;

	json_array_foreach (json_at(dossier_json(dossier), "/mail/headers"), index, header)
		if (str_equal_fold(json_get_str(header, "name"), name))
			return json_get_text(header, "value");
	return NULL;
}

/* Whether the mail passed a list or a forwarding mailbox, behind which Exchange does not look. */
static bool was_relayed(const Dossier *dossier)
{
	const json_t *hop;
	size_t index;

	json_array_foreach (json_at(dossier_json(dossier), "/hops"), index, hop) {
		Str side = json_get_str(hop, "side");
		if (str_equal(side, STR("list")) || str_equal(side, STR("forwarder")))
			return true;
	}
	return false;
}

static void test_exchange(gconstpointer data)
{
	Corpus *corpus = (Corpus *)data;
	g_autofree char *folder = corpus_path("phish");
	g_autoptr(GError) error = NULL;
	g_autoptr(GDir) files = g_dir_open(folder, 0, &error);
	unsigned right = 0, relayed = 0, all = 0, listed = 0;

	if (!files) {
		g_test_skip(error->message);
		return;
	}
	for (const char *name; (name = g_dir_read_name(files));) {
		if (MEKIKI_SANITIZED && listed++ % SANITIZED_EVERY != 0)
			continue;
		g_autofree char *path = g_build_filename(folder, name, NULL);
		g_autoptr(Dossier) dossier = investigate(corpus, path);
		const char *wanted = header_value(dossier, STR("X-Sender-IP"));
		bool same = g_strcmp0(origin_ip(dossier), wanted) == 0;

		keep_for_schema(corpus, dossier);
		if (!wanted)
			continue;
		all++;
		right += same;
		relayed += !same && was_relayed(dossier);
		if (!same && !was_relayed(dossier))
			g_test_message("%s: %s, Exchange has %s", name, origin_ip(dossier), wanted);
	}
	g_test_message("X-Sender-IP: %u of %u, and %u relayed", right, all, relayed);
	g_assert_cmpuint(right + relayed, ==, all);
}

/* docs/dossier.schema.json holds what came out. */
static void test_schema(gconstpointer data)
{
	const Corpus *corpus = data;

	if (corpus->dossier->len == 0)
		g_test_skip("no mail was read");
	else
		schema_check(corpus->dossier->str);
}

int main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	Corpus corpus = {.dossier = g_string_new(NULL)};
	int failed;

	g_test_init(&argc, &argv, NULL);
	corpus.prepared = read_job.prepare(g_getenv("MEKIKI_SOURCE"), &error);
	g_assert_no_error(error);
	g_test_add_data_func("/trace/corpus/origins", &corpus, test_origins);
	g_test_add_data_func("/trace/corpus/by-eye", &corpus, test_by_eye);
	g_test_add_data_func("/trace/corpus/exchange", &corpus, test_exchange);
	g_test_add_data_func("/trace/corpus/schema", &corpus, test_schema);
	failed = g_test_run();
	charsets_free(corpus.prepared);
	g_string_free(corpus.dossier, TRUE);
	return failed;
}
