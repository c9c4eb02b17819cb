/* Mail as it is written today, of our own making (mails/README.md): honest mail that must pass, and beside it
 * phishing that uses the same words. The corpus has no such honest mail. */
#include "base/json.h"
#include "road.h"

typedef struct {
	const char *folder;
	const char *const *allowed; /* verdicts, NULL-terminated */
} Folder;

static const char *const passes[] = {"no-sign", NULL};
static const char *const caught[] = {"phishing", "suspicious", NULL};
static const Folder folders[] = {{"honest", passes}, {"phishing", caught}};

static gint by_name(gconstpointer a, gconstpointer b)
{
	return g_strcmp0(*(const char *const *)a, *(const char *const *)b);
}

/* Names of mails in the folder, sorted. */
static GPtrArray *mails_in(const char *path)
{
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GError) error = NULL;
	g_autoptr(GDir) dir = g_dir_open(path, 0, &error);
	const char *name;

	g_assert_no_error(error);
	while ((name = g_dir_read_name(dir)))
		if (g_str_has_suffix(name, ".eml"))
			g_ptr_array_add(names, g_strdup(name));
	g_ptr_array_sort(names, by_name);
	return names;
}

/* Whether the verdict is allowed; tells what came out, and why. */
static bool passes_as(const Folder *folder, const char *name, const json_t *dossier)
{
	const json_t *verdict = json_object_get(dossier, "verdict");
	const char *is = json_get_text(verdict, "is");
	bool allowed = g_strv_contains(folder->allowed, is);

	g_test_message("%s %-12s %4.1f %% %s/%s: %s", allowed ? " " : "!", is,
		100 * json_number_value(json_object_get(verdict, "probability")), folder->folder,
		name, json_get_text(json_object_get(verdict, "summary"), "en"));
	return allowed;
}

static void test_folder(gconstpointer data)
{
	const Folder *folder = data;
	g_autofree char *path = g_build_filename(
		g_getenv("MEKIKI_SOURCE"), "tests", "judge", "mails", folder->folder, NULL);
	g_autoptr(Road) road = road_new(g_getenv("MEKIKI_SOURCE"));
	g_autoptr(GPtrArray) names = mails_in(path);
	guint right = 0;

	g_assert_cmpuint(names->len, >, 0);
	for (guint i = 0; i < names->len; i++) {
		const char *name = g_ptr_array_index(names, i);
		g_autofree char *file = g_build_filename(path, name, NULL);
		json_auto_t *dossier = road_walk(road, file);

		right += passes_as(folder, name, dossier) ? 1 : 0;
	}
	g_test_message("%s: %u of %u as they should be", folder->folder, right, names->len);
	g_assert_cmpuint(right, ==, names->len);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(folders); i++) {
		g_autofree char *path = g_strconcat("/judge/modern/", folders[i].folder, NULL);

		g_test_add_data_func(path, &folders[i], test_folder);
	}
	return g_test_run();
}
