#pragma once
/*
 * visit/ask - what a field can ask for.
 *
 * A kind is as fine as a person who fills the field needs it ("expiry-month"); what it asks for is what a report
 * says ("expiry"), and `part` which piece of that.
 *
 *	AskKind kind = ask_find(STR("expiry-month"));
 *	ask_name(kind), ask_part(kind)              "expiry", "month"
 */
#include "base/str.h"

/* A kind; 0 is none. */
typedef guint AskKind;

#define ASK_NONE ((AskKind)0)

/* The kind called so; ASK_NONE where there is none. */
AskKind ask_find(Str kind);

/* How many there are, ASK_NONE counted: kinds are below it. */
AskKind ask_count(void);

/* The kind's own name: "expiry-month". */
const char *ask_kind(AskKind kind);

/* What it asks for: "expiry"; NULL for what asks for nothing of a person (a consent, a choice, a search). */
const char *ask_name(AskKind kind);

/* Which part of it: "month"; NULL: all of it. */
const char *ask_part(AskKind kind);
