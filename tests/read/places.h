#pragma once
/*
 * tests/read/places - the property that holds for every answer of `read`: each `at` leads to its value.
 *
 *	PlaceCheck check = {.charsets = charsets};
 *	places_check(&check, path, mail, sections);
 */
#include "base/charset.h"
#include "base/json.h"

typedef struct {
	Charsets *charsets;
	const char *path; /* of the mail that is looked at */
	Str mail;
	guint64 mails, places; /* that were checked */
} PlaceCheck;

/* Follow every place in the answer {"mail", "links", ...}; fails the test at the first that leads
 * elsewhere. */
void places_check(PlaceCheck *check, const char *path, Str mail, const json_t *answer);
