#pragma once
/*
 * lookup/reading - the cage's job that reads registries' replies.
 *
 * Question: {"protocol": "whois" | "rwhois" | "rdap", "server", "subject", "kind"} and one blob, the reply.
 * Answer: {"registration": what it says (registration_json), or null where it cannot be read,
 * "why": {"en","ja"} or null, "referral": the server to ask next or null, "quote": the reply as it may be
 * published (lookup/whoismask) or null}.
 */
#include "cage/cage.h"

/* The job "lookup". */
extern const CageJob lookup_job;

/* What stands for a personal value in "quote". */
#define READING_MASK "(masked)"
