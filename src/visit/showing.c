#include "visit/showing.h"

#include "base/json.h"

#define USEC_PER_MS ((gint64)1000)

/* How long the page may take to answer. */
#define ANSWER_MS 1000

/* Whether more is to come: there is a script, nothing to fill or press, and few words. A page that lies here
 * makes us wait, or not. */
static const char *const question =
	"document.scripts.length > 0 &&"
	"!document.querySelector('input:not([type=hidden]),select,textarea,button,canvas,iframe,"
	"[role=button],[contenteditable]') && document.links.length < 3 &&"
	"(document.body ? document.body.innerText.trim().length : 0) < 200";

static bool is_pending(Tab *tab, gint64 deadline)
{
	gint64 until = MIN(deadline, g_get_monotonic_time() + ANSWER_MS * USEC_PER_MS);
	json_auto_t *answer = devtools_call(tab_devtools(tab), tab_session(tab), "Runtime.evaluate",
		json_pack("{s:s, s:b, s:i}", "expression", question, "returnByValue", true,
			"timeout", ANSWER_MS),
		until, NULL);

	return json_is_true(json_at(answer, "/result/value"));
}

TabRest showing_wait(Tab *tab, gint64 deadline)
{
	TabRest rest = tab_settle(tab, deadline);
	gint64 until = MIN(deadline, g_get_monotonic_time() + SHOWING_MS * USEC_PER_MS);

	while (rest == TAB_QUIET && g_get_monotonic_time() < until && is_pending(tab, until)) {
		gint64 step = g_get_monotonic_time() + SHOWING_STEP_MS * USEC_PER_MS;
		tab_linger(tab, MIN(step, until));
		rest = tab_settle(tab, deadline);
	}
	return rest;
}
