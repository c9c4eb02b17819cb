/* mekiki trace: where a mail came from, and what its authentication proves. */
#include "cli/dnsfile.h"
#include "cli/dnsoptions.h"
#include "cli/doorway.h"
#include "cli/onestep.h"
#include "cli/talk.h"
#include "cli/traceshow.h"

static int trace(
	const DnsOptions *options, const Settings *settings, const MailFile *file, GBytes *dns)
{
	static const char *const jobs[] = {"read", "trace", "dkim", "sender", NULL};
	static const char *const sections[] = {"hops", "origin", "auth", NULL};
	g_auto(Doorway) doorway = {0};

	if (!dns && !doorway_open_kept(&doorway, settings))
		return EXIT_FAILED;
	const OneStep with = {.step = "trace",
		.jobs = jobs,
		.door = doorway.door,
		.dns = dns,
		.trusted_relays = (const char *const *)settings->trusted_relays};
	g_autoptr(Dossier) dossier = onestep_take(&with, file);
	if (!dossier)
		return EXIT_FAILED;
	if (options->json)
		onestep_print(dossier, sections);
	else
		traceshow_all(dossier_json(dossier), settings->language);
	return onestep_exit_code(dossier);
}

static int run(const Command *command, int argc, char **argv)
{
	g_auto(Settings) settings = {0};
	g_auto(DnsOptions) options = {0};
	g_auto(MailFile) file = {0};
	g_autoptr(GBytes) dns = NULL;
	g_autoptr(GError) error = NULL;
	const GOptionEntry own[] = {
		DNSOPTIONS(options),
		{0},
	};
	int code;

	if (settings_read(&settings, command, own, &argc, &argv, &code))
		return code;
	if (!mailfile_read(&file, argv[1], &error) ||
		(options.dns && !(dns = dnsfile_read(options.dns, &error)))) {
		talk_error("%s", error->message);
		return EXIT_FAILED;
	}
	return trace(&options, &settings, &file, dns);
}

const Command command_trace = {
	.name = "trace",
	.arguments = "FILE|-",
	.summary = "tell where a mail came from, and what its authentication proves",
	.more = "Asks the DNS for keys, nobody else; with --offline nobody at all.",
	.arguments_min = 1,
	.arguments_max = 1,
	.run = run,
};
