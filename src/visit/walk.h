#pragma once
/*
 * visit/walk - from the page that a tab shows to the end of the trap: each page is captured and read, filled with an
 * invented person's data and sent as a person would, until there is a reason to stop:
 *
 *	not-asked      the walk was not asked for: one page is enough
 *	asks-nothing   nothing is to be filled, and no button leads on
 *	no-way-on      something is to be filled or pressed, but nothing that we did led on
 *	repeat         the page was met before, as often as a person would put up with
 *	genuine        the genuine site, or a well-known service (visit/guard)
 *	captcha        a question that is put to people only
 *	blocked, gone, broken, parked, default-page      the page is none of the trap's
 *	download       a file came instead of a page
 *	limit          pages or time
 *	dead           the page or the browser has died, or hangs
 *
 * Nothing is typed on a genuine site; nothing typed leaves for one (visit/guard stands at the checkpoint, also where
 * we err). Links are followed where they say that they lead on, within the page's own domain.
 *
 *	WalkSettings settings = {.cage = cage, .blobs = blobs, .guard = guard, .seed = case_id, .walks = true};
 *	json_auto_t *walked = walk_run(&settings, tab, deadline, &error);
 */
#include "cage/cage.h"
#include "case/blobs.h"
#include "visit/gateway.h"
#include "visit/guard.h"
#include "visit/tab.h"

/* Pages of one walk. */
#define WALK_PAGES_MAX 16

/* How often a page is filled that comes again. */
#define WALK_REPEATS_MAX 2

/* Buttons of a page that are tried. */
#define WALK_PRESSES_MAX 5

/* How long a press may take to show, ms; how long, when something was sent; how long a page that asks nothing may
 * take to lead on by itself. */
#define WALK_PRESS_MS 2500
#define WALK_SENT_MS  9000
#define WALK_IDLE_MS  6000

typedef struct {
	Cage *cage;
	const Blobs *blobs;
	Guard *guard;         /* the rules of the tab's checkpoint */
	Gateway *gateway;     /* whose addresses are told; NULL: none are */
	const char *seed;     /* of the invented person */
	const char *language; /* of the person, where no page tells one; NULL: "en" */
	gint64 now;           /* seconds since 1970 */
	gint64 idle_ms;       /* instead of WALK_IDLE_MS; 0: that */
	bool walks;           /* else the first page is enough */
	bool wrong_first;     /* send a wrong password first, and see whether the page takes it */
} WalkSettings;

/* Walk from where the tab is, which was told to go there (tab_go). Yours to json_decref:
 *
 *	pages     [the record of visit/capture, and of the job "page": "title", "language", "text", "asks", "says",
 *	          "signs", "shows_account", "look", "fields" (those that are seen), "buttons", "n"; what was done:
 *	          "typed" [{"n", "kind", "value"}], "pressed" (the button's words, or how); "posts_to": where what was
 *	          typed went; null]
 *	stopped   {"reason" (of the table above), "en", "ja", "at" (the URL where)}
 *	collects  [{"url", "host", "address", "method", "carries", "page" (n), "foreign" (another domain than the page's),
 *	          "refused"}]: each endpoint once
 *	identity  who typed; null where nothing was typed
 *	accepts_anything   {"answer": "found", "accepted": bool} or {"answer": "not-asked" | "none", "why"}
 *
 * NULL with `error` where a blob could not be kept, or the cage failed. */
json_t *walk_run(const WalkSettings *settings, Tab *tab, gint64 deadline, GError **error);
