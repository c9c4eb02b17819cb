/* Messages are cut at their NULs, however the bytes come, and none is larger than it may be. */
#include "visit/wire.h"

#include <string.h>

typedef struct {
	const char *what;
	Str bytes;
	const char *messages; /* each as "id:text" */
} Row;

static const Row rows[] = {
	{"nothing", STR(""), ""},
	{"an answer", STR("{\"id\":7,\"result\":{}}\0"), "7:{\"id\":7,\"result\":{}} "},
	{"an event has no number", STR("{\"method\":\"Page.x\"}\0"), "0:{\"method\":\"Page.x\"} "},
	{"one after another", STR("{\"id\":1}\0{\"id\":2}\0"), "1:{\"id\":1} 2:{\"id\":2} "},
	{"the last one is not whole", STR("{\"id\":1}\0{\"id\":2}"), "1:{\"id\":1} "},
	{"an empty one", STR("\0{\"id\":2}\0"), "0: 2:{\"id\":2} "},
	{"a number further in is no number", STR("{\"a\":{\"id\":9}}\0"), "0:{\"a\":{\"id\":9}} "},
	{"a number that is none", STR("{\"id\":-1}\0{\"id\":99999999999999999999}\0"),
		"0:{\"id\":-1} 0:{\"id\":99999999999999999999} "},
};

static void show(Wire *wire, GString *shown)
{
	WireMessage message;

	while (wire_next(wire, &message))
		g_string_append_printf(shown, "%" G_GINT64_FORMAT ":%.*s%s ", message.id,
			STR_ARG(message.text), message.too_large ? "too large" : "");
}

static void test_messages(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		for (size_t step = 1; step < 9; step++) {
			g_auto(Wire) wire = {0};
			g_autoptr(GString) shown = g_string_new(NULL);
			for (size_t at = 0; at < rows[i].bytes.len; at += step) {
				wire_feed(&wire, str_sub(rows[i].bytes, at, step));
				show(&wire, shown);
			}
			g_test_message("%s, %zu bytes at a time", rows[i].what, step);
			g_assert_cmpstr(shown->str, ==, rows[i].messages);
		}
	}
}

static void feed_filler(Wire *wire, size_t len)
{
	static const char filler[1 << 16] = {[0 ...(1 << 16) - 1] = 'x'};

	for (; len > 0; len -= MIN(len, sizeof filler)) {
		WireMessage message;
		wire_feed(wire, str_over(filler, MIN(len, sizeof filler)));
		g_assert_false(wire_next(wire, &message));
		g_assert_cmpuint(wire->held->len, <=, WIRE_MESSAGE_MAX);
	}
}

/* What is too large is passed over; its number and what comes behind it are not lost. */
static void test_too_large(void)
{
	g_autoptr(GString) shown = g_string_new(NULL);
	g_auto(Wire) wire = {0};

	wire_feed(&wire, STR("{\"id\":1}\0{\"id\":2,"));
	show(&wire, shown);
	feed_filler(&wire, WIRE_MESSAGE_MAX + 1000);
	wire_feed(&wire, STR("\"}\0{\"id\":3}\0{\"method\":"));
	show(&wire, shown);
	feed_filler(&wire, WIRE_MESSAGE_MAX);
	wire_feed(&wire, STR("}\0{\"id\":4}\0"));
	show(&wire, shown);
	g_assert_cmpstr(
		shown->str, ==, "1:{\"id\":1} 2:too large 3:{\"id\":3} 0:too large 4:{\"id\":4} ");
}

static const struct {
	const char *answer, *result; /* NULL: it has none */
} results[] = {
	{"{\"id\":7,\"result\":{\"a\":1}}", "{\"a\":1}"},
	{"{\"id\":7,\"result\":{\"a\":1},\"sessionId\":\"AB12\"}", "{\"a\":1}"},
	{"{\"id\":7,\"result\":{},\"sessionId\":\"\"}", "{}"},
	{"{\"id\":7,\"result\":{\"sessionId\":\"X\"}}", "{\"sessionId\":\"X\"}"},
	{"{\"id\":7,\"result\":\"\"}", "\"\""},
	{"{\"id\":7,\"error\":{\"message\":\"no\"}}", NULL},
	{"{\"result\":{}}", NULL},
	{"{\"id\":7,\"result\":{}", "{"}, /* what it holds is not read */
	{"{\"id\":7,\"result\":\"", NULL},
	{"{\"id\":7", NULL},
	{"", NULL},
};

static void test_result(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(results); i++) {
		Str result;
		bool has = wire_result(str_of(results[i].answer), &result);
		g_autofree char *shown = has ? str_dup(result) : NULL;

		g_test_message("%s", results[i].answer);
		g_assert_cmpstr(shown, ==, results[i].result);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/wire/messages", test_messages);
	g_test_add_func("/wire/too-large", test_too_large);
	g_test_add_func("/wire/result", test_result);
	return g_test_run();
}
