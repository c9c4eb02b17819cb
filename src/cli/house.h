#pragma once
/*
 * cli/house - what a command needs from outside: the data files, a cage, the archive, a case of it.
 * Where something is missing it says so to the person.
 *
 *	g_autoptr(Cage) cage = house_cage();
 *	g_autoptr(Archive) archive = house_archive(&settings, ARCHIVE_READ);
 *	if (!cage || !archive)
 *		return EXIT_FAILED;
 */
#include "archive/archive.h"
#include "cage/cage.h"
#include "cli/settings.h"

/* argv[1] of a program that is to be a cage's worker. */
#define HOUSE_WORKER "--cage-worker"

/* A cage with a worker ready in it, whose program is this one. NULL, said, where it cannot be had. */
Cage *house_cage(void);

/* The archive that the settings name. NULL, said, with what to do about it. */
Archive *house_archive(const Settings *settings, ArchiveMode mode);

/* The case of `archive` that `word` means. NULL, said. */
Dossier *house_case(Archive *archive, const char *word, ArchiveState *state_out);

/* Say an error of the archive, and what to do about it. */
void house_explain(const GError *error);
