#pragma once
/*
 * net/tcp - one line out, and all that comes back until the server closes: WHOIS (RFC 3912), and RWhois
 * (RFC 2167), whose servers close after one answer too unless asked not to.
 *
 *	TcpSession session = {.pins = pins, .port = 43, .bounds = &bounds, .deadline = deadline};
 *	tcp_ask(&session, STR("example.com"), exchange);
 */
#include "net/bounds.h"
#include "net/exchange.h"

typedef struct {
	const GArray *pins; /* Address: those of the server that passed the policy, at least one */
	guint16 port;
	const Bounds *bounds;
	gint64 deadline; /* of g_get_monotonic_time(): all is over then */
} TcpSession;

/* Send `line` and CR LF, read until the server closes, and fill `exchange`: answer, address, outcome. The
 * answer is kept as far as it came. Ends by the deadline, whatever the server does. */
void tcp_ask(const TcpSession *session, Str line, Exchange *exchange);
