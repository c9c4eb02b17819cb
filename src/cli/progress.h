#pragma once
/*
 * cli/progress - tells the steps on stderr as they happen.
 *
 *	Progress progress = {.language = "ja", .steps = road_steps};
 *	with.listener = progress_listener(&progress);
 */
#include "investigate/investigate.h"

typedef struct {
	const char *language;  /* "en", "ja" */
	const RoadStep *steps; /* to count them */
} Progress;

/* A listener that writes on stderr; `progress` must outlive it. */
Listener progress_listener(Progress *progress);
