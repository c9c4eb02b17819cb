#include "read/tree.h"

#include "support/assert_str.h"
#include "support/cputime.h"

/* A mail, and its parts as "id type [body]"; a nested one has a "*". */
static const struct {
	Str mail, shown;
	const char *defect; /* the first, or NULL */
} rows[] = {
	{STR("Subject: x\n\nhello\n"), STR("1 text/plain [hello\n] "), NULL},
	{STR("Content-Type: TEXT/Html; charset=x\n\n<p>"), STR("1 text/html [<p>] "), NULL},
	{STR("Content-Type: nonsense\n\nx"), STR("1 text/plain [x] "), NULL},
	{STR("no headers"), STR("1 text/plain [no headers] "), NULL},
	{STR(""), STR("1 text/plain [] "), NULL},
	{STR("Content-Type: multipart/alternative; boundary=b\n\npreamble\n"
	     "--b\n\none\n--b\nContent-Type: text/html\n\ntwo\n\n--b--\nepilogue\n"),
		STR("1 text/plain [one] 2 text/html [two\n] "), NULL},
	{STR("Content-Type: multipart/mixed; boundary=\"b c\"\r\n\r\n--b c\r\n\r\none\r\n--b "
	     "c--\r\n"),
		STR("1 text/plain [one] "), NULL},
	/* a boundary's name within another's */
	{STR("Content-Type: multipart/mixed; boundary=b\n\n--b\n"
	     "Content-Type: multipart/related; boundary=bb\n\n--bb\n\none\n--bb\n\ntwo\n--bb--\n"
	     "--b\n\nthree\n--b--\n"),
		STR("1.1 text/plain [one] 1.2 text/plain [two] 2 text/plain [three] "), NULL},
	/* the outer boundary closes what the inner left open */
	{STR("Content-Type: multipart/mixed; boundary=o\n\n--o\n"
	     "Content-Type: multipart/mixed; boundary=i\n\n--i\n\none\n--o\n\ntwo\n--o--\n"),
		STR("1.1 text/plain [one] 2 text/plain [two] "), "multipart-unclosed"},
	{STR("Content-Type: multipart/mixed; boundary=b\n\n--b\n\none"), STR("1 text/plain [one] "),
		"multipart-unclosed"},
	{STR("Content-Type: multipart/mixed\n\nx"), STR("1 multipart/mixed [x] "),
		"boundary-missing"},
	/* a boundary that never comes; one that is only the beginning of a line */
	{STR("Content-Type: multipart/mixed; boundary=b\n\nx\n"), STR("1 multipart/mixed [x\n] "),
		"multipart-unclosed"},
	{STR("Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--bc\n--b--\n"),
		STR("1 text/plain [one\n--bc] "), "boundary-ambiguous"},
	{STR("Content-Type: multipart/mixed boundary=b\n\n--b\n\none\n--b--\n"),
		STR("1 text/plain [one] "), NULL},
	/* told twice what it is: the last counts */
	{STR("Content-Type: text/html\nContent-Type: text/plain\n\nx"), STR("1 text/plain [x] "),
		"part-described-twice"},
	{STR("Content-Type: text/html\nContent-Type: text/html\n\nx"), STR("1 text/html [x] "),
		NULL},
	/* a part without headers, and one without a body */
	{STR("Content-Type: multipart/mixed; boundary=b\n\n--b\n\n--b\nX: y\n--b--\n"),
		STR("1 text/plain [] 2 text/plain [] "), NULL},
	/* attached mails */
	{STR("Content-Type: message/rfc822\n\nSubject: y\n\ninner"),
		STR("1 message/rfc822 [Subject: y\n\ninner] 1.1 text/plain* [inner] "), NULL},
	{STR("Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b\n"
	     "Content-Type: message/rfc822\n\n"
	     "Content-Type: multipart/mixed; boundary=c\n\n--c\n\ntwo\n--c\n\nthree\n--c--\n"
	     "--b--\n"),
		STR("1 text/plain [one] 2 message/rfc822 [Content-Type: multipart/mixed; "
		    "boundary=c\n\n--c\n\ntwo\n--c\n\nthree\n--c--] 2.1 text/plain* [two] "
		    "2.2 text/plain* [three] "),
		NULL},
	{STR("Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n"
	     "U3ViamVjdDogeQoKaW5uZXI="), /* "Subject: y", then "inner" */
		STR("1 message/rfc822 [U3ViamVjdDogeQoKaW5uZXI=] 1.1 text/plain* [inner] "), NULL},
	{STR("Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: y\n\none\n--b--\n"),
		STR("1 message/rfc822 [Subject: y\n\none] 1.1 text/plain* [one] "), NULL},
};

