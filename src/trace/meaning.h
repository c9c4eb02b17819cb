#pragma once
/*
 * trace/meaning - what a mail's authentication proves, in a sentence: who really sent it, as far as that can be told.
 *
 * Authenticated is not innocent: whoever owns a domain can sign with it. Failed is not forged: lists and gateways change
 * mail, and keys are taken away. The sentence says which it is.
 *
 *	json_put(auth, "meaning", meaning_of("cljqxt.top", auth));
 *	    {"what": "author-verified", "domain": "cljqxt.top", "says": {"en": "The mail was really sent by cljqxt.top. ..."}}
 */
#include "base/json.h"

/* `author` is the domain of From (NULL where there is none); `auth` the dossier's section: at_receipt, and now as far as it is
 * known. Yours to json_decref.
 *
 *	author-verified       a signature of the author's domain verifies
 *	author-verified-then  the recipient's side found that at receipt; today it cannot be told
 *	author-permitted      SPF lets the machine send for the author's domain
 *	other-verified        a signature verifies, of another domain
 *	changed-since         a domain signed the headers, and the body was changed since
 *	unreliable            a signature is broken, too weak or had expired
 *	fails                 no signature fits the mail
 *	key-gone              the keys are no longer published
 *	no-answer             the DNS gave no answer
 *	not-asked             nobody asked for the keys
 *	other-permitted       SPF lets the machine send for another domain
 *	unsigned              there is no signature */
json_t *meaning_of(const char *author, const json_t *auth);

/* Whether two domains are one organization's: RFC 7489, section 3.1.1, the relaxed way. */
bool meaning_aligned(const char *a, const char *b);
