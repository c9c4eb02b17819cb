#pragma once
/*
 * tests/support/scriptserver - servers on 127.0.0.1 that misbehave as they are told, for tests of what
 * asks them. Each connection gets a thread that runs the script; all of them end with the server.
 *
 *	g_autoptr(ScriptServer) server = scriptserver_new(drip, "text");
 *	ask("127.0.0.1", scriptserver_port(server));
 *	g_assert_cmpuint(scriptserver_served(server), ==, 1);
 */
#include <glib.h>
#include <openssl/ssl.h>
#include <stdbool.h>

typedef struct ScriptServer ScriptServer;

/* One connection as the script sees it. */
typedef struct {
	ScriptServer *server;
	int fd;           /* shut down when the server ends */
	SSL *tls;         /* NULL: plain */
	const void *data; /* as given to scriptserver_new */
	guint n;          /* which connection, from 0 */
	GThread *thread;
} ScriptTurn;

typedef void (*Script)(ScriptTurn *turn);

/* A server on a free port of 127.0.0.1 that runs `script` for each connection. */
ScriptServer *scriptserver_new(Script script, const void *data);

/* Speak TLS with the certificate and the key of this PEM file, from the next connection on. */
void scriptserver_use_tls(ScriptServer *server, const char *pem);

/* End every script and wait for it. NULL is fine. */
void scriptserver_free(ScriptServer *server);

/* Its port. */
guint16 scriptserver_port(const ScriptServer *server);

/* How many connections it took so far. */
guint scriptserver_served(ScriptServer *server);

/* For scripts: read until `end` has come; false when the client closed before. Yours to g_free. */
char *scriptserver_read(ScriptTurn *turn, const char *end);

/* For scripts: send the text; false when the client is gone. */
bool scriptserver_send(ScriptTurn *turn, const char *text);

/* For scripts: send bytes. */
bool scriptserver_send_bytes(ScriptTurn *turn, const void *bytes, size_t len);

/* For scripts: wait; false when the server ends before. */
bool scriptserver_sleep(ScriptTurn *turn, guint ms);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(ScriptServer, scriptserver_free)
