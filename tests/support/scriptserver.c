#include "support/scriptserver.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

struct ScriptServer {
	Script script;
	const void *data;
	int listener;
	guint16 port;
	GThread *acceptor;
	SSL_CTX *tls;
	GMutex lock; /* over what is below */
	GCond stop;
	bool stopped;
	GPtrArray *turns; /* ScriptTurn * */
};

static bool handshake(ScriptTurn *turn)
{
	if (!turn->server->tls)
		return true;
	turn->tls = SSL_new(turn->server->tls);
	SSL_set_fd(turn->tls, turn->fd);
	return SSL_accept(turn->tls) == 1;
}

static void *run_turn(void *data)
{
	ScriptTurn *turn = data;

	if (handshake(turn))
		turn->server->script(turn);
	if (turn->tls)
		SSL_shutdown(turn->tls);
	/* the descriptor itself is closed when nobody can shut down another one of its number */
	shutdown(turn->fd, SHUT_RDWR);
	return NULL;
}

static void *run_acceptor(void *data)
{
	ScriptServer *server = data;

	for (;;) {
		int fd = accept4(server->listener, NULL, NULL, SOCK_CLOEXEC);
		if (fd < 0)
			return NULL;
		ScriptTurn *turn = g_new0(ScriptTurn, 1);
		*turn = (ScriptTurn){.server = server, .fd = fd, .data = server->data};
		g_mutex_lock(&server->lock);
		turn->n = server->turns->len;
		g_ptr_array_add(server->turns, turn);
		turn->thread = g_thread_new("turn", run_turn, turn);
		g_mutex_unlock(&server->lock);
	}
}

ScriptServer *scriptserver_new(Script script, const void *data)
{
	ScriptServer *server = g_new0(ScriptServer, 1);
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
	socklen_t len = sizeof address;

	signal(SIGPIPE, SIG_IGN); /* the server's own: SSL_write has no MSG_NOSIGNAL */
	server->script = script;
	server->data = data;
	server->turns = g_ptr_array_new();
	g_mutex_init(&server->lock);
	g_cond_init(&server->stop);
	server->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	g_assert_cmpint(bind(server->listener, (struct sockaddr *)&address, len), ==, 0);
	g_assert_cmpint(listen(server->listener, 64), ==, 0);
	g_assert_cmpint(getsockname(server->listener, (struct sockaddr *)&address, &len), ==, 0);
	server->port = ntohs(address.sin_port);
	server->acceptor = g_thread_new("acceptor", run_acceptor, server);
	return server;
}

void scriptserver_use_tls(ScriptServer *server, const char *pem)
{
	server->tls = SSL_CTX_new(TLS_server_method());
	g_assert_cmpint(SSL_CTX_use_certificate_file(server->tls, pem, SSL_FILETYPE_PEM), ==, 1);
	g_assert_cmpint(SSL_CTX_use_PrivateKey_file(server->tls, pem, SSL_FILETYPE_PEM), ==, 1);
}

void scriptserver_free(ScriptServer *server)
{
	if (!server)
		return;
	shutdown(server->listener, SHUT_RDWR);
	g_thread_join(server->acceptor);
	close(server->listener);

	g_mutex_lock(&server->lock);
	server->stopped = true;
	g_cond_broadcast(&server->stop);
	g_mutex_unlock(&server->lock);
	for (guint i = 0; i < server->turns->len; i++) {
		ScriptTurn *turn = g_ptr_array_index(server->turns, i);
		shutdown(turn->fd, SHUT_RDWR);
		g_thread_join(turn->thread);
		SSL_free(turn->tls);
		close(turn->fd);
		g_free(turn);
	}
	g_ptr_array_unref(server->turns);
	SSL_CTX_free(server->tls);
	g_mutex_clear(&server->lock);
	g_cond_clear(&server->stop);
	g_free(server);
}

guint16 scriptserver_port(const ScriptServer *server)
{
	return server->port;
}

guint scriptserver_served(ScriptServer *server)
{
	g_mutex_lock(&server->lock);
	guint served = server->turns->len;
	g_mutex_unlock(&server->lock);
	return served;
}

char *scriptserver_read(ScriptTurn *turn, const char *end)
{
	g_autoptr(GString) text = g_string_new(NULL);

	while (!g_str_has_suffix(text->str, end)) {
		char c;
		int came = turn->tls ? SSL_read(turn->tls, &c, 1) : (int)recv(turn->fd, &c, 1, 0);
		if (came != 1)
			return NULL;
		g_string_append_c(text, c);
	}
	return g_string_free(g_steal_pointer(&text), FALSE);
}

bool scriptserver_send_bytes(ScriptTurn *turn, const void *bytes, size_t len)
{
	const char *at = bytes;

	while (len > 0) {
		int sent = turn->tls ? SSL_write(turn->tls, at, (int)len)
				     : (int)send(turn->fd, at, len, MSG_NOSIGNAL);
		if (sent <= 0)
			return false;
		at += sent;
		len -= (size_t)sent;
	}
	return true;
}

bool scriptserver_send(ScriptTurn *turn, const char *text)
{
	return scriptserver_send_bytes(turn, text, strlen(text));
}

bool scriptserver_sleep(ScriptTurn *turn, guint ms)
{
	ScriptServer *server = turn->server;
	gint64 until = g_get_monotonic_time() + (gint64)ms * 1000;
	bool over = false;

	g_mutex_lock(&server->lock);
	while (!server->stopped && !over)
		over = !g_cond_wait_until(&server->stop, &server->lock, until);
	g_mutex_unlock(&server->lock);
	return over;
}
