/* Canonical forms: what stands in the mail -> what is signed (RFC 6376, sections 3.4.1 to 3.4.5). */
#include "../support/assert_str.h"
#include "../support/cputime.h"
#include "trace/canonical.h"

static void append(void *to, Str piece)
{
	g_string_append_len(to, piece.at, (gssize)piece.len);
}

static GString *body_form(Str body, CanonicalForm form)
{
	GString *out = g_string_new(NULL);
	const CanonicalSink sink = {append, out};

	g_assert_cmpuint(canonical_body(body, form, &sink), ==, out->len);
	return out;
}

static void assert_bytes(const GString *got, const char *wanted)
{
	assert_str(str_over(got->str, got->len), str_of(wanted));
}

static void test_bodies(void)
{
	static const struct {
		const char *body, *simple, *relaxed;
	} rows[] = {
		/* the example of section 3.4.5 */
		{" C \r\nD \t E\r\n\r\n\r\n", " C \r\nD \t E\r\n", " C\r\nD E\r\n"},
		/* an empty body is a line end, or nothing */
		{"", "\r\n", ""},
		{"\r\n", "\r\n", ""},
		{"\r\n\r\n\n", "\r\n", ""},
		{" \t\r\n", " \t\r\n", ""},
		/* the last line end may be missing */
		{"a", "a\r\n", "a\r\n"},
		{"a\r\nb", "a\r\nb\r\n", "a\r\nb\r\n"},
		{"a \r\n ", "a \r\n \r\n", "a\r\n"},
		/* a file that lost its CRs */
		{"a\n\nb\n\n\n", "a\r\n\r\nb\r\n", "a\r\n\r\nb\r\n"},
		{"a\r\nb\nc\r\n", "a\r\nb\r\nc\r\n", "a\r\nb\r\nc\r\n"},
		/* a CR on its own is no line end */
		{"a\rb\r\n", "a\rb\r\n", "a\rb\r\n"},
		{"a\r\r\n", "a\r\r\n", "a\r\r\n"},
		/* blanks at the start are one blank, at the end none */
		{"  a  b\t\r\n", "  a  b\t\r\n", " a b\r\n"},
		{"a \t b\r\n", "a \t b\r\n", "a b\r\n"},
		{"a\tb\r\n", "a\tb\r\n", "a b\r\n"},
		/* only space and tab are blanks */
		{"a \f b\v\r\n", "a \f b\v\r\n", "a \f b\v\r\n"},
		{"\xe3\x81\x82  \xe3\x81\x84\r\n", "\xe3\x81\x82  \xe3\x81\x84\r\n",
			"\xe3\x81\x82 \xe3\x81\x84\r\n"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		GString *simple = body_form(str_of(rows[i].body), CANONICAL_SIMPLE);
		GString *relaxed = body_form(str_of(rows[i].body), CANONICAL_RELAXED);
		assert_bytes(simple, rows[i].simple);
		assert_bytes(relaxed, rows[i].relaxed);
		g_string_free(simple, TRUE);
		g_string_free(relaxed, TRUE);
	}
}

static void test_nul(void)
{
	g_autoptr(GString) got = body_form(STR("a\0 \0\n"), CANONICAL_RELAXED);

	assert_str(str_over(got->str, got->len), STR("a\0 \0\r\n"));
}

static void test_fields(void)
{
	static const struct {
		const char *field, *simple, *relaxed;
	} rows[] = {
		/* the example of section 3.4.5 */
		{"A: X\r\n", "A: X\r\n", "a:X\r\n"},
		{"B : Y\t\r\n\tZ  \r\n", "B : Y\t\r\n\tZ  \r\n", "b:Y Z\r\n"},
		{"Subject:\r\n", "Subject:\r\n", "subject:\r\n"},
		{"Subject: \r\n \r\n", "Subject: \r\n \r\n", "subject:\r\n"},
		{"X-A:a\n b\n", "X-A:a\r\n b\r\n", "x-a:a b\r\n"},
		{"X-A:a", "X-A:a\r\n", "x-a:a\r\n"},
		{"X-A:a\r\n \t b  c\r\n", "X-A:a\r\n \t b  c\r\n", "x-a:a b c\r\n"},
		/* folded within a word: a blank all the same */
		{"X-A: a\r\n b:c\r\n", "X-A: a\r\n b:c\r\n", "x-a:a b:c\r\n"},
		{"X-A: a\rb\r\n", "X-A: a\rb\r\n", "x-a:a\rb\r\n"},
		{"X-A: \xe3\x81\x82\r\n", "X-A: \xe3\x81\x82\r\n", "x-a:\xe3\x81\x82\r\n"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GString) simple = g_string_new(NULL), relaxed = g_string_new(NULL);
		canonical_field(str_of(rows[i].field), CANONICAL_SIMPLE, simple);
		canonical_field(str_of(rows[i].field), CANONICAL_RELAXED, relaxed);
		assert_bytes(simple, rows[i].simple);
		assert_bytes(relaxed, rows[i].relaxed);
	}
}

/* Pieces of every size come out as one text. */
static void test_pieces(void)
{
	for (size_t len = CANONICAL_PIECE - 3; len <= CANONICAL_PIECE + 3; len++) {
		g_autofree char *line = g_strnfill(len, 'x');
		g_autofree char *body = g_strconcat("a\n", line, "\n\n", line, " y", NULL);
		g_autofree char *wanted =
			g_strconcat("a\r\n", line, "\r\n\r\n", line, " y\r\n", NULL);
		for (int form = CANONICAL_SIMPLE; form <= CANONICAL_RELAXED; form++) {
			g_autoptr(GString) got = body_form(str_of(body), (CanonicalForm)form);
			assert_bytes(got, wanted);
		}
	}
}

static void forget(void *to, Str piece)
{
	*(size_t *)to += piece.len;
}

/* 32 MiB of the worst: blanks, empty lines, bare CRs. */
static void test_linear(void)
{
	static const char *const patterns[] = {" ", "\n", "\r", " \n", "a \t", "\r\n \r\n"};

	for (size_t i = 0; i < G_N_ELEMENTS(patterns); i++) {
		g_autoptr(GString) body = g_string_new(NULL);
		size_t len = 0;
		const CanonicalSink sink = {forget, &len};
		while (body->len < (MEKIKI_SANITIZED ? 4u : 32u) << 20)
			g_string_append(body, patterns[i]);
		gint64 start = cputime_us();
		canonical_body(str_over(body->str, body->len), CANONICAL_RELAXED, &sink);
		canonical_body(str_over(body->str, body->len), CANONICAL_SIMPLE, &sink);
		g_assert_cmpint(cputime_us() - start, <, 2 * CPUTIME_SECOND);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/canonical/bodies", test_bodies);
	g_test_add_func("/canonical/nul", test_nul);
	g_test_add_func("/canonical/fields", test_fields);
	g_test_add_func("/canonical/pieces", test_pieces);
	g_test_add_func("/canonical/linear", test_linear);
	return g_test_run();
}
