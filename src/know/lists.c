#include "know/lists.h"

#include "know/datafile.h"

typedef struct {
	GHashTable *hosts; /* a set of owned texts */
	char *source;
} List;

struct Lists {
	GHashTable *by_name; /* name → List */
};

static void free_list(gpointer data)
{
	List *list = data;

	g_hash_table_unref(list->hosts);
	g_free(list->source);
	g_free(list);
}

/* The list's name is its file's. */
static char *name_of(const char *path)
{
	char *name = g_path_get_basename(path);

	name[strlen(name) - strlen(".txt")] = '\0';
	return name;
}

/* A list without its date is refused: a finding must be able to say how old its knowledge is. */
static List *parse_list(Str text, const char *name)
{
	g_autoptr(GHashTable) hosts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	Str date = {0}, source = {0};
	List *list;

	while (text.len > 0) {
		Str line = str_trim(str_take_line(&text));

		if (str_take(&line, STR("# date:")))
			date = str_trim(line);
		else if (str_take(&line, STR("# source:")))
			source = str_trim(line);
		else if (line.len > 0 && line.at[0] != '#')
			g_hash_table_add(hosts, str_dup(line));
	}
	if (date.len == 0 || source.len == 0)
		return NULL;
	list = g_new0(List, 1);
	list->hosts = g_steal_pointer(&hosts);
	list->source = g_strdup_printf("data/lists/%s, %.*s", name, STR_ARG(date));
	return list;
}

static bool add_file(Lists *lists, const char *path, GError **error)
{
	g_autoptr(GBytes) text = datafile_text(path, error);
	g_autofree char *name = name_of(path);
	List *list;

	if (!text)
		return false;
	list = parse_list(str_of_bytes(text), name);
	if (!list)
		return datafile_fault(error, path, "has no \"# date:\" or \"# source:\" line");
	g_hash_table_insert(lists->by_name, g_steal_pointer(&name), list);
	return true;
}

static bool add_folder(Lists *lists, const char *data_dir, GError **error)
{
	g_autofree char *folder = g_build_filename(data_dir, "data", "lists", NULL);
	g_autoptr(GPtrArray) paths = datafile_list(folder, ".txt", error);

	if (!paths)
		return false;
	for (guint i = 0; i < paths->len; i++)
		if (!add_file(lists, paths->pdata[i], error))
			return false;
	return true;
}

Lists *lists_new(const char *data_dir, GError **error)
{
	Lists *lists = g_new0(Lists, 1);

	lists->by_name = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_list);
	if (add_folder(lists, data_dir, error))
		return lists;
	lists_free(lists);
	return NULL;
}

void lists_free(Lists *lists)
{
	if (!lists)
		return;
	g_hash_table_unref(lists->by_name);
	g_free(lists);
}

const char *lists_find(const Lists *lists, const char *list, const char *host)
{
	const List *found = g_hash_table_lookup(lists->by_name, list);

	while (found && host) {
		gpointer entry = NULL;

		if (g_hash_table_lookup_extended(found->hosts, host, &entry, NULL))
			return entry;
		host = strchr(host, '.');
		if (host)
			host++;
	}
	return NULL;
}

const char *lists_source(const Lists *lists, const char *list)
{
	const List *found = g_hash_table_lookup(lists->by_name, list);

	return found ? found->source : NULL;
}
