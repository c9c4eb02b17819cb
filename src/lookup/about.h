#pragma once
/*
 * lookup/about - whether a reply speaks of what was asked: a server may answer about another domain, or about a
 * network that the address does not lie in, by mistake or to mislead.
 *
 * Names are compared as the DNS would (case, IDNA's two forms, a dot at the end). A reply that names nothing, or that
 * names a single label ("Domain: example", IANA's "domain: CN"), is taken to speak of the subject.
 *
 *	g_autofree char *other = about_other(registration, STR("domain"), STR("example.com"));
 *	if (other)
 *		refuse("it speaks of %s", other);
 */
#include "lookup/registration.h"

/* What the registration is of where that is not `subject`, of a kind "domain", "ip" or "asn"; NULL where it is of the
 * subject, or the kind is none of these. Yours to g_free. */
char *about_other(const Registration *registration, Str kind, Str subject);
