#pragma once
/*
 * visit/pipe - reading and writing a file descriptor without waiting, and without SIGPIPE: the other end may
 * die at any moment.
 *
 *	pipe_unblock(fd);
 *	gssize n = pipe_write(fd, bytes, len);      0: not now; -1: never again
 */
#include <glib.h>

/* Make it non-blocking. Asserts that it is a descriptor. */
void pipe_unblock(int fd);

/* Read up to `len` bytes: how many came, 0 when none is there now, -1 at the end or a failure. */
gssize pipe_read(int fd, void *to, size_t len);

/* Write up to `len` bytes: how many went, 0 when none can go now, -1 when the other end is gone. */
gssize pipe_write(int fd, const void *from, size_t len);
