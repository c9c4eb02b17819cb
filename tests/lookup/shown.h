#pragma once
/* A registration as text for tables of tests: "field=value", one a line, times with their readings. */
#include "lookup/registration.h"

/* Every field that has a value, and the state. Yours to g_free. */
char *shown(const Registration *registration);

/* The notes, one a line: "what: member=value …". Yours to g_free. */
char *shown_notes(const Registration *registration);
