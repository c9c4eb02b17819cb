#pragma once
/*
 * cli/senderask - has the cage's job "sender" (trace/senderjob) answer a command's question, from the DNS or from a file of its
 * answers.
 *
 *	json_t *question = json_object();
 *	json_put(question, "posture", json_text(STR("example.org")));
 *	json_auto_t *answer = senderask(&settings, path, question);
 */
#include <jansson.h>

#include "cli/settings.h"

/* Ask; `dns` is the file that --dns names, NULL: the world is asked, unless the settings are offline. `question` is taken. NULL,
 * said, where there is no answer. Yours to json_decref. */
json_t *senderask(const Settings *settings, const char *dns, json_t *question);
