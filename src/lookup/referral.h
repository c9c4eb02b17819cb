#pragma once
/*
 * lookup/referral - "ask over there": where a reply sends us on to.
 *
 *	Referral referral;
 *	if (referral_parse(STR("rwhois://rwhois.example.net:4321/"), &referral))
 *		ask(referral.protocol, referral.host, referral.port);
 *	referral_clear(&referral);
 *
 * Who wrote it is whoever was asked: the door's policy, not this, decides what may be asked.
 */
#include <stdbool.h>

#include "base/str.h"

typedef struct {
	const char *protocol; /* "whois", "rwhois" */
	char *host;           /* name or address, lower case; IPv6 in brackets */
	guint port;
} Referral;

/* Read a referral to a WHOIS or RWhois server: "whois.example", "whois.example:43", "whois://…",
 * "rwhois://…" (RFC 2167). False where it is none, or a web page. */
bool referral_parse(Str text, Referral *referral_out);

/* Free what it owns; it is empty then. */
void referral_clear(Referral *referral);
