#pragma once
/*
 * archive/keepers - what the door is lent: a cache and a governor that all processes share which use one
 * archive.
 *
 * They never fail an investigation. Where the file cannot be used (no room, read-only, damaged, held by
 * another for too long), what was remembered is read as long as it can be, the rest goes on in memory, for
 * this process alone, and keepers_trouble says why.
 *
 *	g_autoptr(Keepers) keepers = keepers_new(dir);
 *	g_autoptr(Door) door = door_new(&settings, keepers_lent(keepers), &error);
 *	... ask ...
 *	g_autofree char *trouble = keepers_trouble(keepers);
 *
 * Any number of threads may use them at once.
 */
#include "net/door.h"

/* The pace for servers that an asker names none for. */
#define KEEPERS_PACE ((Pace){.interval_ms = 500, .at_once = 2})

typedef struct Keepers Keepers;

/* With the cache's file in the folder `dir`, which is made with mode 0700 where there is none; in memory where it
 * is NULL. */
Keepers *keepers_new(const char *dir);

/* Close it, once no door uses it. NULL is fine. */
void keepers_free(Keepers *keepers);

/* What a door is lent, borrowed. */
const DoorKeepers *keepers_lent(const Keepers *keepers);

/* What went wrong first; NULL while nothing has. Yours to g_free. */
char *keepers_trouble(Keepers *keepers);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Keepers, keepers_free)
