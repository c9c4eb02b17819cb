/* mekiki spf: may this machine send mail in that name? */
#include "base/json.h"
#include "cli/dnsoptions.h"
#include "cli/recordjob.h"
#include "cli/sendershow.h"
#include "cli/talk.h"
#include "trace/senderjob.h"
#include "web/address.h"

typedef struct {
	char *ip, *sender, *helo;
	DnsOptions with;
} Options;

static void options_clear(Options *options)
{
	g_free(options->ip);
	g_free(options->sender);
	g_free(options->helo);
	dnsoptions_clear(&options->with);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

static json_t *question_of(const Options *options)
{
	json_t *question = json_object(), *spf = json_object();

	json_put(spf, "ip", json_text(str_of(options->ip)));
	json_put(spf, "sender", json_text(str_of(options->sender)));
	json_put(spf, "helo", json_text(str_of(options->helo)));
	json_put(question, "spf", spf);
	return question;
}

static int check(const Options *options, const Settings *settings)
{
	const RecordJob job = {.name = sender_job.name, .dns = options->with.dns};
	json_auto_t *answer = recordjob_run(settings, &job, question_of(options));
	const json_t *spf = json_object_get(answer, "spf");

	if (!json_is_object(spf))
		return EXIT_FAILED;
	if (options->with.json) {
		json_auto_t *printed = json_object();
		json_put(printed, "spf", json_incref((json_t *)spf));
		talk_json(printed, true);
	} else {
		sendershow_spf(spf, settings->language);
	}
	return json_get_text(spf, "result") ? EXIT_DONE : EXIT_FAILED;
}

static int run(const Command *command, int argc, char **argv)
{
	g_auto(Settings) settings = {0};
	g_auto(Options) options = {0};
	const GOptionEntry own[] = {
		{"ip", 0, 0, G_OPTION_ARG_STRING, &options.ip, "The machine's address", "ADDRESS"},
		{"sender", 0, 0, G_OPTION_ARG_STRING, &options.sender,
			"The envelope sender (MAIL FROM); without, the HELO name is checked",
			"MAILBOX"},
		{"helo", 0, 0, G_OPTION_ARG_STRING, &options.helo, "What the machine called itself",
			"NAME"},
		DNSOPTIONS(options.with),
		{0},
	};
	Address ip;
	int code;

	if (settings_read(&settings, command, own, &argc, &argv, &code))
		return code;
	if (!options.ip || (!options.sender && !options.helo)) {
		talk_error("say who sends: mekiki spf --ip ADDRESS --sender MAILBOX [--helo NAME]");
		return EXIT_USAGE;
	}
	if (!address_parse(str_of(options.ip), &ip)) {
		talk_error("\"%s\" is no address", options.ip);
		return EXIT_USAGE;
	}
	return check(&options, &settings);
}

const Command command_spf = {
	.name = "spf",
	.arguments = "",
	.summary = "tell whether a machine may send mail in a domain's name (SPF)",
	.more = "A pass says who sent a mail, not that the sender is honest; a fail is also what "
		"forwarded mail looks like.",
	.arguments_min = 0,
	.arguments_max = 0,
	.run = run,
};
