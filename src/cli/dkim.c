/* mekiki dkim: the signatures of a mail, and what each of them proves. */
#include <time.h>

#include "base/when.h"
#include "cli/dkimshow.h"
#include "cli/dnsfile.h"
#include "cli/doorway.h"
#include "cli/house.h"
#include "cli/mailfile.h"
#include "cli/talk.h"
#include "trace/dkimjob.h"
#include "trace/recordask.h"

typedef struct {
	char *dns;      /* a file of answers */
	char *received; /* when the mail was */
	gboolean json;
} Options;

/* What is to be verified, with what. */
typedef struct {
	GBytes *mail;
	GBytes *dns;            /* recorded answers; NULL: the world is asked */
	const gint64 *received; /* NULL: the mail tells */
} Asked;

static void options_clear(Options *options)
{
	g_free(options->dns);
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

static bool verify(const StepContext *context, const Asked *asked, const Options *options,
	const char *language)
{
	g_autoptr(GError) error = NULL;
	CageParcel question = {.json = json_object(),
		.blobs = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref)};
	CageParcel answer = {0};

	g_ptr_array_add(question.blobs, g_bytes_ref(asked->mail));
	if (asked->dns)
		g_ptr_array_add(question.blobs, g_bytes_ref(asked->dns));
	json_put(question.json, "now", json_integer(context->now));
	if (asked->received)
		json_put(question.json, "received", json_integer(*asked->received));
	bool done = recordask_run(context, dkim_job.name, &question, &answer, &error);
	if (done)
		print(answer.json, options->json, language);
	else
		talk_error("the signatures could not be verified: %s", error->message);
	cage_parcel_clear(&question);
	cage_parcel_clear(&answer);
	return done;
}

static int run(const Command *command, int argc, char **argv)
{
	g_auto(Settings) settings = {0};
	g_auto(Options) options = {0};
	g_auto(MailFile) file = {0};
	g_auto(Doorway) doorway = {0};
	g_autoptr(GBytes) dns = NULL;
	g_autoptr(GError) error = NULL;
	const GOptionEntry own[] = {
		{"json", 0, 0, G_OPTION_ARG_NONE, &options.json, "Print JSON", NULL},
		{"dns", 0, 0, G_OPTION_ARG_FILENAME, &options.dns,
			"Ask this file of recorded answers in the DNS's place", "FILE"},
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
	if (!mailfile_read(&file, argv[1], &error) ||
		(options.dns && !(dns = dnsfile_read(options.dns, &error)))) {
		talk_error("%s", error->message);
		return EXIT_FAILED;
	}
	if (!dns && !doorway_open_kept(&doorway, &settings))
		return EXIT_FAILED;
	g_autoptr(Cage) cage = house_cage((const char *const[]){dkim_job.name, NULL});
	const StepContext context = {.cage = cage,
		.now = (gint64)time(NULL),
		.offline = !doorway.door,
		.door = doorway.door};
	const Asked asked = {file.bytes, dns, options.received ? &received : NULL};
	return cage && verify(&context, &asked, &options, settings.language) ? EXIT_DONE
									     : EXIT_FAILED;
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
