#pragma once
/*
 * net/resolver - names and addresses through libunbound: by resolvers that the configuration names, or by
 * asking the name servers ourselves, from the root down; validated where there is a trust anchor.
 *
 *	g_autoptr(Resolver) resolver = resolver_new(&settings, &error);
 *	resolver_ask(resolver, "4ztfqg8.cn", DNSTYPE_NS, deadline, exchange);
 *
 * One context of libunbound serves all threads. It works in a thread of its own, so that a name server that
 * never answers keeps nobody past his deadline: who gives up leaves the question behind.
 */
#include "net/dnstype.h"
#include "net/exchange.h"
#include "net/policy.h"

/* Its strings are copied, the policy is only read while the resolver is made. */
typedef struct {
	const char *const
		*forwarders; /* "192.0.2.53", "192.0.2.53@5353", NULL at the end; NULL: recursion */
	const char *root_hints; /* file (as named.root) for recursion; NULL: built in */
	const char *anchor;     /* file of DS or DNSKEY records; NULL: nothing is validated */
	const Policy *policy;   /* closed ranges are no name servers for recursion */
} ResolverSettings;

typedef struct Resolver Resolver;

/* Start it. NULL with `error` (G_IO_ERROR_INVALID_ARGUMENT) where a setting is wrong. */
Resolver *resolver_new(const ResolverSettings *settings, GError **error);

/* Stop it; no call may be under way. NULL is fine. */
void resolver_free(Resolver *resolver);

/* Ask for the records of one type (class IN) and fill `exchange`: the whole DNS message as its answer, the
 * facts "rcode", "dnssec", "ttl" (how long it holds, in seconds) and, for a bogus one, "why_bogus". By
 * `deadline` (of g_get_monotonic_time()) at the latest. */
void resolver_ask(
	Resolver *resolver, const char *name, DnsType type, gint64 deadline, Exchange *exchange);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Resolver, resolver_free)
