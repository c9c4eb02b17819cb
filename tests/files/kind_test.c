/* What a file is called, sent as, and is. */
#include "files/kind.h"

static const struct {
	const char *name, *claimed;
	Str bytes;
	const char *shown; /* mismatch */
} rows[] = {
	{"a.pdf", "application/pdf", STR("%PDF-1.4"), "[]"},
	{"a.pdf", "application/octet-stream", STR("%PDF-1.4"), "[]"},
	{"a.pdf", "application/pdf", STR("MZ\x90"), "[\"name\",\"claim\"]"},
	{"a.jpg", "image/jpeg", STR("<html>"), "[\"name\",\"claim\"]"},
	{"a.jpg", "image/png", STR("\xff\xd8\xff\xe0"), "[\"claim\"]"},
	{"a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
		STR("PK\3\4"), "[]"},
	{"a.doc", "application/msword", STR("{\\rtf1"), "[]"},
	{"a.txt", "text/plain", STR("MZ\x90"), "[\"name\"]"},
	/* bytes that we know nothing of prove nothing */
	{"a.pdf", "application/pdf", STR("hello"), "[]"},
	{"", NULL, STR("%PDF-1.4"), "[]"},
};

static void test_mismatch(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		json_auto_t *kind = kind_json(str_of(rows[i].name), rows[i].claimed, rows[i].bytes);
		g_autofree char *shown = json_canonical(json_object_get(kind, "mismatch"));
		g_test_message("%s as %s", rows[i].name, rows[i].claimed);
		g_assert_cmpstr(shown, ==, rows[i].shown);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/kind/mismatch", test_mismatch);
	return g_test_run();
}
