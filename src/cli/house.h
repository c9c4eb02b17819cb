#pragma once
/*
 * cli/house - what a command needs from outside: the data files, a cage, the archive, a case of it.
 * Where something is missing it says so to the person.
 *
 *	g_autoptr(Cage) cage = house_cage((const char *const[]){"report", NULL});
 *	g_autoptr(Archive) archive = house_archive(&settings, ARCHIVE_READ);
 *	if (!cage || !archive)
 *		return EXIT_FAILED;
 */
#include "archive/archive.h"
#include "cage/cage.h"
#include "cli/settings.h"
#include "report/report.h"

/* argv[1] of a program that is to be a cage's worker; the names of its jobs follow. */
#define HOUSE_WORKER   "--cage-worker"
#define HOUSE_JOBS_MAX 8

/* A cage with a worker ready in it, whose program is this one and which knows the jobs called `jobs`
 * (NULL-terminated, HOUSE_JOBS_MAX of them at most). NULL, said, where it cannot be had. */
Cage *house_cage(const char *const *jobs);

/* The archive that the settings name. NULL, said, with what to do about it. */
Archive *house_archive(const Settings *settings, ArchiveMode mode);

/* The case of `archive` that `word` means. NULL, said. */
Dossier *house_case(Archive *archive, const char *word, ArchiveState *state_out);

/* The case as a document, as report_write has it. NULL, said. Yours to g_bytes_unref. */
GBytes *house_report(Cage *cage, const Dossier *dossier, const ReportOrder *order);

/* Write a document to the file `path`, or into the pipe or device of that name; to the standard output where
 * it is NULL or "-". False, said. */
bool house_deliver(GBytes *document, const char *path);

/* Say an error of the archive, and what to do about it. */
void house_explain(const GError *error);
