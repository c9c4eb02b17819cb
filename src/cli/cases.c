/* mekiki cases: the list of the archive's cases. */
#include "base/json.h"
#include "cli/house.h"
#include "cli/summary.h"
#include "cli/talk.h"
#include "web/defang.h"

static void print_json(const ArchiveEntry *entry)
{
	json_auto_t *line = json_object();

	json_put(line, "case", json_text(str_of(entry->id)));
	json_put(line, "opened", json_text(str_of(entry->opened)));
	json_put(line, "state", json_text(str_of(entry_state_word(entry->state))));
	json_put(line, "file", json_text_or_null(entry->name));
	json_put(line, "from", json_text_or_null(entry->sender));
	json_put(line, "subject", json_text_or_null(entry->subject));
	json_put(line, "verdict", json_text_or_null(entry->verdict));
	talk_json(line, false);
}

static char *safe(const char *text)
{
	g_autofree char *defanged = defang_text(str_of(text));

	return talk_line(defanged);
}

static void print_row(const ArchiveEntry *entry)
{
	const char *verdict = entry->state == ARCHIVE_DONE ? entry->verdict : NULL;
	g_autofree char *sender = safe(entry->sender), *subject = safe(entry->subject);

	talk_text(stdout, "%s  %.16s  %-12s  %s  %s\n", entry->id, entry->opened,
		verdict ? verdict : entry_state_word(entry->state), sender, subject);
}

static int run(const Command *command, int argc, char **argv)
{
	g_auto(Settings) settings = {0};
	g_autoptr(GError) error = NULL;
	gboolean json = FALSE;
	const GOptionEntry own[] = {
		{"json", 0, 0, G_OPTION_ARG_NONE, &json, "One line of JSON for each case", NULL},
		{0},
	};
	int code;

	if (settings_read(&settings, command, own, &argc, &argv, &code))
		return code;
	g_autoptr(Archive) archive = archive_open(settings.archive, ARCHIVE_READ, &error);
	g_autoptr(GPtrArray) entries = archive ? archive_list(archive, &error) : NULL;
	if (!entries) {
		house_explain(error);
		/* a house without an archive has no cases: that is an answer */
		return g_error_matches(error, FAULT, FAULT_ABSENT) ? EXIT_DONE : EXIT_FAILED;
	}
	for (guint i = 0; i < entries->len; i++)
		(json ? print_json : print_row)(entries->pdata[i]);
	return EXIT_DONE;
}

const Command command_cases = {
	.name = "cases",
	.arguments = "",
	.summary = "list the archive's cases, the newest first",
	.run = run,
};
