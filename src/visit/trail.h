#pragma once
/*
 * visit/trail - where the typed data goes: the endpoints that a walk met, from what the guard noted.
 *
 *	trail_add(endpoints, record, guard_notes(guard), before);
 *	trail_address(endpoints, gateway);
 */
#include "base/json.h"
#include "visit/gateway.h"

/* Add the endpoints of the notes from `from` on to the list, each once (host, path and method), and set the page's
 * record's "posts_to" to the first that carries something and was let go, else that was refused, else to the first
 * that was posted to, which is an endpoint then, too, with nothing in "carries", where something was typed. */
void trail_add(json_t *endpoints, json_t *record, const json_t *notes, size_t from);

/* Set each endpoint's "address" to what the gateway dialled for its host; null where it did not, or `gateway` is
 * NULL. */
void trail_address(json_t *endpoints, Gateway *gateway);
