#pragma once
/*
 * tests/lookup/world - the recorded world of the chains' tests: the model case, documentation addresses, and
 * servers that lead astray.
 */
#include "recorded.h"

extern const RecordedReply world_replies[];
extern const RecordedName world_names[];
