#include "cage/landlock.h"

#include <glib.h>
#include <sys/syscall.h>
#include <unistd.h>

/* As in linux/landlock.h of 6.12; Debian 12's header is older than the kernels we run on. */
typedef struct {
	guint64 files, net, scoped;
} Ruleset;

#define GET_VERSION 1u

/* What may be handled from which version on. */
static const struct {
	int version;
	Ruleset adds;
	size_t size; /* of the struct that the version knows */
} versions[] = {
	{1, {.files = 0x1fff}, 8},  /* execute, read, write, make and remove of every kind */
	{2, {.files = 0x2000}, 8},  /* refer */
	{3, {.files = 0x4000}, 8},  /* truncate */
	{4, {.net = 0x3}, 16},      /* bind and connect over TCP */
	{5, {.files = 0x8000}, 16}, /* ioctl of devices */
	{6, {.scoped = 0x3}, 24},   /* abstract UNIX sockets, signals */
};

int landlock_deny_all(void)
{
	long version = syscall(SYS_landlock_create_ruleset, NULL, 0, GET_VERSION);
	Ruleset ruleset = {0};
	size_t size = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(versions) && versions[i].version <= version; i++) {
		ruleset.files |= versions[i].adds.files;
		ruleset.net |= versions[i].adds.net;
		ruleset.scoped |= versions[i].adds.scoped;
		size = versions[i].size;
	}
	if (size == 0)
		return 0;
	long fd = syscall(SYS_landlock_create_ruleset, &ruleset, size, 0);
	if (fd < 0)
		return 0;
	long failed = syscall(SYS_landlock_restrict_self, (int)fd, 0);
	close((int)fd);
	return failed ? 0 : (int)version;
}
