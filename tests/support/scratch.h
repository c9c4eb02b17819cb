#pragma once
/*
 * tests/support/scratch - a folder for one test, with all that is in it gone at the end of its scope.
 *
 *	g_autoptr(Scratch) dir = scratch_new();      a path: char *
 */
#include <glib.h>

typedef char Scratch;

/* A new empty folder's path. Asserts that it could be made. */
Scratch *scratch_new(void);

/* Delete it with everything below it, and free the path. */
void scratch_free(Scratch *dir);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Scratch, scratch_free)
