#pragma once
/*
 * trace/recordask - has a job of the cage answer a question that needs the DNS: runs it, asks the door for
 * what it wants (trace/records), and runs it again, until it wants nothing.
 *
 * The job finds what is known in its question's "records", and leaves in its answer's "wanted" what it looked
 * for and did not find there:
 *
 *	static bool run(void *prepared, const CageParcel *question, CageParcel *answer_out, GError **error)
 *	{
 *		g_autoptr(Records) records = recordask_open(question, 1, error);
 *		if (!records)
 *			return false;
 *		...
 *		recordask_close(records, answer_out->json);
 *		return true;
 *	}
 *
 * The step:
 *
 *	if (!recordask_run(context, "auth", &question, &answer, &error))
 */
#include "case/step.h"
#include "trace/records.h"

/* Rounds of asking. The longest honest way, ten nested includes behind an alias, takes a dozen; what is still
 * wanted after so many, or past the step's deadline, counts as failed. */
#define RECORDASK_ROUNDS_MAX 48

/* Questions that are asked side by side. */
#define RECORDASK_HANDS_MAX 16

/* How long all rounds may take where the step has no deadline, in ms. */
#define RECORDASK_TIME_MS ((gint64)60000)

/* In the job: what the question knows of the DNS: what was asked so far or, where it has a blob of that number, all that
 * this file of answers says (trace/recordfile). Yours to records_free; NULL with `error` where the file is none. */
Records *recordask_open(const CageParcel *question, guint file, GError **error);

/* In the job: say in `answer` what was wanted. */
void recordask_close(const Records *records, json_t *answer);

/* Have `job` answer. `question` stays the caller's; its JSON object's "records" is ours. Without a door, or
 * offline, nobody is asked: then the answer's "wanted" is not empty. False with `error` as cage_run. */
bool recordask_run(const StepContext *context, const char *job, CageParcel *question,
	CageParcel *answer_out, GError **error);
