/* DMARC: the examples of RFC 7489 (appendix B) and RFC 9989 (section 4.10), and where the two ways part. */
#include "trace/dmarc.h"
#include "trace/recordfile.h"

static const char zone[] =
	/* RFC 7489, appendix B */
	"_dmarc.example.com TXT v=DMARC1; p=reject; rua=mailto:dmarc-feedback@example.com\n"
	"example.com MX 10 mail.example.com\n"
	"child.example.com MX 10 mail.example.com\n"
	"_dmarc.strict.example TXT v=DMARC1; p=quarantine; adkim=s; aspf=s; pct=25\n"
	"strict.example MX 10 mail.example.com\n"
	/* RFC 9989, section 4.10.2: its three examples */
	"_dmarc.mail.one.example TXT v=DMARC1; p=none\n"
	"_dmarc.one.example TXT v=DMARC1; p=reject; sp=quarantine; np=reject\n"
	"a.mail.one.example A 192.0.2.1\n"
	"_dmarc.mail.two.example TXT v=DMARC1; p=reject; psd=n\n"
	"_dmarc.two.example TXT v=DMARC1; p=none\n"
	"a.mail.two.example A 192.0.2.1\n"
	"_dmarc.bank TXT v=DMARC1; p=none; sp=quarantine; np=reject; psd=y\n"
	"a.mail.three.bank A 192.0.2.1\n"
	/* a public suffix that the list does not know, and one that it does */
	"_dmarc.registry.example TXT v=DMARC1; p=reject; psd=y\n"
	"_dmarc.shop.registry.example TXT v=DMARC1; p=reject\n"
	"shop.registry.example A 192.0.2.1\n"
	"other.registry.example A 192.0.2.1\n"
	/* t=, broken records, several records, no answer */
	"_dmarc.test.example TXT v=DMARC1; p=reject; t=y\n"
	"_dmarc.typo.example TXT v=DMARC1; p=rejct; rua=mailto:a@typo.example\n"
	"_dmarc.mute.example TXT v=DMARC1; p=rejct\n"
	"_dmarc.bare.example TXT v=DMARC1\n"
	"_dmarc.twice.example TXT v=DMARC1; p=reject\n"
	"_dmarc.twice.example TXT v=DMARC1; p=none\n"
	"_dmarc.slow.example TXT TIMEOUT\n"
	"_dmarc.slowtop TXT TIMEOUT\n"
	"_dmarc.below.slowtop TXT v=DMARC1; p=reject\n"
	"_dmarc.deep.example TXT v=DMARC1; p=reject\n";

