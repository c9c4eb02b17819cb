#include "cage/lock.h"

#include <errno.h>
#include <grp.h>
#include <linux/capability.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "cage/landlock.h"
#include "cage/parcel.h"
#include "cage/syscalls.h"

/* Debian's "nobody", which is the kernel's overflow user too: owns nothing. */
#define NOBODY 65534

bool lock_to_parent(pid_t parent)
{
	return prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && getppid() == parent;
}

static bool become_nobody(void)
{
	return setgroups(0, NULL) == 0 && setresgid(NOBODY, NOBODY, NOBODY) == 0 &&
	       setresuid(NOBODY, NOBODY, NOBODY) == 0;
}

/* Stop being root where we are, and can; the words for it. */
static const char *drop_root(void)
{
	if (geteuid() != 0)
		return "";
	return become_nobody() ? ", user nobody" : ", no capabilities";
}

/* Root that could not become nobody keeps no more than its name, and the files that root owns. */
static bool drop_capabilities(void)
{
	struct __user_cap_header_struct head = {.version = _LINUX_CAPABILITY_VERSION_3};
	struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = {{0}};

	return syscall(SYS_capset, &head, none) == 0;
}

static bool set_limits(size_t memory)
{
	const struct {
		__rlimit_resource_t resource;
		rlim_t most;
	} limits[] = {
		{RLIMIT_CORE, 0},
		{RLIMIT_FSIZE, 0},
		{RLIMIT_MEMLOCK, 0},
		{RLIMIT_NOFILE, 0}, /* the open ones stay */
		{RLIMIT_NPROC, 0},
		/* AddressSanitizer reserves terabytes of shadow */
		{RLIMIT_AS, memory > 0 && !MEKIKI_SANITIZED ? memory : RLIM_INFINITY},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(limits); i++) {
		struct rlimit now;
		if (getrlimit(limits[i].resource, &now) != 0)
			return false;
		now.rlim_cur = now.rlim_max = MIN(limits[i].most, now.rlim_max);
		if (setrlimit(limits[i].resource, &now) != 0)
			return false;
	}
	return true;
}

static bool fail(GError **error, const char *what)
{
	g_set_error(error, CAGE_ERROR, CAGE_ERROR_START, "the worker cannot %s: %s", what,
		g_strerror(errno));
	return false;
}

/* What Landlock and seccomp need to be given up before them. */
static bool give_up_privileges(pid_t parent, GError **error)
{
	if (!drop_capabilities())
		return fail(error, "drop its capabilities");
	if (!lock_to_parent(parent))
		return fail(error, "be tied to its parent");
	if (prctl(PR_SET_DUMPABLE, 0) != 0 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return fail(error, "give up its privileges");
	return true;
}

char *lock_down(pid_t parent, size_t memory, GError **error)
{
	const char *user = drop_root();

	if (!give_up_privileges(parent, error))
		return NULL;
	int landlock = landlock_deny_all(); /* needs a file descriptor: before the limits */
	if (!set_limits(memory))
		return fail(error, "be limited"), NULL;
	if (!syscalls_restrict(error))
		return NULL;

	GString *layers = g_string_new("seccomp");
	if (landlock > 0)
		g_string_append_printf(layers, ", Landlock %d", landlock);
	g_string_append_printf(layers, ", rlimits%s", user);
	return g_string_free(layers, FALSE);
}
