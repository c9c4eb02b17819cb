/*
 * The three Outlook messages of ../shared/suites/msg as mails. Skipped where they are not there.
 */
#include "read/msg.h"

#include <string.h>

#include "read/mail.h"
#include "read/msgstore.h"

/* A file, and what a reader sees of it. */
static const struct {
	const char *file, *from, *subject, *date, *text_has;
	size_t attachments;
} rows[] = {
	{"mail_3.msg", "mlemos@acm.org",
		"Testing Manuel Lemos' MIME E-mail composing and sending PHP class: HTML message",
		"2005-04-30T22:28:29Z", "This message is just to let you know", 3},
	{"mail_4.msg", "sender@example.com", "New Message!", "2015-11-06T17:14:45Z",
		"This is some bold html!", 1},
	{"mail_5.msg", "mailings@gmxnet.de", "Ab auf die Piste!", "2010-11-28T22:42:18Z",
		"GMX Magazin", 0},
};

static const char *shown(const json_t *sections, const char *pointer)
{
	const char *text = json_string_value(json_at(sections, pointer));

	return text ? text : "";
}

static void check(Charsets *charsets, size_t row, Str file)
{
	g_autoptr(GString) mail = msg_mail(charsets, file);
	MailRead read;

	g_assert_nonnull(mail);
	mail_read(charsets, str_over(mail->str, mail->len), mail->len, &read);
	g_assert_cmpstr(shown(read.sections, "/mail/from/0/address"), ==, rows[row].from);
	g_assert_cmpstr(shown(read.sections, "/mail/subject"), ==, rows[row].subject);
	g_assert_cmpstr(shown(read.sections, "/mail/date"), ==, rows[row].date);
	g_assert_nonnull(strstr(shown(read.sections, "/mail/text"), rows[row].text_has));
	g_assert_cmpuint(json_array_size(json_object_get(read.sections, "attachments")), ==,
		rows[row].attachments);
	mail_read_clear(&read);
}

static void test_samples(void)
{
	const char *shared = g_getenv("MEKIKI_SHARED");
	g_autoptr(Charsets) charsets = charsets_new();

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *path = g_build_filename(
			shared ? shared : "../shared", "suites", "msg", rows[i].file, NULL);
		g_autofree char *data = NULL;
		gsize size;
		if (!g_file_get_contents(path, &data, &size, NULL)) {
			g_test_skip("there are no messages at ../shared/suites/msg");
			return;
		}
		check(charsets, i, str_over(data, size));
		for (gsize cut = 0; cut < size; cut += size / 50) { /* whatever is missing */
			GString *mail = msg_mail(charsets, str_over(data, cut));
			if (mail)
				g_string_free(mail, TRUE);
		}
	}
}

/* A message of our own with all that one can hold, written as a mail: tests/read/mails/outlook.msg ->
 * outlook.eml, blessed as in mail_test.c. */
static void test_written(void)
{
	g_autofree char *folder =
		g_build_filename(g_getenv("MEKIKI_SOURCE"), "tests", "read", "mails", NULL);
	g_autofree char *from = g_build_filename(folder, "outlook.msg", NULL);
	g_autofree char *to = g_build_filename(folder, "outlook.eml", NULL);
	g_autofree char *data = NULL;
	g_autofree char *blessed = NULL;
	g_autoptr(Charsets) charsets = charsets_new();
	gsize size;

	g_assert_true(g_file_get_contents(from, &data, &size, NULL));
	g_autoptr(GString) mail = msg_mail(charsets, str_over(data, size));
	g_assert_nonnull(mail);
	if (g_getenv("MEKIKI_BLESS"))
		g_assert_true(g_file_set_contents(to, mail->str, (gssize)mail->len, NULL));
	g_assert_true(g_file_get_contents(to, &blessed, NULL, NULL));
	g_assert_cmpstr(mail->str, ==, blessed);
}

/* What is no message is none. */
static void test_others(void)
{
	static const Str others[] = {STR(""), STR("From: a@b.example\n\n"),
		STR("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
		STR("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1xxxx")};
	g_autoptr(Charsets) charsets = charsets_new();

	for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
		g_assert_null(msg_mail(charsets, others[i]));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	msgstore_prepare();
	g_log_set_always_fatal(G_LOG_FATAL_MASK); /* whatever G_DEBUG says */
	g_test_add_func("/msg/samples", test_samples);
	g_test_add_func("/msg/written", test_written);
	g_test_add_func("/msg/others", test_others);
	return g_test_run();
}
