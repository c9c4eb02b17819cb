#include "lookup/vocabulary.h"

#include "base/charset.h"
#include "know/datafile.h"

typedef struct {
	char *glob;
	int value; /* a field or a state */
} Pattern;

struct Dialect {
	char *name;
	const char *charset;
	RegDateCustom custom;
	const Dialect *general; /* NULL: it is that itself */
	/* normal label → its value + 1 */
	GHashTable *labels, *weak, *sections, *states, *objects;
	/* sets */
	GHashTable *handled, *personal, *nothing, *organizations;
	GArray *sentences, *texts; /* of Pattern */
};

struct Vocabulary {
	GPtrArray *dialects; /* of Dialect; the first is the general one */
	GHashTable *by_server;
};

/* How a member of a file names what its lists mean; -1 for a name that means nothing. */
typedef int (*Meaning)(const char *name);

static int field_meaning(const char *name)
{
	RegistrationField field = registration_field_find(name);

	return field == FIELD_NONE ? -1 : (int)field;
}

static int meaning_in(const char *const *names, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (g_strcmp0(names[i], name) == 0)
			return (int)i;
	return -1;
}

static int section_meaning(const char *name)
{
	static const char *const names[] = {[SECTION_NONE] = "",
		[SECTION_RECORD] = "record",
		[SECTION_REGISTRANT] = "registrant",
		[SECTION_CONTACT] = "contact",
		[SECTION_REGISTRAR] = "registrar",
		[SECTION_NAMESERVERS] = "nameservers",
		[SECTION_OTHER] = "other"};

	return meaning_in(names, G_N_ELEMENTS(names), name);
}

static int state_meaning(const char *name)
{
	for (RegistrationState state = STATE_UNKNOWN; state <= STATE_THROTTLED; state++)
		if (g_strcmp0(registration_state_name(state), name) == 0)
			return (int)state;
	return -1;
}

static int object_meaning(const char *name)
{
	static const char *const names[] = {
		[OBJECT_RECORD] = "", [OBJECT_ASIDE] = "aside", [OBJECT_HOLDER] = "holder"};

	return meaning_in(names, G_N_ELEMENTS(names), name);
}

static void clear_pattern(gpointer data)
{
	Pattern *pattern = data;

	g_free(pattern->glob);
}

