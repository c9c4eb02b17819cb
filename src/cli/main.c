/* mekiki: the program. A command's name, or the word that makes it a cage's worker. */
#include <errno.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/house.h"
#include "cli/talk.h"
#include "investigate/road.h"

static void print_help(FILE *to)
{
	const Command *command;

	talk_text(to,
		"mekiki investigates one suspicious mail.\n\nUsage: mekiki COMMAND [OPTION…]\n\n");
	for (size_t n = 0; (command = commands_nth(n)); n++)
		talk_text(to, "  %-12s%-10s%s\n", command->name, command->arguments,
			command->summary);
	talk_text(to, "\nmekiki COMMAND --help says more; so does man mekiki.\n");
}

/* What was printed must have arrived: a full disk behind stdout is a failure. */
static int check_output(int code)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return code;
	talk_error("the standard output could not be written: %s", g_strerror(errno));
	return EXIT_FAILED;
}

int main(int argc, char **argv)
{
	const char *word = argc > 1 ? argv[1] : "";

	if (strcmp(word, HOUSE_WORKER) == 0)
		return road_serve((const char *const *)argv + 2);
	if (strcmp(word, "--version") == 0) {
		talk_text(stdout, "mekiki " MEKIKI_VERSION "\n");
		return check_output(EXIT_DONE);
	}
	if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0 || strcmp(word, "help") == 0) {
		print_help(stdout);
		return check_output(EXIT_DONE);
	}
	const Command *command = commands_find(word);
	if (!command) {
		if (argc > 1)
			talk_error("there is no command \"%s\"", word);
		print_help(stderr);
		return EXIT_USAGE;
	}
	return check_output(command->run(command, argc - 1, argv + 1));
}
