#pragma once
/*
 * net/session - a server as an exchange meets it: the addresses that passed the policy, the port, and how much
 * may be spent on it.
 *
 *	Session session = {.pins = pins, .port = 43, .bounds = &bounds, .deadline = deadline};
 *	int fd = session_dial(&session, exchange);
 */
#include "net/bounds.h"
#include "net/exchange.h"

typedef struct {
	const GArray *pins; /* Address: at least one, each has passed the policy */
	guint16 port;
	const Bounds *bounds;
	gint64 deadline;     /* of g_get_monotonic_time(): all is over then */
	const char *ca_file; /* for TLS: PEM of the authorities; NULL: the system's */
} Session;

/* Connect to one of the pins and note in `exchange` which. A socket, yours to close; -1 with the exchange
 * ended where none takes it. */
int session_dial(const Session *session, Exchange *exchange);
