#pragma once
/*
 * investigate/road - the table of the steps: the program's table of contents.
 *
 * A row says what the step asks, runs it, and tells in a sentence what it found. A step that this
 * version does not have stands in the table too, so that a reader sees what was not done.
 *
 *	for (const RoadStep *row = road_steps; row->name; row++)
 *		...
 */
#include "case/step.h"

typedef struct {
	const char *name;
	const char *asks_en, *asks_ja; /* the step's question */
	const Step *step;              /* NULL: not in this version */
	/* What the step found, in a sentence ({"en","ja"}, yours), from the sections it has filled. */
	json_t *(*tell)(const json_t *dossier);
} RoadStep;

/* The house's steps in the order of the investigation; the last row has no name. */
extern const RoadStep road_steps[];

/* Be a cage's worker that knows the jobs called `names` (NULL-terminated), until its pipe closes. What a
 * job prepares takes time and memory: a worker is started for the jobs it will be asked. Returns main()'s
 * exit code. */
int road_serve(const char *const *names);
