#pragma once
/*
 * trace/coverage - what a signature covers and what it does not: headers that are not signed, headers to which
 * another could be added unseen, the end of a body that is not signed (RFC 6376, sections 5.4, 8.2, 8.15).
 *
 * A signature that verifies says nothing about what it leaves out.
 *
 *	json_put(result, "covers", coverage_json(mail, verified));
 *	coverage_notes(mail, verified, notes);
 */
#include "trace/verifier.h"

/* {"signed": [], "absent": [], "unsigned": [], "open": [], "doubled": [], "body": {"length", "signed"}}, of names of headers in
 * lower case:
 *
 *	signed    are in the mail and signed, in the order of h=
 *	absent    are signed as not being there, so that none can be added
 *	unsigned  matter to a reader (RFC 6376, section 5.4.1), are there, and not all of them are signed
 *	open      matter, and another one could be added above without breaking the signature
 *	doubled   stand in the mail more often than they may (RFC 5322, section 3.6)
 *
 * The body's figures are of its canonical form. Yours to json_decref. */
json_t *coverage_json(const RawMail *mail, const Verified *verified);

/* Add what a reader should be told of that to `notes`: [{"what", "says"}]. */
void coverage_notes(const json_t *covers, const Verified *verified, json_t *notes);

/* Add {"what", "says"} to `notes`; `says` is taken. */
void coverage_note(json_t *notes, const char *what, json_t *says);
