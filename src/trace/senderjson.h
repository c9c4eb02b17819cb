#pragma once
/*
 * trace/senderjson - SPF's and DMARC's verdicts in the dossier's form (docs/dossier.schema.json, "spf" and "dmarc"), with what they
 * mean in words: a pass proves who sent a mail, not that he is honest; a fail is no proof of a forgery.
 *
 *	json_put(now, "spf", senderjson_spf(verdict, &question));
 */
#include "trace/dmarc.h"
#include "trace/spf.h"

/* {"answer", "why", "result", "ip", "domain", "identity": "mailfrom"|"helo", "record", "term", "term_in", "explanation", "lookups",
 * "voids", "fault", "says"}. Yours to json_decref. */
json_t *senderjson_spf(const SpfVerdict *verdict, const SpfQuestion *question);

/* {"answer", "why", "author", "exists", "result", "says", "walk", "list", "differs"}; of the two ways {"result", "organization",
 * "found_at", "record", "policy", "tag", "applied", "pct", "testing", "reports_to", "failures_to", "strict_spf",
 * "strict_dkim", "spf_aligned", "dkim_aligned": [domain]}. `result` is RFC 9989's. `question` is what the verdict came
 * of. Yours to json_decref. */
json_t *senderjson_dmarc(const DmarcVerdict *verdict, const DmarcQuestion *question);
