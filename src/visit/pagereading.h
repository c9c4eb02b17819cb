#pragma once
/*
 * visit/pagereading - the cage's job that reads a page from its snapshots.
 *
 * Question: {"url": the page's address, "entered": [values that were typed on pages before]} and one blob or
 * more, each the result of DOMSnapshot.captureSnapshot as snapshot_params asks for it: the
 * page's own first, then one for each frame that another process draws.
 *
 * Answer:
 *	title, language ("ja" or null), text (visible, PAGETEXT_MAX bytes at most)
 *	fields   [{"n", "node", "boxes", "type", "name", "id", "autocomplete", "label", "placeholder", "maxlength",
 *	         "options", "box", "form", "required", "visible", "checked", "value",
 *	         "asks", "part", "kind", "why": {"from", "words", "points"}}]
 *	forms    [{"n", "node", "action", "method", "fields": [n], "buttons": [n]}]; fields and buttons of no form
 *	         have "form": null
 *	buttons  [{"n", "node", "made", "text", "does", "box", "form", "visible", "disabled"}]
 *	links    [{"n", "node", "url", "text", "does", "box", "visible"}]
 *	asks     [what the visible fields ask for, each once, in their order]
 *	says     [{"what", "words"}]
 *	signs    [{"what", "by", "words"}]
 *	shows_account   whether the text holds an entered value; null where none was
 *	look     {"structure", "skeleton"}
 *	frames   [{"blob", "frame", "url"}]
 *	cut      whether a cap was met
 * A node is {"blob", "frame", "id"}: which blob, the frame's id, and backendNodeId, by which it is acted on in the
 * session of that blob. "box" is [x, y, width, height] in its document.
 */
#include "cage/cage.h"

/* Blobs of one page, bytes of all of them. */
#define PAGEREADING_BLOBS_MAX ((guint)32)
#define PAGEREADING_BYTES_MAX ((size_t)24 << 20)

/* The job "page". */
extern const CageJob page_job;

/* Free what page_job prepared: for who runs it without a cage. NULL is fine. */
void pagereading_free(void *prepared);
