#pragma once
/*
 * visit/capture - one page, as it stands before the visitor, made into evidence.
 *
 * Everything is asked for at once, with one deadline; what does not come in time, or at all, is told under
 * "unseen". What holds the page's own content (picture, snapshots, DOM, icon) is kept as bytes and read in
 * the cage.
 *
 *	g_auto(Capture) capture = {0};
 *	capture_page(&capture, tab, &mark, deadline);
 *	json_t *page = capture_keep(&capture, blobs, &error);
 *
 *	{"url", "via", "status", "chain": [...], "certificate": {...}, "screenshot": "<sha256>",
 *	 "height": 2310, "dom": "<sha256>", "snapshots": [{"frame", "blob"}], "favicon": {"url", "blob"},
 *	 "elsewhere": [{"url", "type"}], "dialogs", "console", ..., "unseen": [{"en", "ja"}]}
 */
#include "case/blobs.h"
#include "visit/tab.h"

/* CSS pixels of a page that are drawn; what stands below is told as unseen. */
#define CAPTURE_HEIGHT_MAX 8000
#define CAPTURE_WIDTH_MAX  2560

/* How long a page may take to say how large it is: one that does not is stuck in its own script. */
#define CAPTURE_STUCK_MS 3000

/* Requests to other hosts that are named. */
#define CAPTURE_ELSEWHERE_MAX 100

/* Up to where a tab's story was told by earlier captures. All zero at first. */
typedef struct {
	size_t stations; /* of its journey */
	guint requests;  /* of its traffic */
} CaptureMark;

typedef struct {
	json_t *page;    /* the record, but for the blobs' names */
	GBytes *picture; /* PNG; NULL where none came, as with those below */
	GBytes *dom;     /* HTML */
	GBytes *icon;    /* whatever the favicon is */
	char *icon_url;  /* NULL: none was found */
	GPtrArray *
		snapshots; /* of GBytes: results of DOMSnapshot.captureSnapshot, the page's own first */
	GPtrArray *frames; /* of char *: the frame that each of them is of */
	bool stuck;        /* the page did not answer at all */
} Capture;

/* Capture the tab's page. Moves `mark` on. False where the page or the browser has died, or is stuck; then the
 * record tells what is known of it all the same. */
bool capture_page(Capture *capture, Tab *tab, CaptureMark *mark, gint64 deadline);

/* Put the blobs away and name them in the record, which is returned, yours. NULL with `error` where one could not
 * be kept. */
json_t *capture_keep(Capture *capture, const Blobs *blobs, GError **error);

/* Drop what it holds. */
void capture_clear(Capture *capture);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Capture, capture_clear)
