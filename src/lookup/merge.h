#pragma once
/*
 * lookup/merge - two answers about one thing made one: RDAP's and WHOIS's, a registry's and a registrar's.
 *
 * The first answer's fields stand; the second fills what is missing, each field keeping its source. Where
 * both speak and say different things, that is a fact of its own: a difference, with both values.
 *
 *	registration_merge(rdap, whois);
 *	json_array_size(rdap->differences);
 */
#include "lookup/registration.h"

/* Add what `other` knows to `into`. Texts are compared without case and punctuation, lists without order,
 * times as instants, or as days where one of them is no more than a day: a day and a time that differ by
 * less than the width of the time zones are the same. A server's two names of one organization, one of them in Latin
 * letters, do not differ: the other becomes organization_english. */
void registration_merge(Registration *into, const Registration *other);
