/* mekiki lookup: who is behind a name, an address, an AS number; or what a saved reply says. */
#include <time.h>

#include "base/json.h"
#include "case/blobbox.h"
#include "cli/doorway.h"
#include "cli/house.h"
#include "cli/lookupshow.h"
#include "cli/mailfile.h"
#include "cli/talk.h"
#include "lookup/lookup.h"

static bool print_answer(const json_t *answer, const char *language, bool json)
{
	const json_t *registration = json_object_get(answer, "registration");

	if (!json_is_object(registration)) {
		talk_error("%s", json_get_text(json_object_get(answer, "why"), language));
		return false;
	}
	if (json) {
		json_auto_t *printed = json_object(), *list = json_array();
		json_push(list, json_deep_copy(registration));
		json_put(printed, "registrations", json_incref(list));
		talk_json(printed, true);
		return true;
	}
	lookupshow_registration(registration, language);
	return true;
}

/* RDAP is JSON, WHOIS never begins as it. */
static const char *protocol_of(GBytes *reply)
{
	Str text = str_of_bytes(reply);

	str_skip(&text, str_is_space);
	return str_take_char(&text, '{') ? "rdap" : "whois";
}

static int parse_reply(GBytes *reply, const char *server, const char *language, bool json)
{
	g_autoptr(Cage) cage = house_cage((const char *const[]){"lookup", NULL});
	g_autoptr(GError) error = NULL;
	CageParcel question = {.json = json_object(),
		.blobs = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref)};
	CageParcel answer = {0};
	bool done;

	g_ptr_array_add(question.blobs, g_bytes_ref(reply));
	json_put(question.json, "protocol", json_text(str_of(protocol_of(reply))));
	json_put(question.json, "server", json_text(str_of(server)));
	done = cage && cage_run(cage, "lookup", &question, &answer, &error);
	if (error)
		talk_error("the reply could not be read: %s", error->message);
	done = done && print_answer(answer.json, language, json);
	cage_parcel_clear(&question);
	cage_parcel_clear(&answer);
	return done ? EXIT_DONE : EXIT_FAILED;
}

/* Words of one command line: each is asked about, politely. */
#define LOOKUP_WORDS_MAX 64

typedef struct {
	char *path, *server; /* of a saved reply */
	gboolean json, raw;
} Options;

static void options_clear(Options *options)
{
	g_free(options->path);
	g_free(options->server);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

/* The replies of registries as they came, each under the question. */
static void print_raw(const json_t *found, const Blobs *blobs)
{
	const json_t *registration, *step;
	size_t index, inner;

	json_array_foreach (json_object_get(found, "registrations"), index, registration) {
		json_array_foreach (json_object_get(registration, "chain"), inner, step) {
			const char *name = json_get_text(step, "reply");
			g_autoptr(GBytes) reply =
				name ? blobs->get(blobs->store, name, NULL) : NULL;

			talk_text(stdout, "# %s %s: %s (%s)\n", json_get_text(step, "protocol"),
				json_get_text(step, "server"), json_get_text(step, "question"),
				json_get_text(step, "outcome"));
			if (reply)
				talk_document(str_of_bytes(reply));
			talk_text(stdout, "\n");
		}
	}
}

static bool all_answered(const json_t *found)
{
	const json_t *entry;
	size_t index;

	json_array_foreach (json_object_get(found, "registrations"), index, entry)
		if (g_strcmp0(json_get_text(entry, "answer"), "failed") == 0)
			return false;
	return true;
}

static int look_up(
	const Options *options, const Settings *settings, Door *door, const char *const *words)
{
	g_autoptr(Cage) cage = house_cage((const char *const[]){"lookup", NULL});
	g_autoptr(BlobBox) box = blobbox_new();
	g_autoptr(GError) error = NULL;
	const StepContext context = {
		.cage = cage,
		.blobs = blobbox_blobs(box),
		.now = (gint64)time(NULL),
		.offline = settings->offline,
		.door = door,
	};
	json_auto_t *found = cage ? lookup_words(&context, words, &error) : NULL;

	if (!found) {
		if (error)
			talk_error("%s", error->message);
		return EXIT_FAILED;
	}
	if (options->json)
		talk_json(found, true);
	else if (options->raw)
		print_raw(found, context.blobs);
	else
		lookupshow_all(found, settings->language);
	return all_answered(found) ? EXIT_DONE : EXIT_FAILED;
}

/* Ask the world about the words; nobody where mekiki is offline. What the archive remembers is not asked. */
static int ask(const Options *options, const Settings *settings, const char *const *words)
{
	g_auto(Doorway) doorway = {0};

	if (!doorway_open_kept(&doorway, settings))
		return EXIT_FAILED;
	return look_up(options, settings, doorway.door, words);
}

static int parse(const Options *options, const Settings *settings)
{
	g_auto(MailFile) file = {0};
	g_autoptr(GError) error = NULL;

	if (!mailfile_read(&file, options->path, &error)) {
		talk_error("%s", error->message);
		return EXIT_FAILED;
	}
	return parse_reply(file.bytes, options->server, settings->language, options->json);
}

static int run(const Command *command, int argc, char **argv)
{
	g_auto(Settings) settings = {0};
	g_auto(Options) options = {0};
	const GOptionEntry own[] = {
		{"json", 0, 0, G_OPTION_ARG_NONE, &options.json, "Print JSON", NULL},
		{"raw", 0, 0, G_OPTION_ARG_NONE, &options.raw,
			"Print the registries' replies as they came", NULL},
		{"parse", 0, 0, G_OPTION_ARG_FILENAME, &options.path,
			"Ask nobody, read this saved reply, - for standard input", "FILE"},
		{"server", 0, 0, G_OPTION_ARG_STRING, &options.server,
			"The server that the saved reply is from", "HOST"},
		{0},
	};
	int code;

	if (settings_read(&settings, command, own, &argc, &argv, &code))
		return code;
	if (!options.path != !options.server || !options.path == (argc < 2)) {
		talk_error("name what to look up, or a saved reply and whose it is: mekiki lookup "
			   "NAME|ADDRESS|AS..., mekiki lookup --parse FILE --server HOST");
		return EXIT_USAGE;
	}
	if (options.path)
		return parse(&options, &settings);
	return ask(&options, &settings, (const char *const *)argv + 1);
}

const Command command_lookup = {
	.name = "lookup",
	.arguments = "NAME|ADDRESS|AS...",
	.summary = "tell who is behind a name, an address, an AS number",
	.more = "Asks the DNS, RDAP and WHOIS, of any registry. With --parse it reads a saved "
		"reply: WHOIS, RWhois and RDAP; the server's name tells the dialect.",
	.arguments_min = 0,
	.arguments_max = LOOKUP_WORDS_MAX,
	.run = run,
};
