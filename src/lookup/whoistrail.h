#pragma once
/*
 * lookup/whoistrail - WHOIS from IANA down (RFC 3912): each server is asked in its own form, and followed to
 * the one that it refers to, over to RWhois (RFC 2167) too.
 *
 *	whoistrail_walk(trail);
 *
 * A circle of referrals ends where it closes, a long way at TRAIL_SERVERS_MAX.
 */
#include "lookup/trail.h"

/* Walk it: `steps` and `readings` grow, `why` says why it ended early. */
void whoistrail_walk(Trail *trail);
