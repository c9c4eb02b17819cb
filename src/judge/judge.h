#pragma once
/*
 * judge/judge - the sixth step: what is it? Fills `brands`, `findings` and `verdict`.
 *
 * The rules are Lua in rules/, run in the cage over the dossier. They see nothing else: an old case is
 * judged again with today's rules and lists.
 */
#include "case/step.h"

/* Question: the dossier. Answer: {"brands", "findings", "verdict"}. */
extern const CageJob judge_job;

/* Reads the whole dossier. */
extern const Step judge_step;
