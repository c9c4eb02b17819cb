#pragma once
/*
 * visit/targets - the pages, frames and workers of one tab: what the browser tells when it attaches them.
 *
 *	Targets targets;
 *	targets_init(&targets);
 *	Target *target = targets_add(&targets, event->params);      (of Target.attachedToTarget)
 */
#include "visit/devtools.h"

/* Frames, workers and popups of one tab; further ones never start. */
#define TARGETS_MAX 64

/* One of them. All of it is borrowed from its list. */
typedef struct {
	char *session, *id; /* the id of a page or a frame is its frame's, too */
	char *type;         /* "page", "iframe", "worker", "shared_worker", "service_worker" ... */
	char *url;          /* when it was attached */
	bool popup;         /* a page that the first one has opened */
	bool gone;          /* closed, or crashed */
} Target;

typedef struct {
	GPtrArray *all; /* of Target, owned, in the order in which they came */
} Targets;

/* None yet. */
void targets_init(Targets *targets);

/* Forget all. Zeroed ones are fine. */
void targets_clear(Targets *targets);

/* Add what Target.attachedToTarget tells of. NULL when there are TARGETS_MAX, or it tells nothing. */
Target *targets_add(Targets *targets, const json_t *params);

/* The one that has this session; NULL where none has, and for NULL. */
Target *targets_find(const Targets *targets, const char *session);

/* Whether it shows something: a page or a frame. */
bool targets_has_view(const Target *target);

/* How many popups live. */
guint targets_count_popups(const Targets *targets);

/* The parameters of Target.setAutoAttach by which every new one is held until we let it go. Yours. */
json_t *targets_attach_params(void);
