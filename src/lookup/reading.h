#pragma once
/*
 * lookup/reading - the cage's job that reads registries' replies.
 *
 * Question: {"protocol": "whois" | "rwhois" | "rdap" | "bootstrap", "server", "subject", "kind"} and one
 * blob, the reply; of a bootstrap file the referral is the base URL of the subject's RDAP server.
 * Answer: {"registration": what it says (registration_json), or null where it cannot be read, or speaks of
 * something else than the subject (lookup/about), "why": {"en","ja"} or null, "referral": the server to ask
 * next or null, "quote": the reply as it may be published (lookup/whoismask) or null}.
 */
#include "cage/cage.h"

/* The job "lookup". */
extern const CageJob lookup_job;

/* Free what lookup_job prepared: for who runs it without a cage, whose workers keep it till they end. NULL
 * is fine. */
void reading_free(void *prepared);

/* What stands for a personal value in "quote". */
#define READING_MASK "(masked)"
