#pragma once
/*
 * net/tcp - one line out, and all that comes back until the server closes: WHOIS (RFC 3912), and RWhois
 * (RFC 2167), whose servers close after one answer too unless asked not to.
 *
 *	Session session = {.pins = pins, .port = 43, .bounds = &bounds, .deadline = deadline};
 *	tcp_ask(&session, STR("example.com"), exchange);
 */
#include "net/session.h"

/* Send `line` and CR LF, read until the server closes, and fill `exchange`: answer, address, outcome. The
 * answer is kept as far as it came. Ends by the deadline, whatever the server does. */
void tcp_ask(const Session *session, Str line, Exchange *exchange);
