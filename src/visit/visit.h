#pragma once
/*
 * visit/visit - the fourth step: where does it lead? Fills `landings`.
 *
 * This version visits nothing: it names each page that there is to visit as `not-asked`, with why.
 */
#include "case/step.h"

/* Reads /links. */
extern const Step visit_step;
