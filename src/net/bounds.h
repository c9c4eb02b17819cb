#pragma once
/*
 * net/bounds - how long an exchange may take and how much may come. Past them the exchange ends, and
 * what has come is kept.
 *
 *	Bounds bounds = BOUNDS_DEFAULT;
 *	bounds.timeout_ms = 5000;
 */
#include <glib.h>
#include <stddef.h>

/* No exchange takes longer, whatever is set: who asks holds a place at the server so long at most. */
#define BOUNDS_TIMEOUT_MAX_MS ((gint64)50000)

typedef struct {
	gint64 timeout_ms; /* for the whole exchange, resolving and connecting too */
	gint64 idle_ms;    /* without a byte */
	size_t bytes_max;  /* of the answer, after decompression */
} Bounds;

/* WHOIS servers answer within a second or two; the slowest registries need ten. A reply of more than 4 MiB
 * is none that a person ever reads. */
#define BOUNDS_DEFAULT                                                                             \
	((Bounds){.timeout_ms = 20000, .idle_ms = 10000, .bytes_max = (size_t)4 << 20})

/* A name that has no answer by then will have none for who waits to connect. */
#define BOUNDS_DNS_DEFAULT                                                                         \
	((Bounds){.timeout_ms = 8000, .idle_ms = 8000, .bytes_max = (size_t)64 << 10})
