#pragma once
/*
 * cli/recordjob - has a job of the cage that needs the DNS (trace/recordask) answer a command's question, from the world or
 * from a file of answers.
 *
 *	const RecordJob job = {.name = "sender", .dns = path};
 *	json_t *question = json_object();
 *	json_put(question, "posture", json_text(STR("example.org")));
 *	json_auto_t *answer = recordjob_run(&settings, &job, question);
 */
#include <jansson.h>

#include "cli/settings.h"

typedef struct {
	const char *name;
	GBytes *mail; /* its first blob; NULL: it takes none */
	const char *
		dns; /* the file that --dns names; NULL: the world is asked, unless the settings are offline */
} RecordJob;

/* Ask; "now" is added to `question`, which is taken. NULL, said, where there is no answer. Yours to json_decref. */
json_t *recordjob_run(const Settings *settings, const RecordJob *job, json_t *question);
