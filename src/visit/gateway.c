#include "visit/gateway.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "visit/proxyhead.h"

#define USEC_PER_MS ((gint64)1000)

/* How long the browser may take to say what it wants. */
#define HEAD_MS 15000

/* Bytes that are relayed in one go. */
#define BLOCK 16384

/* One connection, from its request on. */
typedef struct {
	char *host;
	guint port;
	char *address;
	json_t *why;
	Outcome outcome;
	guint64 sent, received;
	gint64 asked, started, ms; /* `ms` is -1 while it is open */
} Passing;

struct Gateway {
	int listener, stop; /* `stop` becomes readable when all has to end */
	Door *door;
	const Recorder *recorder;
	guint64 bytes_max;
	gint64 deadline;
	GThread *thread;
	GThreadPool *pool;

	GMutex lock; /* over all that follows */
	GCond announced;
	GHashTable *hosts;   /* "host:port" */
	GPtrArray *passings; /* of Passing */
	guint64 received;
	bool stopping;
};

static void passing_free(void *data)
{
	Passing *passing = data;

	g_free(passing->host);
	g_free(passing->address);
	json_decref(passing->why);
	g_free(passing);
}

static char *name_of(const char *host, guint port)
{
	return g_strdup_printf("%s:%u", host, port);
}

/* ---- waiting and moving bytes ---- */

/* Wait for `fds`, of which the last is the gateway's own end; false when there is nothing more to wait for. */
static bool wait_for(const Gateway *gateway, struct pollfd *fds, nfds_t count, gint64 until)
{
	gint64 end = gateway->deadline > 0 ? MIN(until, gateway->deadline) : until;
	gint64 left = end - g_get_monotonic_time();

	fds[count - 1] = (struct pollfd){.fd = gateway->stop, .events = POLLIN};
	if (left <= 0)
		return false;
	int ready = poll(fds, count, (int)MIN(left / USEC_PER_MS + 1, G_MAXINT));
	return (ready > 0 || (ready < 0 && errno == EINTR)) && fds[count - 1].revents == 0;
}

static bool send_all(const Gateway *gateway, int fd, Str rest)
{
	gint64 until = g_get_monotonic_time() + HEAD_MS * USEC_PER_MS;

	while (rest.len > 0) {
		struct pollfd fds[2] = {{.fd = fd, .events = POLLOUT}};
		ssize_t sent = send(fd, rest.at, rest.len, MSG_NOSIGNAL | MSG_DONTWAIT);
		if (sent >= 0)
			rest = str_sub(rest, (size_t)sent, rest.len);
		else if ((errno != EAGAIN && errno != EINTR) || !wait_for(gateway, fds, 2, until))
			return false;
	}
	return true;
}

/* Count what came from the world; false when it is too much. */
static bool count_received(Gateway *gateway, Passing *passing, size_t bytes)
{
	g_mutex_lock(&gateway->lock);
	passing->received += bytes;
	gateway->received += bytes;
	bool fits = gateway->received <= gateway->bytes_max;
	g_mutex_unlock(&gateway->lock);
	return fits;
}

static void count_sent(Gateway *gateway, Passing *passing, size_t bytes)
{
	g_mutex_lock(&gateway->lock);
	passing->sent += bytes;
	g_mutex_unlock(&gateway->lock);
}

/* Hand on what `from` has; 0 at its end, -1 where the connection is over. */
static ssize_t hand_on(const Gateway *gateway, int from, int to)
{
	char block[BLOCK];
	ssize_t came = recv(from, block, sizeof block, MSG_DONTWAIT);

	if (came < 0)
		return errno == EAGAIN || errno == EINTR ? G_MAXSSIZE : -1;
	if (came == 0)
		shutdown(to, SHUT_WR);
	else if (!send_all(gateway, to, str_over(block, (size_t)came)))
		return -1;
	return came;
}

/* Relay both ways until the server has nothing more to say; how it ended. */
static Outcome relay(Gateway *gateway, Passing *passing, int browser, int server)
{
	struct pollfd fds[3] = {
		{.fd = browser, .events = POLLIN}, {.fd = server, .events = POLLIN}};

	while (wait_for(gateway, fds, 3, G_MAXINT64)) {
		if (fds[1].revents) {
			ssize_t came = hand_on(gateway, server, browser);
			if (came <= 0)
				return came == 0 ? OUTCOME_ANSWERED : OUTCOME_BROKEN;
			if (came < G_MAXSSIZE && !count_received(gateway, passing, (size_t)came))
				return OUTCOME_CUT;
		}
		if (fds[0].revents) {
			ssize_t came = hand_on(gateway, browser, server);
			if (came < 0)
				return OUTCOME_ANSWERED; /* the browser hung up */
			if (came == 0)
				fds[0].fd = -1;
			else if (came < G_MAXSSIZE)
				count_sent(gateway, passing, (size_t)came);
		}
	}
	return OUTCOME_TIMEOUT;
}

