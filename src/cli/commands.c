#include "cli/commands.h"

#include <string.h>

static const Command *const table[] = {
	&command_investigate,
	&command_cases,
	&command_show,
	&command_report,
	&command_remove,
	&command_read,
	&command_trace,
	&command_dkim,
	&command_spf,
	&command_dmarc,
	&command_lookup,
	&command_visit,
	&command_url,
};

const Command *commands_nth(size_t n)
{
	return n < G_N_ELEMENTS(table) ? table[n] : NULL;
}

const Command *commands_find(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(table); i++)
		if (strcmp(table[i]->name, name) == 0)
			return table[i];
	return NULL;
}
