#pragma once
/*
 * net/pins - from a server's name to the addresses that may be dialled: resolved once, each checked by the
 * policy, and then never resolved again, so that a name which changes its answer in between leads nowhere.
 *
 *	g_autoptr(GArray) pins = pins_find(&finder, "whois.cnnic.cn", exchange);
 *	if (pins)
 *		dial to them;      else the exchange says why not
 */
#include "net/dnstype.h"
#include "net/exchange.h"
#include "net/policy.h"

typedef struct {
	const Policy *policy;
	/* Ask for a name's addresses, as door_dns does. */
	Exchange *(*resolve)(void *data, const char *name, DnsType type);
	void *data;
} PinFinder;

/* The addresses (Address) of `host`, a serialized host name or address, IPv4 first. Those that the policy
 * keeps us from are left out and listed in the exchange's fact "refused". NULL with the exchange ended when
 * none is left. Yours to g_array_unref. */
GArray *pins_find(const PinFinder *finder, const char *host, Exchange *exchange);
