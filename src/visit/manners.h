#pragma once
/*
 * visit/manners - how the visitor answers what a page asks of the person before it: at once, so that nothing
 * hangs, and in a record.
 *
 *	dialogs      alert, confirm, prompt: accepted; beforeunload: left        "dialogs"
 *	downloads    denied                                                      "downloads"
 *	permissions  all denied
 *	certificates that do not hold: accepted, with the browser's objection    "certificates"
 *	console      heard                                                       "console"
 *	popups       the page's windows, as it asked for them                    "popups"
 *
 *	manners_prepare(devtools, context);         (once for a browser context)
 *	manners_enable(devtools, session);          (for each page and frame)
 *	manners_take(devtools, event, incidents);   (for each event)
 */
#include "visit/devtools.h"

/* Deny downloads and permissions in a whole browser context. Waits for nothing. */
void manners_prepare(DevTools *devtools, const char *context);

/* Have a page or a frame tell of what it asks. Waits for nothing. */
void manners_enable(DevTools *devtools, const char *session);

/* Answer an event and record it in `incidents`; what asks nothing is passed over. */
void manners_take(DevTools *devtools, const DevToolsEvent *event, json_t *incidents);
