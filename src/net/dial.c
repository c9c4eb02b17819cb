#include "net/dial.h"

#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define USEC_PER_MS ((gint64)1000)

/* The attempts of one dial; fds[i] belongs to pins[i]. */
typedef struct {
	struct pollfd fds[DIAL_ADDRESSES_MAX]; /* fd -1: over */
	guint begun, pending;
	int fault;
} Attempts;

static socklen_t fill_sockaddr(const Address *address, guint16 port, struct sockaddr_storage *out)
{
	memset(out, 0, sizeof *out);
	if (address->len == 4) {
		struct sockaddr_in *ipv4 = (struct sockaddr_in *)out;
		ipv4->sin_family = AF_INET;
		ipv4->sin_port = g_htons(port);
		memcpy(&ipv4->sin_addr, address->bytes, 4);
		return sizeof *ipv4;
	}
	struct sockaddr_in6 *ipv6 = (struct sockaddr_in6 *)out;
	ipv6->sin6_family = AF_INET6;
	ipv6->sin6_port = g_htons(port);
	memcpy(&ipv6->sin6_addr, address->bytes, 16);
	return sizeof *ipv6;
}

/* Milliseconds until `when`, rounded up so that poll does not spin; 0 when it has passed. */
static int ms_until(gint64 when)
{
	gint64 left = when - g_get_monotonic_time();

	return left <= 0 ? 0 : (int)MIN((left + USEC_PER_MS - 1) / USEC_PER_MS, G_MAXINT);
}

static void give_up(Attempts *attempts, guint i, int fault)
{
	if (attempts->fds[i].fd >= 0)
		close(attempts->fds[i].fd);
	attempts->fds[i].fd = -1;
	attempts->fault = fault;
}

static void begin(Attempts *attempts, const Address *address, guint16 port)
{
	struct sockaddr_storage target;
	socklen_t len = fill_sockaddr(address, port, &target);
	guint i = attempts->begun++;
	int fd = socket(target.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

	attempts->fds[i] = (struct pollfd){.fd = fd, .events = POLLOUT};
	if (fd < 0 || (connect(fd, (struct sockaddr *)&target, len) != 0 && errno != EINPROGRESS &&
			      errno != EINTR)) {
		give_up(attempts, i, errno);
		return;
	}
	attempts->pending++;
}

/* The attempt that is through, or -1; those that failed are closed. */
static int settle(Attempts *attempts)
{
	for (guint i = 0; i < attempts->begun; i++) {
		int fault = 0;
		socklen_t len = sizeof fault;
		if (attempts->fds[i].fd < 0 || attempts->fds[i].revents == 0)
			continue;
		if (getsockopt(attempts->fds[i].fd, SOL_SOCKET, SO_ERROR, &fault, &len) != 0)
			fault = errno;
		if (fault == 0)
			return (int)i;
		give_up(attempts, i, fault);
		attempts->pending--;
	}
	return -1;
}

static int take(Attempts *attempts, guint winner)
{
	int fd = attempts->fds[winner].fd;

	attempts->fds[winner].fd = -1;
	for (guint i = 0; i < attempts->begun; i++)
		give_up(attempts, i, attempts->fault);
	return fd;
}

int dial(const GArray *pins, guint16 port, gint64 deadline, guint *which_out, int *fault_out)
{
	Attempts attempts = {.fault = ETIMEDOUT};
	guint count = MIN(pins->len, DIAL_ADDRESSES_MAX);
	gint64 next = 0;

	while (g_get_monotonic_time() < deadline) {
		bool more = attempts.begun < count;
		if (more && (attempts.pending == 0 || g_get_monotonic_time() >= next)) {
			begin(&attempts, &g_array_index(pins, Address, attempts.begun), port);
			next = g_get_monotonic_time() + DIAL_STAGGER_MS * USEC_PER_MS;
			continue;
		}
		if (attempts.pending == 0) {
			*fault_out = attempts.fault;
			return -1;
		}
		(void)poll(attempts.fds, attempts.begun,
			ms_until(more ? MIN(next, deadline) : deadline));
		int winner = settle(&attempts);
		if (winner >= 0) {
			*which_out = (guint)winner;
			return take(&attempts, (guint)winner);
		}
	}
	for (guint i = 0; i < attempts.begun; i++)
		give_up(&attempts, i, ETIMEDOUT);
	*fault_out = ETIMEDOUT;
	return -1;
}

bool dial_wait(int fd, short events, gint64 deadline)
{
	struct pollfd one = {.fd = fd, .events = events};

	while (g_get_monotonic_time() < deadline)
		if (poll(&one, 1, ms_until(deadline)) > 0)
			return true;
	return false;
}
