#pragma once
/*
 * lookup/bytable - what the tables of networks say of the addresses that the step has met, beside what registries
 * say: with the table's source and date, and where the two differ. Nobody is asked, so that it stands there offline
 * too.
 *
 *	g_autoptr(Networks) networks = networks_new(data_dir);
 *	bytable_add(networks, registration);        "by_table": {"country": {"answer", "code", …}, "as": {…}, "differs": []}
 *	bytable_add_host(networks, host);           "addresses": [{"ip", "by_table"}]
 */
#include "base/json.h"
#include "know/networks.h"

/* Add "by_table" to a dossier's `registration` that is of an address (country and AS) or an AS number (its holder);
 * of a domain nothing. */
void bytable_add(const Networks *networks, json_t *registration);

/* Add "addresses", what the tables say of each of the "ips" of a dossier's `host`; nothing where it has none. */
void bytable_add_host(const Networks *networks, json_t *host);
