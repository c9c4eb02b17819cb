#include "visit/cell.h"

#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* How long the kernel may take to bury what was killed. */
#define DYING_MS 2000

/* How old a group is that nobody will enter any more, in seconds. */
#define LEFT_S 60

#define PREFIX "mekiki-visit-"

typedef struct {
	const char *parent, *memory,
		*processes; /* files with the ceilings; NULL: none of it here */
} Hierarchy;

static const Hierarchy unified[] = {{"/sys/fs/cgroup", "memory.max", "pids.max"}, {0}};

static const Hierarchy separate[] = {
	{"/sys/fs/cgroup/memory", "memory.limit_in_bytes", NULL},
	{"/sys/fs/cgroup/pids", NULL, "pids.max"},
};

/* Remove groups that killed programs have left: one that is in use cannot be removed, one that was made just now
 * may not be in use yet. */
static void sweep(const char *parent)
{
	g_autoptr(GDir) dir = g_dir_open(parent, 0, NULL);
	gint64 now = g_get_real_time() / G_USEC_PER_SEC;

	for (const char *name; dir && (name = g_dir_read_name(dir));) {
		g_autofree char *path = g_build_filename(parent, name, NULL);
		struct stat made;
		if (g_str_has_prefix(name, PREFIX) && stat(path, &made) == 0 &&
			now - made.st_mtime > LEFT_S)
			rmdir(path);
	}
}

static bool write_number(const char *folder, const char *file, guint64 number)
{
	g_autofree char *path = g_build_filename(folder, file, NULL);
	g_autofree char *text = g_strdup_printf("%" G_GUINT64_FORMAT, number);
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	bool written = fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text);

	if (fd >= 0)
		close(fd);
	return written;
}

/* Make the group of one hierarchy; false where nothing is to be had of it. */
static bool make(Cell *cell, size_t i, const Hierarchy *from, guint64 memory, unsigned processes)
{
	g_autofree char *name =
		g_strdup_printf(PREFIX "%d-%08x", (int)getpid(), (unsigned)g_random_int());
	g_autofree char *folder = g_build_filename(from->parent, name, NULL);
	g_autofree char *entry = g_build_filename(folder, "cgroup.procs", NULL);

	sweep(from->parent);
	if (mkdir(folder, 0755) != 0)
		return false;
	bool has_memory = from->memory && write_number(folder, from->memory, memory);
	bool has_processes = from->processes && write_number(folder, from->processes, processes);
	int fd = has_memory || has_processes ? open(entry, O_WRONLY | O_CLOEXEC) : -1;
	if (fd < 0) {
		rmdir(folder);
		return false;
	}
	cell->folders[i] = g_steal_pointer(&folder);
	cell->entries[i] = fd;
	return true;
}

void cell_init(Cell *cell, guint64 memory, unsigned processes)
{
	bool is_unified = g_file_test("/sys/fs/cgroup/cgroup.controllers", G_FILE_TEST_EXISTS);
	const Hierarchy *hierarchies = is_unified ? unified : separate;

	*cell = (Cell){.entries = {-1, -1}};
	for (size_t i = 0; i < CELL_GROUPS_MAX; i++)
		if (hierarchies[i].parent)
			make(cell, i, &hierarchies[i], memory, processes);
}

void cell_enter(const Cell *cell)
{
	for (size_t i = 0; i < CELL_GROUPS_MAX; i++)
		if (cell->entries[i] >= 0 && write(cell->entries[i], "0", 1) != 1)
			_exit(126);
}

void cell_clear(Cell *cell)
{
	gint64 until = g_get_monotonic_time() + DYING_MS * (gint64)1000;

	for (size_t i = 0; i < CELL_GROUPS_MAX; i++) {
		if (!cell->folders[i])
			continue;
		close(cell->entries[i]);
		while (rmdir(cell->folders[i]) != 0 && g_get_monotonic_time() < until)
			g_usleep(2000);
		g_free(cell->folders[i]);
	}
	*cell = (Cell){.entries = {-1, -1}};
}
