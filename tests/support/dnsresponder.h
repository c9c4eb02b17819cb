#pragma once
/*
 * tests/support/dnsresponder - a DNS server on 127.0.0.1 that answers from a table, by UDP, for tests of what
 * asks it. A name that no row has does not exist.
 *
 *	static const DnsRow rows[] = {
 *		{"a.example", DNSTYPE_A, .value = "192.0.2.1"},
 *		{"dead.example", DNSTYPE_A, .silent = true},
 *		{0}};
 *	g_autoptr(DnsResponder) responder = dnsresponder_new(rows);
 *	ask(dnsresponder_address(responder));       "127.0.0.1@40123"
 */
#include <glib.h>
#include <stdbool.h>

#include "net/dnstype.h"

/* One record; several rows of a name and type are several records. A CNAME answers for every type. */
typedef struct {
	const char *name; /* lower case, without the last dot; NULL ends the table */
	DnsType type;
	guint turn; /* only for the turn-th question of the name and type; 0: for each */
	const char *
		value; /* A, AAAA: address; NS, CNAME, PTR: name; TXT: text; NULL: no record of the type */
	guint rcode; /* say this instead */
	bool silent; /* say nothing */
} DnsRow;

typedef struct DnsResponder DnsResponder;

/* Start it over `rows`, which must outlive it. */
DnsResponder *dnsresponder_new(const DnsRow *rows);

/* Stop it. NULL is fine. */
void dnsresponder_free(DnsResponder *responder);

/* "127.0.0.1@PORT", as libunbound takes it; borrowed. */
const char *dnsresponder_address(const DnsResponder *responder);

/* How often it was asked for the name and type. */
guint dnsresponder_asked(DnsResponder *responder, const char *name, DnsType type);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(DnsResponder, dnsresponder_free)
