#pragma once
/*
 * trace/authres - what a receiver wrote down about a mail's authentication: Authentication-Results
 * (RFC 8601), ARC-Authentication-Results (RFC 8617, section 4.1.1) and Received-SPF (RFC 7208,
 * section 9.1).
 *
 * Exchange leaves the authserv-id out, and many write more properties than the registry knows: all are
 * kept as written. Who wrote a header, and whether that is to be believed, its place among the others
 * tells (trace/claims.h), never its text.
 *
 *	Authres found;
 *	authres_parse(value, &found);
 *	const json_t *first = json_array_get(found.results, 0);    {"method": "spf", "result": "pass", ...}
 *	authres_clear(&found);
 */
#include "base/json.h"

/* Results of one header that are kept, and properties of one result. */
#define AUTHRES_RESULTS_MAX    64
#define AUTHRES_PROPERTIES_MAX 32

typedef struct {
	Str by;        /* authserv-id or receiver, borrowed; empty where the header names none */
	Str client_ip; /* the machine that SPF was asked about, borrowed; empty where none is named */
	json_t *results; /* [{"method", "result", "reason", "properties"}], owned */
} Authres;

/* Read an Authentication-Results or ARC-Authentication-Results value. Never fails: what cannot be read is
 * left out. Linear. `out` borrows from `value` and is yours to authres_clear. */
void authres_parse(Str value, Authres *out);

/* Read a Received-SPF value as one result of the method "spf", its key-value pairs as properties; else
 * like authres_parse. */
void authres_parse_received_spf(Str value, Authres *out);

/* Drop what `authres` owns. */
void authres_clear(Authres *authres);
