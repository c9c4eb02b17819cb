/* mekiki report: a case as a document. */
#include "cli/house.h"
#include "cli/talk.h"

static bool find_format(const char *word, ReportFormat *format_out)
{
	if (report_format_find(word, format_out))
		return true;
	talk_error("the format \"%s\" is not known: html, md or json", word);
	return false;
}

static int write_report(
	const Settings *settings, const char *word, ReportFormat format, const char *path)
{
	ArchiveState state;

	g_autoptr(Archive) archive = house_archive(settings, ARCHIVE_READ);
	g_autoptr(Dossier) dossier = archive ? house_case(archive, word, &state) : NULL;
	if (!dossier)
		return EXIT_FAILED;
	if (state == ARCHIVE_UNFINISHED) {
		talk_error("the case %s is unfinished, and a report would look whole. Go on with "
			   "it first: "
			   "mekiki investigate --resume %s",
			dossier_id(dossier), dossier_id(dossier));
		return EXIT_FAILED;
	}
	g_autoptr(Cage) cage = house_cage((const char *const[]){"report", NULL});
	if (!cage)
		return EXIT_FAILED;
	ReportOrder order = {format, settings->language, archive_blobs(archive)};
	g_autoptr(GBytes) document = house_report(cage, dossier, &order);
	return document && house_deliver(document, path) ? EXIT_DONE : EXIT_FAILED;
}

static int run(const Command *command, int argc, char **argv)
{
	g_auto(Settings) settings = {0};
	g_autofree char *format_word = NULL, *path = NULL;
	ReportFormat format;
	const GOptionEntry own[] = {
		{"format", 0, 0, G_OPTION_ARG_FILENAME, &format_word,
			"What to write (default: html)", "html|md|json"},
		{"output", 0, 0, G_OPTION_ARG_FILENAME, &path,
			"Where to write it (default: the standard output)", "FILE"},
		{0},
	};
	int code;

	if (settings_read(&settings, command, own, &argc, &argv, &code))
		return code;
	if (!find_format(format_word ? format_word : "html", &format))
		return EXIT_USAGE;
	return write_report(&settings, argv[1], format, path);
}

const Command command_report = {
	.name = "report",
	.arguments = "CASE",
	.summary = "write a case's report",
	.more = "The report is in the language of --lang. It is safe to publish: indicators are "
		"defanged,\n"
		"the recipient's addresses masked.",
	.arguments_min = 1,
	.arguments_max = 1,
	.run = run,
};
