/*
 * Every mail of the corpus through `read`: every place in the answer leads back to its value, and no mail
 * takes long. Skipped, with a line that says so, where the corpus is not there.
 */
#include "places.h"
#include "read/mail.h"
#include "support/cputime.h"

/* For one mail; it takes a hundredth of that unless a sanitizer is at work. */
#define SLOWEST_MAX (2 * CPUTIME_SECOND)

static const char *const folders[] = {
	"phish", "japanese-phish", "japanese", "ham", "hardham", "ham-csdmc", "ham-lists"};

static void check_mail(PlaceCheck *check, const char *path)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *data = NULL;
	MailRead read;
	gsize size;

	g_file_get_contents(path, &data, &size, &error);
	g_assert_no_error(error);
	gint64 start = cputime_us();
	mail_read(check->charsets, str_over(data, size), size, &read);
	gint64 took = cputime_us() - start;
	if (took > SLOWEST_MAX)
		g_error("%s took %g s", path, (double)took / G_USEC_PER_SEC);
	places_check(check, path, str_over(data, size), read.sections);
	mail_read_clear(&read);
}

static void check_folder(PlaceCheck *check, const char *folder)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);

	for (const char *name; dir && (name = g_dir_read_name(dir));) {
		g_autofree char *path = g_build_filename(folder, name, NULL);
		if (g_str_has_suffix(name, ".eml"))
			check_mail(check, path);
	}
}

static void test_corpus(void)
{
	const char *shared = g_getenv("MEKIKI_SHARED");
	g_autoptr(Charsets) charsets = charsets_new();
	PlaceCheck check = {.charsets = charsets};

	for (size_t i = 0; i < G_N_ELEMENTS(folders); i++) {
		g_autofree char *folder =
			g_build_filename(shared ? shared : "../shared", "corpus", folders[i], NULL);
		check_folder(&check, folder);
	}
	if (check.mails == 0)
		g_test_skip("there is no corpus at ../shared/corpus");
	g_test_message("%" G_GUINT64_FORMAT " mails, %" G_GUINT64_FORMAT
		       " places lead to their values",
		check.mails, check.places);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/read/corpus", test_corpus);
	return g_test_run();
}
