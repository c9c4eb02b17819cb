#pragma once
/*
 * visit/incidents - what a page did beside showing itself: dialogs, downloads, words on the console, requests
 * that were not let out. Lists by kind, each with a cap, so that no page makes our record grow without end.
 *
 *	json_auto_t *incidents = json_object();
 *	incidents_add(incidents, "dialogs", json_pack("{s:o}", "text", incidents_text(said)));
 *	{"dialogs": [{"text": "..."}], "more": {"dialogs": 9999}}
 */
#include "base/json.h"

/* Entries of one kind; what comes after is counted under "more". */
#define INCIDENTS_MAX 200

/* Bytes of one text in them. */
#define INCIDENTS_TEXT_MAX ((size_t)4096)

/* Add to the list of this kind, taking `incident`. Past the cap it is counted and dropped. */
void incidents_add(json_t *incidents, const char *kind, json_t *incident);

/* A text for an incident, cut at INCIDENTS_TEXT_MAX. Yours to json_decref. */
json_t *incidents_text(Str text);
