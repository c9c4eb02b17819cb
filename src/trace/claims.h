#pragma once
/*
 * trace/claims - what receivers claimed about the mail's authentication when they took it, and whether
 * each claim is the recipient's own.
 *
 * Machines put their headers on top. What stands above the last Received header of the recipient's own
 * side is theirs; what stands below the boundary came with the mail. In between it cannot be told: lists
 * and forwarders write there, and so do receivers that put results below their Received header.
 *
 *	json_t *claims = claims_read(headers, hops, &origin);
 */
#include "trace/origin.h"

/* Claims that are kept of one mail. */
#define CLAIMS_MAX 256

/* The claims in the dossier's form, an array, in the order of the headers. */
json_t *claims_read(const json_t *headers, const GPtrArray *hops, const Origin *origin);
