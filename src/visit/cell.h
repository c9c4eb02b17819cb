#pragma once
/*
 * visit/cell - a control group for one browser, where the system lets us make one: a ceiling for its memory and for
 * the number of its processes (cgroup v1 or v2; cgroups(7)).
 *
 *	Cell cell;
 *	cell_init(&cell, memory, processes);
 *	... the child: cell_enter(&cell) ...
 *	cell_clear(&cell);
 */
#include <glib.h>

/* Hierarchies that one group may be made of. */
#define CELL_GROUPS_MAX 2

typedef struct {
	char *folders[CELL_GROUPS_MAX]; /* NULL where there is none */
	int entries[CELL_GROUPS_MAX];   /* what a process joins by writing to it; -1 */
} Cell;

/* Make the groups that can be made; groups that a killed program left behind are removed. */
void cell_init(Cell *cell, guint64 memory, unsigned processes);

/* Join, in the child, between fork and exec: calls what is safe there only. */
void cell_enter(const Cell *cell);

/* Remove the groups, once their processes are dead; waits for that for two seconds at most. */
void cell_clear(Cell *cell);
