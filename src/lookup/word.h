#pragma once
/*
 * lookup/word - what a person types or pastes, as the name, address or AS number that is meant.
 *
 *	g_autofree char *subject = word_subject(STR("hxxps://www[.]4ztfqg8[.]cn/?m=1"));    "www.4ztfqg8.cn"
 *
 * Understood are URLs (the host counts), mail addresses (the domain counts), defanged forms of all of them,
 * prefixes as in "192.0.2.0/24" (the first address counts), names with a dot at the end, and AS numbers as
 * "AS8100", "as 8100", "ASN8100", "AS1.10" (RFC 5396) and alone: "8100". A number of more than WORD_ASN_DIGITS
 * digits alone is an address, as in a URL.
 */
#include "base/str.h"

/* Digits of an AS number that stands alone. */
#define WORD_ASN_DIGITS 6

/* The subject: a host as it was written, an address without a prefix's length, or "AS" and a number. NULL where the
 * word is empty or a URL without a host. Whether it is a name that can be asked about is lookup/subjects' to say.
 * Yours to g_free. */
char *word_subject(Str word);
