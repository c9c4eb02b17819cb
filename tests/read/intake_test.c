/* Files as they are handed in, and the mail that is found in them. */
#include "read/intake.h"

#include <string.h>

#include "support/assert_str.h"

#define PHISH                                                                                      \
	"From: a@b.example\nDate: Wed, 25 Nov 2026 10:02:03 +0900\nSubject: "                      \
	"y\n\nhttp://c.example/\n"

#define WRAPPED(headers, note)                                                                     \
	"From: r@office.example\nSubject: Fwd: y\n" headers                                        \
	"Content-Type: multipart/mixed; boundary=w\n\n--w\n\n" note "\n--w\n"

/* A file, what is taken off, which mail of how many, and the mail. */
static const struct {
	Str file;
	const char *layers;
	unsigned n, of;
	Str mail;
} rows[] = {
	/* the mail itself, whatever its line ends */
	{STR(PHISH), "", 0, 1, STR(PHISH)},
	{STR("Subject: y\r\n\r\nx\r\n"), "", 0, 1, STR("Subject: y\r\n\r\nx\r\n")},
	{STR("no mail at all"), "", 1, 1, STR("no mail at all")},
	{STR(""), "", 1, 1, STR("")},
	/* pasted: blank lines, a byte order mark, indented, quoted */
	{STR("\n\r\n  \n" PHISH), "pasted ", 0, 1, STR(PHISH)},
	{STR("\xef\xbb\xbf" PHISH), "pasted ", 0, 1, STR(PHISH)},
	{STR("    From: a@b.example\n    Subject: y\n     z\n    \n    x\n"), "pasted ", 0, 1,
		STR("From: a@b.example\nSubject: y\n z\n\nx\n")},
	{STR("> From: a@b.example\n> Subject: y\n>\n> x\n> > z\n"), "pasted ", 0, 1,
		STR("From: a@b.example\nSubject: y\n\nx\n> z\n")},
	/* blank lines before a text are no such thing, nor is a quotation in a mail without headers */
	{STR("\nhttp://c.example/\n"), "", 0, 1, STR("\nhttp://c.example/\n")},
	{STR("> well\n> said\n"), "", 0, 1, STR("> well\n> said\n")},
	/* an mbox with one mail is that mail, its line included */
	{STR("From a@b Wed Nov 25 10:02:03 2026\n" PHISH), "", 0, 1,
		STR("From a@b Wed Nov 25 10:02:03 2026\n" PHISH)},
	/* with two: the first, or the one that is asked for */
	{STR("From a Wed Nov 25 10:02:03 2026\nX: 1\n\none\n\nFrom a Wed Nov 25 10:02:03 2026\n"
	     "X: 2\n\ntwo\n"),
		"mbox ", 0, 2, STR("X: 1\n\none\n")},
	{STR("From a Wed Nov 25 10:02:03 2026\r\nX: 1\r\n\r\none\r\n\r\n"
	     "From a Wed Nov 25 10:02:03 2026\r\nX: 2\r\n\r\ntwo\r\n"),
		"mbox ", 2, 2, STR("X: 2\r\n\r\ntwo\r\n")},
	/* mboxo and mboxrd quote */
	{STR("From a Wed Nov 25 10:02:03 2026\nX: 1\n\n>From here\n>>From there\n> From\n"),
		"mbox ", 1, 1, STR("X: 1\n\nFrom here\n>From there\n> From\n")},
	/* mboxcl2 does not, and says how long it is */
	{STR("From a Wed Nov 25 10:02:03 2026\nX: 1\nContent-Length: 50\n\n"
	     "one\n\nFrom b Wed Nov 25 10:02:03 2026\nY: not a mail\n\n"
	     "From a Wed Nov 25 10:02:03 2026\nX: 2\n\ntwo\n"),
		"mbox ", 2, 2, STR("X: 2\n\ntwo\n")},
	/* a length that leads nowhere is not believed */
	{STR("From a Wed Nov 25 10:02:03 2026\nX: 1\nContent-Length: 9\n\none\n\n"
	     "From a Wed Nov 25 10:02:03 2026\nX: 2\n\ntwo\n"),
		"mbox ", 2, 2, STR("X: 2\n\ntwo\n")},
	/* a sentence is no beginning of a mail */
	{STR("From a Wed Nov 25 10:02:03 2026\nX: 1\n\none\n\nFrom 10:02 on we wait.\nBye\n"), "",
		0, 1,
		STR("From a Wed Nov 25 10:02:03 2026\nX: 1\n\none\n\nFrom 10:02 on we wait.\n"
		    "Bye\n")},
	/* forwarded as an attachment, with a note; from a list that wraps; in base64; by its name alone */
	{STR(WRAPPED("", "is this phishing?") "Content-Type: message/rfc822\n\n" PHISH "--w--\n"),
		"forwarded ", 0, 1,
		STR("From: a@b.example\nDate: Wed, 25 Nov 2026 10:02:03 +0900\nSubject: y\n\n"
		    "http://c.example/")},
	{STR("From: list@lists.example\nList-Id: <l.lists.example>\nContent-Type: "
	     "message/rfc822\n\n" PHISH),
		"forwarded ", 0, 1, STR(PHISH)},
	{STR(WRAPPED("", "?") "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n"
			      "RnJvbTogYUBiLmV4YW1wbGUKRGF0ZTogeAoKeA==\n--w--\n"),
		"forwarded ", 0, 1, STR("From: a@b.example\nDate: x\n\nx")},
	{STR(WRAPPED("", "?") "Content-Type: application/octet-stream; name=\"y.EML\"\n"
			      "Content-Disposition: attachment\n\n" PHISH "--w--\n"),
		"forwarded ", 0, 1,
		STR("From: a@b.example\nDate: Wed, 25 Nov 2026 10:02:03 +0900\nSubject: y\n\n"
		    "http://c.example/")},
	/* in an mbox, and pasted */
	{STR("From a Wed Nov 25 10:02:03 2026\nX: 1\n\none\n\nFrom a Wed Nov 25 10:02:03 2026\n"
	     "From: l@l.example\nContent-Type: message/rfc822\n\n" PHISH),
		"mbox forwarded ", 2, 2, STR(PHISH)},
};

