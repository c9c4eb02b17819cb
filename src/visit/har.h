#pragma once
/*
 * visit/har - the requests of a visit as an HTTP Archive (HAR 1.2, W3C draft of 2012), which other tools read.
 *
 * Addresses are the gateway's: the browser itself sees nothing but its proxy. Bodies of answers are left out, and
 * what the browser did not tell is absent or -1, as the format has it.
 *
 *	json_auto_t *har = har_of(traffic, connections);
 *	g_autofree char *text = json_compact(har);
 */
#include "visit/traffic.h"
#include "web/url.h"

/* The archive's document. `connections` is gateway_log()'s, or NULL. Yours to json_decref. */
json_t *har_of(const Traffic *traffic, const json_t *connections);

/* The port that a URL of the web leads to. */
int har_port(const Url *url);

/* The address that was dialled for the host of `url` and its port, as the connections have it; NULL where none
 * was. Borrowed from them. */
const char *har_address(const json_t *connections, const char *url);
