#pragma once
/*
 * visit/tab - one page with everything that it opens, in a browser context of its own: cookies, storage and
 * cache are nobody else's and gone with it.
 *
 * Frames of other sites, workers and popups are targets with sessions of their own. Each is held before its
 * first script until requests are stopped (visit/checkpoint), manners are set (visit/manners) and the persona is
 * put on, so that nothing of the page runs unseen.
 *
 *	const TabSettings settings = {.persona = persona, .language = "ja", .rules = rules};
 *	g_autoptr(Tab) tab = tab_new(devtools, &settings, deadline, &error);
 *	tab_go(tab, "https://a.example/", NULL);
 *	if (tab_settle(tab, deadline) != TAB_GONE)
 *		capture(tab);
 *	tab_expect(tab, "click");
 *	devtools_tell(devtools, tab_session(tab), "Input.dispatchMouseEvent", press);
 *	tab_settle(tab, deadline);
 *
 * All that waits has a deadline (of g_get_monotonic_time()). A tab that is stuck for good (a script without
 * end) is freed like any other: its browser context goes, with its processes.
 */
#include "visit/checkpoint.h"
#include "visit/journey.h"
#include "visit/persona.h"
#include "visit/targets.h"
#include "visit/traffic.h"

/* Windows that a page may open; further ones are closed at once. */
#define TAB_POPUPS_MAX 4

/* A page is at rest when nothing has moved for so long. */
#define TAB_QUIET_MS 100

/* One that has loaded but keeps asking (polling, tickers) is looked at after so long all the same. */
#define TAB_RESTLESS_MS 3000

/* One whose server has answered, but of which nothing was heard for so long, is looked at, too. */
#define TAB_STALLED_MS 4000

/* Bytes over the wire, after which the page is stopped. */
#define TAB_BYTES_MAX ((gint64)32 << 20)

typedef struct {
	const Persona *persona;
	const char *language; /* of the persona: "ja" */
	CheckpointRules rules;
} TabSettings;

typedef enum {
	TAB_QUIET,   /* at rest */
	TAB_BUSY,    /* not at rest, but it is time */
	TAB_CRASHED, /* the page's process died: of its memory, mostly */
	TAB_GONE,    /* the browser is dead */
} TabRest;

typedef struct Tab Tab;

/* Open an empty page. Settings are copied, what they point to must outlive the tab. NULL with `error`
 * (DEVTOOLS_ERROR). */
Tab *tab_new(DevTools *devtools, const TabSettings *settings, gint64 deadline, GError **error);

/* Close it with everything in it, without waiting for that. NULL is fine. */
void tab_free(Tab *tab);

/* Go to `url` (http or https), as if a link on `referrer` (NULL: none) were pressed. Waits for nothing. */
void tab_go(Tab *tab, const char *url, const char *referrer);

/* Say that we are about to do something that may lead on, and by which way (visit/journey): until the page has
 * moved, tab_settle gives it the time to begin. `via` is static. */
void tab_expect(Tab *tab, const char *via);

/* Wait until the page is at rest: loaded, nothing under way, no move scheduled, and still for TAB_QUIET_MS. */
TabRest tab_settle(Tab *tab, gint64 deadline);

/* Wait on for a sign of life (a request, a move) from a page at rest. False where there is none by then. */
bool tab_linger(Tab *tab, gint64 deadline);

/* Make the newest popup that still lives the page of this tab; false where there is none. Its journey begins
 * anew, via "popup". */
bool tab_follow_popup(Tab *tab);

/* Whether the page has neither crashed nor gone, nor the browser. */
bool tab_lives(const Tab *tab);

/* The browser that it is in, borrowed. */
DevTools *tab_devtools(const Tab *tab);

/* The page's session, for calls of one's own; borrowed, until tab_follow_popup. */
const char *tab_session(const Tab *tab);

/* The page's frame id; as tab_session. */
const char *tab_frame(const Tab *tab);

/* All targets so far (of Target *), in the order in which they came; borrowed, and grows while one waits. */
const GPtrArray *tab_targets(const Tab *tab);

/* The session in which a frame is spoken to: its own where it is a target, else the page's. Borrowed. */
const char *tab_frame_session(const Tab *tab, const char *frame);

/* How the page was reached, borrowed. */
const Journey *tab_journey(const Tab *tab);

/* What was asked, by all targets, borrowed. */
const Traffic *tab_traffic(const Tab *tab);

/* What happened beside (visit/incidents), borrowed; grows while one waits. */
const json_t *tab_incidents(const Tab *tab);

/* The incidents since the last call, yours to json_decref: each page of a walk gets its own. */
json_t *tab_take_incidents(Tab *tab);

/* The persona who looks. */
const Persona *tab_persona(const Tab *tab);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Tab, tab_free)
