/* Real mail: how much of each folder is flagged. The floors stand a little below what docs/judging.md
 * reports; a change of rules that falls below one is a change for the worse. */
#include "base/json.h"
#include "road.h"

enum { PHISHING, SUSPICIOUS, INCONCLUSIVE, NO_SIGN, VERDICTS };

static const char *const verdicts[] = {"phishing", "suspicious", "inconclusive", "no-sign", NULL};

typedef struct {
	const char *folder;
	double least, most; /* flagged (phishing or suspicious), in percent */
} Folder;

static const Folder folders[] = {
	{"phish", 94.8, 100},
	{"japanese-phish", 96.0, 100},
	{"japanese", 93.0, 100}, /* mostly phishing, not labelled */
	{"ham", 0, 0.5},
	{"ham-csdmc", 0, 1.0},
	{"ham-lists", 0, 1.0},
	{"hardham", 0, 5.0},
};

static size_t index_of(const char *is)
{
	for (size_t i = 0; verdicts[i]; i++)
		if (g_strcmp0(verdicts[i], is) == 0)
			return i;
	g_assert_not_reached();
}

static size_t count_folder(Road *road, const char *path, size_t counts[VERDICTS])
{
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	const char *name;
	size_t mails = 0;

	while ((name = g_dir_read_name(dir))) {
		g_autofree char *mail = g_build_filename(path, name, NULL);
		json_auto_t *dossier = NULL;

		if (!g_str_has_suffix(name, ".eml"))
			continue;
		dossier = road_walk(road, mail);
		counts[index_of(json_get_text(json_object_get(dossier, "verdict"), "is"))]++;
		mails++;
	}
	return mails;
}

static void test_folder(gconstpointer data)
{
	const Folder *folder = data;
	g_autofree char *path =
		g_build_filename(g_getenv("MEKIKI_SHARED"), "corpus", folder->folder, NULL);
	g_autoptr(Road) road = NULL;
	size_t counts[VERDICTS] = {0}, mails;
	double flagged;

	if (!g_file_test(path, G_FILE_TEST_IS_DIR)) {
		g_test_skip("the corpus is not beside the project");
		return;
	}
	road = road_new(g_getenv("MEKIKI_SOURCE"));
	mails = count_folder(road, path, counts);
	flagged = 100.0 * (double)(counts[PHISHING] + counts[SUSPICIOUS]) / (double)mails;
	g_test_message("%-14s %4zu mails: %3zu phishing %3zu suspicious %2zu inconclusive "
		       "%3zu no-sign, flagged %.1f %%",
		folder->folder, mails, counts[PHISHING], counts[SUSPICIOUS], counts[INCONCLUSIVE],
		counts[NO_SIGN], flagged);
	g_assert_cmpfloat(flagged, >=, folder->least);
	g_assert_cmpfloat(flagged, <=, folder->most);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(folders); i++) {
		g_autofree char *path = g_strconcat("/judge/corpus/", folders[i].folder, NULL);

		g_test_add_data_func(path, &folders[i], test_folder);
	}
	return g_test_run();
}
