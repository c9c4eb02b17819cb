/* mekiki visit: where an address leads, seen by a caged browser. */
#include <gio/gio.h>
#include <string.h>
#include <time.h>

#include "base/json.h"
#include "case/blobbox.h"
#include "cli/doorway.h"
#include "cli/house.h"
#include "cli/talk.h"
#include "cli/visitshow.h"
#include "visit/visit.h"

typedef struct {
	char *as, *out;
	gboolean json, walk, wrong_first;
} Options;

static void options_clear(Options *options)
{
	g_free(options->as);
	g_free(options->out);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

static char *persona_names(void)
{
	g_autoptr(GString) names = g_string_new(NULL);

	for (size_t i = 0; persona_nth(i); i++)
		g_string_append_printf(names, "%s%s", i ? ", " : "", persona_nth(i)->name);
	return g_string_free(g_steal_pointer(&names), FALSE);
}

/* The personas that `words` names, "," between them; false, said, where one is not known or they are too many. */
static bool read_personas(const char *words, const Persona *personas_out[VISIT_PERSONAS_MAX + 1])
{
	g_auto(GStrv) names = g_strsplit(words ? words : persona_nth(0)->name, ",", -1);
	g_autofree char *known = persona_names();
	size_t count = 0;

	for (char **name = names; *name; name++) {
		const Persona *persona = persona_find(*name);
		if (!persona || count == VISIT_PERSONAS_MAX) {
			talk_error("--as takes up to %d of these, with commas between them: %s",
				VISIT_PERSONAS_MAX, known);
			return false;
		}
		personas_out[count++] = persona;
	}
	personas_out[count] = NULL;
	return true;
}

/* One file of --out, from a blob; what is not there is not written. */
static bool write_blob(
	const char *dir, const char *name, const char *blob, const Blobs *blobs, GError **error)
{
	g_autoptr(GBytes) bytes = blob ? blobs->get(blobs->store, blob, NULL) : NULL;
	g_autofree char *path = g_build_filename(dir, name, NULL);

	if (!bytes)
		return true;
	return g_file_set_contents(
		path, g_bytes_get_data(bytes, NULL), (gssize)g_bytes_get_size(bytes), error);
}

static bool write_page(const char *dir, const char *landing, const json_t *page, const Blobs *blobs,
	GError **error)
{
	static const struct {
		const char *pointer, *suffix;
	} files[] = {
		{"/screenshot", "png"},
		{"/dom", "html"},
		{"/snapshots/0/blob", "snapshot.json"},
		{"/favicon/blob", "icon"},
	};
	int n = (int)json_integer_value(json_object_get(page, "n"));

	for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
		g_autofree char *name =
			g_strdup_printf("%s-page%d.%s", landing, n, files[i].suffix);
		const char *blob = json_string_value(json_at(page, files[i].pointer));
		if (!write_blob(dir, name, blob, blobs, error))
			return false;
	}
	return true;
}

static bool write_landing(
	const char *dir, const json_t *landing, const Blobs *blobs, GError **error)
{
	const char *id = json_get_text(landing, "id");
	g_autofree char *har = g_strdup_printf("%s.har", id);
	const json_t *page;
	size_t index;

	if (!write_blob(dir, har, json_get_text(landing, "har"), blobs, error))
		return false;
	json_array_foreach (json_object_get(landing, "pages"), index, page)
		if (!write_page(dir, id, page, blobs, error))
			return false;
	return true;
}

/* Everything that was kept, as files. False, said, where one could not be written. */
static bool write_all(const char *dir, const json_t *found, const Blobs *blobs)
{
	g_autofree char *text = json_pretty(found);
	g_autofree char *path = g_build_filename(dir, "visit.json", NULL);
	g_autoptr(GError) error = NULL;
	const json_t *landing;
	size_t index;

	if (g_mkdir_with_parents(dir, 0700) != 0) {
		talk_error("cannot make the folder %s: %s", dir, g_strerror(errno));
		return false;
	}
	bool done = g_file_set_contents(path, text, -1, &error);
	json_array_foreach (json_object_get(found, "landings"), index, landing)
		done = done && write_landing(dir, landing, blobs, &error);
	if (!done)
		talk_error("%s", error->message);
	return done;
}

static bool all_found(const json_t *found)
{
	const json_t *landing;
	size_t index;

	json_array_foreach (json_object_get(found, "landings"), index, landing)
		if (g_strcmp0(json_get_text(landing, "answer"), "failed") == 0)
			return false;
	return true;
}

static int visit(const Options *options, const Settings *settings, const Persona *const *personas,
	const char *url)
{
	g_auto(Doorway) doorway = {0};
	g_autoptr(BlobBox) box = blobbox_new();
	g_autoptr(GError) error = NULL;

	g_autoptr(Cage) cage = house_cage((const char *const[]){"page", NULL});
	if (!cage || !doorway_open(&doorway, settings, NULL))
		return EXIT_FAILED;
	const StepContext context = {
		.cage = cage,
		.walks = options->walk || options->wrong_first,
		.blobs = blobbox_blobs(box),
		.now = (gint64)time(NULL),
		.offline = settings->offline,
		.door = doorway.door,
	};
	const VisitOrder order = {.context = &context,
		.personas = personas,
		.language = settings->language,
		.wrong_first = options->wrong_first};
	json_auto_t *found = visit_address(&order, url, &error);
	if (!found) {
		talk_error("%s", error->message);
		return EXIT_FAILED;
	}
	if (options->out && !write_all(options->out, found, context.blobs))
		return EXIT_FAILED;
	if (options->json)
		talk_json(found, true);
	else
		visitshow_all(found, settings->language);
	return all_found(found) ? EXIT_DONE : EXIT_FAILED;
}

static int run(const Command *command, int argc, char **argv)
{
	g_auto(Settings) settings = {0};
	g_auto(Options) options = {0};
	const Persona *personas[VISIT_PERSONAS_MAX + 1];
	const GOptionEntry own[] = {
		{"as", 0, 0, G_OPTION_ARG_STRING, &options.as,
			"As whom to visit, one after the other (default: desktop)",
			"desktop,phone"},
		{"json", 0, 0, G_OPTION_ARG_NONE, &options.json, "Print JSON", NULL},
		{"out", 0, 0, G_OPTION_ARG_FILENAME, &options.out,
			"Write pictures, documents and requests there", "DIR"},
		{"walk", 0, 0, G_OPTION_ARG_NONE, &options.walk,
			"Fill in forms with an invented person's data, and go on to the end", NULL},
		{"accepts-anything", 0, 0, G_OPTION_ARG_NONE, &options.wrong_first,
			"Walk, send a wrong password first, and see whether it is taken", NULL},
		{0},
	};
	int code;

	if (settings_read(&settings, command, own, &argc, &argv, &code))
		return code;
	if (!read_personas(options.as, personas))
		return EXIT_USAGE;
	return visit(&options, &settings, personas, argv[1]);
}

const Command command_visit = {
	.name = "visit",
	.arguments = "URL",
	.summary = "see where an address leads, in a caged browser",
	.more = "The browser reaches nothing but this address and what its pages ask for, through "
		"mekiki's own policy. Nothing is typed into forms without --walk, and nothing "
		"ever where a brand's genuine site or a well-known service would get it.",
	.arguments_min = 1,
	.arguments_max = 1,
	.run = run,
};
