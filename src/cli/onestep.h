#pragma once
/*
 * cli/onestep - the road as far as one step, for commands that print what that step says. Keeps nothing.
 *
 *	const OneStep with = {.step = "read", .jobs = jobs};
 *	g_autoptr(Dossier) dossier = onestep_take(&with, &file);
 *	if (!dossier)
 *		return EXIT_FAILED;
 *	onestep_print(dossier, sections);
 *	return onestep_exit_code(dossier);
 */
#include "cli/mailfile.h"
#include "investigate/investigate.h"

typedef struct {
	const char *step;                  /* the last one */
	const char *const *jobs;           /* of the steps up to it; NULL-terminated */
	Door *door;                        /* NULL: nobody is asked */
	GBytes *dns;                       /* recorded answers in the world's place; NULL */
	const char *const *trusted_relays; /* of the settings; NULL */
	unsigned mail;                     /* which one of the file's; 0: the first */
} OneStep;

/* Take the mail down the road. The dossier is yours to dossier_free; NULL, said, where there is no cage. */
Dossier *onestep_take(const OneStep *with, const MailFile *file);

/* Print the sections called so (NULL-terminated), as JSON. */
void onestep_print(const Dossier *dossier, const char *const *sections);

/* What to exit with: EXIT_FAILED where a step was not done; why is said. */
int onestep_exit_code(const Dossier *dossier);
