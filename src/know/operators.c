#include "know/operators.h"

#include "know/datafile.h"
#include "know/matcher.h"
#include "know/wordform.h"

struct Operators {
	json_t *files;     /* the texts below are borrowed from them */
	GPtrArray *list;   /* of Operator */
	GHashTable *hosts; /* domain → Operator */
	Matcher *names;    /* word forms; the id is the place in the list */
	char *date, *source;
};

static const char *fault_of(const json_t *entry)
{
	const json_t *name = json_object_get(entry, "name"), *item;
	size_t i;

	if (!json_get_text(entry, "id") || !json_get_text(name, "en") || !json_get_text(name, "ja"))
		return "an operator has no \"id\", or no \"name\" in both languages";
	json_array_foreach (json_object_get(entry, "hosts"), i, item)
		if (json_string_length(item) == 0)
			return "one of \"hosts\" is no text";
	json_array_foreach (json_object_get(entry, "names"), i, item)
		if (json_string_length(item) == 0 ||
			json_string_length(item) > MATCHER_NEEDLE_MAX / 4)
			return "one of \"names\" is no text, or too long";
	return NULL;
}

static void add_entry(Operators *operators, const json_t *entry)
{
	const json_t *name = json_object_get(entry, "name"), *item;
	Operator *operator= g_new0(Operator, 1);
	size_t i;

	operator->id = json_get_text(entry, "id");
	operator->name_en = json_get_text(name, "en");
	operator->name_ja = json_get_text(name, "ja");
	json_array_foreach (json_object_get(entry, "hosts"), i, item)
		g_hash_table_insert(operators->hosts, (gpointer)json_string_value(item), operator);
	json_array_foreach (json_object_get(entry, "names"), i, item) {
		g_autoptr(Wordform) form = wordform_new(json_str(item));
		matcher_add(operators->names, wordform_text(form), operators->list->len);
	}
	g_ptr_array_add(operators->list, operator);
}

static bool add_file(Operators *operators, const char *path, GError **error)
{
	json_t *file = datafile_json(path, error);
	const json_t *entry;
	size_t i;

	if (!file)
		return false;
	json_push(operators->files, file);
	datafile_note_date(&operators->date, file);
	json_array_foreach (json_object_get(file, "operators"), i, entry) {
		const char *fault = fault_of(entry);
		if (fault)
			return datafile_fault(error, path, fault);
		add_entry(operators, entry);
	}
	return true;
}

static bool add_folder(Operators *operators, const char *data_dir, GError **error)
{
	g_autofree char *folder = g_build_filename(data_dir, "data", "operators", NULL);
	g_autoptr(GPtrArray) paths = datafile_list(folder, ".json", error);

	if (!paths)
		return false;
	for (guint i = 0; i < paths->len; i++)
		if (!add_file(operators, paths->pdata[i], error))
			return false;
	matcher_seal(operators->names);
	operators->source = g_strdup_printf("data/operators, %s", operators->date);
	return true;
}

Operators *operators_new(const char *data_dir, GError **error)
{
	Operators *operators = g_new0(Operators, 1);

	operators->files = json_array();
	operators->list = g_ptr_array_new_with_free_func(g_free);
	operators->hosts = g_hash_table_new(g_str_hash, g_str_equal);
	operators->names = matcher_new();
	if (add_folder(operators, data_dir, error))
		return operators;
	operators_free(operators);
	return NULL;
}

void operators_free(Operators *operators)
{
	if (!operators)
		return;
	matcher_free(operators->names);
	g_hash_table_unref(operators->hosts);
	g_ptr_array_unref(operators->list);
	json_decref(operators->files);
	g_free(operators->date);
	g_free(operators->source);
	g_free(operators);
}

const Operator *operators_of_host(const Operators *operators, const char *host)
{
	while (host) {
		const Operator *found = g_hash_table_lookup(operators->hosts, host);
		if (found)
			return found;
		host = strchr(host, '.');
		if (host)
			host++;
	}
	return NULL;
}

const Operator *operators_of_name(const Operators *operators, Str name)
{
	g_autoptr(Wordform) form = wordform_new(name);
	MatcherHit hit;
	size_t at = 0;

	if (!matcher_next(operators->names, wordform_text(form), &at, &hit))
		return NULL;
	return g_ptr_array_index(operators->list, hit.id);
}

const char *operators_source(const Operators *operators)
{
	return operators->source;
}
