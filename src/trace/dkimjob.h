#pragma once
/*
 * trace/dkimjob - DKIM and ARC in the cage: a whole mail and the DNS answers known so far, and what they come to.
 *
 * Its worker maps OpenSSL (trace/crypto.h) while it prepares itself: signatures and keys are hostile, and are looked at
 * where nothing can be lost.
 *
 *	CageParcel question = {.json = {"now": 1796000000}, .blobs = [the mail]}, answer = {0};
 *	recordask_run(context, dkim_job.name, &question, &answer, &error);
 *	json_object_get(answer.json, "dkim")
 */
#include "case/step.h"

/* Question: {"now": seconds since 1970, "records": what trace/recordask puts there}, and the mail as its first blob; a second
 * blob is a file of DNS answers (trace/recordfile), which then is asked in the world's place. "received" (seconds since
 * 1970) overrules when the mail was received. Answer: {"dkim": [], "arc": {}, "wanted": []}. */
extern const CageJob dkim_job;
