/* mekiki investigate: the whole investigation of one mail. */
#include "investigate/investigate.h"

#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/doorway.h"
#include "cli/house.h"
#include "cli/mailfile.h"
#include "cli/progress.h"
#include "cli/summary.h"
#include "cli/talk.h"

/* Work that a kill may cost at most, to be done again by --resume. */
#define SAVE_PAUSE_MS 100

/* How long one step may ask the world. */
#define ASKING_MS  60000
#define WALKING_MS 400000

typedef struct {
	gboolean json, no_archive, no_visit, walk, progress;
	gint mail;
	char *resume, *html;
} Options;

static void options_clear(Options *options)
{
	g_free(options->resume);
	g_free(options->html);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

static bool write_html(
	const Options *options, const ReportOrder *order, Cage *cage, const Dossier *dossier)
{
	if (!options->html)
		return true;
	g_autoptr(GBytes) html = house_report(cage, dossier, order);
	return html && house_deliver(html, options->html);
}

/* The case of `mail`, or the one to resume where there is none. */
static Dossier *investigate(const Options *options, const Investigation *with, const MailFile *mail)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *id = NULL;
	Dossier *dossier = NULL;

	if (mail->bytes)
		dossier = investigate_mail(with, mail->name, mail->bytes, &error);
	else if ((id = archive_resolve(with->archive, options->resume, &error)))
		dossier = investigate_resume(with, id, &error);
	if (!dossier)
		house_explain(error);
	return dossier;
}

/* The article; where it cannot be had, at least what it was to say. */
static bool print_article(const char *language, Cage *cage, const Dossier *dossier)
{
	ReportOrder order = {REPORT_MARKDOWN, language, NULL};
	g_autoptr(GBytes) article = house_report(cage, dossier, &order);

	if (article)
		return house_deliver(article, NULL);
	summary_write(stdout, dossier_json(dossier), ARCHIVE_DONE, language);
	return false;
}

/* Whatever else fails, what was found out is printed. */
static int print(
	const Options *options, const ReportOrder *html, Cage *cage, const Dossier *dossier)
{
	bool good = write_html(options, html, cage, dossier);

	if (options->json)
		talk_json(dossier_json(dossier), false);
	else
		good &= print_article(html->language, cage, dossier);
	return good ? EXIT_DONE : EXIT_FAILED;
}

static int investigate_with(const Options *options, const Settings *settings, const MailFile *mail)
{
	static const char *const steps_jobs[] = {
		"read", "trace", "dkim", "sender", "lookup", "page", "judge", NULL};
	static const char *const all_jobs[] = {
		"read", "trace", "dkim", "sender", "lookup", "page", "judge", "report", NULL};
	const char *const *jobs = options->json && !options->html ? steps_jobs : all_jobs;
	Progress progress = {.language = settings->language, .steps = road_steps};
	g_autoptr(Archive) archive = NULL;
	g_auto(Doorway) doorway = {0};

	if (!options->no_archive && !(archive = house_archive(settings, ARCHIVE_WRITE)))
		return EXIT_FAILED;
	g_autoptr(Cage) cage = house_cage(jobs);
	if (!cage ||
		!doorway_open(&doorway, settings, options->no_archive ? NULL : settings->archive))
		return EXIT_FAILED;
	Investigation with = {
		.archive = archive,
		.cage = cage,
		.steps = road_steps,
		.now = (gint64)time(NULL),
		.draw = g_random_int,
		.mail = (unsigned)MAX(options->mail, 0),
		.offline = settings->offline,
		.no_visit = options->no_visit || !settings->visit,
		.walks = options->walk || settings->walk,
		.door = doorway.door,
		.trusted_relays = (const char *const *)settings->trusted_relays,
		.asking_ms = options->walk || settings->walk ? WALKING_MS : ASKING_MS,
		.save_pause_ms = SAVE_PAUSE_MS,
	};
	if (options->progress || isatty(STDERR_FILENO))
		with.listener = progress_listener(&progress);
	g_autoptr(Dossier) dossier = investigate(options, &with, mail);
	if (dossier)
		mailfile_tell(dossier_json(dossier));
	ReportOrder html = {
		REPORT_HTML, settings->language, archive ? archive_blobs(archive) : NULL};
	return dossier ? print(options, &html, cage, dossier) : EXIT_FAILED;
}

static bool is_contradictory(const Options *options, int arguments)
{
	if (options->resume && arguments > 0)
		talk_error("--resume goes on with a mail that the archive has: name no file beside "
			   "it");
	else if (options->resume && options->no_archive)
		talk_error("--resume needs the archive: leave out --no-archive");
	else if (!options->resume && arguments == 0)
		talk_error("name the mail to investigate: a file, or - for the standard input");
	else
		return false;
	return true;
}

static int run(const Command *command, int argc, char **argv)
{
	g_auto(Options) options = {0};
	g_auto(Settings) settings = {0};
	const GOptionEntry own[] = {
		{"json", 0, 0, G_OPTION_ARG_NONE, &options.json,
			"Print the dossier, as one line of JSON", NULL},
		{"html", 0, 0, G_OPTION_ARG_FILENAME, &options.html,
			"Write the report to this file, too", "FILE"},
		{"resume", 0, 0, G_OPTION_ARG_FILENAME, &options.resume,
			"Go on with an unfinished case", "CASE"},
		{"no-archive", 0, 0, G_OPTION_ARG_NONE, &options.no_archive, "Keep nothing", NULL},
		{"no-visit", 0, 0, G_OPTION_ARG_NONE, &options.no_visit,
			"Open no page that the mail leads to", NULL},
		{"walk", 0, 0, G_OPTION_ARG_NONE, &options.walk,
			"Fill in the pages' forms with an invented person's data, to the end",
			NULL},
		{"mail", 0, 0, G_OPTION_ARG_INT, &options.mail,
			"Of a file with several mails, investigate this one", "N"},
		{"progress", 0, 0, G_OPTION_ARG_NONE, &options.progress,
			"Tell the steps even where stderr is no terminal", NULL},
		{0},
	};
	g_auto(MailFile) mail = {0};
	g_autoptr(GError) error = NULL;
	int code;

	if (settings_read(&settings, command, own, &argc, &argv, &code))
		return code;
	if (is_contradictory(&options, argc - 1))
		return EXIT_USAGE;
	if (!options.resume && !mailfile_read(&mail, argv[1], &error)) {
		talk_error("%s", error->message);
		return EXIT_FAILED;
	}
	return investigate_with(&options, &settings, &mail);
}

const Command command_investigate = {
	.name = "investigate",
	.arguments = "[FILE|-]",
	.summary = "investigate one mail and keep the case",
	.more = "The steps are told on stderr as they happen, where it is a terminal; the report "
		"is "
		"printed\n"
		"as Markdown. mekiki report writes it in other formats.",
	.arguments_max = 1,
	.run = run,
};