static GHashTable *new_table(void)
{
	return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

static Dialect *dialect_new(void)
{
	Dialect *dialect = g_new0(Dialect, 1);

	dialect->labels = new_table();
	dialect->weak = new_table();
	dialect->sections = new_table();
	dialect->states = new_table();
	dialect->objects = new_table();
	dialect->handled = new_table();
	dialect->personal = new_table();
	dialect->nothing = new_table();
	dialect->organizations = new_table();
	dialect->sentences = g_array_new(FALSE, TRUE, sizeof(Pattern));
	dialect->texts = g_array_new(FALSE, TRUE, sizeof(Pattern));
	g_array_set_clear_func(dialect->sentences, clear_pattern);
	g_array_set_clear_func(dialect->texts, clear_pattern);
	return dialect;
}

static void dialect_free(gpointer data)
{
	Dialect *dialect = data;
	GHashTable *tables[] = {dialect->labels, dialect->weak, dialect->sections, dialect->states,
		dialect->objects, dialect->handled, dialect->personal, dialect->nothing,
		dialect->organizations};

	for (size_t i = 0; i < G_N_ELEMENTS(tables); i++)
		g_hash_table_unref(tables[i]);
	g_array_unref(dialect->sentences);
	g_array_unref(dialect->texts);
	g_free(dialect->name);
	g_free(dialect);
}

void vocabulary_lower(GString *out, Str text)
{
	g_autofree char *lower = g_utf8_strdown(text.at ? text.at : "", (gssize)text.len);

	g_string_assign(out, lower);
}

void vocabulary_normal(GString *out, Str label)
{
	vocabulary_lower(out, label);
	size_t to = 0;
	bool space = true;

	for (size_t i = 0; i < out->len; i++) {
		char c = out->str[i];
		if (str_is_space(c) || c == '-' || c == '_')
			c = ' ';
		if (c == ' ' && space)
			continue;
		space = c == ' ';
		out->str[to++] = c;
	}
	while (to > 0 && (strchr(". *", out->str[to - 1]) || str_is_digit(out->str[to - 1])))
		to--;
	g_string_truncate(out, to);
}

static void add_word(GHashTable *table, Str word, int meaning)
{
	g_autoptr(GString) normal = g_string_new(NULL);

	vocabulary_normal(normal, word);
	g_hash_table_replace(table, g_strdup(normal->str), GINT_TO_POINTER(meaning + 1));
}

static void add_lower(GHashTable *table, Str word, int meaning)
{
	g_autoptr(GString) lower = g_string_new(NULL);

	vocabulary_lower(lower, word);
	g_hash_table_replace(table, g_strdup(lower->str), GINT_TO_POINTER(meaning + 1));
}

static void add_list(GHashTable *table, const json_t *list, int meaning)
{
	const json_t *word;
	size_t index;

	json_array_foreach (list, index, word)
		add_word(table, json_str(word), meaning);
}

/* {"meaning": ["word", …]} into a table. */
static bool add_words(
	GHashTable *table, const json_t *member, Meaning meaning, const char *path, GError **error)
{
	const char *name;
	json_t *list;

	json_object_foreach ((json_t *)member, name, list) {
		if (meaning(name) < 0 || !json_is_array(list))
			return datafile_fault(error, path, name);
		add_list(table, list, meaning(name));
	}
	return true;
}

static bool add_states(GHashTable *table, const json_t *member, const char *path, GError **error)
{
	const char *name;
	json_t *list;
	const json_t *word;
	size_t index;

	json_object_foreach ((json_t *)member, name, list) {
		if (state_meaning(name) < 0)
			return datafile_fault(error, path, name);
		json_array_foreach (list, index, word)
			add_lower(table, json_str(word), state_meaning(name));
	}
	return true;
}

static bool add_patterns(
	GArray *patterns, const json_t *member, Meaning meaning, const char *path, GError **error)
{
	const char *name;
	json_t *list;
	const json_t *glob;
	size_t index;

	json_object_foreach ((json_t *)member, name, list) {
		if (meaning(name) < 0)
			return datafile_fault(error, path, name);
		json_array_foreach (list, index, glob) {
			Pattern pattern = {str_dup(json_str(glob)), meaning(name)};
			g_array_append_val(patterns, pattern);
		}
	}
	return true;
}

static bool read_customs(Dialect *dialect, const json_t *file, const char *path, GError **error)
{
	static const char *const orders[] = {[REGDATE_DAY_FIRST] = "day-first",
		[REGDATE_MONTH_FIRST] = "month-first",
		[REGDATE_YEAR_FIRST] = "year-first"};
	Str charset = json_get_str(file, "charset"), zone = json_get_str(file, "zone");
	const char *order = json_get_text(file, "dates");
	guint64 hours = 0, minutes = 0;

	dialect->charset = charset_find(charset);
	if (charset.len > 0 && !dialect->charset)
		return datafile_fault(error, path, "charset");
	if (order && meaning_in(orders, G_N_ELEMENTS(orders), order) < 0)
		return datafile_fault(error, path, "dates");
	dialect->custom.order =
		order ? (RegDateOrder)meaning_in(orders, G_N_ELEMENTS(orders), order) : 0;
	if (zone.len == 0)
		return true;
	if (zone.len != 6 || !str_parse_uint(str_sub(zone, 1, 2), 14, &hours) ||
		!str_parse_uint(str_sub(zone, 4, 2), 59, &minutes))
		return datafile_fault(error, path, "zone");
	dialect->custom.zone_known = true;
	dialect->custom.zone = (zone.at[0] == '-' ? -1 : 1) * (int)(hours * 60 + minutes);
	return true;
}

static bool read_words(Dialect *dialect, const json_t *file, const char *path, GError **error)
{
	const json_t *word;
	size_t index;

	add_list(dialect->personal, json_object_get(file, "personal"), 0);
	add_list(dialect->handled, json_object_get(file, "handled"), 0);
	json_array_foreach (json_object_get(file, "nothing"), index, word)
		add_lower(dialect->nothing, json_str(word), 0);
	add_list(dialect->organizations, json_object_get(file, "organizations"), 0);
	return add_words(dialect->labels, json_object_get(file, "labels"), field_meaning, path,
		       error) &&
	       add_words(
		       dialect->weak, json_object_get(file, "weak"), field_meaning, path, error) &&
	       add_words(dialect->sections, json_object_get(file, "sections"), section_meaning,
		       path, error) &&
	       add_words(dialect->objects, json_object_get(file, "objects"), object_meaning, path,
		       error) &&
	       add_states(dialect->states, json_object_get(file, "states"), path, error) &&
	       add_patterns(dialect->sentences, json_object_get(file, "sentences"), field_meaning,
		       path, error) &&
	       add_patterns(
		       dialect->texts, json_object_get(file, "texts"), state_meaning, path, error);
}

static bool read_file(Vocabulary *vocabulary, const char *path, GError **error)
{
	json_auto_t *file = datafile_json(path, error);
	Dialect *dialect = dialect_new();
	const json_t *server;
	size_t index;

	dialect->name = g_path_get_basename(path);
	*strrchr(dialect->name, '.') = '\0';
	g_ptr_array_add(vocabulary->dialects, dialect);
	if (!file || !read_customs(dialect, file, path, error) ||
		!read_words(dialect, file, path, error))
		return false;
	json_array_foreach (json_object_get(file, "servers"), index, server)
		g_hash_table_replace(vocabulary->by_server, str_dup(json_str(server)), dialect);
	return true;
}

static bool read_files(Vocabulary *vocabulary, const GPtrArray *paths, GError **error)
{
	for (size_t i = 0; i < paths->len; i++)
		if (!read_file(vocabulary, g_ptr_array_index(paths, i), error))
			return false;
	return true;
}

/* The general dialect comes first, and is what the others fall back on. */
static bool settle(Vocabulary *vocabulary, const char *folder, GError **error)
{
	GPtrArray *dialects = vocabulary->dialects;

	for (size_t i = 0; i < dialects->len; i++) {
		Dialect *dialect = g_ptr_array_index(dialects, i);
		if (strcmp(dialect->name, "general") != 0)
			continue;
		dialects->pdata[i] = dialects->pdata[0];
		dialects->pdata[0] = dialect;
		for (size_t k = 1; k < dialects->len; k++)
			((Dialect *)g_ptr_array_index(dialects, k))->general = dialect;
		return true;
	}
	return datafile_fault(error, folder, "has no general.json");
}

Vocabulary *vocabulary_read(const char *folder, GError **error)
{
	g_autoptr(GPtrArray) paths = datafile_list(folder, ".json", error);

	if (!paths)
		return NULL;
	g_autoptr(Vocabulary) vocabulary = g_new0(Vocabulary, 1);
	vocabulary->dialects = g_ptr_array_new_with_free_func(dialect_free);
	vocabulary->by_server = new_table();
	if (!read_files(vocabulary, paths, error) || !settle(vocabulary, folder, error))
		return NULL; /* NOLINT(clang-analyzer-unix.Malloc): it does not see g_autoptr */
	return g_steal_pointer(&vocabulary);
}

void vocabulary_free(Vocabulary *vocabulary)
{
	if (!vocabulary)
		return;
	g_hash_table_unref(vocabulary->by_server);
	g_ptr_array_unref(vocabulary->dialects);
	g_free(vocabulary);
}

const Dialect *vocabulary_dialect(const Vocabulary *vocabulary, Str server)
{
	g_autofree char *name = g_ascii_strdown(server.at ? server.at : "", (gssize)server.len);
	const Dialect *dialect = g_hash_table_lookup(vocabulary->by_server, name);

	return dialect ? dialect : g_ptr_array_index(vocabulary->dialects, 0);
}

const char *dialect_name(const Dialect *dialect)
{
	return dialect->name;
}

const char *dialect_charset(const Dialect *dialect)
{
	return dialect->charset;
}

const RegDateCustom *dialect_custom(const Dialect *dialect)
{
	return &dialect->custom;
}

RegistrationField dialect_label(const Dialect *dialect, const char *label, bool weak)
{
	for (; dialect; dialect = dialect->general) {
		int found = GPOINTER_TO_INT(g_hash_table_lookup(dialect->labels, label));
		if (!found && weak)
			found = GPOINTER_TO_INT(g_hash_table_lookup(dialect->weak, label));
		if (found)
			return (RegistrationField)(found - 1);
	}
	return FIELD_NONE;
}

Section dialect_section(const Dialect *dialect, const char *heading)
{
	for (; dialect; dialect = dialect->general) {
		int found = GPOINTER_TO_INT(g_hash_table_lookup(dialect->sections, heading));
		if (found)
			return (Section)(found - 1);
	}
	return SECTION_NONE;
}

ObjectKind dialect_object(const Dialect *dialect, const char *label)
{
	for (; dialect; dialect = dialect->general) {
		int found = GPOINTER_TO_INT(g_hash_table_lookup(dialect->objects, label));
		if (found)
			return (ObjectKind)(found - 1);
	}
	return OBJECT_RECORD;
}

bool dialect_is_handled(const Dialect *dialect, const char *label)
{
	for (; dialect; dialect = dialect->general)
		if (g_hash_table_contains(dialect->handled, label))
			return true;
	return false;
}

bool dialect_is_personal(const Dialect *dialect, const char *label)
{
	for (; dialect; dialect = dialect->general)
		if (g_hash_table_contains(dialect->personal, label))
			return true;
	return false;
}

/* Scripts without spaces write the word at either end of the name. */
static bool has_word(const Dialect *dialect, const char *name)
{
	GHashTableIter iter;
	gpointer word;

	g_hash_table_iter_init(&iter, dialect->organizations);
	while (g_hash_table_iter_next(&iter, &word, NULL))
		if ((guchar) * (char *)word >= 0x80 && strstr(name, word))
			return true;
	return false;
}

/* "Primer d.o.o.", at the end. Two letters with dots are a person's, too: "Ivanov A.S." */
static bool is_dotted_form(const Dialect *dialect, const char *name)
{
	const char *space = strrchr(name, ' ');
	g_auto(GStrv) letters = g_strsplit(space ? space + 1 : name, ".", -1);
	g_autofree char *word = g_strjoinv("", letters);

	return g_strv_length(letters) > 2 && strlen(word) > 2 &&
	       g_hash_table_contains(dialect->organizations, word);
}

bool dialect_is_organization(const Dialect *dialect, Str name)
{
	g_autoptr(GString) normal = g_string_new(NULL);
	g_auto(GStrv) words = NULL;
	const Dialect *all = dialect->general ? dialect->general : dialect;

	vocabulary_normal(normal, str_sub(name, 0, REGISTRATION_VALUE_MAX));
	words = g_strsplit_set(normal->str, " ,.()/", -1);
	for (size_t i = 0; words[i]; i++)
		if (g_hash_table_contains(all->organizations, words[i]))
			return true;
	return is_dotted_form(all, normal->str) || has_word(all, normal->str);
}

bool dialect_is_nothing(const Dialect *dialect, const char *value)
{
	for (; dialect; dialect = dialect->general)
		if (g_hash_table_contains(dialect->nothing, value))
			return true;
	return false;
}

/* Match all of `text` with `glob`, whose *s stand for anything; `value_out` is what ** stands for, else the last one.
 * Each piece between two *s is taken where it comes first, which is linear. */
static bool match(const char *glob, Str text, Str *value_out)
{
	const char *star = strchr(glob, '*');
	Str piece = str_over(glob, star ? (size_t)(star - glob) : strlen(glob));
	bool wanted = false, is_set = false;

	*value_out = text;
	if (!star)
		return str_equal(text, piece);
	if (!str_take(&text, piece))
		return false;
	for (const char *at = star + 1; (star = strchr(at, '*')); at = star + 1) {
		piece = str_over(at, (size_t)(star - at));
		gssize found = str_find(text, piece);
		if (found < 0)
			return false;
		if (wanted)
			*value_out = str_sub(text, 0, (size_t)found);
		is_set |= wanted;
		wanted = piece.len == 0;
		text = str_sub(text, (size_t)found + piece.len, text.len);
	}
	piece = str_of(strrchr(glob, '*') + 1);
	if (!is_set)
		*value_out = str_sub(text, 0, text.len - MIN(text.len, piece.len));
	return str_ends(text, piece);
}

RegistrationField dialect_sentence(const Dialect *dialect, Str sentence, size_t *at, Str *value_out)
{
	size_t before = 0;

	for (; dialect; before += dialect->sentences->len, dialect = dialect->general)
		while (*at - before < dialect->sentences->len) {
			const Pattern *pattern =
				&g_array_index(dialect->sentences, Pattern, *at - before);
			++*at;
			if (match(pattern->glob, sentence, value_out))
				return (RegistrationField)pattern->value;
		}
	return FIELD_NONE;
}

bool dialect_text(const Dialect *dialect, Str line, RegistrationState *state_out)
{
	Str unused;

	for (; dialect; dialect = dialect->general)
		for (size_t i = 0; i < dialect->texts->len; i++) {
			const Pattern *pattern = &g_array_index(dialect->texts, Pattern, i);
			if (match(pattern->glob, line, &unused)) {
				*state_out = (RegistrationState)pattern->value;
				return true;
			}
		}
	return false;
}

bool dialect_state(const Dialect *dialect, const char *status, RegistrationState *state_out)
{
	for (; dialect; dialect = dialect->general) {
		int found = GPOINTER_TO_INT(g_hash_table_lookup(dialect->states, status));
		if (found) {
			*state_out = (RegistrationState)(found - 1);
			return true;
		}
	}
	return false;
}
