#pragma once
/*
 * case/step - what a step is to the loop that runs it.
 *
 * A step answers one question and adds its sections to the dossier. It never calls another step. What
 * it needs of the world comes in through its context, so that tests can supply it.
 *
 * A step that asks makes one Ask for all of its questions; the loop writes down what was recorded, blobs
 * and all, when the step has ended (case/logbook):
 *
 *	if (!context->door)
 *		return say_that_nobody_was_asked(dossier, why_out);
 *	Ask ask = {.recorder = context->recorder, .deadline = context->deadline};
 *	g_autoptr(Exchange) exchange = door_dns(context->door, name, DNSTYPE_MX, &ask);
 */
#include "cage/cage.h"
#include "case/blobs.h"
#include "case/dossier.h"
#include "net/door.h"

typedef struct {
	Cage *cage;         /* where hostile bytes are read; not for two threads at once */
	const Blobs *blobs; /* where large things are kept; not for two threads at once */
	gint64 now;         /* seconds since 1970: the investigation's clock */
	bool offline;       /* nothing may be asked of the world */
	bool no_visit;      /* no page may be opened */
	bool walks;         /* pages may be filled in with invented data, and walked to their end */
	Door *door; /* the way to the world, for any number of threads; NULL where nothing may
			       be asked */
	const Recorder *
		recorder; /* takes down what is asked, for any number of threads; NULL: nobody does */
	GBytes *dns; /* recorded answers (trace/recordfile) that are asked in the world's place; NULL:
			    none */
	const char *const
		*trusted_relays; /* entries of trace/relays, NULL-terminated; NULL: none */
	gint64 deadline; /* of g_get_monotonic_time(): the step has asked enough by then; 0: none */
} StepContext;

typedef struct {
	const char *name;
	/* Fill the step's sections. On STEP_SKIPPED and STEP_FAILED `why_out` ({"en","ja"}, taken by
	 * the caller) says why; the dossier stays valid whatever happens. */
	StepStatus (*run)(const StepContext *context, Dossier *dossier, json_t **why_out);
} Step;
