#pragma once
/*
 * tests/support/cputime - for tests that hold hostile input to linear time. CPU time, so that a busy machine
 * breaks none of them.
 *
 *	gint64 start = cputime_us();
 *	parse(hostile);
 *	g_assert_cmpint(cputime_us() - start, <, 5 * CPUTIME_SECOND);
 */
#include <glib.h>
#include <time.h>

/* A second, or what it is worth under a sanitizer. */
#define CPUTIME_SECOND ((gint64)G_USEC_PER_SEC * (MEKIKI_SANITIZED ? 10 : 1))

/* Microseconds that this process has computed so far. */
static inline gint64 cputime_us(void)
{
	return (gint64)clock() * G_USEC_PER_SEC / CLOCKS_PER_SEC;
}
