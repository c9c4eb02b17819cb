/* The desk: replies from many threads read by one, in time or not at all. */
#include "lookup/desk.h"

#include <gio/gio.h>
#include <string.h>

#include "base/json.h"

#define MS ((gint64)1000)

/* Who reads: how long it takes, and how often it was done. */
typedef struct {
	gulong takes_ms;
	gint read;
	GThread *thread; /* who served */
} Reader;

/* What is read of a reply: its subject and its bytes; "?" is none, "!" fails. */
static bool read_reply(
	void *data, const CageParcel *question, CageParcel *answer_out, GError **error)
{
	Reader *reader = data;
	Str reply = str_of_bytes(g_ptr_array_index(question->blobs, 0));

	g_atomic_int_inc(&reader->read);
	g_assert_true(g_thread_self() == reader->thread);
	g_usleep(reader->takes_ms * 1000);
	if (str_equal(reply, STR("!"))) {
		g_set_error_literal(error, CAGE_ERROR, CAGE_ERROR_JOB, "the worker died");
		return false;
	}
	if (str_equal(reply, STR("?")))
		answer_out->json = json_array();
	else
		answer_out->json = json_pack("{s:s, s:s%}", "subject",
			json_get_text(question->json, "subject"), "reply", reply.at, reply.len);
	return true;
}

typedef struct {
	Desk *desk;
	const char *reply;
	gint64 patience_ms; /* 0: any */
	const char *shown;  /* what comes of it */
} Visit;

static void *visit(void *data)
{
	const Visit *visit = data;
	g_autoptr(GBytes) reply = g_bytes_new_static(visit->reply, strlen(visit->reply));
	const DeskQuestion question = {"whois", "whois.example", visit->reply, "domain", reply};
	gint64 deadline = visit->patience_ms ? g_get_monotonic_time() + visit->patience_ms * MS : 0;
	g_autoptr(GError) error = NULL;
	json_auto_t *reading = desk_read(visit->desk, &question, deadline, &error);

	g_assert_true((reading == NULL) == (error != NULL));
	g_assert_cmpstr(
		reading ? json_get_text(reading, "reply") : error->message, ==, visit->shown);
	if (reading)
		g_assert_cmpstr(json_get_text(reading, "subject"), ==, visit->reply);
	return NULL;
}

typedef struct {
	Desk *desk;
	Visit *visits;
	size_t count;
} Crowd;

static void *close_after(void *data)
{
	const Crowd *crowd = data;
	GThread *threads[8];

	g_assert_cmpuint(crowd->count, <=, G_N_ELEMENTS(threads));
	for (size_t i = 0; i < crowd->count; i++) {
		crowd->visits[i].desk = crowd->desk;
		threads[i] = g_thread_new("visit", visit, &crowd->visits[i]);
	}
	for (size_t i = 0; i < crowd->count; i++)
		g_thread_join(threads[i]);
	desk_close(crowd->desk);
	return NULL;
}

/* Let all visit at once, and serve until the last has gone. */
static void run(Reader *reader, Visit *visits, size_t count)
{
	g_autoptr(Desk) desk = desk_new();
	Crowd crowd = {desk, visits, count};
	GThread *others = g_thread_new("crowd", close_after, &crowd);

	reader->thread = g_thread_self();
	desk_serve(desk, read_reply, reader);
	g_thread_join(others);
}

static void test_readings(void)
{
	Reader reader = {0};
	Visit visits[] = {
		{NULL, "a", 0, "a"},
		{NULL, "b", 0, "b"},
		{NULL, "c", 60000, "c"},
		{NULL, "?", 0, "the reading is no object"},
		{NULL, "!", 0, "the worker died"},
	};

	run(&reader, visits, G_N_ELEMENTS(visits));
	g_assert_cmpint(reader.read, ==, G_N_ELEMENTS(visits));
}

/* A reading that hangs holds up nobody past his deadline; and what nobody waits for is not read. */
static void test_deadline(void)
{
	Reader reader = {.takes_ms = 400};
	Visit visits[] = {
		{NULL, "a", 100, "there was no time left to read it"},
		{NULL, "b", 100, "there was no time left to read it"},
		{NULL, "c", 100, "there was no time left to read it"},
	};
	gint64 begun = g_get_monotonic_time();

	run(&reader, visits, G_N_ELEMENTS(visits));
	g_assert_cmpint(reader.read, ==, 1);
	g_assert_cmpint(g_get_monotonic_time() - begun, <, 1000 * MS);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/lookup/desk/readings", test_readings);
	g_test_add_func("/lookup/desk/deadline", test_deadline);
	return g_test_run();
}
