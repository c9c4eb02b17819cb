/* Any text: spots lie in it and in order, and once it is defanged nothing in it is live any more and
 * nothing is left to defang. */
#include <stdint.h>

#include "web/defang.h"
#include "web/linkify.h"
#include "web/lookalike.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_spots(Str text)
{
	size_t done = 0;

	for (LinkSpot spot = {0}; linkify_next(text, &spot);) {
		g_assert(spot.from >= done && spot.len > 0);
		g_assert(spot.from + spot.len <= text.len);
		g_assert(spot.authority >= spot.from && spot.authority_len > 0);
		g_assert(spot.authority + spot.authority_len <= spot.from + spot.len);
		done = spot.from + spot.len;
	}
}

static void check_defanged(Str text)
{
	g_autofree char *safe = defang_text(text);
	g_autofree char *again = defang_text(str_of(safe));

	g_assert(g_str_equal(safe, again));
	for (LinkSpot spot = {0}; linkify_next(str_of(safe), &spot);) {
		g_assert(!spot.live);
		spot.len = spot.authority + spot.authority_len - spot.from;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Str text = str_over((const char *)data, size);

	check_spots(text);
	check_defanged(text);
	g_free(defang(text));
	g_free(refang(text));
	g_free(lookalike_skeleton(text));
	lookalike_mixes_scripts(text);
	return 0;
}
