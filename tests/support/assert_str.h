#pragma once
/*
 * tests/support/assert_str - compare slices, NULs and all, and show both when they differ.
 *
 *	assert_str(str_trim(STR(" a ")), STR("a"));
 */
#include "base/json.h"

/* Fail the test, showing both as JSON strings, unless they hold the same bytes. */
static inline void assert_str(Str got, Str wanted)
{
	json_auto_t *got_text = json_text(got), *wanted_text = json_text(wanted);
	g_autofree char *got_shown = json_canonical(got_text);
	g_autofree char *wanted_shown = json_canonical(wanted_text);

	g_assert_cmpstr(got_shown, ==, wanted_shown);
	g_assert_true(str_equal(got, wanted));
}
