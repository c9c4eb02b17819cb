#pragma once
/*
 * net/policy - what the door lets through: which addresses, ports, schemes and questions. One rule for
 * look-ups, redirects, referrals and the browser's gateway.
 *
 * Nothing but public addresses is reached unless the configuration names the range (the lab, an
 * organization's own network). A refusal is a fact with a reason, never a silent gap.
 *
 *	g_autoptr(Policy) policy = policy_new();
 *	policy_allow_range(policy, STR("192.0.2.0/24"), &error);
 *	if (!policy_check_address(policy, &address, &why))
 *		exchange_refuse(exchange, why);
 *
 * A policy is filled once; after that any number of threads may ask it.
 */
#include "net/outcome.h"
#include "web/addressrange.h"

/* No question of any protocol is longer. */
#define POLICY_QUESTION_MAX ((size_t)4096)

typedef struct Policy Policy;

/* What is spoken at a port. */
typedef enum {
	PORT_LINE, /* WHOIS, RWhois: 43, 4321 */
	PORT_WEB,  /* HTTP, where a server or a registry sends us: 80, 443 */
	PORT_LINK, /* HTTP, where the mail's own link leads: what it names */
} PortUse;

/* The policy by default: public addresses, each protocol at its own ports (DNS is libunbound's: 53). */
Policy *policy_new(void);

/* Free it. NULL is fine. */
void policy_free(Policy *policy);

/* Let a range ("192.0.2.0/24", "2001:db8::/32" or one address) be reached, whatever its class. False
 * with `error` (G_IO_ERROR_INVALID_ARGUMENT) where it is none. */
bool policy_allow_range(Policy *policy, Str range, GError **error);

/* Let a port be reached besides those by default, for any use. */
void policy_allow_port(Policy *policy, guint16 port);

/* Whether the configuration named any range: then the world is not the public internet alone. */
bool policy_allows_extra(const Policy *policy);

/* Whether this address may be reached. An address that another one is embedded in (IPv4-mapped, NAT64,
 * 6to4) is judged by where its packets go. `why_out` ({"en","ja"}) is set where it may not, and yours. */
bool policy_check_address(const Policy *policy, const Address *address, json_t **why_out);

/* Whether this port may be reached for this use. A link's own port is let through but where another protocol
 * lives that a browser never speaks HTTP to (Fetch Standard, section 2.9, "port blocking"). */
bool policy_check_port(const Policy *policy, guint port, PortUse use, json_t **why_out);

/* Whether these bytes may be sent as one line: no CR, LF or NUL, not empty, not longer than
 * POLICY_QUESTION_MAX. */
bool policy_check_question(Str question, json_t **why_out);

/* Whether it is a URL scheme that the door speaks: http, https. */
bool policy_check_scheme(const char *scheme, json_t **why_out);

/* Call `use` with each range that may not be reached: the special ranges without what the configuration
 * allows. For libraries that dial by themselves and take a list. */
void policy_each_closed(
	const Policy *policy, void (*use)(const AddressRange *range, void *data), void *data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Policy, policy_free)
