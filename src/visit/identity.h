#pragma once
/*
 * visit/identity - the invented person of a visit: who types into a trap's forms.
 *
 * Made from a seed alone, so that a case can be replayed, and consistent: romanized name, reading and mail address
 * are of one name, the address has its postcode. Nobody is this person:
 *
 *	mail      at example.jp, example.com ...: kept by RFC 2606 and JPRS for examples
 *	phone     090-0000-xxxx and its like where a country keeps no range for fiction; else that range
 *	          (Ofcom's 07700 900xxx, NANPA's 555-01xx, ARCEP's 06 39 98 xx xx, BNetzA's 0171 39200xx)
 *	card      numbers that card companies publish for tests: they pass the Luhn check, and are no account's
 *	expiry    three to five years ahead of `now`
 *	my-number twelve digits whose check digit is wrong (Ordinance 85 of 2014, article 5): no person can have it;
 *	          national-id likewise, in the form of the language's country
 *	address   a town and its postcode that exist, with a block that does not (99-99)
 *
 *	g_autoptr(Identity) person = identity_new("20261125-7f3a91c2", "ja", now);
 *	identity_value(person, ask_find(STR("expiry-month")))         "08"
 */
#include "base/json.h"
#include "visit/ask.h"

typedef struct Identity Identity;

/* The person of that seed (any text), at home where `language` (BCP 47; one that we have no people for counts as
 * English) is spoken. `now` is in seconds since 1970. Yours to identity_free. */
Identity *identity_new(const char *seed, const char *language, gint64 now);

/* Free. NULL is fine. */
void identity_free(Identity *person);

/* What the person types for a kind. Parts that a field with several boxes takes apart have "-" between:
 * "090-0000-1234". NULL for what nobody types (a consent). Borrowed. */
const char *identity_value(const Identity *person, AskKind kind);

/* A password that no site would take for the person's: for who wants to know whether a page takes any. Borrowed. */
const char *identity_wrong_password(const Identity *person);

/* All of it for the dossier, marked: {"invented": true, "seed", "language", "account", "name" ...}. Yours to
 * json_decref. */
json_t *identity_json(const Identity *person);

/* The values that no request may carry to a genuine site, and by which one that goes elsewhere is known: texts of
 * at least IDENTITY_TELLING_MIN bytes. Yours to json_decref. */
json_t *identity_telling(const Identity *person);

/* Shorter ones ("08", a security code) stand in any request by chance. */
#define IDENTITY_TELLING_MIN ((size_t)6)

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Identity, identity_free)
