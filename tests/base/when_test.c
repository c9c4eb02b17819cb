#include "base/when.h"

typedef struct {
	const char *date;
	const char *shown; /* NULL: cannot be read */
} Row;

/* Dates as they stand in mail. */
static const Row dates[] = {
	/* RFC 5322, section 3.3 and appendix A */
	{"Wed, 25 Nov 2026 10:02:03 +0900", "2026-11-25T01:02:03Z"},
	{"Fri, 21 Nov 1997 09:55:06 -0600", "1997-11-21T15:55:06Z"},
	{"1 Mar 2022 00:00:00 +0000", "2022-03-01T00:00:00Z"},
	{"Thu,\r\n      13\r\n        Feb\r\n          1969\r\n      23:32\r\n               -0330 "
	 "(Newfoundland Time)",
		"1969-02-14T03:02:00Z"},
	/* section 4.3 */
	{"21 Nov 97 09:55:06 GMT", "1997-11-21T09:55:06Z"},
	{"21 Nov 03 09:55:06 EST", "2003-11-21T14:55:06Z"},
	{"21 Nov 103 09:55:06 PDT", "2003-11-21T16:55:06Z"},
	{"Fri, 21 Nov 1997 09(comment):   55  :  06 -0600", "1997-11-21T15:55:06Z"},
	{"Fri (day), 21 (of (the) month) Nov 1997 09:55:06 (\\)) -0600", "1997-11-21T15:55:06Z"},
	{"21 Nov 1997 09:55:06 Z", "1997-11-21T09:55:06Z"},
	{"21 Nov 1997 09:55:06 A", "1997-11-21T09:55:06Z"},
	{"21 Nov 1997 09:55:06 -0000", "1997-11-21T09:55:06Z"},
	/* with a zone's name beside the offset */
	{"Wed, 25 Nov 2026 10:02:t <a@b.example>", "2026-11-25T10:02:00Z"},
	{"Wed, 25 Nov 2026 10:02:03 +0900 (JST)", "2026-11-25T01:02:03Z"},
	{"Wed, 25 Nov 2026 10:02:03 +0900 (東京 (標準時))", "2026-11-25T01:02:03Z"},
	{"Wed, 25 Nov 2026 10:02:03 +0900 JST", "2026-11-25T01:02:03Z"},
	{"Wed, 25 Nov 2026 10:02:03 JST", "2026-11-25T01:02:03Z"},
	{"Wed, 25 Nov 2026 10:02:03 GMT+0900", "2026-11-25T01:02:03Z"},
	{"Wed, 25 Nov 2026 10:02:03 GMT+09:00", "2026-11-25T01:02:03Z"},
	{"Wed, 25 Nov 2026 10:02:03 UTC+9", "2026-11-25T01:02:03Z"},
	{"Wed, 25 Nov 2026 10:02:03 +0900 (unclosed", "2026-11-25T01:02:03Z"},
	{"Wed, 25 Nov 2026 10:02:03 \"GMT\"", NULL},
	/* other orders and habits */
	{"Wed Nov 25 10:02:03 2026", "2026-11-25T10:02:03Z"},
	{"Wed Nov 25 10:02:03 JST 2026", "2026-11-25T01:02:03Z"},
	{"Wed Nov 25 10:02:03 2026 +0900", "2026-11-25T01:02:03Z"},
	{"Wednesday, 25 November 2026 10:02:03 +0900", "2026-11-25T01:02:03Z"},
	{"Wed,25 Nov 2026 10:02 +0900", "2026-11-25T01:02:00Z"},
	{"Nov 25, 2026 10:02:03 AM +0900", "2026-11-25T01:02:03Z"},
	{"Nov 25, 2026 10:02 PM", "2026-11-25T22:02:00Z"},
	{"25 Nov 2026 12:02:03 AM", "2026-11-25T00:02:03Z"},
	{"25-Nov-2026 10:02:03 +0900", "2026-11-25T01:02:03Z"},
	{"2026-11-25T10:02:03+09:00", "2026-11-25T01:02:03Z"},
	{"2026-11-25 10:02:03.456 +0900", "2026-11-25T01:02:03Z"},
	{"2026-11-25T01:02:03Z", "2026-11-25T01:02:03Z"},
	{"2026/11/25 10:02:03", "2026-11-25T10:02:03Z"},
	{" wed, 5 NOV 2026 1:02:03 +0000 ", "2026-11-05T01:02:03Z"},
	{"Tue, 25 Nov 2026 10:02:03 +0000", "2026-11-25T10:02:03Z"},
	{"25 Nov 2026 23:59:60 +0000", "2026-11-26T00:00:00Z"},
	{"29 Feb 2024 00:00:00 +0000", "2024-02-29T00:00:00Z"},
	{"31 Dec 2026 23:00:00 -0200", "2027-01-01T01:00:00Z"},
	/* nothing to rely on */
	{"", NULL},
	{"Wed", NULL},
	{"25 Nov 2026", NULL},
	{"25 Nov 10:02:03 +0900", NULL},
	{"Nov 2026 10:02:03", NULL},
	{"11/12/2026 10:02:03", NULL},
	{"25-11-2026 10:02:03", NULL},
	{"29 Feb 2026 00:00:00 +0000", NULL},
	{"0 Nov 2026 00:00:00 +0000", NULL},
	{"25 Nov 2026 24:00:00 +0000", NULL},
	{"25 Nov 2026 10:60:00 +0000", NULL},
	{"25 Nov 2026 10:02:03 +9999", NULL},
	{"25 Nov 2026 10:02:03 +", NULL},
	{"25 Nov 2026 25 Nov 2026 10:02:03", NULL},
	{"25 Nov 2026 10:02:03 11:02:03", NULL},
	{"25 Nov 20261 10:02:03", NULL},
	{"25 Nov 0026 10:02:03 +0000", NULL},
	{"99999999999999999999 Nov 2026 10:02:03", NULL},
	{"31 Dec 9999 23:00:00 -0200", NULL},
	{"yesterday at 10:02", NULL},
	{"2026年11月25日 10:02:03", NULL},
	{"%DATE%", NULL},
};

