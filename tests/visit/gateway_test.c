/* The gateway between a browser that is told what to say and servers on 127.0.0.1. */
#include "visit/gateway.h"

#include <arpa/inet.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "support/scriptserver.h"

/* Answers whatever it is asked with what it was asked. */
static void echo(ScriptTurn *turn)
{
	g_autofree char *asked = scriptserver_read(turn, "\r\n\r\n");

	if (asked)
		scriptserver_send(turn, asked);
}

/* More than a visit may have. */
static void flood(ScriptTurn *turn)
{
	static const char block[65536];

	for (guint i = 0; i < 100 && scriptserver_send_bytes(turn, block, sizeof block); i++)
		continue;
}

typedef struct {
	Door *door;
	Gateway *gateway;
	int listener;
} House;

static Door *door_of(bool open)
{
	static const char *const loopback[] = {"127.0.0.1", NULL};
	DoorSettings settings = {.ranges = open ? loopback : NULL};
	g_autoptr(GError) error = NULL;
	Door *door = door_new(&settings, NULL, &error);

	g_assert_no_error(error);
	return door;
}

static House house_new(bool open)
{
	House house = {.door = door_of(open), .listener = socket(AF_INET, SOCK_STREAM, 0)};
	struct sockaddr_in any = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	GatewaySettings settings = {.bytes_max = 1 << 20};

	g_assert_cmpint(bind(house.listener, (struct sockaddr *)&any, sizeof any), ==, 0);
	g_assert_cmpint(listen(house.listener, 8), ==, 0);
	house.gateway = gateway_new(house.listener, house.door, &settings);
	return house;
}

static void house_clear(House *house)
{
	gateway_free(house->gateway);
	door_free(house->door);
	close(house->listener);
}

/* Say `words` to the gateway; what comes until the connection ends, up to its first KiB. */
static char *say(const House *house, const char *words)
{
	struct sockaddr_in at;
	socklen_t len = sizeof at;
	char heard[1025];
	size_t got = 0;
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	g_assert_cmpint(getsockname(house->listener, (struct sockaddr *)&at, &len), ==, 0);
	g_assert_cmpint(connect(fd, (struct sockaddr *)&at, sizeof at), ==, 0);
	g_assert_cmpint(write(fd, words, strlen(words)), ==, (ssize_t)strlen(words));
	for (ssize_t came; (came = read(fd, heard + MIN(got, 512), 512)) > 0;)
		got += (size_t)came;
	close(fd);
	return g_strndup(heard, MIN(got, 1024));
}

/* Wait until the last connection has ended; its entry in the log, borrowed from `log`. */
static const json_t *last_of(const House *house, json_t **log_out)
{
	for (unsigned i = 0; i < 200; i++) {
		json_t *log = gateway_log(house->gateway);
		const json_t *last = json_array_get(log, json_array_size(log) - 1);
		*log_out = log;
		if (last && !json_is_null(json_object_get(last, "ms")))
			return last;
		json_decref(log);
		g_usleep(10000);
	}
	g_error("no connection ended");
}

static void assert_outcome(const House *house, const char *outcome)
{
	json_t *log;
	const json_t *last = last_of(house, &log);

	g_assert_cmpstr(json_string_value(json_object_get(last, "outcome")), ==, outcome);
	json_decref(log);
}

static void test_tunnel(void)
{
	House house = house_new(true);
	g_autoptr(ScriptServer) server = scriptserver_new(echo, NULL);
	guint port = scriptserver_port(server);
	g_autofree char *words =
		g_strdup_printf("CONNECT 127.0.0.1:%u HTTP/1.1\r\n\r\nhello\r\n\r\n", port);

	gateway_announce(house.gateway, "127.0.0.1", port);
	g_autofree char *heard = say(&house, words);
	g_assert_cmpstr(heard, ==, "HTTP/1.1 200 OK\r\n\r\nhello\r\n\r\n");
	assert_outcome(&house, "answered");
	g_autofree char *address = gateway_address(house.gateway, "127.0.0.1", port);
	g_assert_cmpstr(address, ==, "127.0.0.1");
	house_clear(&house);
}

