#pragma once
/*
 * cage/lock - what a worker gives up before it sees its first hostile byte.
 *
 * In this order: root's user and all capabilities, the right to be traced or dumped, new privileges, the
 * file system (Landlock), what rlimits hold (memory, files, processes, core dumps), and every system call that cage/syscalls does not list. None of it can be taken back.
 *
 *	g_autofree char *layers = lock_down(parent, memory, &error);    "seccomp, Landlock 7, rlimits, user nobody"
 */
#include <glib.h>
#include <stdbool.h>
#include <sys/types.h>

/* Have the kernel kill this process when `parent` (the thread of it that started us) is gone; false
 * where it is gone already. A change of user undoes it: lock_down does it again. */
bool lock_to_parent(pid_t parent);

/* Lock this process; `memory` is its address space in bytes, 0 for no limit. What holds it now, for
 * people, yours to g_free; NULL with `error` where it is not locked. Changing the user works as root
 * only, and not in a user namespace that has no other user; Landlock where the kernel has it: the words
 * leave out what did not work. The rest must work. */
char *lock_down(pid_t parent, size_t memory, GError **error);
