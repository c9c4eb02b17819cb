#include "archive/archive.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/scratch.h"

#define ID_A "20261125-7f3a91c2"
#define ID_B "20261125-7f3a0000"
#define ID_C "20261126-00c0ffee"

/* A case of the mail `mail`, with a blob that is the mail. */
static Dossier *case_of(Archive *archive, const char *id, const char *mail, const char *subject)
{
	Dossier *dossier = dossier_new(id, "2026-11-25T01:02:03Z");
	g_autoptr(GBytes) bytes = g_bytes_new(mail, strlen(mail));
	char name[BLOB_NAME_SIZE];
	json_t *source = json_object(), *text = json_object();

	archive_blobs(archive)->put(archive_blobs(archive)->store, bytes, name, NULL);
	json_put(source, "name", json_text(STR("mail.eml")));
	json_put(source, "size", json_integer((json_int_t)strlen(mail)));
	json_put(source, "sha256", json_text(str_of(name)));
	json_put(text, "subject", json_text(str_of(subject)));
	dossier_put(dossier, "source", source);
	dossier_put(dossier, "mail", text);
	return dossier;
}

static void save(Archive *archive, const char *id, const char *mail, ArchiveState state)
{
	g_autoptr(Dossier) dossier = case_of(archive, id, mail, "重要");
	g_autoptr(GError) error = NULL;

	archive_save(archive, dossier, state, &error);
	g_assert_no_error(error);
}

static Archive *open_in(const char *dir)
{
	g_autoptr(GError) error = NULL;
	Archive *archive = archive_open(dir, ARCHIVE_WRITE, &error);

	g_assert_no_error(error);
	return archive;
}

/* The bytes of the case's mail as the archive gives them, or why it does not. */
static char *mail_of(Archive *archive, const char *id)
{
	g_autoptr(GError) error = NULL;
	ArchiveState state;
	g_autoptr(Dossier) dossier = archive_load(archive, id, &state, &error);

	if (!dossier)
		return g_strdup(error->message);
	const Blobs *blobs = archive_blobs(archive);
	const char *name = json_string_value(json_at(dossier_json(dossier), "/source/sha256"));
	g_autoptr(GBytes) bytes = blobs->get(blobs->store, name, &error);
	return bytes ? str_dup(str_of_bytes(bytes)) : g_strdup(error->message);
}

/* "ID state, ID state": the whole list. */
static char *listing(Archive *archive)
{
	g_autoptr(GPtrArray) entries = archive_list(archive, NULL);
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; i < entries->len; i++) {
		const ArchiveEntry *entry = entries->pdata[i];
		g_string_append_printf(text, "%s%s %s", i ? ", " : "", entry->id,
			entry->state == ARCHIVE_DONE ? "done" : "unfinished");
	}
	return g_string_free(g_steal_pointer(&text), FALSE);
}

static char *blob_path(const char *dir, const char *bytes)
{
	char name[BLOB_NAME_SIZE];

	blob_name(str_of(bytes), name);
	g_autofree char *fan = g_strndup(name, 2);
	return g_build_filename(dir, "objects", fan, name + 2, NULL);
}

static void a_case_outlives_its_program(void)
{
	g_autoptr(Scratch) dir = scratch_new();
	struct stat about;

	Archive *archive = open_in(dir);
	save(archive, ID_A, "From: a", ARCHIVE_UNFINISHED);
	archive_close(archive);

	g_autoptr(Archive) again = archive_open(dir, ARCHIVE_READ, NULL);
	g_autofree char *mail = mail_of(again, ID_A), *list = listing(again);
	g_assert_cmpstr(mail, ==, "From: a");
	g_assert_cmpstr(list, ==, ID_A " unfinished");
	g_assert_cmpint(g_stat(dir, &about), ==, 0);
	g_assert_cmpint(about.st_mode & 0777, ==, 0700);
}

static void a_save_replaces_and_ends_a_case(void)
{
	g_autoptr(Scratch) dir = scratch_new();
	g_autoptr(Archive) archive = open_in(dir);

	save(archive, ID_A, "one", ARCHIVE_UNFINISHED);
	save(archive, ID_A, "two", ARCHIVE_DONE);
	g_autofree char *mail = mail_of(archive, ID_A), *list = listing(archive);
	g_assert_cmpstr(mail, ==, "two");
	g_assert_cmpstr(list, ==, ID_A " done");
}

static void an_id_belongs_to_one_case(void)
{
	g_autoptr(Scratch) dir = scratch_new();
	g_autoptr(Archive) first = open_in(dir), second = open_in(dir);
	g_autoptr(GError) error = NULL;

	save(first, ID_A, "mail", ARCHIVE_UNFINISHED);
	g_autoptr(Dossier) dossier = case_of(second, ID_A, "other", "s");
	g_assert_false(archive_save(second, dossier, ARCHIVE_UNFINISHED, &error));
	g_assert_error(error, FAULT, FAULT_TAKEN);

	g_autofree char *path = blob_path(dir, "other");
	g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
}

