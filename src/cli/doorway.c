#include "cli/doorway.h"

#include "cli/talk.h"

bool doorway_open(Doorway *doorway, const Settings *settings, const char *dir)
{
	const DoorSettings door = {
		.resolvers = (const char *const *)settings->resolvers,
		.root_hints = settings->root_hints,
		.anchor = settings->anchor,
		.ca_file = settings->ca,
		.ranges = (const char *const *)settings->allow,
	};
	g_autoptr(GError) error = NULL;

	if (settings->offline)
		return true;
	doorway->keepers = keepers_new(dir);
	doorway->door = door_new(&door, keepers_lent(doorway->keepers), &error);
	if (doorway->door)
		return true;
	talk_error("nobody can be asked: %s. Mend the settings in [net], or use --offline",
		error->message);
	return false;
}

bool doorway_open_kept(Doorway *doorway, const Settings *settings)
{
	const char *dir =
		g_file_test(settings->archive, G_FILE_TEST_IS_DIR) ? settings->archive : NULL;

	return doorway_open(doorway, settings, dir);
}

void doorway_clear(Doorway *doorway)
{
	door_free(doorway->door);
	if (doorway->keepers) {
		g_autofree char *trouble = keepers_trouble(doorway->keepers);
		if (trouble)
			talk_error("answers were not kept for next time: %s", trouble);
	}
	keepers_free(doorway->keepers);
	*doorway = (Doorway){0};
}
