#pragma once
/*
 * case/step - what a step is to the loop that runs it.
 *
 * A step answers one question and adds its sections to the dossier. It never calls another step. What
 * it needs of the world comes in through its context, so that tests can supply it.
 */
#include "cage/cage.h"
#include "case/blobs.h"
#include "case/dossier.h"

typedef struct {
	Cage *cage;         /* where hostile bytes are read */
	const Blobs *blobs; /* where large things are kept */
	gint64 now;         /* seconds since 1970: the investigation's clock */
	bool offline;       /* nothing may be asked of the world */
} StepContext;

typedef struct {
	const char *name;
	/* Fill the step's sections. On STEP_SKIPPED and STEP_FAILED `why_out` ({"en","ja"}, taken by
	 * the caller) says why; the dossier stays valid whatever happens. */
	StepStatus (*run)(const StepContext *context, Dossier *dossier, json_t **why_out);
} Step;
