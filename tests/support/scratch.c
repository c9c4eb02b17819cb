#include "support/scratch.h"

#include <ftw.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define MEMORY "/dev/shm"

static int drop(const char *path, const struct stat *about, int kind, struct FTW *where)
{
	(void)about;
	(void)kind;
	(void)where;
	return remove(path);
}

Scratch *scratch_new(void)
{
	/* in memory where there is such a folder: a busy disk's syncs would be most of the time */
	const char *parent = access(MEMORY, W_OK) == 0 ? MEMORY : g_get_tmp_dir();
	char *dir = g_build_filename(parent, "mekiki-test-XXXXXX", NULL);

	g_assert_nonnull(g_mkdtemp(dir));
	return dir;
}

void scratch_free(Scratch *dir)
{
	nftw(dir, drop, 16, FTW_DEPTH | FTW_PHYS);
	g_free(dir);
}
