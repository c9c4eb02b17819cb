#pragma once
/*
 * cage/landlock - this process gives up the file system, as far as the kernel's Landlock knows how to.
 *
 * Landlock came with Linux 5.13 and learnt more with each version: to stop renaming across directories
 * (2), truncating (3), TCP (4), devices' ioctls (5), signals and abstract sockets to the outside (6).
 * Where it is absent, or off, seccomp alone holds the worker.
 *
 *	int version = landlock_deny_all();
 *	if (version > 0)
 *		say_so(version);
 */

/* Deny this thread, for good, everything that the kernel's Landlock can deny. The version of its
 * interface, or 0 where there is none or it refuses. Needs no_new_privs. */
int landlock_deny_all(void);
