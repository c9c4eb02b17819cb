#pragma once
/*
 * files/kind - whether a file is what its name and its sender say it is.
 *
 *	json_t *entry = kind_json(STR("invoice.pdf"), "application/pdf", bytes);
 *	{"type": "application/vnd.microsoft.portable-executable", "extension": "pdf",
 *	 "mismatch": ["name", "claim"], "tricks": []}
 *
 * The types are those of files/magic: a table of our own rather than libmagic, because every attachment of every mail
 * is looked at, and libmagic's database takes longer to load than a mail takes to be read.
 */
#include "base/json.h"

/* {"type", "extension", "mismatch", "tricks"} of a file. `name` may be empty; `claimed` is the media type that it was
 * sent as, NULL where nobody said. A mismatch is said only where the bytes are of a kind we know and the name or
 * the claim means another. Yours to json_decref. */
json_t *kind_json(Str name, const char *claimed, Str bytes);
