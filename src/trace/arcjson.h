#pragma once
/*
 * trace/arcjson - an ARC chain in the dossier's form (docs/dossier.schema.json, "arc").
 *
 *	json_put(now, "arc", arcjson_write(arc, mail, bytes, &clock));
 */
#include "trace/arc.h"
#include "trace/dkim.h"

/* {"status", "why", "at", "oldest_pass", "sets": [{"instance", "by", "results", "message", "seal"}]}: `by` and `results` are what
 * the one who sealed found, in his words. `bytes` are the mail's. Yours to json_decref. */
json_t *arcjson_write(const Arc *arc, const RawMail *mail, Str bytes, const DkimClock *clock);
