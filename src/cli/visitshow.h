#pragma once
/*
 * cli/visitshow - where visits led, for people at a terminal.
 *
 *	visitshow_all(found, "ja");
 */
#include "base/json.h"

/* Print {"landings", "differs"} as visit_address() gives it: how each ended, the way, who was dialled, the
 * certificate, what the page did beside showing itself, what was not seen, and where personas differ. */
void visitshow_all(const json_t *found, const char *language);
