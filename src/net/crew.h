#pragma once
/*
 * net/crew - work that waits for the world, done side by side: each task in a thread of its own as long
 * as there are hands, the rest when one is free.
 *
 *	g_autoptr(Crew) crew = crew_new(CREW_HANDS_MAX, NULL, NULL);
 *	crew_all(crew, ask_one, questions, count);        returns when all are answered
 *
 * The tasks only wait; the work on what comes back is done elsewhere.
 */
#include <glib.h>

/* Threads that wait at one time. They do nothing else; fewer would let a few dead name servers keep everybody
 * else's questions waiting. */
#define CREW_HANDS_MAX 256

typedef struct Crew Crew;

typedef void (*CrewTask)(void *data);

/* A crew of at most `hands`. `idle` (may be NULL) is called with `data`, by one of the hands, each time the
 * last task is over and nobody has added another. */
Crew *crew_new(guint hands, CrewTask idle, void *data);

/* Wait for every task, then free. NULL is fine. */
void crew_free(Crew *crew);

/* Have `task` done with `data`, some time. A task may add tasks. */
void crew_add(Crew *crew, CrewTask task, void *data);

/* Have `task` done with each of the `count` pointers in `items`, and wait for all. Not from within a task of
 * the same crew, which could wait for a hand for ever. */
void crew_all(Crew *crew, CrewTask task, void *const *items, size_t count);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Crew, crew_free)
