#pragma once
/*
 * cage/syscalls - the seccomp filter: which system calls a locked worker may still make.
 *
 * A list of what is allowed; what is not on it ends the process at once. There is no way in it to a
 * socket, a new process or program, another process, or a mapping that can be executed. Opening and
 * looking up files is answered with "permission denied" instead: libraries look for files that they can
 * do without (a converter for a rare charset, the time zone), and a mail must not be able to end its
 * worker by naming one. syscalls.c says of each call why it is there.
 *
 *	if (!syscalls_restrict(&error))
 *		return false;
 */
#include <glib.h>
#include <stdbool.h>

/* Put the filter on every thread of this process, for good. */
bool syscalls_restrict(GError **error);