static void test_plain(void)
{
	House house = house_new(true);
	g_autoptr(ScriptServer) server = scriptserver_new(echo, NULL);
	guint port = scriptserver_port(server);
	g_autofree char *words = g_strdup_printf(
		"GET http://127.0.0.1:%u/a HTTP/1.1\r\nProxy-Connection: keep-alive\r\n\r\n", port);

	gateway_announce(house.gateway, "127.0.0.1", port);
	g_autofree char *heard = say(&house, words);
	g_assert_cmpstr(heard, ==, "GET /a HTTP/1.1\r\nConnection: close\r\n\r\n");
	house_clear(&house);
}

/* A host that no request of the page named is not dialled, however public. */
static void test_unannounced(void)
{
	House house = house_new(true);
	g_autoptr(ScriptServer) server = scriptserver_new(echo, NULL);
	g_autofree char *words =
		g_strdup_printf("CONNECT 127.0.0.1:%u HTTP/1.1\r\n\r\n", scriptserver_port(server));
	g_autofree char *heard = say(&house, words);

	g_assert_true(g_str_has_prefix(heard, "HTTP/1.1 403 "));
	assert_outcome(&house, "refused");
	g_assert_cmpuint(scriptserver_served(server), ==, 0);
	house_clear(&house);
}

/* One that the policy closes is not dialled, however it is announced. */
static void test_policy(void)
{
	House house = house_new(false);
	g_autoptr(ScriptServer) server = scriptserver_new(echo, NULL);
	guint port = scriptserver_port(server);
	g_autofree char *words = g_strdup_printf("CONNECT 127.1:%u HTTP/1.1\r\n\r\n", port);

	gateway_announce(house.gateway, "127.0.0.1", port);
	g_autofree char *heard = say(&house, words);
	g_assert_true(g_str_has_prefix(heard, "HTTP/1.1 403 "));
	assert_outcome(&house, "refused");
	g_assert_cmpuint(scriptserver_served(server), ==, 0);
	house_clear(&house);
}

static void test_full(void)
{
	House house = house_new(true);
	g_autoptr(ScriptServer) server = scriptserver_new(flood, NULL);
	guint port = scriptserver_port(server);
	g_autofree char *words = g_strdup_printf("CONNECT 127.0.0.1:%u HTTP/1.1\r\n\r\n", port);

	gateway_announce(house.gateway, "127.0.0.1", port);
	g_free(say(&house, words));
	assert_outcome(&house, "cut");
	g_assert_true(gateway_is_full(house.gateway));
	house_clear(&house);
}

/* A browser that says nothing, or nonsense, is no reason to wait at the end. */
static void test_nonsense(void)
{
	House house = house_new(true);
	g_autofree char *heard = say(&house, "nonsense\r\n\r\n");
	struct sockaddr_in at;
	socklen_t len = sizeof at;
	int silent = socket(AF_INET, SOCK_STREAM, 0);

	g_assert_true(g_str_has_prefix(heard, "HTTP/1.1 403 "));
	g_assert_cmpint(getsockname(house.listener, (struct sockaddr *)&at, &len), ==, 0);
	g_assert_cmpint(connect(silent, (struct sockaddr *)&at, sizeof at), ==, 0);
	gint64 before = g_get_monotonic_time();
	house_clear(&house);
	g_assert_cmpint(g_get_monotonic_time() - before, <, 5 * (gint64)G_USEC_PER_SEC);
	close(silent);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/gateway/tunnel", test_tunnel);
	g_test_add_func("/gateway/plain", test_plain);
	g_test_add_func("/gateway/unannounced", test_unannounced);
	g_test_add_func("/gateway/policy", test_policy);
	g_test_add_func("/gateway/full", test_full);
	g_test_add_func("/gateway/nonsense", test_nonsense);
	return g_test_run();
}
