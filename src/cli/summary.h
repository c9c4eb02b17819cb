#pragma once
/*
 * cli/summary - a case on a terminal: verdict, reasons, advice, and what was not seen.
 *
 *	summary_write(stdout, dossier_json(dossier), ARCHIVE_DONE, "ja");
 */
#include <jansson.h>
#include <stdio.h>

#include "archive/entry.h"

/* The name of a verdict (its "is") in `language`; NULL is a case without one. */
const char *summary_verdict(const char *is, const char *language);

/* Write the case for a person, in `language` ("en", "ja"). Indicators come out defanged. */
void summary_write(FILE *to, const json_t *dossier, ArchiveState state, const char *language);
