#pragma once
/*
 * investigate/investigate - takes a case through the steps, and keeps it on the way.
 *
 * The case is kept when it is opened, after each step that ends `save_pause_ms` or more after the last
 * save, and at the end. A step that fails is recorded with why, and the investigation goes on. What a step
 * asked of the world is in the dossier's `exchanges`, however the step ended. When the program dies, the archive has the case as of the last save; investigate_resume goes on from there.
 *
 *	Investigation with = {.archive = archive, .cage = cage, .steps = road_steps,
 *		.now = now, .draw = g_random_int, .offline = true};
 *	g_autoptr(Dossier) dossier = investigate_mail(&with, "mail.eml", bytes, &error);
 */
#include "archive/archive.h"
#include "investigate/road.h"

/* Who watches. Words are {"en","ja"}, borrowed, and quote the mail. Any function may be NULL. */
typedef struct {
	void *data;
	/* The case has its id; `says` (may be NULL) is what there is to know before it begins. */
	void (*opens)(void *data, const char *id, const json_t *says);
	/* A step begins. */
	void (*begins)(void *data, const RoadStep *row);
	/* It has ended. `says`: what it found, or why it found nothing. */
	void (*ends)(
		void *data, const RoadStep *row, StepStatus status, const json_t *says, gint64 ms);
} Listener;

typedef struct {
	Archive *archive;      /* open for writing; NULL: nothing is kept */
	Cage *cage;            /* where hostile bytes are read */
	const RoadStep *steps; /* ends with a row without a name */
	gint64 now;            /* seconds since 1970: when the case is opened */
	guint32 (*draw)(void); /* a random number, for the case's id */
	unsigned mail;         /* which mail of a file with several, from 1; 0: the first */
	bool offline;          /* nothing may be asked of the world */
	bool no_visit;         /* no page may be opened */
	bool walks;            /* pages may be filled in */
	Door *door;            /* the way to the world; NULL where nothing may be asked */
	GBytes *dns;           /* recorded answers in the world's place, for what verifies; NULL */
	const char *const
		*trusted_relays; /* machines that the recipient trusts (trace/relays); NULL */
	gint64 asking_ms;        /* how long a step may ask; 0: as long as it likes */
	gint64 save_pause_ms;    /* 0: the case is kept after every step */
	Listener listener;
} Investigation;

/* Investigate the mail `mail`, called `name`. The dossier is yours to dossier_free, also where steps
 * failed. NULL with `error` where the case could not be kept: its last sentence says whether it can be
 * resumed. */
Dossier *investigate_mail(
	const Investigation *with, const char *name, GBytes *mail, GError **error);

/* Go on with the unfinished case `id` at the first step that did not come to an end; a case that is done
 * comes back as it is. */
Dossier *investigate_resume(const Investigation *with, const char *id, GError **error);
