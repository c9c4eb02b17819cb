/*
 * Mails of our own and what is read of them: tests/read/mails/NAME.eml -> NAME.json.
 * MEKIKI_BLESS=1 meson test -C build --suite read writes the golden files anew; read their diff.
 */
#include "read/mail.h"
#include "support/cputime.h"

#include <string.h>

#include "cage/parcel.h"
#include "places.h"
#include "read/envelope.h"
#include "read/header.h"
#include "read/links.h"

static const char *const names[] = {
	"damaged", "eucjp", "gb", "jis", "nested", "phish-html", "sjis"};

static char *path_of(const char *name, const char *suffix)
{
	g_autofree char *file = g_strconcat(name, suffix, NULL);

	return g_build_filename(g_getenv("MEKIKI_SOURCE"), "tests", "read", "mails", file, NULL);
}

static void compare(const char *name, const json_t *sections)
{
	g_autofree char *path = path_of(name, ".json");
	g_autofree char *got = json_pretty(sections);
	g_autofree char *blessed = NULL;
	g_autoptr(GError) error = NULL;

	if (g_getenv("MEKIKI_BLESS")) {
		g_file_set_contents(path, got, -1, &error);
		g_assert_no_error(error);
		return;
	}
	g_file_get_contents(path, &blessed, NULL, &error);
	g_assert_no_error(error);
	if (strcmp(got, blessed) != 0)
		g_test_message("%s differs from what is blessed", path);
	g_assert_cmpstr(got, ==, blessed);
}

static void test_golden(void)
{
	g_autoptr(Charsets) charsets = charsets_new();
	PlaceCheck check = {.charsets = charsets};

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *path = path_of(names[i], ".eml");
		g_autofree char *mail = NULL;
		g_autoptr(GError) error = NULL;
		MailRead read;
		gsize size;
		g_file_get_contents(path, &mail, &size, &error);
		g_assert_no_error(error);
		mail_read(charsets, str_over(mail, size), size, &read);
		places_check(&check, path, str_over(mail, size), read.sections);
		compare(names[i], read.sections);
		mail_read_clear(&read);
	}
}

/* A mail made of a head and `piece` again and again, and a defect that is said of it. */
static const struct {
	const char *head, *piece;
	unsigned count;
	const char *defect;
} hostile[] = {
	{"", "", 0, "empty-mail"},
	{"\x7f"
	 "ELF\2\1\1",
		"\x90\xfe\xff", 100000, "no-headers"},
	{"", "X: y\n", 100000, "too-many-headers"},
	{"Subject: ", "=?a?Q?", 100000, "header-too-long"},
	{"To: ", "g:", 100000, "header-too-long"},
	{"To: ", "a@b.example,", 2000, "too-many-addresses"},
	{"Content-Type: text/html\n\n", "<div>", 200000, "html-too-deep"},
	{"Content-Type: text/html\n\n", "<b class=x>", 100000, "html-too-deep"},
	{"Content-Type: text/html\n\n", "<a href=http://a.example/>x</a>", 5000, "too-many-links"},
	{"Content-Type: text/html\n\n", "<i style=display:none>x</i>", 5000, "too-many-hidden"},
	{"Content-Type: text/html\n\n", "<table><tr><td>&amp;", 100000, "html-too-deep"},
	{"\n", "http://a.example/ ", 5000, "too-many-links"},
	{"\n", "x", 5 << 20, "text-too-long"},
	{"Content-Type: text/html\n\n<a href='http://a.example/", "a", 20000, "link-too-long"},
	{"Content-Transfer-Encoding: base64\n\n", "!", 100000, "base64-damaged"},
	/* where two programs read two mails */
	{"From: a@b.example@c.example\n\n", "", 0, "address-several-at"},
	{"From: x <=?utf-8?Q?a=40b.example?=>\n\n", "", 0, "address-encoded"},
	{"From: a@b.example\nFrom: c@d.example\n\n", "", 0, "from-duplicate"},
	{"Subject: x\nSubject: y\n\n", "", 0, "subject-duplicate"},
	{"Date: x\nDate: y\n\n", "", 0, "header-duplicate"},
	{"To: a@b.example\nTo: c@d.example\n\n", "", 0, "header-duplicate"},
	{"Subject: x\rFrom: a@b.example\n\n", "", 0, "bare-cr"},
	{"Subject: x\r\nTo: y\n\n", "", 0, "line-ends-mixed"},
	{"Subject: ", "x", 999, "line-too-long"},
	{"Content-Type: text/plain\nContent-Type: text/html\n\n", "", 0, "part-described-twice"},
	{"Content-Transfer-Encoding: 7bit\nContent-Transfer-Encoding: base64\n\nYQ==", "", 0,
		"part-described-twice"},
	{"Content-Transfer-Encoding: base65\n\nYQ==", "", 0, "encoding-unknown"},
	{"Content-Type: multipart/mixed; boundary=\n\n--\n", "", 0, "boundary-missing"},
	{"Content-Type: multipart/mixed; boundary=b\n\n--b\n\n--bc\n", "", 0, "boundary-ambiguous"},
	{"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx", "", 0, "multipart-unclosed"},
	/* labels that lie */
	{"Content-Type: text/plain; charset=iso-2022-jp\n\n\xe3\x81\x82", "", 0, "charset-wrong"},
	{"Content-Type: text/plain; charset=nonsense\n\n\xe3\x81\x82", "", 0, "charset-unknown"},
	{"Content-Type: text/html; charset=utf-8\n\n<meta charset=shift_jis>\xe3\x81\x82", "", 0,
		"charset-contradicted"},
};

