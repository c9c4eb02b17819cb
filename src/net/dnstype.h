#pragma once
/*
 * net/dnstype - the kinds of DNS records that an investigation asks for.
 *
 *	dnstype_name(DNSTYPE_MX)     "MX"
 */
#include "base/str.h"

/* With their numbers in the protocol (IANA, "Resource Record (RR) TYPEs"). */
typedef enum {
	DNSTYPE_A = 1,
	DNSTYPE_NS = 2,
	DNSTYPE_CNAME = 5,
	DNSTYPE_SOA = 6,
	DNSTYPE_PTR = 12,
	DNSTYPE_MX = 15,
	DNSTYPE_TXT = 16,
	DNSTYPE_AAAA = 28,
	DNSTYPE_CAA = 257,
} DnsType;

/* The mnemonic; NULL for a type that is not in the list. */
const char *dnstype_name(guint type);

/* The type of that mnemonic, in either case; false when there is none. */
bool dnstype_find(Str name, DnsType *type_out);
