#pragma once
/*
 * investigate/telling - what a step found, in one sentence for the person who watches.
 *
 * The sentences quote the mail: hostile text, with its hosts and addresses defanged. Whoever prints them
 * on a terminal makes them printable first.
 *
 *	json_auto_t *says = telling_read(dossier_json(dossier));
 */
#include "base/json.h"

/* Sender, subject, and how many parts, links and attachments. */
json_t *telling_read(const json_t *dossier);

/* How many hops, and which machine handed the mail over, why. */
json_t *telling_trace(const json_t *dossier);

/* How many hosts and registrations were asked about, by answer. */
json_t *telling_lookup(const json_t *dossier);

/* How many pages were visited, by answer. */
json_t *telling_visit(const json_t *dossier);

/* The verdict's summary. */
json_t *telling_judge(const json_t *dossier);