static void a_case_is_worked_on_by_one(void)
{
	g_autoptr(Scratch) dir = scratch_new();
	g_autoptr(Archive) second = open_in(dir);
	g_autoptr(GError) error = NULL;
	Archive *first = open_in(dir);

	save(first, ID_A, "mail", ARCHIVE_UNFINISHED);
	g_assert_false(archive_claim(second, ID_A, &error));
	g_assert_cmpstr(error->message, ==,
		"the case " ID_A " is being worked on by another mekiki: wait until it has ended");
	g_assert_false(archive_remove(second, ID_A, NULL));

	archive_close(first); /* as when its program is killed */
	g_assert_true(archive_claim(second, ID_A, NULL));
	save(second, ID_A, "mail", ARCHIVE_DONE);
}

static void a_word_finds_a_case(void)
{
	static const struct {
		const char *word, *finds;
	} rows[] = {
		{"last", ID_C},
		{ID_A, ID_A},
		{"20261126", ID_C},
		{"20261125-7f3a9", ID_A},
		{"00c0", ID_C},
		{"7f3a0", ID_B},
		{"7f3a", "7f3a fits more than one case: " ID_B ", " ID_A ". Give more digits"},
		{"2027", "there is no case 2027 in this archive"},
		{"*", "\"*\" is no case: a case is 20261125-7f3a91c2, the first digits of it, or "
		      "last"},
		{"", "\"\" is no case: a case is 20261125-7f3a91c2, the first digits of it, or "
		     "last"},
	};
	g_autoptr(Scratch) dir = scratch_new();
	g_autoptr(Archive) archive = open_in(dir);

	save(archive, ID_A, "a", ARCHIVE_DONE);
	save(archive, ID_B, "b", ARCHIVE_DONE);
	save(archive, ID_C, "c", ARCHIVE_DONE);
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *id = archive_resolve(archive, rows[i].word, &error);
		g_assert_cmpstr(id ? id : error->message, ==, rows[i].finds);
	}
}

static void the_same_mail_is_recognised(void)
{
	g_autoptr(Scratch) dir = scratch_new();
	g_autoptr(Archive) archive = open_in(dir);
	char name[BLOB_NAME_SIZE];

	blob_name(STR("mail"), name);
	save(archive, ID_A, "mail", ARCHIVE_DONE);
	save(archive, ID_B, "another", ARCHIVE_DONE);
	save(archive, ID_C, "mail", ARCHIVE_UNFINISHED);
	g_autofree char *done = archive_find_source(archive, name, ARCHIVE_DONE, NULL);
	g_autofree char *begun = archive_find_source(archive, name, ARCHIVE_UNFINISHED, NULL);
	g_assert_cmpstr(done, ==, ID_A);
	g_assert_cmpstr(begun, ==, ID_C);
}

static void a_damaged_blob_is_found_out_and_healed(void)
{
	g_autoptr(Scratch) dir = scratch_new();
	g_autoptr(Archive) archive = open_in(dir);
	g_autofree char *path = blob_path(dir, "mail");

	save(archive, ID_A, "mail", ARCHIVE_DONE);
	g_assert_true(g_file_set_contents(path, "liam", -1, NULL));
	g_autofree char *damaged = mail_of(archive, ID_A);
	g_assert_true(g_str_has_prefix(damaged, "a blob is damaged"));
	save(archive, ID_B, "mail", ARCHIVE_DONE);
	g_autofree char *healed = mail_of(archive, ID_A);
	g_assert_cmpstr(healed, ==, "mail");
}

static void a_blobs_name_leads_nowhere_else(void)
{
	static const char *const names[] = {
		"",
		"ab",
		"../../../etc/passwd",
		"zz00000000000000000000000000000000000000000000000000000000000000",
		"ab/../../../../../../../../../../../../../../../../../etc/passwd/",
	};
	g_autoptr(Scratch) dir = scratch_new();
	g_autoptr(Archive) archive = open_in(dir);
	const Blobs *blobs = archive_blobs(archive);

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autoptr(GError) error = NULL;
		g_assert_null(blobs->get(blobs->store, names[i], &error));
		g_assert_true(g_str_has_suffix(error->message, "is no blob's name"));
	}
}

/* Whether any file of the archive holds `needle`. */
static bool anywhere(const char *dir, const char *needle)
{
	static const char *const files[] = {"mekiki.db", "mekiki.db-journal"};
	bool found = false;

	for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
		g_autofree char *path = g_build_filename(dir, files[i], NULL), *bytes = NULL;
		gsize len = 0;
		g_file_get_contents(path, &bytes, &len, NULL);
		found = found || str_find(str_over(bytes, len), str_of(needle)) >= 0;
	}
	return found;
}

