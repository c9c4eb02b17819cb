#pragma once
/*
 * cli/lookupshow - what registries and name servers said, for people at a terminal.
 *
 *	lookupshow_all(found, "ja");
 *
 * Takes the dossier's forms (docs/dossier.schema.json), whole or in part: what is not there is not shown.
 */
#include "base/json.h"

/* Print one `registration`: its fields, how times were read, what follows from them. */
void lookupshow_registration(const json_t *registration, const char *language);

/* Print {"hosts", "registrations"}: each registration with the servers that were asked, then each host. */
void lookupshow_all(const json_t *found, const char *language);
