#pragma once
/*
 * cli/doorway - the way to the world as the settings have it: a door, and the keepers that it is lent.
 *
 *	g_auto(Doorway) doorway = {0};
 *	if (!doorway_open(&doorway, &settings, settings.archive))
 *		return EXIT_FAILED;
 *	ask(doorway.door);
 */
#include "archive/keepers.h"
#include "cli/settings.h"

typedef struct {
	Door *door; /* NULL where nothing may be asked */
	Keepers *keepers;
} Doorway;

/* Open it, unless the settings are offline. Answers and turns are kept in the folder `dir`, in memory where
 * it is NULL. False, said, where a setting is wrong. */
bool doorway_open(Doorway *doorway, const Settings *settings, const char *dir);

/* As doorway_open, with what the archive remembers where the settings name one that is there. */
bool doorway_open_kept(Doorway *doorway, const Settings *settings);

/* Close it, and say what the keepers could not keep. */
void doorway_clear(Doorway *doorway);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Doorway, doorway_clear)
