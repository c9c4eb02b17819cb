#pragma once
/*
 * visit/gateway - the browser's only way out: a proxy whose connections go through the door's policy.
 *
 * It accepts on the socket that the browser's launcher bound in an empty network namespace (visit/browser), so
 * everything that comes is of one visit. A host is dialled when a request that DevTools told of announced it; what
 * the browser tries on its own is refused. All connections are logged, also those that were refused: verdicts come
 * from the log, never from what the page shows.
 *
 *	g_autoptr(Gateway) gateway = gateway_new(listener, door, &settings);
 *	gateway_announce(gateway, "www.4ztfqg8.cn", 443);
 *	...
 *	json_auto_t *log = gateway_log(gateway);
 */
#include "net/door.h"

/* Connections at one time; further ones wait. */
#define GATEWAY_CONNECTIONS_MAX 48

/* Connections of one visit that are logged; further ones are refused. */
#define GATEWAY_LOG_MAX 2000

/* How long a connection waits for its announcement, in ms: DevTools and the proxy are two ways. */
#define GATEWAY_WAIT_MS 1000

typedef struct {
	guint64 bytes_max; /* of all connections together, from the world; 0: GATEWAY_BYTES_MAX */
	gint64 deadline;   /* of g_get_monotonic_time(): all ends; 0: none */
	const Recorder *recorder; /* takes down the names that are resolved; NULL: nobody does */
} GatewaySettings;

#define GATEWAY_BYTES_MAX ((guint64)64 << 20)

typedef struct Gateway Gateway;

/* Start to accept on `listener`, borrowed, in threads of its own. `door` must outlive it. Never NULL. */
Gateway *gateway_new(int listener, Door *door, const GatewaySettings *settings);

/* Break all connections, end the threads. NULL is fine. */
void gateway_free(Gateway *gateway);

/* Let connections to this host (as a URL has it) and port through. For any thread. */
void gateway_announce(Gateway *gateway, const char *host, guint port);

/* Every connection so far, in the order in which they came: [{"host", "port", "address" (null where none was
 * dialled), "outcome" (net/outcome; "refused" also where nobody announced it), "why" ({"en","ja"} or null), "sent",
 * "received" (bytes), "asked" (seconds since 1970), "ms" (null while it is open)}]. Yours to json_decref. */
json_t *gateway_log(Gateway *gateway);

/* The address that was dialled last for this host and port; NULL where none was. Yours to g_free. */
char *gateway_address(Gateway *gateway, const char *host, guint port);

/* Whether the visit had more bytes than it may. */
bool gateway_is_full(Gateway *gateway);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Gateway, gateway_free)