/* Wrappers that are mails in their own right. */
static const Str own_right[] = {
	/* a link beside the attached mail */
	STR(WRAPPED("", "see http://d.example/") "Content-Type: message/rfc822\n\n" PHISH
						 "--w--\n"),
	/* another file */
	STR(WRAPPED("", "?") "Content-Type: application/pdf\n\n%PDF\n--w\n"
			     "Content-Type: message/rfc822\n\n" PHISH "--w--\n"),
	/* two mails; a digest */
	STR(WRAPPED("", "?") "Content-Type: message/rfc822\n\n" PHISH
			     "--w\nContent-Type: message/rfc822\n\n" PHISH "--w--\n"),
	/* a delivery report */
	STR("From: MAILER-DAEMON@b.example\nContent-Type: multipart/report; boundary=w\n\n--w\n\n"
	    "gone\n--w\nContent-Type: message/delivery-status\n\nX: y\n--w\n"
	    "Content-Type: message/rfc822\n\n" PHISH "--w--\n"),
	/* what is attached names no sender */
	STR(WRAPPED("", "?") "Content-Type: message/rfc822\n\nSubject: y\n\nx\n--w--\n"),
};

static char *show_layers(const Intake *intake)
{
	json_auto_t *taken = intake_json(intake);
	g_autoptr(GString) shown = g_string_new(NULL);
	const json_t *layer;
	size_t index;

	json_array_foreach (json_object_get(taken, "layers"), index, layer)
		g_string_append_printf(shown, "%s ", json_string_value(layer));
	return g_strdup(shown->str);
}

static void test_taken(void)
{
	g_autoptr(Charsets) charsets = charsets_new();

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		Intake intake;
		g_test_message("row %zu", i);
		g_assert_true(intake_read(charsets, rows[i].file, rows[i].n, &intake));
		g_autofree char *layers = show_layers(&intake);
		g_assert_cmpstr(layers, ==, rows[i].layers);
		g_assert_cmpuint(intake.of, ==, rows[i].of);
		assert_str(intake.mail, rows[i].mail);
		intake_clear(&intake);
	}
}

static void test_own_right(void)
{
	g_autoptr(Charsets) charsets = charsets_new();

	for (size_t i = 0; i < G_N_ELEMENTS(own_right); i++) {
		Intake intake;
		g_test_message("wrapper %zu", i);
		g_assert_true(intake_read(charsets, own_right[i], 0, &intake));
		g_assert_cmpuint(intake.layers, ==, 0);
		assert_str(intake.mail, own_right[i]);
		intake_clear(&intake);
	}
}

/* A mail that the file does not have. */
static void test_none(void)
{
	g_autoptr(Charsets) charsets = charsets_new();
	Intake intake;

	g_assert_false(intake_read(charsets, STR(PHISH), 2, &intake));
	g_assert_cmpuint(intake.of, ==, 1);
	intake_clear(&intake);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/intake/taken", test_taken);
	g_test_add_func("/intake/own-right", test_own_right);
	g_test_add_func("/intake/none", test_none);
	return g_test_run();
}
