/* The DKIM suite (shared/suites/dkim): mails with their key records in their first lines. All of its signatures and
 * chains verify. */
#include <string.h>

#include "../support/suite.h"
#include "keytable.h"
#include "trace/arc.h"

/* Take "name text" lines up to an empty one into the table. */
static void take_keys(Str *rest, GHashTable *table)
{
	for (Str line = str_take_line(rest); line.len > 0; line = str_take_line(rest)) {
		g_autofree char *name = str_dup(str_take_until(&line, ' '));
		g_autofree char *text = str_dup(str_trim(line));
		keytable_add(table, name, text);
	}
}

/* How many signatures of the mail verify, and how many there are. */
static unsigned count_passes(Verifier *verifier, const RawMail *mail, unsigned *all)
{
	unsigned passes = 0;

	for (guint i = rawmail_last(mail, STR("dkim-signature")); i != RAWMAIL_NONE;
		i = rawmail_field(mail, i)->above) {
		g_autoptr(Verified) verified = verifier_check(verifier, i, SIGNATURE_DKIM);
		++*all;
		if (verified->reason == DKIM_PASS)
			passes++;
		else
			g_test_message("field %u: %s", i, dkimreason_code(verified->reason));
	}
	return passes;
}

static void test_file(gconstpointer data)
{
	g_autofree char *text = suite_read(data);
	g_autoptr(GHashTable) table = keytable_new();
	g_autoptr(GError) error = NULL;
	const VerifierSettings settings = {
		.crypto = crypto_load(&error), .keys = keytable_source(table), .received = -1};
	unsigned all = 0, passes;
	Str rest = str_of(text);

	g_assert_no_error(error);
	if (!text)
		return;
	take_keys(&rest, table);
	g_autoptr(RawMail) mail = rawmail_new(rest);
	g_autoptr(Verifier) verifier = verifier_new(mail, &settings);
	g_autoptr(Arc) arc = arc_verify(verifier, mail);
	passes = count_passes(verifier, mail, &all);
	g_test_message("%s: %u of %u signatures, ARC %s", (const char *)data, passes, all,
		arc_status_name(arc->status));
	if (strstr(data, "/arc/"))
		g_assert_cmpint(arc->status, ==, ARC_PASS);
	else
		g_assert_cmpuint(passes, ==, all);
}

int main(int argc, char **argv)
{
	static const char *const files[] = {
		"dkim/dkim/001.txt",
		"dkim/dkim/002.txt",
		"dkim/dkim/003.txt",
		"dkim/dkim/004.txt",
		"dkim/dkim/005.txt",
		"dkim/dkim/006.txt",
		"dkim/arc/001.txt",
		"dkim/arc/002.txt",
	};

	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
		g_autofree char *name = g_strconcat("/dkim_suite/", files[i], NULL);
		g_test_add_data_func(name, files[i], test_file);
	}
	return g_test_run();
}
