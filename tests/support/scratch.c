#include "support/scratch.h"

#include <ftw.h>
#include <stdio.h>
#include <sys/stat.h>

static int drop(const char *path, const struct stat *about, int kind, struct FTW *where)
{
	(void)about;
	(void)kind;
	(void)where;
	return remove(path);
}

Scratch *scratch_new(void)
{
	GError *error = NULL;
	char *dir = g_dir_make_tmp("mekiki-test-XXXXXX", &error);

	g_assert_no_error(error);
	return dir;
}

void scratch_free(Scratch *dir)
{
	nftw(dir, drop, 16, FTW_DEPTH | FTW_PHYS);
	g_free(dir);
}
