#pragma once
/*
 * lookup/rdaptrail - RDAP (RFC 9082): IANA's bootstrap file names the server (RFC 9224), the registry's answer
 * may name the registrar's own by a "related" link.
 *
 *	rdaptrail_walk(trail);
 */
#include "lookup/trail.h"

/* Walk it: `steps` and `readings` grow, `why` says why it ended early. */
void rdaptrail_walk(Trail *trail);
