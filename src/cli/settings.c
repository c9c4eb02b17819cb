#include "cli/settings.h"

#include <string.h>

#include "cli/talk.h"
#include "trace/relays.h"

typedef enum {
	KEY_ARCHIVE,
	KEY_LANGUAGE,
	KEY_OFFLINE,
	KEY_VISIT,
	KEY_WALK,
	KEY_RESOLVER,
	KEY_ROOT_HINTS,
	KEY_ANCHOR,
	KEY_CA,
	KEY_ALLOW,
	KEY_TRUSTED_RELAYS,
	KEY_COUNT,
} Key;

static const struct {
	const char *group, *name, *variable;
} keys[KEY_COUNT] = {
	[KEY_ARCHIVE] = {"mekiki", "archive", "MEKIKI_ARCHIVE"},
	[KEY_LANGUAGE] = {"mekiki", "language", "MEKIKI_LANG"},
	[KEY_OFFLINE] = {"mekiki", "offline", "MEKIKI_OFFLINE"},
	[KEY_VISIT] = {"mekiki", "visit", "MEKIKI_VISIT"},
	[KEY_WALK] = {"mekiki", "walk", "MEKIKI_WALK"},
	[KEY_RESOLVER] = {"net", "resolver", "MEKIKI_RESOLVER"},
	[KEY_ROOT_HINTS] = {"net", "root-hints", "MEKIKI_ROOT_HINTS"},
	[KEY_ANCHOR] = {"net", "anchor", "MEKIKI_ANCHOR"},
	[KEY_CA] = {"net", "ca", "MEKIKI_CA"},
	[KEY_ALLOW] = {"net", "allow", "MEKIKI_ALLOW"},
	[KEY_TRUSTED_RELAYS] = {"trace", "trusted_relays", "MEKIKI_TRUSTED_RELAYS"},
};

typedef struct {
	char *config;            /* the file that was named; NULL */
	char *values[KEY_COUNT]; /* NULL where nothing is set */
} Raw;

static void raw_clear(Raw *raw)
{
	g_free(raw->config);
	for (Key key = 0; key < KEY_COUNT; key++)
		g_free(raw->values[key]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Raw, raw_clear)

static bool parse_options(Raw *raw, const Command *command, const GOptionEntry *own, int *argc,
	char ***argv, GError **error)
{
	gboolean offline = FALSE;
	/* FILENAME takes bytes as they are; STRING would refuse what the locale's charset lacks */
	const GOptionEntry common[] = {
		{"archive", 0, 0, G_OPTION_ARG_FILENAME, &raw->values[KEY_ARCHIVE],
			"Where cases are kept (default: ~/.local/share/mekiki)", "DIR"},
		{"lang", 0, 0, G_OPTION_ARG_FILENAME, &raw->values[KEY_LANGUAGE],
			"The language of what is said (default: the locale's)", "en|ja"},
		{"offline", 0, 0, G_OPTION_ARG_NONE, &offline, "Ask nobody anything", NULL},
		{"config", 0, 0, G_OPTION_ARG_FILENAME, &raw->config,
			"Configuration file (default: ~/.config/mekiki/mekiki.conf)", "FILE"},
		{0},
	};
	g_autofree char *usage = g_strdup_printf("%s – %s", command->arguments, command->summary);
	g_autofree char *program = g_strdup_printf("mekiki %s", command->name);
	g_autoptr(GOptionContext) context = g_option_context_new(usage);

	g_set_prgname(program); /* GLib's help prints it */
	if (own)
		g_option_context_add_main_entries(context, own, NULL);
	g_option_context_add_main_entries(context, common, NULL);
	g_option_context_set_description(context, command->more);
	if (!g_option_context_parse(context, argc, argv, error))
		return false;
	if (offline) {
		g_free(raw->values[KEY_OFFLINE]);
		raw->values[KEY_OFFLINE] = g_strdup("yes");
	}
	return true;
}

static bool check_count(const Command *command, guint count, GError **error)
{
	if (count >= command->arguments_min && count <= command->arguments_max)
		return true;
	g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
		"%s: the command is mekiki %s %s",
		count < command->arguments_min ? "something is missing" : "too many arguments",
		command->name, command->arguments);
	return false;
}

static void add_environment(Raw *raw)
{
	if (!raw->config)
		raw->config = g_strdup(g_getenv("MEKIKI_CONFIG"));
	for (Key key = 0; key < KEY_COUNT; key++)
		if (!raw->values[key])
			raw->values[key] = g_strdup(g_getenv(keys[key].variable));
}

static bool is_known(const char *group, const char *name)
{
	for (Key key = 0; key < KEY_COUNT; key++)
		if (strcmp(keys[key].group, group) == 0 && strcmp(keys[key].name, name) == 0)
			return true;
	return false;
}

/* A key that nobody reads is a slip of the pen: say so, and go on. */
static void name_unknown_keys(GKeyFile *file, const char *path)
{
	g_auto(GStrv) groups = g_key_file_get_groups(file, NULL);

	for (char **group = groups; *group; group++) {
		g_auto(GStrv) names = g_key_file_get_keys(file, *group, NULL, NULL);
		for (char **name = names; name && *name; name++)
			if (!is_known(*group, *name))
				talk_error(
					"%s: there is no setting \"%s\" in [%s]; it is passed over",
					path, *name, *group);
	}
}

