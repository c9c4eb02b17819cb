#pragma once
/*
 * trace/trace - the second step: where did it come from? Fills `hops`, `origin` and `auth` from the
 * headers that `read` recorded.
 */
#include "case/step.h"

/* Question: {"mail": the dossier's, "trusted_relays": [entries of trace/relays]}. Answer: {"hops", "origin", "auth"}. */
extern const CageJob trace_job;

/* Reads /mail. Skipped where there is no mail. */
extern const Step trace_step;