/* ---- one connection ---- */

/* Read up to the empty line; what came behind it stays in `bytes` too. 0 where no request came. */
static size_t read_head(const Gateway *gateway, int browser, GByteArray *bytes)
{
	gint64 until = g_get_monotonic_time() + HEAD_MS * USEC_PER_MS;
	struct pollfd fds[2] = {{.fd = browser, .events = POLLIN}};
	guint8 block[BLOCK];
	size_t len = 0;

	while (len == 0 && bytes->len < PROXYHEAD_MAX && wait_for(gateway, fds, 2, until)) {
		ssize_t came = recv(browser, block, sizeof block, MSG_DONTWAIT);
		if (came == 0 || (came < 0 && errno != EAGAIN && errno != EINTR))
			break;
		if (came > 0)
			g_byte_array_append(bytes, block, (guint)came);
		len = proxyhead_len(str_over((const char *)bytes->data, bytes->len));
	}
	return len;
}

/* Whether the host was announced, or is soon. */
static bool is_announced(Gateway *gateway, const char *host, guint port)
{
	gint64 until = g_get_monotonic_time() + GATEWAY_WAIT_MS * USEC_PER_MS;
	g_autofree char *name = name_of(host, port);
	bool found;

	g_mutex_lock(&gateway->lock);
	while (!(found = g_hash_table_contains(gateway->hosts, name)) && !gateway->stopping)
		if (!g_cond_wait_until(&gateway->announced, &gateway->lock, until))
			break;
	g_mutex_unlock(&gateway->lock);
	return found;
}

/* Begin to log; NULL where the log is full. */
static Passing *begin(Gateway *gateway, const ProxyHead *head)
{
	Passing *passing = NULL;

	g_mutex_lock(&gateway->lock);
	if (gateway->passings->len < GATEWAY_LOG_MAX) {
		passing = g_new0(Passing, 1);
		passing->host = g_strdup(head->host);
		passing->port = head->port;
		passing->asked = g_get_real_time() / G_USEC_PER_SEC;
		passing->started = g_get_monotonic_time();
		passing->ms = -1;
		g_ptr_array_add(gateway->passings, passing);
	}
	g_mutex_unlock(&gateway->lock);
	return passing;
}

/* Log how it ended; `why` is taken. */
static void end(Gateway *gateway, Passing *passing, Outcome outcome, json_t *why)
{
	g_mutex_lock(&gateway->lock);
	passing->outcome = outcome;
	passing->why = why;
	passing->ms = (g_get_monotonic_time() - passing->started) / USEC_PER_MS;
	g_mutex_unlock(&gateway->lock);
}

