#pragma once
/*
 * trace/senderjob - SPF, DMARC and a domain's posture in the cage: what is asked, with the DNS answers known so far, and what it
 * comes to.
 *
 *	CageParcel question = {.json = {"spf": {"ip", "sender", "helo"}}}, answer = {0};
 *	recordask_run(context, sender_job.name, &question, &answer, &error);
 *	json_object_get(answer.json, "spf")
 */
#include "case/step.h"

/* Question, each member of which may be missing: {"now": seconds since 1970, "records": what trace/recordask puts there, "spf":
 * {"ip", "sender", "helo", "receiver"}, "dmarc": {"author", "dkim": [{"domain", "class"}]} (signatures as dkim_json writes them;
 * SPF's result is the question's own), "posture": domain}. A blob is a file of DNS answers (trace/recordfile),
 * which then is asked in the world's place. Answer: {"spf", "dmarc", "posture", "wanted"}, null where it was not asked
 * for. */
extern const CageJob sender_job;
