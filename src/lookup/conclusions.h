#pragma once
/*
 * lookup/conclusions - what follows from an answer without asking anybody: how old a domain is, who runs what
 * it stands on.
 *
 *	const Conclusions from = {.operators = operators, .now = now, .sent = sent, .has_sent = true};
 *	conclusions_add(&from, registration);
 */
#include "base/json.h"
#include "know/operators.h"

typedef struct {
	const Operators *operators;
	gint64 now;    /* of the investigation, in seconds since 1970 */
	gint64 sent;   /* the mail's date */
	bool has_sent; /* where there is a mail, and it has one */
} Conclusions;

/* Add "age" and "operators" to the dossier's `registration`. */
void conclusions_add(const Conclusions *from, json_t *registration);