static void test_mail(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(dates); i++) {
		gint64 t;
		bool read = when_parse_mail(str_of(dates[i].date), &t);
		g_autofree char *shown = read ? when_text(t) : NULL;
		g_test_message("row %zu", i);
		g_assert_cmpstr(shown, ==, dates[i].shown);
	}
}

static const struct {
	gint64 t;
	const char *text;
} times[] = {
	{0, "1970-01-01T00:00:00Z"},
	{1795568523, "2026-11-25T01:02:03Z"},
	{-1, "1969-12-31T23:59:59Z"},
	{-62135596800, "0001-01-01T00:00:00Z"},
	{253402300799, "9999-12-31T23:59:59Z"},
};

static void test_text(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(times); i++) {
		g_autofree char *text = when_text(times[i].t);
		gint64 t;
		g_assert_cmpstr(text, ==, times[i].text);
		g_assert_true(when_parse(str_of(text), &t));
		g_assert_cmpint(t, ==, times[i].t);
	}
}

static void test_text_clamps(void)
{
	g_autofree char *first = when_text(G_MININT64), *last = when_text(G_MAXINT64);

	g_assert_cmpstr(first, ==, "0001-01-01T00:00:00Z");
	g_assert_cmpstr(last, ==, "9999-12-31T23:59:59Z");
}

static void test_parse_is_strict(void)
{
	static const char *const others[] = {"", "2026-11-25", "2026-11-25T01:02:03",
		"2026-11-25T01:02:03z", "2026-11-25T01:02:03+00:00", "2026-11-25T01:02:03Z ",
		"2026-11-25 01:02:03Z", "2026-13-25T01:02:03Z", "2026-11-31T01:02:03Z",
		"2026-11-25T24:02:03Z", "2026-11-25T01:02:60Z", "0000-11-25T01:02:03Z",
		"+026-11-25T01:02:03Z"};

	for (size_t i = 0; i < G_N_ELEMENTS(others); i++) {
		gint64 t = 7;
		g_test_message("%s", others[i]);
		g_assert_false(when_parse(str_of(others[i]), &t));
		g_assert_cmpint(t, ==, 7);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/when/mail", test_mail);
	g_test_add_func("/when/text", test_text);
	g_test_add_func("/when/text-clamps", test_text_clamps);
	g_test_add_func("/when/parse-is-strict", test_parse_is_strict);
	return g_test_run();
}
