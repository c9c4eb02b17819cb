/*
 * visit/launcher - mekiki-launcher SOCKET [--authority FILE] PROGRAM ARGUMENTS...: the first program in the browser's
 * cage. Binds the proxy's port in the empty network that it finds itself in, hands the listening socket out over the
 * descriptor SOCKET, and becomes PROGRAM. With --authority the file's certificates are trusted by it. Exits with 1, and
 * says why on stderr, where it cannot.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define PROXY_PORT 3128
#define BACKLOG    128

static int fail(const char *what)
{
	fprintf(stderr, "mekiki-launcher: %s: %s\n", what, strerror(errno));
	return 1;
}

static int listen_at_proxy(void)
{
	struct sockaddr_in address = {.sin_family = AF_INET,
		.sin_port = htons(PROXY_PORT),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (listener < 0 || bind(listener, (struct sockaddr *)&address, sizeof address) != 0 ||
		listen(listener, BACKLOG) != 0)
		return -1;
	return listener;
}

/* Send the descriptor itself (unix(7), SCM_RIGHTS). */
static int hand_out(int over, int listener)
{
	union {
		struct cmsghdr align;
		char bytes[CMSG_SPACE(sizeof(int))];
	} control = {0};
	char letter = 'L'; /* a descriptor travels with a byte */
	struct iovec byte = {.iov_base = &letter, .iov_len = 1};
	struct msghdr message = {.msg_iov = &byte,
		.msg_iovlen = 1,
		.msg_control = control.bytes,
		.msg_controllen = sizeof control.bytes};
	struct cmsghdr *header = CMSG_FIRSTHDR(&message);

	header->cmsg_level = SOL_SOCKET;
	header->cmsg_type = SCM_RIGHTS;
	header->cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(header), &listener, sizeof listener);
	return sendmsg(over, &message, MSG_NOSIGNAL) == 1 ? 0 : -1;
}

static int run(const char *const *argv)
{
	int status;
	pid_t child = fork();

	if (child == 0) {
		execvp(argv[0], (char *const *)argv);
		_exit(127);
	}
	if (child < 0 || waitpid(child, &status, 0) != child)
		return -1;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : -1;
}

/* Put the certificates into the database in which the browser looks (NSS, in HOME). */
static int trust(const char *file)
{
	const char *const make[] = {
		"certutil", "-N", "-d", "sql:.pki/nssdb", "--empty-password", NULL};
	const char *const add[] = {"certutil", "-A", "-d", "sql:.pki/nssdb", "-n", "mekiki", "-t",
		"C,,", "-a", "-i", file, NULL};
	const char *const folder[] = {"mkdir", "-p", ".pki/nssdb", NULL};
	const char *home = getenv("HOME");

	if (!home || chdir(home) != 0)
		return -1;
	return run(folder) == 0 && run(make) == 0 && run(add) == 0 ? 0 : -1;
}

int main(int argc, char **argv)
{
	int at = 2;
	char *end;

	if (argc < 3)
		return fail("usage");
	long over = strtol(argv[1], &end, 10);
	if (*end || over < 3 || over > 1024)
		return fail("the socket");
	if (strcmp(argv[at], "--authority") == 0 && argc > at + 2) {
		if (trust(argv[at + 1]) != 0)
			return fail("cannot trust the authority: is certutil (libnss3-tools) "
				    "installed?");
		at += 2;
	}
	int listener = listen_at_proxy();
	if (listener < 0)
		return fail("cannot bind the proxy's port");
	if (hand_out((int)over, listener) != 0)
		return fail("cannot hand out the socket");
	close((int)over);
	execv(argv[at], argv + at);
	return fail(argv[at]);
}
