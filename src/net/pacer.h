#pragma once
/*
 * net/pacer - a governor for one process: so many questions to a server at once, so much time between them,
 * and silence after the server has complained.
 *
 *	g_autoptr(Pacer) pacer = pacer_new(&(Pace){.interval_ms = 1000, .at_once = 1});
 *	DoorKeepers keepers = {.governor = pacer_governor(pacer)};
 *
 * Any number of threads may use it at once.
 */
#include "net/keeper.h"

typedef struct Pacer Pacer;

/* With the pace for servers that an asker names none for; zeros are no limit. */
Pacer *pacer_new(const Pace *pace);

/* Free it. NULL is fine. */
void pacer_free(Pacer *pacer);

/* It as a governor, borrowed. */
const Governor *pacer_governor(Pacer *pacer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Pacer, pacer_free)