static const struct {
	const char *author;
	const char *
		spf; /* a domain that SPF verifies; "?" before it: nobody looked, "!": no answer; NULL */
	const char *dkim;  /* likewise, of one signature */
	const char *shown; /* by the walk; and by the list where that differs */
} rows[] = {
	/* B.1.1 and B.1.2: identical, child, another domain */
	{"example.com", "example.com", NULL, "pass p=reject @example.com spf"},
	{"example.com", "child.example.com", NULL, "pass p=reject @example.com spf"},
	{"child.example.com", "example.com", NULL, "pass p=reject @example.com spf"},
	{"example.com", "example.net", NULL, "fail p=reject @example.com"},
	{"example.com", NULL, "example.com", "pass p=reject @example.com dkim"},
	{"child.example.com", NULL, "example.com", "pass p=reject @example.com dkim"},
	{"example.com", NULL, "sample.net", "fail p=reject @example.com"},
	{"EXAMPLE.com.", NULL, "Example.COM", "pass p=reject @example.com dkim"},
	{"example.com", "child.example.com", "example.com", "pass p=reject @example.com spf dkim"},
	{"strict.example", "child.strict.example", "child.strict.example",
		"fail p=quarantine @strict.example"},
	{"strict.example", "strict.example", NULL, "pass p=quarantine @strict.example spf"},
	/* a single top label is no organization that both belong to */
	{"example.com", NULL, "com", "fail p=reject @example.com"},
	/* what nobody looked at, and what did not answer */
	{"example.com", NULL, "?example.com", "not-asked p=reject @example.com"},
	{"example.com", NULL, "?example.net", "fail p=reject @example.com"},
	{"example.com", "!example.com", NULL, "temperror p=reject @example.com"},
	{"example.com", "!example.com", "example.com", "pass p=reject @example.com dkim"},
	/* 4.10.2 */
	{"a.mail.one.example", NULL, "one.example", "pass sp=quarantine @one.example dkim"},
	{"b.mail.one.example", NULL, NULL,
		"fail np=reject @one.example; RFC 7489: fail sp=quarantine @one.example"},
	{"mail.one.example", NULL, NULL, "fail p=none @mail.one.example"},
	{"a.mail.two.example", NULL, "mail.two.example",
		"pass p=reject @mail.two.example dkim; RFC 7489: pass p=none @two.example dkim"},
	{"a.mail.two.example", NULL, "two.example",
		"fail p=reject @mail.two.example; RFC 7489: pass p=none @two.example dkim"},
	{"a.mail.three.bank", NULL, "three.bank",
		"pass sp=quarantine @bank dkim; RFC 7489: none @three.bank"},
	{"gone.three.bank", NULL, "other.bank", "fail np=reject @bank; RFC 7489: none @three.bank"},
	{"shop.registry.example", NULL, "other.registry.example",
		"fail p=reject @shop.registry.example; RFC 7489: pass p=reject "
		"@shop.registry.example "
		"dkim"},
	/* where the walk has no record, the domain is its own organization */
	{"nobody.example", "nobody.example", NULL, "none @nobody.example"},
	{"a.nobody.example", NULL, NULL, "none @a.nobody.example; RFC 7489: none @nobody.example"},
	{"test.example", NULL, NULL,
		"fail p=reject (quarantine) @test.example; RFC 7489: fail p=reject @test.example"},
	{"typo.example", NULL, NULL, "fail p=none @typo.example"},
	{"mute.example", NULL, NULL, "permerror @mute.example"},
	{"bare.example", NULL, NULL,
		"fail p=none @bare.example; RFC 7489: permerror @bare.example"},
	{"twice.example", NULL, NULL, "none @twice.example"},
	{"slow.example", "slow.example", NULL, "temperror @slow.example"},
	{"below.slowtop", "below.slowtop", NULL, "pass p=reject @below.slowtop spf"},
	{"b\303\274cher.example", NULL, NULL, "none @xn--bcher-kva.example"},
	{"a.b.c.d.e.f.g.h.i.j.deep.example", NULL, "deep.example",
		"pass p=reject @deep.example dkim"},
	{"", NULL, NULL, "none @(null)"},
};

static DmarcIdentifier identifier(const char *written)
{
	DmarcIdentifier made = {str_of(written), DMARC_VERIFIED};

	if (str_take_char(&made.domain, '?'))
		made.state = DMARC_UNKNOWN;
	else if (str_take_char(&made.domain, '!'))
		made.state = DMARC_TEMPORARY;
	return made;
}

static char *show_finding(const DmarcFinding *finding)
{
	GString *out = g_string_new(dmarc_result_name(finding->result));

	if (finding->tag)
		g_string_append_printf(
			out, " %s=%s", finding->tag, dmarcrecord_policy_name(finding->policy));
	if (finding->applied != finding->policy)
		g_string_append_printf(out, " (%s)", dmarcrecord_policy_name(finding->applied));
	g_string_append_printf(
		out, " @%s", finding->found_at ? finding->found_at : finding->organization);
	g_string_append(out, finding->spf_aligned ? " spf" : "");
	g_string_append(out, finding->dkim_aligned[0] ? " dkim" : "");
	return g_string_free(out, FALSE);
}

static char *show(const DmarcVerdict *verdict)
{
	g_autofree char *walk = show_finding(&verdict->walk), *list = show_finding(&verdict->list);

	if (!verdict->differs)
		return g_steal_pointer(&walk);
	return g_strconcat(walk, "; RFC 7489: ", list, NULL);
}

static Records *read_zone(void)
{
	Records *records = records_new();

	g_assert_true(recordfile_read(str_of(zone), records, NULL));
	return records;
}

static void test_rows(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(Records) records = read_zone();
		const DmarcIdentifier spf = identifier(rows[i].spf),
				      dkim = identifier(rows[i].dkim);
		const DmarcQuestion question = {
			.author = rows[i].author,
			.spf = rows[i].spf ? &spf : NULL,
			.dkim = &dkim,
			.dkim_count = rows[i].dkim ? 1 : 0,
		};
		g_autoptr(DmarcVerdict) verdict = dmarc_check(records, &question);
		g_assert_true(verdict->known);
		g_autofree char *shown = show(verdict);
		g_assert_cmpstr(shown, ==, rows[i].shown);
	}
}