static bool has_defect(const json_t *sections, const char *what)
{
	const json_t *defects = json_at(sections, "/mail/defects"), *defect;
	size_t index;

	json_array_foreach (defects, index, defect)
		if (g_strcmp0(json_get_text(defect, "what"), what) == 0)
			return true;
	return false;
}

static void test_hostile(void)
{
	g_autoptr(Charsets) charsets = charsets_new();
	PlaceCheck check = {.charsets = charsets};

	for (size_t i = 0; i < G_N_ELEMENTS(hostile); i++) {
		g_autoptr(GString) mail = g_string_new(hostile[i].head);
		gint64 start = cputime_us();
		MailRead read;
		for (unsigned n = 0; n < hostile[i].count; n++)
			g_string_append(mail, hostile[i].piece);
		g_string_append(mail, mail->len > 0 ? "'>" : ""); /* closes the one that is open */
		mail_read(charsets, str_over(mail->str, mail->len), mail->len, &read);
		gint64 took = cputime_us() - start;
		g_test_message("%zu: %" G_GINT64_FORMAT " us, %s", i, took, hostile[i].defect);
		if (!has_defect(read.sections, hostile[i].defect))
			g_error("row %zu: no %s", i, hostile[i].defect);
		g_assert_cmpint(took, <, 5 * CPUTIME_SECOND);
		places_check(
			&check, hostile[i].defect, str_over(mail->str, mail->len), read.sections);
		mail_read_clear(&read);
	}
}

/* A text too long for the dossier is a blob beside it, under the name that the dossier says. */
static void test_long_text(void)
{
	g_autoptr(Charsets) charsets = charsets_new();
	g_autoptr(GString) mail = g_string_new("Content-Type: text/plain; charset=utf-8\n\n");
	MailRead read;

	while (mail->len < 2 * MAIL_TEXT_MAX)
		g_string_append(mail, "あ");
	mail_read(charsets, str_over(mail->str, mail->len), mail->len, &read);
	const json_t *section = json_object_get(read.sections, "mail");
	Str text = json_get_str(section, "text");
	g_assert_cmpuint(text.len, ==, MAIL_TEXT_MAX / 3 * 3);
	g_assert_nonnull(read.text);
	g_autofree char *name = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, read.text);
	g_assert_cmpstr(json_get_text(section, "text_blob"), ==, name);
	mail_read_clear(&read);
}

/* What stands above the headers that count does not crowd them out. */
static void test_crowd(void)
{
	g_autoptr(Charsets) charsets = charsets_new();
	g_autoptr(GString) mail = g_string_new(NULL);
	MailRead read;

	for (unsigned i = 0; i < 2 * ENVELOPE_HEADERS_MAX; i++)
		g_string_append(mail, "X-Crowd: x\n");
	g_string_append(mail, "Subject: seen\nFrom: a@b.example\n\n");
	mail_read(charsets, str_over(mail->str, mail->len), mail->len, &read);
	g_assert_cmpstr(json_string_value(json_at(read.sections, "/mail/subject")), ==, "seen");
	g_assert_cmpstr(json_string_value(json_at(read.sections, "/mail/from/0/address")), ==,
		"a@b.example");
	mail_read_clear(&read);
}

/* The most that a mail can make of headers and links: as JSON it must fit into a parcel of the cage, and
 * into the rules' memory, each several times. */
static void test_bulk(void)
{
	g_autoptr(Charsets) charsets = charsets_new();
	g_autoptr(GString) mail = g_string_new(NULL), junk = g_string_new(NULL);
	static const char *const bulky[] = {"X-Bulk", "To", "Reply-To", "Received"};
	MailRead read;

	while (junk->len < HEADER_VALUE_MAX - 100)
		g_string_append(junk, "\1\2\3\4");
	for (unsigned i = 0; i < 200; i++)
		g_string_append_printf(
			mail, "%s: %s <a%u@b.example>\n", bulky[i % 4], junk->str, i);
	g_string_append(mail, "Content-Type: multipart/mixed; boundary=b\n\n");
	g_string_truncate(junk, LINK_RAW_MAX - 100);
	for (unsigned i = 0; i < 1000; i++)
		g_string_append_printf(mail, "%s<a href=\"http://a.example/%s\">x</a>\n",
			i % 400 > 0 ? "" : "--b\nContent-Type: text/html\n\n", junk->str);
	mail_read(charsets, str_over(mail->str, mail->len), mail->len, &read);
	g_autofree char *json = json_compact(read.sections);
	g_test_message("%zu bytes", strlen(json));
	g_assert_true(has_defect(read.sections, "too-many-headers"));
	g_assert_true(has_defect(read.sections, "too-many-links"));
	g_assert_cmpuint(strlen(json), <, CAGE_JSON_MAX / 2);
	mail_read_clear(&read);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/mail/golden", test_golden);
	g_test_add_func("/mail/hostile", test_hostile);
	g_test_add_func("/mail/long-text", test_long_text);
	g_test_add_func("/mail/crowd", test_crowd);
	g_test_add_func("/mail/bulk", test_bulk);
	return g_test_run();
}
