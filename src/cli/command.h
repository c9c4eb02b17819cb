#pragma once
/*
 * cli/command - what a command is: one file, and one row in the table of commands.c.
 *
 *	const Command command_cases = {
 *		.name = "cases", .summary = "list the archive's cases", .run = run,
 *	};
 */
#include <glib.h>

/* The codes that every command exits with. */
typedef enum {
	EXIT_DONE = 0,
	EXIT_FAILED = 1,
	EXIT_USAGE = 2,
} ExitCode;

typedef struct Command {
	const char *name;
	const char *arguments; /* as the usage line shows them: "FILE|-"; "" for none */
	const char *summary;   /* one line, lower case, for the list of commands */
	const char *more;      /* what --help says below the options; NULL */
	guint arguments_min, arguments_max;
	/* Do it. argv[0] is the command's name. Returns an ExitCode. */
	int (*run)(const struct Command *command, int argc, char **argv);
} Command;

extern const Command command_investigate;
extern const Command command_cases;
extern const Command command_show;
extern const Command command_report;
extern const Command command_remove;
extern const Command command_read;
extern const Command command_trace;
extern const Command command_dkim;
extern const Command command_spf;
extern const Command command_dmarc;
extern const Command command_lookup;
extern const Command command_visit;
extern const Command command_url;
