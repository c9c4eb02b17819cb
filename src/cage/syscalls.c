#include "cage/syscalls.h"

#include <errno.h>
#include <seccomp.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "cage/parcel.h"

/* Allowed with any arguments. They reach nothing but this process's own memory and open pipes. */
static const int allowed[] = {
	/* the pipe and the words for stderr; stdio and abort() write with writev */
	SCMP_SYS(read),
	SCMP_SYS(write),
	SCMP_SYS(writev),
	SCMP_SYS(close),
	SCMP_SYS(fstat),
	/* malloc; mmap and mprotect stand below */
	SCMP_SYS(brk),
	SCMP_SYS(munmap),
	SCMP_SYS(mremap),
	SCMP_SYS(madvise),
	/* locks, and what spins on them */
	SCMP_SYS(futex),
	SCMP_SYS(sched_yield),
	SCMP_SYS(nanosleep),
	SCMP_SYS(clock_nanosleep),
	SCMP_SYS(restart_syscall),
	/* the clock, where the vDSO cannot answer */
	SCMP_SYS(clock_gettime),
	SCMP_SYS(clock_getres),
	SCMP_SYS(gettimeofday),
	SCMP_SYS(time),
	/* seeds of hash tables */
	SCMP_SYS(getrandom),
	/* qsort asks how much memory there is */
	SCMP_SYS(sysinfo),
	/* dying: abort(), the handlers of our own and of sanitizers */
	SCMP_SYS(rt_sigaction),
	SCMP_SYS(rt_sigprocmask),
	SCMP_SYS(rt_sigreturn),
	SCMP_SYS(sigaltstack),
	SCMP_SYS(getpid),
	SCMP_SYS(gettid),
	SCMP_SYS(exit),
	SCMP_SYS(exit_group),
};

/* Answered with an error, as libraries try them and go on without. */
static const struct {
	int call;
	guint16 error;
} refused[] = {
	/* iconv, locales, time zones, /proc and /sys: see the header */
	{SCMP_SYS(open), EACCES},
	{SCMP_SYS(openat), EACCES},
	{SCMP_SYS(stat), EACCES},
	{SCMP_SYS(lstat), EACCES},
	{SCMP_SYS(newfstatat), EACCES},
	{SCMP_SYS(statx), EACCES},
	{SCMP_SYS(access), EACCES},
	{SCMP_SYS(faccessat), EACCES},
	{SCMP_SYS(faccessat2), EACCES},
	{SCMP_SYS(readlink), EACCES},
	{SCMP_SYS(readlinkat), EACCES},
	{SCMP_SYS(getcwd), EACCES},
	/* isatty() before coloured words */
	{SCMP_SYS(ioctl), ENOTTY},
	/* glibc tries it before clone, which then ends the process */
	{SCMP_SYS(clone3), ENOSYS},
	/* counting processors; naming memory */
	{SCMP_SYS(sched_getaffinity), EPERM},
	{SCMP_SYS(prctl), EPERM},
};

/* Allowed with some arguments only. */
static int add_conditional(scmp_filter_ctx filter)
{
	const struct {
		int call;
		unsigned argument;
		enum scmp_compare how;
		scmp_datum_t a, b;
	} rules[] = {
		/* memory, but none that code can be put in and run from */
		{SCMP_SYS(mmap), 2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0},
		{SCMP_SYS(mprotect), 2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0},
		/* raise() and abort(): a signal to ourselves */
		{SCMP_SYS(tgkill), 0, SCMP_CMP_EQ, (scmp_datum_t)getpid(), 0},
		/* asking for a limit, not setting one (sysconf, a thread's stack) */
		{SCMP_SYS(prlimit64), 2, SCMP_CMP_EQ, 0, 0},
	};
	int failed = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(rules) && failed == 0; i++) {
		struct scmp_arg_cmp condition = {
			rules[i].argument, rules[i].how, rules[i].a, rules[i].b};
		failed = seccomp_rule_add_array(
			filter, SCMP_ACT_ALLOW, rules[i].call, 1, &condition);
	}
	return failed;
}

static int add_rules(scmp_filter_ctx filter)
{
	int failed = add_conditional(filter);

	for (size_t i = 0; i < G_N_ELEMENTS(allowed) && failed == 0; i++)
		failed = seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0);
	for (size_t i = 0; i < G_N_ELEMENTS(refused) && failed == 0; i++)
		failed = seccomp_rule_add(
			filter, SCMP_ACT_ERRNO(refused[i].error), refused[i].call, 0);
	return failed;
}

bool syscalls_restrict(GError **error)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
	int failed = filter ? 0 : -ENOMEM;

	/* calls of another architecture (32-bit entries, x32) end the process as well */
	if (failed == 0)
		failed = seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
	if (failed == 0)
		failed = seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1);
	if (failed == 0)
		failed =
			seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2); /* a tree, no list */
	if (failed == 0)
		failed = add_rules(filter);
	if (failed == 0)
		failed = seccomp_load(filter);
	seccomp_release(filter);
	if (failed == 0)
		return true;
	g_set_error(error, CAGE_ERROR, CAGE_ERROR_START, "the kernel takes no seccomp filter: %s",
		g_strerror(-failed));
	return false;
}
