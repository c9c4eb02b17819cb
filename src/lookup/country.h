#pragma once
/*
 * lookup/country - what a country is called: by its code (ISO 3166-1 alpha-2) or by its name in English.
 *
 * Registries write the one or the other, so that both have to be compared; and in an address that is one text only a
 * known name tells the country from a city.
 *
 *	country_code(STR("United States"))            "US"
 *	country_code(STR("us"))                       "US"
 *	country_code(STR("Los Angeles"))              NULL
 */
#include "base/str.h"

/* The code of a country that `text`, a code or a name in any case, names; NULL where it names none. A static
 * string. */
const char *country_code(Str text);