/* RFC 9989, section 4.10: eight questions, however many labels; all at once. */
static void test_eight(void)
{
	g_autoptr(Records) records = records_new();
	g_autoptr(GString) shown = g_string_new(NULL);
	DmarcWalk walk;

	g_assert_false(dmarcwalk_find(records, "a.b.c.d.e.f.g.h.i.j.mail.example.com", &walk));
	for (guint i = 0; i < records_wanted(records)->len; i++)
		g_string_append_printf(shown, "%s\n",
			((RecordsQuestion *)g_ptr_array_index(records_wanted(records), i))->name);
	g_assert_cmpstr(shown->str, ==,
		"_dmarc.a.b.c.d.e.f.g.h.i.j.mail.example.com\n"
		"_dmarc.g.h.i.j.mail.example.com\n"
		"_dmarc.h.i.j.mail.example.com\n"
		"_dmarc.i.j.mail.example.com\n"
		"_dmarc.j.mail.example.com\n"
		"_dmarc.mail.example.com\n"
		"_dmarc.example.com\n"
		"_dmarc.com\n");
}

static const struct {
	const char *text, *shown;
} texts[] = {
	/* RFC 7489, appendix B.2.1 to B.2.4 */
	{"v=DMARC1; p=none; rua=mailto:dmarc-feedback@example.com", "p=none psd=u pct=100 reports"},
	{"v=DMARC1; p=none; rua=mailto:dmarc-feedback@example.com; "
	 "ruf=mailto:auth-reports@thirdparty.example.net",
		"p=none psd=u pct=100 reports ruf=mailto:auth-reports@thirdparty.example.net"},
	{"v=DMARC1; p=quarantine; rua=mailto:dmarc-feedback@example.com,"
	 " mailto:tld-test@thirdparty.example.net!10m; pct=25",
		"p=quarantine psd=u pct=25 reports"},
	{"v=DMARC1;p=reject", "p=reject psd=u pct=100"},
	{"v = DMARC1 ; p = REJECT ; sp=none;np=quarantine;",
		"p=reject sp=none np=quarantine psd=u pct=100"},
	{"v=DMARC1; p=none; pct=25; psd=y; t=y; adkim=s; aspf=s; fo=1:d; "
	 "rua=mailto:a@b.example!10m",
		"p=none psd=y pct=25 t adkim aspf reports fo=1:d"},
	{"v=DMARC1; p=none; p=reject", "p=none psd=u pct=100"},
	{"v=DMARC1; p; =; ;;; unknown=1; p=reject", "p=? psd=u pct=100"},
	{"v=DMARC1; p=none; pct=101; psd=x; rua=nobody", "p=none psd=u pct=100"},
	{"v=DMARC1", "psd=u pct=100"},
	{"v=dmarc1; p=none", "none"},
	{"V=DMARC1; p=none", "none"},
	{" v=DMARC1; p=none", "none"},
	{"v=DMARC1 p=none", "none"},
	{"v=DMARC1=1; p=none", "none"},
	{"v=DMARC10; p=none", "none"},
	{"p=none; v=DMARC1", "none"},
	{"v=spf1 -all", "none"},
	{"", "none"},
};

static void show_policy(GString *out, const char *tag, DmarcPolicy policy)
{
	if (policy == DMARC_POLICY_BROKEN)
		g_string_append_printf(out, "%s=? ", tag);
	else if (policy != DMARC_POLICY_ABSENT)
		g_string_append_printf(out, "%s=%s ", tag, dmarcrecord_policy_name(policy));
}

static char *show_record(Str text)
{
	GString *out = g_string_new(NULL);
	DmarcRecord record;

	if (!dmarcrecord_parse(text, &record))
		return g_string_free(g_string_append(out, "none"), FALSE);
	show_policy(out, "p", record.p);
	show_policy(out, "sp", record.sp);
	show_policy(out, "np", record.np);
	g_string_append_printf(out, "psd=%c pct=%u%s%s%s%s", record.psd, record.pct,
		record.testing ? " t" : "", record.strict_dkim ? " adkim" : "",
		record.strict_spf ? " aspf" : "", record.reports ? " reports" : "");
	if (record.ruf.len > 0)
		g_string_append_printf(out, " ruf=%.*s", STR_ARG(record.ruf));
	if (record.fo.len > 0)
		g_string_append_printf(out, " fo=%.*s", STR_ARG(record.fo));
	return g_string_free(out, FALSE);
}

static void test_records(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autofree char *shown = show_record(str_of(texts[i].text));
		g_assert_cmpstr(shown, ==, texts[i].shown);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/trace/dmarc/rows", test_rows);
	g_test_add_func("/trace/dmarc/eight", test_eight);
	g_test_add_func("/trace/dmarc/records", test_records);
	return g_test_run();
}
