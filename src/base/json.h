#pragma once
/*
 * base/json - what we need on top of jansson.
 *
 * A json_t that a function "takes" is no longer the caller's; `json_auto_t` (jansson) drops a
 * reference at the end of its scope.
 *
 *	json_auto_t *link = json_object();
 *	json_put(link, "raw", json_text(raw));
 *	const char *host = json_get_text(link, "host");    (NULL when there is none)
 */
#include <jansson.h>

#include "base/str.h"

/* A JSON string of `s`. What is not UTF-8 becomes U+FFFD (see utf8_repair); NULs are kept. */
json_t *json_text(Str s);

/* json_text, or JSON null for NULL. */
json_t *json_text_or_null(const char *text);

/* Set `key`, taking `value`, which must not be NULL. A failure is ours (out of memory): asserts. */
void json_put(json_t *object, const char *key, json_t *value);

/* Append to an array, taking `value`. */
void json_push(json_t *array, json_t *value);

/* The text of a member, borrowed from it; NULL when it is absent or no string. Ends at the first
 * NUL for a C reader: where that matters use json_get_str. */
const char *json_get_text(const json_t *object, const char *key);

/* The text of a member with its NULs, borrowed; empty when it is absent or no string. */
Str json_get_str(const json_t *object, const char *key);

/* The Str of a JSON string, borrowed; empty when `value` is no string (or NULL). */
Str json_str(const json_t *value);

/* What the JSON Pointer (RFC 6901) names below `root`, borrowed; NULL where it leads nowhere.
 * The empty pointer is the root. */
json_t *json_at(const json_t *root, const char *pointer);

/* The value as one line of JSON with sorted keys: the form that is hashed and compared. Yours to
 * g_free. */
char *json_canonical(const json_t *value);

/* The value as one line of JSON, members in the order in which they were set. Yours to g_free. */
char *json_compact(const json_t *value);

/* The value as indented JSON for people, one trailing newline. Yours to g_free. */
char *json_pretty(const json_t *value);

/* Parse UTF-8 JSON; duplicate keys are refused, NULs inside strings kept. NULL with `error` set
 * (G_IO_ERROR_INVALID_DATA) when it is none. Yours to json_decref. */
json_t *json_parse(Str text, GError **error);

/* The strings of an array with ", " between them; NULL where there are none. Yours to g_free. */
char *json_listed(const json_t *strings);

/* {"en": ..., "ja": ...}: a sentence in both languages of the house, as it stands. Yours to json_decref. */
json_t *json_both(const char *en, const char *ja);

/* {"en": ..., "ja": ...}: a sentence in both languages of the house, from two printf formats that
 * share their arguments ("%1$s" where the order differs). Yours to json_decref. */
json_t *json_words(const char *en, const char *ja, ...) G_GNUC_PRINTF(1, 3) G_GNUC_PRINTF(2, 3);
