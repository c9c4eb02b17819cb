/* mekiki dkim: the signatures of a mail, and what each of them proves. */
#include "base/when.h"
#include "cli/dkimshow.h"
#include "cli/dnsoptions.h"
#include "cli/mailfile.h"
#include "cli/recordjob.h"
#include "cli/talk.h"
#include "trace/dkimjob.h"

typedef struct {
	char *received; /* when the mail was */
	DnsOptions with;
} Options;

static void options_clear(Options *options)
{
	dnsoptions_clear(&options->with);
	g_free(options->received);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

static void print(const json_t *answer, bool json, const char *language)
{
	json_auto_t *printed = json_object();

	if (!json) {
		dkimshow_all(answer, language);
		return;
	}
	json_put(printed, "dkim", json_incref(json_object_get(answer, "dkim")));
	json_put(printed, "arc", json_incref(json_object_get(answer, "arc")));
	talk_json(printed, true);
}

static int verify(const Options *options, const Settings *settings, const MailFile *file,
	const gint64 *received)
{
	const RecordJob job = {
		.name = dkim_job.name, .mail = file->bytes, .dns = options->with.dns};
	json_t *question = json_object();

	if (received)
		json_put(question, "received", json_integer(*received));
	json_auto_t *answer = recordjob_run(settings, &job, question);
	if (!answer)
		return EXIT_FAILED;
	print(answer, options->with.json, settings->language);
	return EXIT_DONE;
}

static int run(const Command *command, int argc, char **argv)
{
	g_auto(Settings) settings = {0};
	g_auto(Options) options = {0};
	g_auto(MailFile) file = {0};
	g_autoptr(GError) error = NULL;
	const GOptionEntry own[] = {
		DNSOPTIONS(options.with),
		{"received", 0, 0, G_OPTION_ARG_STRING, &options.received,
			"When the mail was received (2026-11-25T01:02:03Z), for what expires",
			"TIME"},
		{0},
	};
	gint64 received = 0;
	int code;

	if (settings_read(&settings, command, own, &argc, &argv, &code))
		return code;
	if (options.received && !when_parse(str_of(options.received), &received)) {
		talk_error("%s is no time such as 2026-11-25T01:02:03Z", options.received);
		return EXIT_USAGE;
	}
	if (!mailfile_read(&file, argv[1], &error)) {
		talk_error("%s", error->message);
		return EXIT_FAILED;
	}
	return verify(&options, &settings, &file, options.received ? &received : NULL);
}

const Command command_dkim = {
	.name = "dkim",
	.arguments = "FILE|-",
	.summary = "verify the signatures of a mail, and its ARC chain",
	.more = "Whether the body is the one that was signed is told even with --offline, which "
		"asks nobody "
		"for the keys.",
	.arguments_min = 1,
	.arguments_max = 1,
	.run = run,
};
