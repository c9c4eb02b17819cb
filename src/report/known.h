#pragma once
/*
 * report/known - the hosts and domains of this case, wherever a sentence names them.
 *
 * web/defang finds a host by its public suffix; a suffix newer than our list, or none (".example",
 * a name in a local network), would be published as it stands. What the dossier itself calls a host
 * needs no finding.
 *
 *	g_autoptr(Known) known = known_new(dossier);
 *	g_autofree char *safe = known_defang(known, "It leads to login.shop.example.");
 */
#include "base/json.h"

/* Hosts past this many are left to web/defang. */
#define KNOWN_MAX 4096

typedef struct Known Known;

/* The hosts of the dossier's senders, links, hops, origin and registrations. Yours to known_free. */
Known *known_new(const json_t *dossier);

/* Free. NULL is fine. */
void known_free(Known *known);

/* `text` with each dot of a known host, in any case, made "[.]"; what is defanged already stays. Linear.
 * Yours to g_free. */
char *known_defang(const Known *known, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Known, known_free)
