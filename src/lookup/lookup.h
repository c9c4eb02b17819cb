#pragma once
/*
 * lookup/lookup - the third step: who is behind it? Fills `hosts` and `registrations`.
 *
 * This version asks nobody: it names each subject that there is to ask about (the origin's address, the
 * domains of the senders, of each link) as `not-asked`, with why. lookup/subjects.h says what a subject is.
 */
#include "case/step.h"

/* Reads /origin, /mail and /links. */
extern const Step lookup_step;
