/* What names of files say, and what they hide. */
#include "files/filename.h"

static const struct {
	const char *name, *extension, *tricks;
} rows[] = {
	{"minutes.pdf", "pdf", "[]"},
	{"README", "", "[]"},
	{"Scan.PDF.EXE", "exe", "[\"double-extension\"]"},
	{"folder\\order.docx.js", "js", "[\"double-extension\"]"},
	{"notes v1.2.zip", "zip", "[]"},
	{"report.pdf.pdf", "pdf", "[]"},
	{"letter.pdf.asc", "asc", "[]"},
	{"backup.tar.gz", "gz", "[]"},
	/* shown as "photo_exe.jpg" */
	{"photo_\xe2\x80\xaegpj.exe", "exe", "[\"right-to-left\"]"},
	{"invoice.pdf          .exe", "exe", "[\"double-extension\",\"padding\"]"},
	{"請求書　　　.scr", "scr", "[\"padding\"]"},
	{"in\xe2\x80\x8bvoice.pdf", "pdf", "[\"invisible\"]"},
	{"../../.bashrc", "bashrc", "[\"path-traversal\"]"},
	{"/etc/cron.d/x", "", "[\"path-traversal\"]"},
	{"a.thisisnoextensionatall", "", "[]"},
	{"", "", "[]"},
};

static void test_names(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		FileName name = filename_read(str_of(rows[i].name));
		json_auto_t *tricks = filename_tricks_json(name.tricks);
		g_autofree char *shown = json_canonical(tricks);
		g_test_message("%s", rows[i].name);
		g_assert_cmpstr(name.extension, ==, rows[i].extension);
		g_assert_cmpstr(shown, ==, rows[i].tricks);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/filename/names", test_names);
	return g_test_run();
}
