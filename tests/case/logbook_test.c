#include "case/logbook.h"

#include <gio/gio.h>
#include <string.h>

#include "case/blobbox.h"

#define ASKED 1795568523 /* 2026-11-25 01:02:03 UTC */

#define THREADS   4
#define QUESTIONS 50

/* What one asker takes down. */
typedef struct {
	const char *server, *question;
	Outcome outcome;
	const char *answer; /* NULL: none came */
	gint64 later_s;     /* after ASKED */
} Row;

static void record(Logbook *logbook, const Row *row)
{
	ExchangeKey key = {"whois", row->server, row->question};
	g_autoptr(Exchange) exchange = exchange_new(&key);
	const Recorder *recorder = logbook_recorder(logbook);

	exchange_end(exchange, row->outcome, NULL);
	exchange->asked = ASKED + row->later_s;
	exchange->answer = row->answer ? g_bytes_new(row->answer, strlen(row->answer)) : NULL;
	recorder->record(recorder->self, exchange);
}

/* "server question outcome answer": the dossier's exchanges. */
static char *exchanges_of(const Dossier *dossier, BlobBox *box)
{
	const json_t *entry, *entries = json_object_get(dossier_json(dossier), "exchanges");
	g_autoptr(GString) text = g_string_new(NULL);
	size_t index;

	json_array_foreach (entries, index, entry) {
		const char *name = json_get_text(entry, "answer");
		GBytes *answer = name ? blobbox_find(box, name) : NULL;
		g_autofree char *shown = answer ? str_dup(str_of_bytes(answer)) : g_strdup("-");
		g_string_append_printf(text, "%s%s %s %s %s", index ? ", " : "",
			json_get_text(entry, "peer"), json_get_text(entry, "question"),
			json_get_text(entry, "outcome"), shown);
	}
	return g_string_free(g_steal_pointer(&text), FALSE);
}

static void write_up(Logbook *logbook, BlobBox *box, Dossier *dossier)
{
	g_autoptr(GError) error = NULL;

	logbook_write(logbook, blobbox_blobs(box), dossier, &error);
	g_assert_no_error(error);
}

/* One row or more recorded in this order -> what the dossier says. */
static const struct {
	const char *about;
	Row rows[3];
	const char *wanted;
} tables[] = {
	{"sorted, whatever came first",
		{{"b:43", "x", OUTCOME_ANSWERED, "B", 0}, {"a:43", "y", OUTCOME_ANSWERED, "Y", 1},
			{"a:43", "x", OUTCOME_TIMEOUT, NULL, 2}},
		"a:43 x timeout -, a:43 y answered Y, b:43 x answered B"},
	{"one for each question, the earliest of equals",
		{{"a:43", "x", OUTCOME_ANSWERED, "late", 5},
			{"a:43", "x", OUTCOME_ANSWERED, "early", 0},
			{"a:43", "x", OUTCOME_ANSWERED, "later", 9}},
		"a:43 x answered early"},
	{"an answer counts more than a failure",
		{{"a:43", "x", OUTCOME_TIMEOUT, NULL, 0}, {"a:43", "x", OUTCOME_ANSWERED, "x", 5}},
		"a:43 x answered x"},
	{"a failure counts more than what was not sent",
		{{"a:43", "x", OUTCOME_THROTTLED, NULL, 0},
			{"a:43", "x", OUTCOME_UNREACHABLE, NULL, 5}},
		"a:43 x unreachable -"},
	{"a refusal is an exchange, too", {{"a:43", "x", OUTCOME_REFUSED, NULL, 0}},
		"a:43 x refused -"},
};

static void test_order(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(tables); i++) {
		g_autoptr(Logbook) logbook = logbook_new();
		g_autoptr(BlobBox) box = blobbox_new();
		g_autoptr(Dossier) dossier =
			dossier_new("20261125-7f3a91c2", "2026-11-25T01:02:03Z");
		for (size_t n = 0; n < G_N_ELEMENTS(tables[i].rows) && tables[i].rows[n].server;
			n++)
			record(logbook, &tables[i].rows[n]);
		write_up(logbook, box, dossier);
		g_autofree char *text = exchanges_of(dossier, box);
		g_test_message("%s", tables[i].about);
		g_assert_cmpstr(text, ==, tables[i].wanted);
	}
}

