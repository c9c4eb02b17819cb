/* The dates that registries print: each way of writing, and what had to be assumed to read it. */
#include "lookup/regdate.h"

#include "base/when.h"

static const RegDateCustom nothing_known = {0};
static const RegDateCustom beijing = {
	.order = REGDATE_YEAR_FIRST, .zone_known = true, .zone = 8 * 60};
static const RegDateCustom sao_paulo = {.zone_known = true, .zone = -3 * 60};
static const RegDateCustom month_first = {.order = REGDATE_MONTH_FIRST};

typedef struct {
	const char *printed;
	const RegDateCustom *custom;
	const char *want; /* "UTC precision assumptions"; NULL: no date */
} Row;

static const Row rows[] = {
	/* RFC 3339, and what comes near it */
	{"2022-02-27T06:21:00Z", &nothing_known, "2022-02-27T06:21:00Z second"},
	{"2022-02-27T06:21:00.123Z", &nothing_known, "2022-02-27T06:21:00Z second"},
	{"2018-03-12T21:44:25+01:00", &nothing_known, "2018-03-12T20:44:25Z second"},
	{"2018-03-12T21:44:25+0100", &nothing_known, "2018-03-12T20:44:25Z second"},
	{"2018-03-12T21:44:25-03:30", &nothing_known, "2018-03-13T01:14:25Z second"},
	{"2022-02-27T06:21:00.123Z", &beijing, "2022-02-27T06:21:00Z second"},

	/* without a zone: the server's, where it is known, and said to be assumed */
	{"2022-02-27 14:21:00", &beijing, "2022-02-27T06:21:00Z second zone"},
	{"2022-02-27 14:21:00", &nothing_known, "2022-02-27T14:21:00Z second zone"},
	{"2022-02-27 14:21", &nothing_known, "2022-02-27T14:21:00Z second zone"},
	{"2022-02-27", &beijing, "2022-02-26T16:00:00Z day zone"},
	{"20000101", &sao_paulo, "2000-01-01T03:00:00Z day zone"},

	/* zones by name */
	{"2026/03/01 01:05:10 (JST)", &nothing_known, "2026-02-28T16:05:10Z second"},
	{"2003/04/10 00:00:00 KST", &nothing_known, "2003-04-09T15:00:00Z second"},
	{"Mon Jul 08 15:22:57 GMT 2013", &nothing_known, "2013-07-08T15:22:57Z second"},
	{"2012-06-08 10:00:00 CEST", &nothing_known, "2012-06-08T08:00:00Z second"},
	{"25-Aug-2009 12:00:00 UTC+3", &nothing_known, "2009-08-25T09:00:00Z second"},

	/* a month by its name, in the languages of those who print one */
	{"14-Sep-2024", &nothing_known, "2024-09-14T00:00:00Z day zone"},
	{"14 September 2024", &nothing_known, "2024-09-14T00:00:00Z day zone"},
	{"September 14, 2024", &nothing_known, "2024-09-14T00:00:00Z day zone"},
	{"2024-Sep-14", &nothing_known, "2024-09-14T00:00:00Z day zone"},
	{"14 dezembro 2024", &nothing_known, "2024-12-14T00:00:00Z day zone"},
	{"14 juillet 2024", &nothing_known, "2024-07-14T00:00:00Z day zone"},
	{"14 ago 2024", &nothing_known, "2024-08-14T00:00:00Z day zone"},
	{"14-Sep-98", &nothing_known, "1998-09-14T00:00:00Z day zone"},
	{"14-Sep-12", &nothing_known, "2012-09-14T00:00:00Z day zone"},

	/* which number is what: told where it was a choice */
	{"31/12/2014", &nothing_known, "2014-12-31T00:00:00Z day zone"},
	{"12/31/2014", &nothing_known, "2014-12-31T00:00:00Z day zone"},
	{"03/04/2014", &nothing_known, "2014-04-03T00:00:00Z day zone order"},
	{"03/04/2014", &month_first, "2014-03-04T00:00:00Z day zone order"},
	{"13/04/2014", &month_first, "2014-04-13T00:00:00Z day zone"},
	{"04/04/2014", &nothing_known, "2014-04-04T00:00:00Z day zone"},
	{"03/04/14", &beijing, "2003-04-13T16:00:00Z day zone order"},
	{"2004. 05. 30.", &beijing, "2004-05-29T16:00:00Z day zone"},
	{"2002.09.19 13:00:00", &nothing_known, "2002-09-19T13:00:00Z second zone"},
	{"2001年02月03日", &nothing_known, "2001-02-03T00:00:00Z day zone"},

	/* packed, and with words and tickets beside it */
	{"20030317", &nothing_known, "2003-03-17T00:00:00Z day zone"},
	{"20030317122005", &nothing_known, "2003-03-17T12:20:05Z second zone"},
	{"0-UANIC 20021204000000", &nothing_known, "2002-12-04T00:00:00Z second zone"},
	{"19990518 #162310", &sao_paulo, "1999-05-18T03:00:00Z day zone"},
	{"2027-10-20 (YYYY-MM-DD)", &nothing_known, "2027-10-20T00:00:00Z day zone"},
	{"before 1996-08-01", &nothing_known, "1996-08-01T00:00:00Z day zone"},

	/* what the calendar does not have, and what is no date */
	{"29 Feb 2024", &nothing_known, "2024-02-29T00:00:00Z day zone"},
	{"29 Feb 2023", &nothing_known, NULL},
	{"2023-02-29", &nothing_known, NULL},
	{"2022-13-01", &nothing_known, NULL},
	{"0000-00-00", &nothing_known, NULL},
	{"2022-02-27 25:00:00", &nothing_known, NULL},
	{"2022-02-27 12:61:00", &nothing_known, NULL},
	{"before Aug-1996", &nothing_known, NULL},
	{"2022", &nothing_known, NULL},
	{"14:21:00", &nothing_known, NULL},
	{"not registered", &nothing_known, NULL},
	{"99999999999999999999", &nothing_known, NULL},
	{"", &nothing_known, NULL},
};

static char *shown_date(const RegDate *date)
{
	g_autofree char *utc = when_text(date->utc);

	return g_strdup_printf("%s %s%s%s", utc, date->has_time ? "second" : "day",
		date->zone_assumed ? " zone" : "", date->order_assumed ? " order" : "");
}

static void test_rows(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		RegDate date;
		bool found = regdate_parse(str_of(rows[i].printed), rows[i].custom, &date);
		g_autofree char *got = found ? shown_date(&date) : NULL;

		g_test_message("%s", rows[i].printed);
		g_assert_cmpstr(got, ==, rows[i].want);
	}
}

/* What stands behind REGDATE_MAX is not looked at. */
static void test_long(void)
{
	g_autofree char *words = g_strnfill(REGDATE_MAX, ' ');
	g_autofree char *late = g_strconcat(words, "2022-02-27", NULL);
	g_autofree char *early = g_strconcat("2022-02-27", words, NULL);
	RegDate date;

	g_assert_false(regdate_parse(str_of(late), &nothing_known, &date));
	g_assert_true(regdate_parse(str_of(early), &nothing_known, &date));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/lookup/regdate", test_rows);
	g_test_add_func("/lookup/regdate/long", test_long);
	return g_test_run();
}