static void a_removed_case_is_gone_for_good(void)
{
	g_autoptr(Scratch) dir = scratch_new();
	g_autoptr(Archive) archive = open_in(dir);
	g_autofree char *own = blob_path(dir, "own"), *shared = blob_path(dir, "shared");
	g_autofree char *left = g_strconcat(own, ".new", NULL);

	g_autoptr(Dossier) dossier = case_of(archive, ID_A, "own", "nobody-may-read-this-again");
	g_assert_true(archive_save(archive, dossier, ARCHIVE_UNFINISHED, NULL));
	save(archive, ID_A, "shared", ARCHIVE_UNFINISHED);
	g_assert_true(archive_save(archive, dossier, ARCHIVE_DONE, NULL));
	save(archive, ID_B, "shared", ARCHIVE_DONE);
	g_assert_true(g_file_set_contents(left, "what a killed writer left", -1, NULL));
	g_assert_true(anywhere(dir, "nobody-may-read-this-again"));

	g_assert_true(archive_remove(archive, ID_A, NULL));
	g_autofree char *list = listing(archive), *mail = mail_of(archive, ID_B);
	g_assert_cmpstr(list, ==, ID_B " done");
	g_assert_cmpstr(mail, ==, "shared");
	g_assert_false(anywhere(dir, "nobody-may-read-this-again"));
	g_assert_false(g_file_test(own, G_FILE_TEST_EXISTS));
	g_assert_false(g_file_test(left, G_FILE_TEST_EXISTS));
	g_assert_true(g_file_test(shared, G_FILE_TEST_EXISTS));
}

