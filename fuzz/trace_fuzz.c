/* Any lines "Name: value" as a mail's headers: the hops' sides come in their order, one of them at most is
 * the boundary, and the origin's hop is trusted. */
#include <stdint.h>
#include <string.h>

#include "../tests/trace/mails.h"
#include "trace/trace.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What may follow what: the recipient's own, then lists and forwarders, the boundary, then claims. */
static int rank_of(const char *side)
{
	static const char *const ranks[] = {"recipient", "list", "boundary", "claimed"};

	if (strcmp(side, "forwarder") == 0)
		side = "list";
	for (int i = 0; i < (int)G_N_ELEMENTS(ranks); i++)
		if (strcmp(side, ranks[i]) == 0)
			return i;
	g_assert_not_reached();
}

static void check_sides(const json_t *hops)
{
	const json_t *hop;
	size_t index;
	int boundaries = 0, last = 0;

	json_array_foreach (hops, index, hop) {
		int rank = rank_of(json_get_text(hop, "side"));
		g_assert(rank >= last);
		g_assert(json_is_true(json_object_get(hop, "trusted")) == (rank < 3));
		boundaries += rank == 2;
		last = rank;
	}
	g_assert(boundaries <= 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *text = g_strndup((const char *)data, size);
	CageParcel question = {.json = json_object()}, answer = {0};

	json_put(question.json, "mail", mails_of(text));
	g_assert(trace_job.run(NULL, &question, &answer, NULL));
	check_sides(json_object_get(answer.json, "hops"));
	const char *origin = json_get_text(json_object_get(answer.json, "origin"), "hop");
	if (origin)
		g_assert(json_array_size(json_object_get(answer.json, "hops")) > 0);
	cage_parcel_clear(&question);
	cage_parcel_clear(&answer);
	return 0;
}
