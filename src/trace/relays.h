#pragma once
/*
 * trace/relays - machines of others that the recipient trusts to hand mail on (`trusted_relays` in the configuration): a
 * filtering service, a backup MX, a university's gateway. What they took in, they took in for the recipient.
 *
 * An entry is an address, a range of addresses, a host name, or ".example.net", all names below one. A name counts only
 * where the receiver found it in reverse DNS; what a machine calls itself proves nothing.
 *
 *	g_autoptr(Relays) relays = relays_new();
 *	relays_add(relays, STR("198.51.100.0/24"));
 *	const char *entry = relays_find(relays, ip, rdns);
 */
#include "base/str.h"

/* Entries that are kept. */
#define RELAYS_MAX 1024

typedef struct Relays Relays;

/* None yet. Yours to relays_free. */
Relays *relays_new(void);

/* Free. NULL is fine. */
void relays_free(Relays *relays);

/* Add an entry; false where it is neither an address, a range nor a host name, or is one too many. */
bool relays_add(Relays *relays, Str entry);

/* The first entry that a machine fits, as it was added; NULL where none does. `ip` in text or NULL; `rdns` its name as the
 * receiver found it, may be empty. Lives as long as the relays, which may be NULL. */
const char *relays_find(const Relays *relays, const char *ip, Str rdns);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Relays, relays_free)
