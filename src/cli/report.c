/* mekiki report: a case as a document. */
#include "report/report.h"

#include <string.h>

#include "cli/house.h"
#include "cli/talk.h"

static bool find_format(const char *word, ReportFormat *format_out)
{
	if (report_format_find(word, format_out))
		return true;
	talk_error("the format \"%s\" is not known: html, md or json", word);
	return false;
}

static bool deliver(GBytes *document, const char *path)
{
	g_autoptr(GError) error = NULL;
	Str text = str_of_bytes(document);

	if (!path || strcmp(path, "-") == 0) {
		talk_document(text);
		return true;
	}
	if (g_file_set_contents(path, text.at, (gssize)text.len, &error))
		return true;
	talk_error("%s", error->message);
	return false;
}

static int write_report(
	const Settings *settings, const char *word, ReportFormat format, const char *path)
{
	g_autoptr(GError) error = NULL;
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
	g_autoptr(GBytes) document =
		report_write(cage, dossier, format, settings->language, &error);
	if (!document) {
		talk_error("the report could not be written: %s", error->message);
		return EXIT_FAILED;
	}
	return deliver(document, path) ? EXIT_DONE : EXIT_FAILED;
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