static bool add_file(Raw *raw, GError **error)
{
	g_autoptr(GKeyFile) file = g_key_file_new();
	g_autoptr(GError) fault = NULL;
	g_autofree char *usual =
		g_build_filename(g_get_user_config_dir(), "mekiki", "mekiki.conf", NULL);
	const char *path = raw->config ? raw->config : usual;

	if (!g_key_file_load_from_file(file, path, G_KEY_FILE_NONE, &fault)) {
		if (!raw->config && g_error_matches(fault, G_FILE_ERROR, G_FILE_ERROR_NOENT))
			return true;
		g_propagate_prefixed_error(
			error, g_steal_pointer(&fault), "cannot read the configuration %s: ", path);
		return false;
	}
	name_unknown_keys(file, path);
	for (Key key = 0; key < KEY_COUNT; key++)
		if (!raw->values[key])
			raw->values[key] =
				g_key_file_get_string(file, keys[key].group, keys[key].name, NULL);
	return true;
}

static bool read_language(const char *word, const char **language_out, GError **error)
{
	static const char *const languages[] = {"en", "ja"};
	const char *locale = g_get_language_names()[0];

	if (!word) {
		*language_out = g_str_has_prefix(locale, "ja") ? "ja" : "en";
		return true;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(languages); i++) {
		if (strcmp(word, languages[i]) == 0) {
			*language_out = languages[i];
			return true;
		}
	}
	g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
		"the language \"%s\" is not known: en or ja", word);
	return false;
}

/* What the switch `key` is set to; `on_out` stays as it is where it is not. */
static bool read_switch(const Raw *raw, Key key, bool *on_out, GError **error)
{
	static const struct {
		const char *word;
		bool on;
	} words[] = {
		{"yes", true},
		{"true", true},
		{"1", true},
		{"no", false},
		{"false", false},
		{"0", false},
	};
	const char *word = raw->values[key];

	if (!word || word[0] == '\0')
		return true;
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
		if (strcmp(word, words[i].word) == 0) {
			*on_out = words[i].on;
			return true;
		}
	}
	g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
		"\"%s\" for %s is neither yes nor no", word, keys[key].name);
	return false;
}

/* What stands between ";", without the blanks around it; NULL where nothing does. */
static char **read_list(const char *text)
{
	g_auto(GStrv) pieces = g_strsplit(text ? text : "", ";", -1);
	g_autoptr(GStrvBuilder) list = g_strv_builder_new();
	size_t count = 0;

	for (char **piece = pieces; *piece; piece++) {
		if (*g_strstrip(*piece) == '\0')
			continue;
		g_strv_builder_add(list, *piece);
		count++;
	}
	return count > 0 ? g_strv_builder_end(list) : NULL;
}

static char *read_path(const char *text)
{
	return text && text[0] ? g_strdup(text) : NULL;
}

/* Entries that the trace step could not use are refused here, where a person can be told. */
static bool read_relays(const char *text, char ***entries_out, GError **error)
{
	g_autoptr(Relays) relays = relays_new();

	*entries_out = read_list(text);
	for (char **entry = *entries_out; entry && *entry; entry++) {
		if (relays_add(relays, str_of(*entry)))
			continue;
		g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
			"\"%s\" in trusted_relays is neither an address, a range of addresses nor "
			"a host name",
			*entry);
		return false;
	}
	return true;
}

static bool settle(Settings *settings, const Raw *raw, GError **error)
{
	const char *archive = raw->values[KEY_ARCHIVE];

	settings->visit = true;
	settings->resolvers = read_list(raw->values[KEY_RESOLVER]);
	settings->allow = read_list(raw->values[KEY_ALLOW]);
	settings->root_hints = read_path(raw->values[KEY_ROOT_HINTS]);
	settings->anchor = read_path(raw->values[KEY_ANCHOR]);
	settings->ca = read_path(raw->values[KEY_CA]);

	settings->archive = archive && archive[0]
				    ? g_strdup(archive)
				    : g_build_filename(g_get_user_data_dir(), "mekiki", NULL);
	return read_language(raw->values[KEY_LANGUAGE], &settings->language, error) &&
	       read_relays(raw->values[KEY_TRUSTED_RELAYS], &settings->trusted_relays, error) &&
	       read_switch(raw, KEY_OFFLINE, &settings->offline, error) &&
	       read_switch(raw, KEY_VISIT, &settings->visit, error) &&
	       read_switch(raw, KEY_WALK, &settings->walk, error);
}

bool settings_read(Settings *settings, const Command *command, const GOptionEntry *own, int *argc,
	char ***argv, int *code_out)
{
	g_auto(Raw) raw = {0};
	g_autoptr(GError) error = NULL;

	if (!parse_options(&raw, command, own, argc, argv, &error) ||
		!check_count(command, (guint)*argc - 1, &error)) {
		talk_error("%s. See mekiki %s --help", error->message, command->name);
		*code_out = EXIT_USAGE;
		return true;
	}
	add_environment(&raw);
	if (!add_file(&raw, &error)) {
		talk_error("%s", error->message);
		*code_out = EXIT_FAILED;
		return true;
	}
	if (!settle(settings, &raw, &error)) {
		talk_error("%s", error->message);
		*code_out = EXIT_USAGE;
		return true;
	}
	return false;
}

void settings_clear(Settings *settings)
{
	g_free(settings->archive);
	g_strfreev(settings->resolvers);
	g_strfreev(settings->allow);
	g_strfreev(settings->trusted_relays);
	g_free(settings->root_hints);
	g_free(settings->anchor);
	g_free(settings->ca);
}
