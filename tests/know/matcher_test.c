/* Many strings in one pass: which of the overlapping ones win, and what counts as a whole word. */
#include "know/matcher.h"

/* All hits of `needles` (separated by '|') in `text`: "NEEDLE@OFFSET ...". */
static char *hits_in(const char *needles, const char *text)
{
	g_auto(GStrv) list = g_strsplit(needles, "|", -1);
	g_autoptr(Matcher) matcher = matcher_new();
	GString *hits = g_string_new(NULL);
	MatcherHit hit;

	for (size_t i = 0; list[i]; i++)
		matcher_add(matcher, str_of(list[i]), i);
	matcher_seal(matcher);
	for (size_t at = 0; matcher_next(matcher, str_of(text), &at, &hit);) {
		g_autofree char *there = str_dup(str_sub(str_of(text), hit.from, hit.len));

		g_assert_cmpstr(there, ==, list[hit.id]);
		g_string_append_printf(
			hits, "%s%s@%zu", hits->len ? " " : "", list[hit.id], hit.from);
	}
	return g_string_free(hits, FALSE);
}

static void test_hits(void)
{
	static const struct {
		const char *needles, *text, *hits;
	} rows[] = {
		{"amazon", "my amazon account", "amazon@3"},
		{"amazon", "", ""},
		{"", "anything", ""},
		/* the earliest; of those that start together the longest; none overlap */
		{"card|rakuten|rakuten card", "rakuten card", "rakuten card@0"},
		{"rakuten|rakuten card", "rakuten cart", "rakuten@0"},
		{"b c d|a b", "a b c d", "a b@0"},
		{"楽天|楽天カード|カード", "楽天カード", "楽天カード@0"},
		{"a a", "a a a a", "a a@0 a a@4"},
		/* a needle inside another's beginning is found when the other fails */
		{"a b c x|b c", "a b c", "b c@2"},
		/* words stand alone where the script has words */
		{"au", "because au pay", "au@8"},
		{"visa", "visas, visa2, visa", "visa@14"},
		{"itau", "itaunet", ""},
		{"caf", "caf\u00e9", ""},
		{"amazon", "Amazon", ""},
		{"amazon", "amazonプライム", "amazon@0"},
		{"イオン", "クライオンカード", "イオン@6"},
		{"at&t", "at&t", "at&t@0"},
		{"disney+", "disney+x disney+", "disney+@0 disney+@9"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *hits = hits_in(rows[i].needles, rows[i].text);

		g_assert_cmpstr(hits, ==, rows[i].hits);
	}
}

/* A text made to drag along every needle is still read in linear time. */
static void test_linear(void)
{
	g_autofree char *needle = g_strnfill(500, 'a');
	g_autofree char *text = g_strnfill(4 << 20, 'a');
	g_autoptr(Matcher) matcher = matcher_new();
	gint64 start = g_get_monotonic_time();
	size_t at = 0;
	MatcherHit hit;

	needle[499] = 'b';
	matcher_add(matcher, str_of(needle), 0);
	matcher_seal(matcher);
	g_assert_false(matcher_next(matcher, str_of(text), &at, &hit));
	g_assert_cmpint(g_get_monotonic_time() - start, <, (gint64)5 * G_USEC_PER_SEC);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/know/matcher/hits", test_hits);
	g_test_add_func("/know/matcher/linear", test_linear);
	return g_test_run();
}
