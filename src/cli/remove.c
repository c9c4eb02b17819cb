/* mekiki remove: a case goes for good. */
#include "cli/house.h"
#include "cli/talk.h"

static int run(const Command *command, int argc, char **argv)
{
	g_auto(Settings) settings = {0};
	g_autoptr(GError) error = NULL;
	int code;

	if (settings_read(&settings, command, NULL, &argc, &argv, &code))
		return code;
	/* opened for reading first: where there is no archive, none is made */
	g_autoptr(Archive) there = house_archive(&settings, ARCHIVE_READ);
	g_autoptr(Archive) archive = there ? house_archive(&settings, ARCHIVE_WRITE) : NULL;
	if (!archive)
		return EXIT_FAILED;
	g_autofree char *id = archive_resolve(archive, argv[1], &error);
	if (!id || !archive_remove(archive, id, &error)) {
		house_explain(error);
		return EXIT_FAILED;
	}
	talk_text(stderr, "The case %s is gone, with everything that only it held.\n", id);
	return EXIT_DONE;
}

const Command command_remove = {
	.name = "remove",
	.arguments = "CASE",
	.summary = "remove a case for good",
	.more = "Its dossier, and its mail unless another case has the same, cannot be brought "
		"back.",
	.arguments_min = 1,
	.arguments_max = 1,
	.run = run,
};
