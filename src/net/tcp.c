#include "net/tcp.h"

#include <errno.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net/dial.h"

#define USEC_PER_MS ((gint64)1000)

/* Whether the last call only has to be made again. */
static bool is_again(void)
{
	return errno == EINTR || errno == EAGAIN || errno == EWOULDBLOCK;
}

/* When waiting for the next byte ends. */
static gint64 patience(const Session *session)
{
	gint64 idle = g_get_monotonic_time() + session->bounds->idle_ms * USEC_PER_MS;

	return MIN(idle, session->deadline);
}

static Outcome send_all(int fd, const Session *session, Str rest)
{
	while (rest.len > 0) {
		/* a server that closes early is no reason to die of SIGPIPE */
		ssize_t sent = send(fd, rest.at, rest.len, MSG_NOSIGNAL);
		if (sent >= 0)
			rest = str_sub(rest, (size_t)sent, rest.len);
		else if (!is_again())
			return OUTCOME_BROKEN;
		else if (!dial_wait(fd, POLLOUT, patience(session)))
			return OUTCOME_TIMEOUT;
	}
	return OUTCOME_ANSWERED;
}

static Outcome receive_all(int fd, const Session *session, GByteArray *answer)
{
	guint8 block[16384];

	while (g_get_monotonic_time() < session->deadline) {
		size_t room = session->bounds->bytes_max - answer->len;
		ssize_t came = recv(fd, block, MIN(sizeof block, room + 1), 0);
		if (came == 0)
			return OUTCOME_ANSWERED;
		if (came > 0) {
			g_byte_array_append(answer, block, (guint)MIN((size_t)came, room));
			if ((size_t)came > room)
				return OUTCOME_CUT;
		} else if (!is_again()) {
			return OUTCOME_BROKEN;
		} else if (!dial_wait(fd, POLLIN, patience(session))) {
			return OUTCOME_TIMEOUT;
		}
	}
	return OUTCOME_TIMEOUT;
}

static Outcome converse(int fd, const Session *session, Str line, GByteArray *answer)
{
	g_autoptr(GString) question = g_string_new_len(line.at, (gssize)line.len);

	g_string_append(question, "\r\n");
	Outcome sent = send_all(fd, session, str_over(question->str, question->len));
	if (sent == OUTCOME_TIMEOUT)
		return sent;
	/* some servers say why they hang up before they have read: listen even so */
	Outcome received = receive_all(fd, session, answer);
	return sent == OUTCOME_BROKEN && answer->len == 0 ? sent : received;
}

static void end(Exchange *exchange, Outcome outcome, size_t bytes)
{
	g_autofree char *detail = g_strdup_printf("%zu bytes", bytes);

	exchange_end(exchange, outcome, detail);
}

void tcp_ask(const Session *session, Str line, Exchange *exchange)
{
	int fd = session_dial(session, exchange);

	if (fd < 0)
		return;
	g_autoptr(GByteArray) answer = g_byte_array_new();
	Outcome outcome = converse(fd, session, line, answer);
	close(fd);
	end(exchange, outcome, answer->len);
	if (answer->len > 0 || outcome == OUTCOME_ANSWERED)
		exchange->answer = g_byte_array_free_to_bytes(g_steal_pointer(&answer));
}
