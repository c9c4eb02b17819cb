#pragma once
/*
 * archive/claim - which program works on which case: byte N of the file `claims` is locked by whoever
 * works on case number N.
 *
 * The locks are the kernel's (open file description locks, fcntl(2)): they end with the process, however
 * it ends, so that a killed investigation can be taken up at once.
 *
 *	int claims = claim_open(dir, &error);
 *	if (!claim_take(claims, number))
 *		say_that_somebody_works_on_it();
 */
#include <glib.h>
#include <stdbool.h>

/* Open or make the file of claims in `dir`. -1 with `error`; else yours to close. */
int claim_open(const char *dir, GError **error);

/* Take the claim on case `number`, without waiting. */
bool claim_take(int claims, gint64 number);

/* Give it up. */
void claim_drop(int claims, gint64 number);