static GString *show(const GPtrArray *parts)
{
	GString *shown = g_string_new(NULL);

	for (guint i = 0; i < parts->len; i++) {
		const Part *part = parts->pdata[i];
		g_string_append_printf(shown, "%s %s%s [%.*s] ", part->id, part->type,
			part->nested ? "*" : "", STR_ARG(part->body.bytes));
	}
	return shown;
}

static void test_trees(void)
{
	g_autoptr(Charsets) charsets = charsets_new();

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(Shelf) shelf = shelf_new(charsets);
		json_auto_t *list = json_array();
		Defects defects = {.list = list};
		g_autoptr(GPtrArray) parts =
			tree_parts(shelf, located_mail(rows[i].mail), &defects);
		g_autoptr(GString) shown = show(parts);
		assert_str(str_over(shown->str, shown->len), rows[i].shown);
		g_assert_cmpstr(json_get_text(json_array_get(list, 0), "what"), ==, rows[i].defect);
	}
}

/* `piece` with its number in it, `count` times. */
static GString *repeat(const char *piece, unsigned count)
{
	GString *text = g_string_new(NULL);

	for (unsigned i = 0; i < count; i++) {
		g_autofree char *number = g_strdup_printf("%u", i);
		GString *one = g_string_new(piece);
		g_string_replace(one, "#", number, 0);
		g_string_append_len(text, one->str, (gssize)one->len);
		g_string_free(one, TRUE);
	}
	return text;
}

/* Hostile structures: how deep, how many, and what is said about them. */
static const struct {
	const char *piece;
	unsigned count, parts;
	const char *defect;
} hostile[] = {
	{"Content-Type: multipart/mixed; boundary=b#\n\n--b#\n", 20000, 1, "nesting-too-deep"},
	{"Content-Type: message/rfc822\n\n", 20000, TREE_NESTING_MAX + 1, "nesting-too-deep"},
	{"Content-Type: multipart/mixed; boundary=b\n\n--b\n--b--\n", 20000, 1, NULL},
	{"X-#: y\n", 100000, 1, NULL},
	{"--\n", 1000000, 1, NULL},
};

static void test_hostile(void)
{
	g_autoptr(Charsets) charsets = charsets_new();
	gint64 start = cputime_us();

	for (size_t i = 0; i < G_N_ELEMENTS(hostile); i++) {
		g_autoptr(Shelf) shelf = shelf_new(charsets);
		g_autoptr(GString) mail = repeat(hostile[i].piece, hostile[i].count);
		json_auto_t *list = json_array();
		Defects defects = {.list = list};
		g_autoptr(GPtrArray) parts =
			tree_parts(shelf, located_mail(str_over(mail->str, mail->len)), &defects);
		g_assert_cmpuint(parts->len, ==, hostile[i].parts);
		g_assert_cmpstr(
			json_get_text(json_array_get(list, 0), "what"), ==, hostile[i].defect);
	}
	g_assert_cmpint(cputime_us() - start, <, 5 * CPUTIME_SECOND);
}

/* More parts than are listed. */
static void test_many(void)
{
	g_autoptr(Charsets) charsets = charsets_new();
	g_autoptr(Shelf) shelf = shelf_new(charsets);
	g_autoptr(GString) mail = repeat("--b\n\nx\n", 20000);
	json_auto_t *list = json_array();
	Defects defects = {.list = list};

	g_string_prepend(mail, "Content-Type: multipart/mixed; boundary=b\n\n");
	g_autoptr(GPtrArray) parts =
		tree_parts(shelf, located_mail(str_over(mail->str, mail->len)), &defects);
	g_assert_cmpuint(parts->len, ==, TREE_PARTS_MAX);
	g_assert_cmpstr(json_get_text(json_array_get(list, 0), "what"), ==, "too-many-parts");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/tree/rows", test_trees);
	g_test_add_func("/tree/hostile", test_hostile);
	g_test_add_func("/tree/many", test_many);
	return g_test_run();
}
