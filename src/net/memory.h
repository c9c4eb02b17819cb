#pragma once
/*
 * net/memory - exchanges kept in memory: a recorder and a cache for one look-up that nobody wants kept, for
 * tests, and for a replay of what was recorded.
 *
 *	g_autoptr(Memory) memory = memory_new();
 *	Ask ask = {.recorder = memory_recorder(memory)};
 *	DoorKeepers keepers = {.cache = memory_cache(memory)};
 *
 * For a replay, memory_put each recorded exchange and open the door with `replay`. Names are looked for
 * whichever resolver was asked. Any number of threads may use it at once.
 */
#include "net/keeper.h"

/* The cache forgets the oldest of more. */
#define MEMORY_KEPT_MAX 65536

typedef struct Memory Memory;

/* Empty. */
Memory *memory_new(void);

/* Free it with all that it holds. NULL is fine. */
void memory_free(Memory *memory);

/* It as a recorder, borrowed. */
const Recorder *memory_recorder(Memory *memory);

/* It as a cache, borrowed. */
const Cache *memory_cache(Memory *memory);

/* Keep an exchange in the cache for ever: for a replay. */
void memory_put(Memory *memory, Exchange *exchange);

/* What was recorded so far, in order: Exchange *. Yours to g_ptr_array_unref. */
GPtrArray *memory_recorded(Memory *memory);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Memory, memory_free)
