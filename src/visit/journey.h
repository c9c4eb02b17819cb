#pragma once
/*
 * visit/journey - the documents that one frame came by, and how it was led from each to the next.
 *
 *	via         what led there
 *	link        the mail's link, or whatever the visit was told to open
 *	redirect    the server's answer (301, 302, 303, 307, 308)
 *	refresh     <meta http-equiv=refresh>, or the header of that name
 *	script      location = ..., and what else a script does
 *	click       a link that was pressed, by us or by a script
 *	form        a form that was sent, by us or by a script
 *	history     pushState and fragments: the page is another, the document is the same
 *
 *	Journey journey = {0};
 *	journey_init(&journey, frame);
 *	journey_expect(&journey, "link");
 *	journey_take(&journey, event);              (for each event)
 *	[{"url": "https://a.example/", "via": "link", "status": 302}, ...]
 */
#include "visit/devtools.h"

/* Stations that are kept; a journey that goes on is one in a circle. */
#define JOURNEY_MAX 64

/* A refresh that is set for later, in seconds, moves nobody while we look. */
#define JOURNEY_REFRESH_MAX_S 10

typedef struct {
	char *frame; /* the frame's id */
	json_t *stations; /* [{"url", "via", "status", "fault"}]; "status" and "fault" where there is one */
	const char *via; /* what will have led to the next */
	bool begun;      /* a document was asked for since journey_expect */
	bool moving;     /* a document was asked for, or is about to be, and has not come */
	bool scheduled;  /* a refresh is set that will come soon */
	guint left_out;
} Journey;

/* Begin at nowhere, for the frame of that id. */
void journey_init(Journey *journey, const char *frame);

/* Forget everything. */
void journey_clear(Journey *journey);

/* What leads to the next document, if the page itself does not say: a word of the table above, static. */
void journey_expect(Journey *journey, const char *via);

/* Look at an event of the frame's session. True where it moved the frame. */
bool journey_take(Journey *journey, const DevToolsEvent *event);

/* The newest station, borrowed; NULL where there is none. */
json_t *journey_last(const Journey *journey);
