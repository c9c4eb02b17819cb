/* Signatures of real mail, by their bodies alone, as no key of those days can be had without a network: how many bodies are the
 * ones that were signed, in each folder of the corpus. Every mail comes to an end, in JSON, in linear time. */
#include <gio/gio.h>
#include <string.h>

#include "support/cputime.h"
#include "trace/arcjson.h"

/* Nearly all of these came through lists that add a footer: what is left is what python3-dkim finds, too. */
static const struct {
	const char *folder;
	unsigned same_min; /* bodies that are as they were signed */
} folders[] = {
	{"ham-lists", 13},
	{"japanese", 13},
	{"japanese-phish", 5},
	{"phish", 27},
};

typedef struct {
	unsigned mails, signatures, broken, compared, same, chains, whole;
} Tally;

static KeyAnswer find_none(void *from, const char *name, GPtrArray *texts_out)
{
	(void)from;
	(void)texts_out;
	g_assert_cmpuint(strlen(name), <, 254);
	return KEY_NOT_ASKED;
}

static void count_mail(Str bytes, Tally *tally)
{
	const VerifierSettings settings = {
		.crypto = &crypto_hashes, .keys = {find_none, NULL}, .received = -1};
	g_autoptr(RawMail) mail = rawmail_new(bytes);
	g_autoptr(Verifier) verifier = verifier_new(mail, &settings);
	g_autoptr(GPtrArray) signatures = dkim_verify(verifier, mail);
	g_autoptr(Arc) arc = arc_verify(verifier, mail);
	const DkimClock clock = dkim_clock(mail, 1796000000);
	json_auto_t *chain = arcjson_write(arc, mail, bytes, &clock);

	tally->mails++;
	g_assert_true(json_is_array(json_object_get(chain, "sets")));
	tally->chains += arc->count > 0;
	tally->whole += arc->status == ARC_UNKNOWN;
	for (guint i = 0; i < signatures->len; i++) {
		const Verified *verified = g_ptr_array_index(signatures, i);
		json_auto_t *json = dkim_json(mail, verified, bytes, &clock);
		tally->signatures++;
		tally->broken += g_str_equal(json_get_text(json, "class"), "broken");
		tally->compared += verified->body != VERIFIED_UNKNOWN;
		tally->same += verified->body == VERIFIED_SAME;
	}
}

static void count_folder(const char *path, Tally *tally)
{
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);

	for (const char *name; dir && (name = g_dir_read_name(dir));) {
		g_autofree char *file = g_build_filename(path, name, NULL);
		g_autofree char *text = NULL;
		gsize len = 0;
		if (g_file_get_contents(file, &text, &len, NULL))
			count_mail(str_over(text, len), tally);
	}
}

static void test_folder(gconstpointer data)
{
	size_t row = GPOINTER_TO_SIZE(data);
	const char *shared = g_getenv("MEKIKI_SHARED");
	g_autofree char *path =
		g_build_filename(shared ? shared : "", "corpus", folders[row].folder, NULL);
	gint64 start = cputime_us();
	Tally tally = {0};

	count_folder(path, &tally);
	if (tally.mails == 0) {
		g_test_skip("the corpus is not here");
		return;
	}
	g_test_message("%s: %u mails, %u signatures (%u broken), %u of %u bodies are the signed "
		       "ones, %u chains "
		       "of which %u are whole, %" G_GINT64_FORMAT " ms",
		folders[row].folder, tally.mails, tally.signatures, tally.broken, tally.same,
		tally.compared, tally.chains, tally.whole, (cputime_us() - start) / 1000);
	g_assert_cmpuint(tally.same, >=, folders[row].same_min);
	g_assert_cmpint(cputime_us() - start, <, 3 * CPUTIME_SECOND);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(folders); i++) {
		g_autofree char *name = g_strconcat("/dkim_corpus/", folders[i].folder, NULL);
		g_test_add_data_func(name, GSIZE_TO_POINTER(i), test_folder);
	}
	return g_test_run();
}