/* Pointers into the dossier go on to mean the same: a later step's exchanges come behind. */
static void test_later_steps_add(void)
{
	static const Row first[] = {
		{"m:43", "x", OUTCOME_ANSWERED, "M", 0}, {"n:43", "x", OUTCOME_TIMEOUT, NULL, 0}};
	static const Row second[] = {{"a:43", "x", OUTCOME_ANSWERED, "A", 1},
		{"m:43", "x", OUTCOME_TIMEOUT, NULL, 1}, {"n:43", "x", OUTCOME_ANSWERED, "N", 1}};
	g_autoptr(Logbook) lookup = logbook_new(), visit = logbook_new();
	g_autoptr(BlobBox) box = blobbox_new();
	g_autoptr(Dossier) dossier = dossier_new("20261125-7f3a91c2", "2026-11-25T01:02:03Z");

	for (size_t i = 0; i < G_N_ELEMENTS(first); i++)
		record(lookup, &first[i]);
	write_up(lookup, box, dossier);
	for (size_t i = 0; i < G_N_ELEMENTS(second); i++)
		record(visit, &second[i]);
	write_up(visit, box, dossier);
	g_autofree char *text = exchanges_of(dossier, box);
	g_assert_cmpstr(text, ==, "m:43 x answered M, n:43 x answered N, a:43 x answered A");
}

static void *ask_all(void *data)
{
	for (int n = 0; n < QUESTIONS; n++) {
		g_autofree char *question = g_strdup_printf("q%02d", n);
		record(data, &(Row){"a:43", question, OUTCOME_ANSWERED, question, 0});
	}
	return NULL;
}

static void test_threads(void)
{
	g_autoptr(Logbook) logbook = logbook_new();
	g_autoptr(BlobBox) box = blobbox_new();
	g_autoptr(Dossier) dossier = dossier_new("20261125-7f3a91c2", "2026-11-25T01:02:03Z");
	GThread *threads[THREADS];

	for (size_t i = 0; i < THREADS; i++)
		threads[i] = g_thread_new("asker", ask_all, logbook);
	for (size_t i = 0; i < THREADS; i++)
		g_thread_join(threads[i]);
	write_up(logbook, box, dossier);
	const json_t *entries = json_object_get(dossier_json(dossier), "exchanges");
	g_assert_cmpuint(json_array_size(entries), ==, QUESTIONS);
	for (size_t n = 0; n < QUESTIONS; n++) {
		g_autofree char *question = g_strdup_printf("q%02zu", n);
		g_assert_cmpstr(
			json_get_text(json_array_get(entries, n), "question"), ==, question);
	}
}

static bool put_nowhere(void *store, GBytes *bytes, char name_out[BLOB_NAME_SIZE], GError **error)
{
	(void)store;
	(void)bytes;
	(void)name_out;
	g_set_error(error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "no room");
	return false;
}

static void test_no_room(void)
{
	g_autoptr(Logbook) logbook = logbook_new();
	g_autoptr(BlobBox) box = blobbox_new();
	g_autoptr(Dossier) dossier = dossier_new("20261125-7f3a91c2", "2026-11-25T01:02:03Z");
	g_autoptr(GError) error = NULL;
	const Blobs full = {.put = put_nowhere};

	record(logbook, &(Row){"a:43", "x", OUTCOME_TIMEOUT, NULL, 0});
	record(logbook, &(Row){"b:43", "x", OUTCOME_ANSWERED, "B", 0});
	g_assert_false(logbook_write(logbook, &full, dossier, &error));
	g_assert_cmpstr(error->message, ==, "no room");
	g_autofree char *text = exchanges_of(dossier, box);
	g_assert_cmpstr(text, ==, "");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/logbook/order", test_order);
	g_test_add_func("/logbook/later-steps-add", test_later_steps_add);
	g_test_add_func("/logbook/threads", test_threads);
	g_test_add_func("/logbook/no-room", test_no_room);
	return g_test_run();
}
