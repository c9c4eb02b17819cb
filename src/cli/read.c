/* mekiki read: what a mail says. */
#include "cli/onestep.h"
#include "cli/settings.h"
#include "cli/talk.h"

static int run(const Command *command, int argc, char **argv)
{
	static const char *const jobs[] = {"read", NULL};
	static const char *const sections[] = {"mail", "links", "attachments", NULL};
	g_auto(Settings) settings = {0};
	g_auto(MailFile) file = {0};
	g_autoptr(GError) error = NULL;
	gint number = 0;
	const GOptionEntry own[] = {
		{"mail", 0, 0, G_OPTION_ARG_INT, &number,
			"Of a file with several mails, take this one", "N"},
		{0},
	};
	int code;

	if (settings_read(&settings, command, own, &argc, &argv, &code))
		return code;
	const OneStep with = {.step = "read", .jobs = jobs, .mail = (unsigned)MAX(number, 0)};
	if (!mailfile_read(&file, argv[1], &error)) {
		talk_error("%s", error->message);
		return EXIT_FAILED;
	}
	g_autoptr(Dossier) dossier = onestep_take(&with, &file);
	if (!dossier)
		return EXIT_FAILED;
	onestep_print(dossier, sections);
	return onestep_exit_code(dossier);
}

const Command command_read = {
	.name = "read",
	.arguments = "FILE|-",
	.summary = "print what a mail says, as JSON",
	.arguments_min = 1,
	.arguments_max = 1,
	.run = run,
};
