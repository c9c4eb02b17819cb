#include "visit/pipe.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

void pipe_unblock(int fd)
{
	int flags = fcntl(fd, F_GETFL);

	g_assert(flags >= 0);
	g_assert(fcntl(fd, F_SETFL, flags | O_NONBLOCK) == 0);
}

static bool is_not_now(void)
{
	return errno == EAGAIN || errno == EINTR;
}

gssize pipe_read(int fd, void *to, size_t len)
{
	gssize n = read(fd, to, len);

	if (n > 0)
		return n;
	return n < 0 && is_not_now() ? 0 : -1;
}

/* write(), whose SIGPIPE is held back in this thread and then taken away, unless one was there before. */
static gssize write_quietly(int fd, const void *from, size_t len)
{
	sigset_t pipe_only, old, waiting;
	const struct timespec at_once = {0};

	sigemptyset(&pipe_only);
	sigaddset(&pipe_only, SIGPIPE);
	pthread_sigmask(SIG_BLOCK, &pipe_only, &old);
	sigpending(&waiting);
	gssize n = write(fd, from, len);
	int fault = errno;
	if (n < 0 && fault == EPIPE && !sigismember(&waiting, SIGPIPE))
		sigtimedwait(&pipe_only, NULL, &at_once);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	errno = fault;
	return n;
}

gssize pipe_write(int fd, const void *from, size_t len)
{
	gssize n = send(fd, from, len, MSG_NOSIGNAL);

	if (n < 0 && errno == ENOTSOCK)
		n = write_quietly(fd, from, len);
	if (n >= 0)
		return n;
	return is_not_now() ? 0 : -1;
}