/* Run SQL on the archive's file as a stranger would. */
static void tamper(const char *dir, const char *sql)
{
	g_autofree char *path = g_build_filename(dir, "mekiki.db", NULL);
	sqlite3 *db;

	g_assert_cmpint(sqlite3_open(path, &db), ==, SQLITE_OK);
	g_assert_cmpint(sqlite3_exec(db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
	sqlite3_close(db);
}

static void a_killed_removal_is_completed(void)
{
	g_autoptr(Scratch) dir = scratch_new();
	g_autofree char *path = blob_path(dir, "mail");

	Archive *archive = open_in(dir);
	save(archive, ID_A, "mail", ARCHIVE_DONE);
	archive_close(archive);
	/* as far as `remove` comes when it dies after its first transaction */
	tamper(dir, "DELETE FROM holds; DELETE FROM cases; UPDATE chores SET sweep = 1");
	g_assert_true(g_file_test(path, G_FILE_TEST_EXISTS));
	archive_close(open_in(dir));
	g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
}

static void what_is_no_archive_is_refused(void)
{
	static const struct {
		const char *sql, *says;
	} rows[] = {
		{"PRAGMA user_version = 2", "was written by a newer mekiki (archive version 2, "
					    "this program knows 1): use "
					    "that one, or name another archive"},
		{"PRAGMA application_id = 7", "is no archive of mekiki"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(Scratch) dir = scratch_new();
		g_autoptr(GError) error = NULL;
		archive_close(open_in(dir));
		tamper(dir, rows[i].sql);
		g_assert_null(archive_open(dir, ARCHIVE_READ, &error));
		g_assert_true(g_str_has_suffix(error->message, rows[i].says));
	}
}

static void other_peoples_folders_are_refused(void)
{
	g_autoptr(Scratch) dir = scratch_new();
	g_autofree char *file = g_build_filename(dir, "thesis.tex", NULL);
	g_autoptr(GError) absent = NULL, error = NULL;

	g_assert_null(archive_open(dir, ARCHIVE_READ, &absent));
	g_assert_error(absent, FAULT, FAULT_ABSENT);
	g_assert_true(g_file_set_contents(file, "x", -1, NULL));
	g_assert_null(archive_open(dir, ARCHIVE_WRITE, &error));
	g_assert_true(g_str_has_suffix(error->message,
		"is no archive and holds other things: name an empty folder or a new one"));
}

static void a_full_disk_changes_nothing(void)
{
	g_autoptr(Scratch) dir = scratch_new();
	g_autoptr(Archive) archive = open_in(dir);
	g_autofree char *large = g_strnfill(1 << 20, 'x'), *path = blob_path(dir, large);
	g_autoptr(GError) error = NULL;
	struct rlimit before, tight;

	save(archive, ID_A, "small", ARCHIVE_UNFINISHED);
	g_autoptr(Dossier) dossier = case_of(archive, ID_A, large, "s");
	getrlimit(RLIMIT_FSIZE, &before);
	tight = (struct rlimit){.rlim_cur = 1 << 19, .rlim_max = before.rlim_max};
	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &tight);
	bool saved = archive_save(archive, dossier, ARCHIVE_DONE, &error);
	setrlimit(RLIMIT_FSIZE, &before);

	g_assert_false(saved);
	g_assert_error(error, FAULT, FAULT_FULL);
	g_autofree char *list = listing(archive), *mail = mail_of(archive, ID_A);
	g_assert_cmpstr(list, ==, ID_A " unfinished");
	g_assert_cmpstr(mail, ==, "small");
	g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
	/* there is room again: the same save comes through */
	g_assert_true(archive_save(archive, dossier, ARCHIVE_DONE, NULL));
}

#define WRITERS       8
#define CASES_OF_EACH 6

static gpointer write_cases(gpointer data)
{
	g_autoptr(Archive) archive = open_in(((char **)data)[0]);
	const char *writer = ((char **)data)[1];

	for (int i = 0; i < CASES_OF_EACH; i++) {
		g_autofree char *id = g_strdup_printf("20261125-%s%06d", writer, i);
		save(archive, id, "the same mail", ARCHIVE_UNFINISHED);
		save(archive, id, "the same mail", ARCHIVE_DONE);
	}
	return NULL;
}

static void many_write_at_once(void)
{
	g_autoptr(Scratch) dir = scratch_new();
	GThread *threads[WRITERS];
	char *data[WRITERS][2];

	for (int i = 0; i < WRITERS; i++) {
		data[i][0] = dir;
		data[i][1] = g_strdup_printf("%02x", (unsigned)i);
		threads[i] = g_thread_new("writer", write_cases, data[i]);
	}
	for (int i = 0; i < WRITERS; i++) {
		g_thread_join(threads[i]);
		g_free(data[i][1]);
	}
	g_autoptr(Archive) archive = open_in(dir);
	g_autoptr(GPtrArray) entries = archive_list(archive, NULL);
	g_assert_cmpuint(entries->len, ==, (guint)(WRITERS * CASES_OF_EACH));
}

/* In a process of its own: work on cases until killed. */
static void work_for_ever(const char *dir)
{
	g_autoptr(Archive) archive = open_in(dir);

	for (unsigned i = 0;; i++) {
		g_autofree char *id =
			g_strdup_printf("%08u-%08x", (unsigned)getpid() % 100000000, i);
		save(archive, id, id, ARCHIVE_UNFINISHED);
		save(archive, id, id, ARCHIVE_DONE);
		if (i % 3 == 2)
			archive_remove(archive, id, NULL);
	}
}

#define KILLS 20

static void a_killed_writer_leaves_whole_cases(void)
{
	g_autoptr(Scratch) dir = scratch_new();

	archive_close(open_in(dir));
	for (int i = 0; i < KILLS; i++) {
		pid_t child = fork();
		if (child == 0)
			work_for_ever(dir);
		g_usleep((gulong)g_random_int_range(1000, 40000));
		kill(child, SIGKILL);
		waitpid(child, NULL, 0);

		g_autoptr(Archive) archive = open_in(dir);
		g_autoptr(GPtrArray) entries = archive_list(archive, NULL);
		for (guint k = 0; k < entries->len; k++) {
			const char *id = ((ArchiveEntry *)entries->pdata[k])->id;
			g_autofree char *mail = mail_of(archive, id);
			g_assert_cmpstr(mail, ==, id);
		}
	}
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		void (*run)(void);
	} tests[] = {
		{"a case outlives its program", a_case_outlives_its_program},
		{"a save replaces and ends a case", a_save_replaces_and_ends_a_case},
		{"an id belongs to one case", an_id_belongs_to_one_case},
		{"a case is worked on by one", a_case_is_worked_on_by_one},
		{"a word finds a case", a_word_finds_a_case},
		{"the same mail is recognised", the_same_mail_is_recognised},
		{"a damaged blob is found out and healed", a_damaged_blob_is_found_out_and_healed},
		{"a blob's name leads nowhere else", a_blobs_name_leads_nowhere_else},
		{"a removed case is gone for good", a_removed_case_is_gone_for_good},
		{"a killed removal is completed", a_killed_removal_is_completed},
		{"what is no archive is refused", what_is_no_archive_is_refused},
		{"other people's folders are refused", other_peoples_folders_are_refused},
		{"a full disk changes nothing", a_full_disk_changes_nothing},
		{"many write at once", many_write_at_once},
		{"a killed writer leaves whole cases", a_killed_writer_leaves_whole_cases},
	};

	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(tests); i++) {
		g_autofree char *path = g_strconcat("/archive/", tests[i].name, NULL);
		g_test_add_func(path, tests[i].run);
	}
	return g_test_run();
}
