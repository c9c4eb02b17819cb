/* mekiki dmarc: what a domain wants done with mail that misuses its name, and what else it publishes. */
#include "base/json.h"
#include "cli/dnsoptions.h"
#include "cli/recordjob.h"
#include "cli/sendershow.h"
#include "cli/talk.h"
#include "trace/senderjob.h"
#include "web/idna.h"

static json_t *question_of(const char *domain)
{
	json_t *question = json_object(), *dmarc = json_object();

	json_put(dmarc, "author", json_text(str_of(domain)));
	json_put(question, "dmarc", dmarc);
	json_put(question, "posture", json_text(str_of(domain)));
	return question;
}

/* A policy alone has no result: there is no mail. */
static json_t *without_results(const json_t *dmarc)
{
	json_t *copy = json_deep_copy(dmarc);

	json_object_del(copy, "result");
	json_object_del(copy, "says");
	json_object_del(json_object_get(copy, "walk"), "result");
	json_object_del(json_object_get(copy, "list"), "result");
	return copy;
}

static int look(const DnsOptions *options, const Settings *settings, const char *domain)
{
	const RecordJob job = {.name = sender_job.name, .dns = options->dns};
	json_auto_t *answer = recordjob_run(settings, &job, question_of(domain));
	const json_t *dmarc = json_object_get(answer, "dmarc");
	const json_t *posture = json_object_get(answer, "posture");

	if (!json_is_object(dmarc))
		return EXIT_FAILED;
	if (options->json) {
		json_auto_t *printed = json_object();
		json_put(printed, "dmarc", without_results(dmarc));
		json_put(printed, "posture", json_incref((json_t *)posture));
		talk_json(printed, true);
	} else {
		sendershow_dmarc(dmarc, false, settings->language);
		sendershow_posture(posture, settings->language);
	}
	return json_is_object(json_object_get(dmarc, "walk")) ? EXIT_DONE : EXIT_FAILED;
}

static int run(const Command *command, int argc, char **argv)
{
	g_auto(Settings) settings = {0};
	g_auto(DnsOptions) options = {0};
	const GOptionEntry own[] = {
		DNSOPTIONS(options),
		{0},
	};
	int code;

	if (settings_read(&settings, command, own, &argc, &argv, &code))
		return code;
	g_autofree char *domain = idna_to_ascii(str_of(argv[1]));
	if (!domain) {
		talk_error("\"%s\" is no domain name", argv[1]);
		return EXIT_USAGE;
	}
	return look(&options, &settings, domain);
}

const Command command_dmarc = {
	.name = "dmarc",
	.arguments = "DOMAIN",
	.summary = "tell a domain's DMARC policy, and what it publishes about its mail",
	.more = "The policy is found by RFC 9989 (up the DNS) and by RFC 7489 (list of public "
		"suffixes); where they differ, both are shown.",
	.arguments_min = 1,
	.arguments_max = 1,
	.run = run,
};
