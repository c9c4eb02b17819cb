#pragma once
/*
 * web/urlquery - the pairs of a URL's query: "q=1&url=https%3A%2F%2Fa.example" (WHATWG URL Standard, section 5.1,
 * application/x-www-form-urlencoded).
 *
 * Reading copies nothing; a value is decoded by the one who wants it.
 *
 *	Str rest = str_of(url_query(url));
 *	for (QueryPair pair; urlquery_next(&rest, &pair);)
 *		use(pair.name, pair.value);
 */
#include "base/str.h"

/* Both as they are written, "%3A" and "+" and all. */
typedef struct {
	Str name, value;
} QueryPair;

/* Take the next pair off `rest`; empty ones are passed over. False at the end. */
bool urlquery_next(Str *rest, QueryPair *pair_out);

/* The value of the first pair called `name`, in either case, that is not empty. False where there is none. */
bool urlquery_find(Str query, Str name, Str *value_out);

/* What a value means: "%XX" undone, "+" a space. Yours to g_string_free. */
GString *urlquery_decode(Str value);
