#pragma once
/*
 * net/http - one GET over a connection that we have dialled ourselves; libcurl speaks the protocol on it and
 * resolves, dials and follows nothing.
 *
 *	Session session = {.pins = pins, .port = 443, .bounds = &bounds, .deadline = deadline};
 *	http_get(&session, "https://rdap.example/domain/4ztfqg8.cn", "application/rdap+json", exchange);
 */
#include "net/session.h"

/* All header lines of one answer, in bytes; past it the answer is malformed. */
#define HTTP_HEADER_MAX ((size_t)64 << 10)

/* Get `url` (http or https, serialized by url_text) and fill `exchange`: the body as its answer, the address,
 * the facts that door.h names for HTTP but those of redirects. `accept` may be NULL. The cap on bytes
 * counts after decompression. Any HTTP status is
 * OUTCOME_ANSWERED. */
void http_get(const Session *session, const char *url, const char *accept, Exchange *exchange);
