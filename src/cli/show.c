/* mekiki show: one case for a person, or its dossier. */
#include "cli/house.h"
#include "cli/summary.h"
#include "cli/talk.h"

static int run(const Command *command, int argc, char **argv)
{
	g_auto(Settings) settings = {0};
	gboolean json = FALSE;
	ArchiveState state;
	const GOptionEntry own[] = {
		{"json", 0, 0, G_OPTION_ARG_NONE, &json, "Print the whole dossier as JSON", NULL},
		{0},
	};
	int code;

	if (settings_read(&settings, command, own, &argc, &argv, &code))
		return code;
	g_autoptr(Archive) archive = house_archive(&settings, ARCHIVE_READ);
	g_autoptr(Dossier) dossier = archive ? house_case(archive, argv[1], &state) : NULL;
	if (!dossier)
		return EXIT_FAILED;
	if (json)
		talk_json(dossier_json(dossier), true);
	else
		summary_write(stdout, dossier_json(dossier), state, settings.language);
	if (state == ARCHIVE_UNFINISHED)
		talk_error("the case is unfinished; mekiki investigate --resume %s goes on with it",
			dossier_id(dossier));
	return EXIT_DONE;
}

const Command command_show = {
	.name = "show",
	.arguments = "CASE",
	.summary = "show one case",
	.more = "CASE is an id, its first digits, the first of its random digits, or last.",
	.arguments_min = 1,
	.arguments_max = 1,
	.run = run,
};
