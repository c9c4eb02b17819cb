#include "know/datafile.h"

#include <gio/gio.h>

static int compare_paths(gconstpointer a, gconstpointer b)
{
	return g_strcmp0(*(const char *const *)a, *(const char *const *)b);
}

GPtrArray *datafile_list(const char *folder, const char *ending, GError **error)
{
	g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GDir) dir = g_dir_open(folder, 0, error);
	const char *name;

	if (!dir)
		return NULL;
	while ((name = g_dir_read_name(dir)))
		if (g_str_has_suffix(name, ending) && name[0] != '.')
			g_ptr_array_add(paths, g_build_filename(folder, name, NULL));
	if (paths->len == 0) {
		datafile_fault(error, folder, "holds no data");
		return NULL;
	}
	g_ptr_array_sort(paths, compare_paths);
	return g_steal_pointer(&paths);
}

GBytes *datafile_text(const char *path, GError **error)
{
	char *text = NULL;
	size_t len = 0;

	if (!g_file_get_contents(path, &text, &len, error))
		return NULL;
	if (len > DATAFILE_MAX) {
		g_free(text);
		datafile_fault(error, path, "is too large");
		return NULL;
	}
	return g_bytes_new_take(text, len);
}

json_t *datafile_json(const char *path, GError **error)
{
	g_autoptr(GBytes) text = datafile_text(path, error);
	json_auto_t *file = NULL;

	if (!text)
		return NULL;
	file = json_parse(str_of_bytes(text), error);
	if (!file) {
		g_prefix_error(error, "%s: ", path);
		return NULL;
	}
	if (!json_get_text(file, "date") || !json_get_text(file, "source")) {
		datafile_fault(error, path, "says no \"date\" or \"source\"");
		return NULL;
	}
	return json_incref(file);
}

bool datafile_fault(GError **error, const char *path, const char *words)
{
	g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s: %s", path, words);
	return false;
}

void datafile_note_date(char **latest, const json_t *file)
{
	const char *date = json_get_text(file, "date");

	if (g_strcmp0(date, *latest) <= 0)
		return;
	g_free(*latest);
	*latest = g_strdup(date);
}
