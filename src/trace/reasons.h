#pragma once
/*
 * trace/reasons - why the origin is where it is, in the words of a report.
 *
 *	json_t *why = reasons_of_boundary(hop, HOP_LIST, context, mark, 0);    {"en": ..., "ja": ...}
 */
#include "trace/context.h"
#include "trace/hop.h"

/* Why the machine that `hop` names is the origin: `side` is whose hop it is, `mark` the receiver's check
 * that names the machine too, or NULL; `below` how many hops stand below. Yours to json_decref. */
json_t *reasons_of_boundary(
	const Hop *hop, HopSide side, const Context *context, const Mark *mark, size_t below);

/* Why no machine outside is named: nobody outside handed the mail over. `oldest` is the hop with the
 * oldest public address, or NULL; `hops` how many hops there are. Yours to json_decref. */
json_t *reasons_of_inside(const Hop *oldest, size_t hops);
