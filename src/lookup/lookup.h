#pragma once
/*
 * lookup/lookup - the third step: who is behind it? Fills `hosts` and `registrations`.
 *
 * Asked about are the subjects (lookup/subjects) and the networks of the hosts' addresses: the DNS about hosts,
 * RDAP and WHOIS about the rest, all at once (lookup/asking). Without a door each subject stands there as
 * `not-asked`, with why. Replies are read in the cage by lookup/reading's job.
 */
#include "case/step.h"

/* How long the step asks where its context sets no deadline, in ms. */
#define LOOKUP_ASKING_MS ((gint64)60000)

/* Reads /origin, /mail and /links. */
extern const Step lookup_step;

/* The same, once more, for what the visits have met beyond that: reads /landings, and adds to both sections. */
extern const Step lookup_landings_step;

/* The same for a person's words: hosts, domains, addresses, "AS8100"; the last one is NULL. {"hosts": [...],
 * "registrations": [...]}, yours to json_decref; NULL with `error` where a word is none of them
 * (G_IO_ERROR_INVALID_ARGUMENT), or the data files or blobs are out of order. */
json_t *lookup_words(const StepContext *context, const char *const *words, GError **error);
