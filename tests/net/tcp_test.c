#include "net/tcp.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net/dial.h"
#include "support/assert_str.h"
#include "support/loopback.h"
#include "support/scriptserver.h"

/* What the servers of this test do with a question. */

static void answer_and_close(ScriptTurn *turn)
{
	g_autofree char *question = scriptserver_read(turn, "\r\n");

	if (question && scriptserver_send(turn, "you asked: "))
		scriptserver_send(turn, question);
}

static void never_answer(ScriptTurn *turn)
{
	scriptserver_sleep(turn, 60000);
}

static void drip(ScriptTurn *turn)
{
	while (scriptserver_send(turn, "x") && scriptserver_sleep(turn, 20))
		;
}

static void flood(ScriptTurn *turn)
{
	g_autofree char *block = g_strnfill(65536, 'y');

	while (scriptserver_send(turn, block))
		;
}

static void speak_then_stall(ScriptTurn *turn)
{
	scriptserver_send(turn, "half an ans");
	scriptserver_sleep(turn, 60000);
}

/* No more will be sent, but the line stays open: that is the end of an answer. */
static void close_half(ScriptTurn *turn)
{
	scriptserver_send(turn, "all of it");
	shutdown(turn->fd, SHUT_WR);
	scriptserver_sleep(turn, 60000);
}

static void reset(ScriptTurn *turn)
{
	struct linger hard = {.l_onoff = 1};

	g_free(scriptserver_read(turn, "\r\n"));
	setsockopt(turn->fd, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
	/* a reset instead of a farewell */
	int other = socket(AF_UNIX, SOCK_STREAM, 0);
	dup2(other, turn->fd);
	close(other);
}

static void hang_up(ScriptTurn *turn)
{
	(void)turn;
}

static void send_nuls(ScriptTurn *turn)
{
	scriptserver_send_bytes(turn, "a\0b\xff", 4);
}

static const struct {
	const char *name;
	Script script;
	const char *outcome, *answer; /* NULL: any, or none */
	size_t answer_len;            /* where it is not the answer's strlen */
	guint at_least_ms, at_most_ms;
} servers[] = {
	{"answers", answer_and_close, "answered", "you asked: example.com\r\n", 0, 0, 1000},
	{"never answers", never_answer, "timeout", NULL, 0, 180, 1500},
	{"a byte at a time", drip, "timeout", NULL, 0, 380, 1500},
	{"endless", flood, "cut", NULL, 1000, 0, 1500},
	{"stalls", speak_then_stall, "timeout", "half an ans", 0, 180, 1500},
	{"half-closes", close_half, "answered", "all of it", 0, 0, 1000},
	{"resets", reset, "broken", NULL, 0, 0, 1000},
	{"hangs up", hang_up, "answered", "", 0, 0, 1000},
	{"sends NULs", send_nuls, "answered", "a\0b\xff", 4, 0, 1000},
};

static Exchange *ask(const GArray *pins, guint16 port)
{
	static const Bounds bounds = {.timeout_ms = 400, .idle_ms = 200, .bytes_max = 1000};
	Session session = {.pins = pins, .port = port, .bounds = &bounds};
	ExchangeKey key = {"tcp", "whois.example:43", "example.com"};
	Exchange *exchange = exchange_new(&key);

	session.deadline = g_get_monotonic_time() + bounds.timeout_ms * 1000;
	tcp_ask(&session, STR("example.com"), exchange);
	return exchange;
}

static void test_server(gconstpointer row)
{
	size_t i = GPOINTER_TO_SIZE(row);
	g_autoptr(ScriptServer) server = scriptserver_new(servers[i].script, NULL);
	g_autoptr(GArray) pins = loopback_pins();
	gint64 begun = g_get_monotonic_time();
	g_autoptr(Exchange) exchange = ask(pins, scriptserver_port(server));
	gint64 ms = (g_get_monotonic_time() - begun) / 1000;

	g_assert_cmpstr(outcome_name(exchange->outcome), ==, servers[i].outcome);
	g_assert_cmpstr(exchange->address, ==, "127.0.0.1");
	g_assert_cmpint(ms, >=, servers[i].at_least_ms);
	g_assert_cmpint(ms, <=, servers[i].at_most_ms);
	g_assert_true((exchange->why == NULL) == (exchange->outcome == OUTCOME_ANSWERED));
	if (servers[i].answer) {
		size_t len =
			servers[i].answer_len ? servers[i].answer_len : strlen(servers[i].answer);
		assert_str(str_of_bytes(exchange->answer), str_over(servers[i].answer, len));
	} else if (servers[i].answer_len) {
		g_assert_cmpuint(g_bytes_get_size(exchange->answer), ==, servers[i].answer_len);
	}
}

/* A port where nobody listens. */
static guint16 dead_port(void)
{
	ScriptServer *server = scriptserver_new(hang_up, NULL);
	guint16 port = scriptserver_port(server);

	scriptserver_free(server);
	return port;
}

static void test_nobody(void)
{
	g_autoptr(GArray) pins = loopback_pins();
	g_autoptr(Exchange) exchange = ask(pins, dead_port());

	g_assert_cmpstr(outcome_name(exchange->outcome), ==, "unreachable");
	g_assert_cmpstr(json_get_text(exchange->why, "en"), ==,
		"The server took no connection (Connection refused).");
	g_assert_null(exchange->address);
	g_assert_null(exchange->answer);
}

/* The first addresses are dead: 127.0.0.2 has no listener there, ::1 neither. */
static void test_fallback(void)
{
	g_autoptr(ScriptServer) server = scriptserver_new(answer_and_close, NULL);
	g_autoptr(GArray) alive = loopback_pins();
	g_autoptr(GArray) pins = g_array_new(FALSE, FALSE, sizeof(Address));
	Address dead;

	g_assert_true(address_parse(STR("127.0.0.2"), &dead));
	g_array_append_val(pins, dead);
	g_assert_true(address_parse(STR("::1"), &dead));
	g_array_append_val(pins, dead);
	g_array_append_vals(pins, alive->data, 1);
	g_autoptr(Exchange) exchange = ask(pins, scriptserver_port(server));
	g_assert_cmpstr(outcome_name(exchange->outcome), ==, "answered");
	g_assert_cmpstr(exchange->address, ==, "127.0.0.1");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(servers); i++) {
		g_autofree char *path = g_strdup_printf("/net/tcp/%s", servers[i].name);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_server);
	}
	g_test_add_func("/net/tcp/nobody listens", test_nobody);
	g_test_add_func("/net/tcp/fallback", test_fallback);
	return g_test_run();
}
