#pragma once
/*
 * cli/commands - the table of the commands.
 *
 *	const Command *command = commands_find("cases");
 */
#include "cli/command.h"

/* The command called `name`; NULL. */
const Command *commands_find(const char *name);

/* The n-th command in the order of the table; NULL behind the last. */
const Command *commands_nth(size_t n);