static void refuse(const Gateway *gateway, int browser)
{
	send_all(gateway, browser,
		STR("HTTP/1.1 403 Refused\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
}

/* Dial; -1 with the passing ended. */
static int dial_out(Gateway *gateway, Passing *passing)
{
	Ask ask = {.recorder = gateway->recorder, .deadline = gateway->deadline};
	g_autoptr(Exchange) exchange = NULL;
	int server = door_dial(gateway->door, passing->host, passing->port, &ask, &exchange);

	if (server < 0) {
		end(gateway, passing, exchange->outcome, json_incref(exchange->why));
		return -1;
	}
	g_mutex_lock(&gateway->lock);
	passing->address = g_strdup(exchange->address);
	g_mutex_unlock(&gateway->lock);
	return server;
}

/* Say to both sides that they may talk; `behind` is what the browser has said already. */
static bool introduce(
	const Gateway *gateway, const ProxyHead *head, int browser, int server, Str behind)
{
	bool said = head->forward ? send_all(gateway, server,
					    str_over(head->forward->str, head->forward->len))
				  : send_all(gateway, browser, STR("HTTP/1.1 200 OK\r\n\r\n"));

	return said && send_all(gateway, server, behind);
}

static void pass(Gateway *gateway, const ProxyHead *head, int browser, Str behind)
{
	Passing *passing = begin(gateway, head);

	if (!passing || !is_announced(gateway, head->host, head->port)) {
		refuse(gateway, browser);
		if (passing)
			end(gateway, passing, OUTCOME_REFUSED,
				json_words("No request of the page named this host.",
					"ページのどのリクエストにも現れないホストです。"));
		return;
	}
	int server = dial_out(gateway, passing);
	if (server < 0) {
		refuse(gateway, browser);
		return;
	}
	Outcome outcome = introduce(gateway, head, browser, server, behind)
				  ? relay(gateway, passing, browser, server)
				  : OUTCOME_BROKEN;
	close(server);
	end(gateway, passing, outcome,
		outcome == OUTCOME_ANSWERED ? NULL : outcome_words(outcome, NULL));
}

static void serve(void *data, void *user_data)
{
	Gateway *gateway = user_data;
	int browser = GPOINTER_TO_INT(data) - 1;
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	size_t len = read_head(gateway, browser, bytes);
	Str all = str_over((const char *)bytes->data, bytes->len);
	ProxyHead head = {0};

	if (len > 0 && proxyhead_parse(str_sub(all, 0, len), &head))
		pass(gateway, &head, browser, str_sub(all, len, all.len));
	else if (len > 0)
		refuse(gateway, browser);
	proxyhead_clear(&head);
	close(browser);
}

/* ---- all of them ---- */

static void *accept_all(void *data)
{
	Gateway *gateway = data;
	struct pollfd fds[2] = {{.fd = gateway->listener, .events = POLLIN}};

	while (wait_for(gateway, fds, 2, G_MAXINT64)) {
		int browser = accept4(gateway->listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
		if (browser >= 0)
			g_thread_pool_push(gateway->pool, GINT_TO_POINTER(browser + 1), NULL);
		else if (errno != EINTR && errno != EAGAIN && errno != ECONNABORTED)
			break;
	}
	return NULL;
}

Gateway *gateway_new(int listener, Door *door, const GatewaySettings *settings)
{
	Gateway *gateway = g_new0(Gateway, 1);

	gateway->listener = listener;
	gateway->stop = eventfd(0, EFD_CLOEXEC);
	gateway->door = door;
	gateway->recorder = settings->recorder;
	gateway->bytes_max = settings->bytes_max > 0 ? settings->bytes_max : GATEWAY_BYTES_MAX;
	gateway->deadline = settings->deadline;
	g_mutex_init(&gateway->lock);
	g_cond_init(&gateway->announced);
	gateway->hosts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	gateway->passings = g_ptr_array_new_with_free_func(passing_free);
	gateway->pool = g_thread_pool_new(serve, gateway, GATEWAY_CONNECTIONS_MAX, FALSE, NULL);
	gateway->thread = g_thread_new("gateway", accept_all, gateway);
	return gateway;
}

void gateway_free(Gateway *gateway)
{
	if (!gateway)
		return;
	g_mutex_lock(&gateway->lock);
	gateway->stopping = true;
	g_cond_broadcast(&gateway->announced);
	g_mutex_unlock(&gateway->lock);
	if (eventfd_write(gateway->stop, 1) != 0)
		g_error("cannot stop the gateway: %s", g_strerror(errno));
	g_thread_join(gateway->thread);
	g_thread_pool_free(gateway->pool, FALSE, TRUE);
	close(gateway->stop);
	g_ptr_array_unref(gateway->passings);
	g_hash_table_unref(gateway->hosts);
	g_cond_clear(&gateway->announced);
	g_mutex_clear(&gateway->lock);
	g_free(gateway);
}

void gateway_announce(Gateway *gateway, const char *host, guint port)
{
	g_mutex_lock(&gateway->lock);
	g_hash_table_add(gateway->hosts, name_of(host, port));
	g_cond_broadcast(&gateway->announced);
	g_mutex_unlock(&gateway->lock);
}

static json_t *passing_json(const Passing *passing)
{
	json_t *entry = json_object();

	json_put(entry, "host", json_text(str_of(passing->host)));
	json_put(entry, "port", json_integer(passing->port));
	json_put(entry, "address", json_text_or_null(passing->address));
	json_put(entry, "outcome", json_text(str_of(outcome_name(passing->outcome))));
	json_put(entry, "why", passing->why ? json_incref(passing->why) : json_null());
	json_put(entry, "sent", json_integer((json_int_t)passing->sent));
	json_put(entry, "received", json_integer((json_int_t)passing->received));
	json_put(entry, "asked", json_integer(passing->asked));
	json_put(entry, "ms", passing->ms >= 0 ? json_integer(passing->ms) : json_null());
	return entry;
}

json_t *gateway_log(Gateway *gateway)
{
	json_t *log = json_array();

	g_mutex_lock(&gateway->lock);
	for (guint i = 0; i < gateway->passings->len; i++)
		json_push(log, passing_json(gateway->passings->pdata[i]));
	g_mutex_unlock(&gateway->lock);
	return log;
}

char *gateway_address(Gateway *gateway, const char *host, guint port)
{
	char *address = NULL;

	g_mutex_lock(&gateway->lock);
	for (guint i = gateway->passings->len; i-- > 0 && !address;) {
		const Passing *passing = gateway->passings->pdata[i];
		if (passing->port == port && strcmp(passing->host, host) == 0)
			address = g_strdup(passing->address);
	}
	g_mutex_unlock(&gateway->lock);
	return address;
}

bool gateway_is_full(Gateway *gateway)
{
	g_mutex_lock(&gateway->lock);
	bool full = gateway->received > gateway->bytes_max;
	g_mutex_unlock(&gateway->lock);
	return full;
}
