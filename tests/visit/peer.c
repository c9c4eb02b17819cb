#include "peer.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/json.h"

struct Peer {
	const PeerRow *script;
	int ends[2]; /* ours, the player's */
	GThread *thread;
	GMutex lock; /* over `heard` */
	GString *heard;
};

static void say(Peer *peer, const char *line, const char *number)
{
	g_auto(GStrv) pieces = g_strsplit(line, "#", -1);
	g_autofree char *text = g_strjoinv(number, pieces);

	for (size_t sent = 0, all = strlen(text) + 1; sent < all;) {
		ssize_t n = send(peer->ends[1], text + sent, all - sent, MSG_NOSIGNAL);
		if (n <= 0)
			return;
		sent += (size_t)n;
	}
}

static void note(Peer *peer, const json_t *command)
{
	const json_t *params = json_object_get(command, "params");
	const char *session = json_get_text(command, "sessionId");
	g_autofree char *shown = params ? json_canonical(params) : g_strdup("{}");

	g_mutex_lock(&peer->lock);
	g_string_append_printf(peer->heard, "%s %s ", json_get_text(command, "method"), shown);
	if (session)
		g_string_append_printf(peer->heard, "@%s ", session);
	g_mutex_unlock(&peer->lock);
}

static void reply(Peer *peer, const json_t *command)
{
	g_autofree char *number = g_strdup_printf(
		"%" JSON_INTEGER_FORMAT, json_integer_value(json_object_get(command, "id")));
	const PeerRow *row = peer->script;

	while (row->method && strcmp(row->method, json_get_text(command, "method")) != 0)
		row++;
	if (row->ms)
		g_usleep((gulong)row->ms * 1000);
	if (row->method && !row->says)
		return;
	if (row->method && strcmp(row->says, "!") == 0) {
		shutdown(peer->ends[1], SHUT_RDWR);
		return;
	}
	g_auto(GStrv) lines =
		g_strsplit(row->method ? row->says : "{\"id\":#,\"result\":{}}", "\n", -1);
	for (char **line = lines; *line; line++)
		say(peer, *line, number);
}

static gpointer play(gpointer data)
{
	Peer *peer = data;
	g_autoptr(GString) text = g_string_new(NULL);
	char c;

	while (read(peer->ends[1], &c, 1) == 1) {
		if (c != '\0') {
			g_string_append_c(text, c);
			continue;
		}
		json_auto_t *command = json_parse(str_over(text->str, text->len), NULL);
		g_assert_nonnull(command);
		note(peer, command);
		reply(peer, command);
		g_string_truncate(text, 0);
	}
	return NULL;
}

Peer *peer_new(const PeerRow *script)
{
	Peer *peer = g_new0(Peer, 1);

	peer->script = script;
	peer->heard = g_string_new(NULL);
	g_mutex_init(&peer->lock);
	g_assert_cmpint(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, peer->ends), ==, 0);
	peer->thread = g_thread_new("peer", play, peer);
	return peer;
}

void peer_free(Peer *peer)
{
	if (!peer)
		return;
	shutdown(peer->ends[0], SHUT_RDWR);
	g_thread_join(peer->thread);
	close(peer->ends[0]);
	close(peer->ends[1]);
	g_string_free(peer->heard, TRUE);
	g_mutex_clear(&peer->lock);
	g_free(peer);
}

int peer_fd(const Peer *peer)
{
	return peer->ends[0];
}

char *peer_heard(Peer *peer)
{
	g_mutex_lock(&peer->lock);
	char *heard = g_strdup(peer->heard->str);
	g_mutex_unlock(&peer->lock);
	return heard;
}
