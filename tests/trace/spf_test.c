/* SPF: the examples of RFC 7208, what decided and why, and zones that want to be evaluated for ever. The suite of openspf
 * is in spf_suite_test.c. */
#include "trace/recordfile.h"
#include "trace/spf.h"
#include "trace/spfrecord.h"

/* Appendix A's zone, and one of our own. */
static const char zone[] =
	"example.com MX 10 mail-a.example.com\n"
	"example.com MX 20 mail-b.example.com\n"
	"example.com A 192.0.2.10\n"
	"example.com A 192.0.2.11\n"
	"amy.example.com A 192.0.2.65\n"
	"bob.example.com A 192.0.2.66\n"
	"mail-a.example.com A 192.0.2.129\n"
	"mail-b.example.com A 192.0.2.130\n"
	"example.org MX 10 mail-c.example.org\n"
	"mail-c.example.org A 192.0.2.140\n"
	"192.0.2.10 PTR example.com\n"
	"192.0.2.65 PTR amy.example.com\n"
	"192.0.2.129 PTR mail-a.example.com\n"
	"192.0.2.140 PTR mail-c.example.org\n"
	"10.0.0.4 PTR bob.example.com\n"
	/* and one policy after the other, as A.1 lists them */
	"all.example.net TXT v=spf1 +all\n"
	"a.example.net TXT v=spf1 a:example.com -all\n"
	"aorg.example.net TXT v=spf1 a:example.org -all\n"
	"mx.example.net TXT v=spf1 mx:example.com -all\n"
	"mxorg.example.net TXT v=spf1 mx:example.com mx:example.org -all\n"
	"mxbits.example.net TXT v=spf1 mx/30 mx:example.org/30 -all\n"
	"mxbits.example.net MX 10 mail-a.example.com\n"
	"example.com TXT v=spf1 ptr -all\n"
	"ip.example.net TXT v=spf1 ip4:192.0.2.128/28 -all\n"
	"six.example.net TXT v=spf1 ip6:2001:db8:1::/48 ~all\n"
	/* section 5.2 */
	"inc.example.net TXT v=spf1 include:ip.example.net include:six.example.net -all\n"
	"inc.none.example.net TXT v=spf1 include:amy.example.com -all\n"
	/* A.3, and section 6.2 */
	"mobile.example.net TXT v=spf1 exists:%{l1r+-}.%{d} -all exp=why.%{d}\n"
	"ann.mobile.example.net A 127.0.0.2\n"
	"why.mobile.example.net TXT %{i} is none of %{d}'s machines for %{l}%_at %{t}, says %{r}\n"
	/* our own */
	"neutral.example.net TXT v=spf1 ?ip4:192.0.2.1\n"
	"two.example.net TXT v=spf1 -all\n"
	"two.example.net TXT v=spf1 +all\n"
	"typo.example.net TXT v=spf1 ip4:192.0.2.1 inlcude:example.org -all\n"
	"slow.example.net TXT TIMEOUT\n"
	"slowmx.example.net TXT v=spf1 mx -all\n"
	"slowmx.example.net MX TIMEOUT\n"
	"xn--bcher-kva.example TXT v=spf1 ip4:192.0.2.1 -all\n"
	"local.example.net TXT v=spf1 exists:%{l}.never.example -exists:%{s}.never.example ~all\n"
	"null.example.net TXT v=spf1 mx -all\n"
	"null.example.net MX 0 .\n"
	"loop.example.net TXT v=spf1 include:loop.example.net -all\n"
	"redirect.example.net TXT v=spf1 redirect=redirect.example.net\n"
	"circle.example.net CNAME circus.example.net\n"
	"circus.example.net CNAME circle.example.net\n"
	"void.example.net TXT v=spf1 a:1.void.example.net mx:2.void.example.net "
	"exists:3.void.example.net -all\n"
	"back.example.net TXT v=spf1 ?include:two.example.net include:ip.example.net -all\n"
	"fell.example.net TXT v=spf1 include:ip.example.net ip4:192.0.2.77 -all\n";

static const struct {
	const char *ip, *sender;
	const char *shown; /* result[ fault][ term @ domain][ "explanation"] */
} rows[] = {
	{"192.0.2.1", "x@all.example.net", "pass +all @ all.example.net"},
	{"192.0.2.10", "x@a.example.net", "pass a:example.com @ a.example.net"},
	{"192.0.2.65", "x@a.example.net", "fail -all @ a.example.net"},
	{"192.0.2.10", "x@aorg.example.net", "fail -all @ aorg.example.net"},
	{"192.0.2.129", "x@mx.example.net", "pass mx:example.com @ mx.example.net"},
	{"192.0.2.140", "x@mxorg.example.net", "pass mx:example.org @ mxorg.example.net"},
	{"192.0.2.131", "x@mxbits.example.net", "pass mx/30 @ mxbits.example.net"},
	{"192.0.2.143", "x@mxbits.example.net", "pass mx:example.org/30 @ mxbits.example.net"},
	{"192.0.2.65", "x@example.com", "pass ptr @ example.com"},
	{"192.0.2.140", "x@example.com", "fail -all @ example.com"},
	{"10.0.0.4", "x@example.com", "fail -all @ example.com"},
	{"192.0.2.65", "x@ip.example.net", "fail -all @ ip.example.net"},
	{"192.0.2.129", "x@ip.example.net", "pass ip4:192.0.2.128/28 @ ip.example.net"},
	{"::ffff:192.0.2.129", "x@ip.example.net", "pass ip4:192.0.2.128/28 @ ip.example.net"},
	{"2001:db8:1::9", "x@six.example.net", "pass ip6:2001:db8:1::/48 @ six.example.net"},
	{"192.0.2.1", "x@six.example.net", "softfail ~all @ six.example.net"},
	{"2001:db8:1::9", "x@inc.example.net", "pass ip6:2001:db8:1::/48 @ six.example.net"},
	{"192.0.2.1", "x@inc.example.net", "fail -all @ inc.example.net"},
	{"192.0.2.77", "x@fell.example.net", "pass ip4:192.0.2.77 @ fell.example.net"},
	{"192.0.2.1", "x@inc.none.example.net",
		"permerror no-record include:amy.example.com @ inc.none.example.net"},
	{"192.0.2.1", "list+ann@mobile.example.net",
		"fail -all @ mobile.example.net \"192.0.2.1 is none of mobile.example.net's "
		"machines for "
		"list+ann at 1234567890, says mx.example.jp\""},
	{"192.0.2.1", "ann-list@mobile.example.net",
		"pass exists:%{l1r+-}.%{d} @ mobile.example.net"},
	{"192.0.2.1", "x@neutral.example.net", "neutral ?ip4:192.0.2.1 @ neutral.example.net"},
	{"192.0.2.2", "x@neutral.example.net", "neutral"},
	{"192.0.2.1", "x@nobody.example.net", "none"},
	{"192.0.2.1", "", "none"}, /* the HELO name has no record */
	{"192.0.2.1", "x@[192.0.2.1]", "none"},
	{"192.0.2.1", "x@localhost", "none"},
	{"no address", "x@all.example.net", "none"},
	{"192.0.2.1", "x@two.example.net", "permerror several-records  @ two.example.net"},
	{"192.0.2.1", "x@back.example.net", "permerror several-records  @ two.example.net"},
	{"192.0.2.1", "x@typo.example.net",
		"permerror no-such-mechanism inlcude:example.org @ typo.example.net"},
	{"192.0.2.1", "x@slow.example.net", "temperror dns-failed  @ slow.example.net"},
	{"192.0.2.1", "x@slowmx.example.net", "temperror dns-failed mx @ slowmx.example.net"},
	{"192.0.2.1", "x@b\303\274cher.example", "pass ip4:192.0.2.1 @ xn--bcher-kva.example"},
	/* RFC 8616: a term with such a local part matches nothing */
	{"192.0.2.1", "\303\274@local.example.net", "softfail ~all @ local.example.net"},
	{"192.0.2.1", "x@null.example.net", "fail -all @ null.example.net"},
	{"192.0.2.1", "x@loop.example.net",
		"permerror too-many-lookups include:loop.example.net @ loop.example.net"},
	{"192.0.2.1", "x@redirect.example.net", "permerror too-many-lookups"},
	{"192.0.2.1", "x@circle.example.net", "temperror dns-failed  @ circle.example.net"},
	{"192.0.2.1", "x@void.example.net",
		"permerror too-many-void-lookups exists:3.void.example.net @ void.example.net"},
};

static SpfVerdict *check(Records *records, const char *ip, const char *sender)
{
	const SpfQuestion question = {
		.ip = str_of(ip),
		.sender = str_of(sender),
		.helo = STR("mail.example.net"),
		.receiver = STR("mx.example.jp"),
		.now = 1234567890,
	};
	return spf_check(records, &question);
}

static char *show(const SpfVerdict *verdict)
{
	GString *out = g_string_new(spf_result_name(verdict->result));

	if (verdict->fault)
		g_string_append_printf(out, " %s", spffault_code(verdict->fault));
	if (verdict->term)
		g_string_append_printf(out, " %s @ %s", verdict->term, verdict->term_domain);
	if (verdict->explanation)
		g_string_append_printf(out, " \"%s\"", verdict->explanation);
	return g_string_free(out, FALSE);
}

static void test_rows(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(Records) records = records_new();
		g_assert_true(recordfile_read(str_of(zone), records, NULL));
		g_autoptr(SpfVerdict) verdict = check(records, rows[i].ip, rows[i].sender);
		g_autofree char *shown = show(verdict);
		g_assert_cmpstr(shown, ==, rows[i].shown);
	}
}

/* Section 7.4, with its sender strong-bad@email.example.com. */
static const struct {
	const char *ip, *macro, *expanded;
} macros[] = {
	{"192.0.2.3", "%{s}", "strong-bad@email.example.com"},
	{"192.0.2.3", "%{o}", "email.example.com"},
	{"192.0.2.3", "%{d}", "email.example.com"},
	{"192.0.2.3", "%{d4}", "email.example.com"},
	{"192.0.2.3", "%{d3}", "email.example.com"},
	{"192.0.2.3", "%{d2}", "example.com"},
	{"192.0.2.3", "%{d1}", "com"},
	{"192.0.2.3", "%{dr}", "com.example.email"},
	{"192.0.2.3", "%{d2r}", "example.email"},
	{"192.0.2.3", "%{l}", "strong-bad"},
	{"192.0.2.3", "%{l-}", "strong.bad"},
	{"192.0.2.3", "%{lr}", "strong-bad"},
	{"192.0.2.3", "%{lr-}", "bad.strong"},
	{"192.0.2.3", "%{l1r-}", "strong"},
	{"192.0.2.3", "%{ir}.%{v}._spf.%{d2}", "3.2.0.192.in-addr._spf.example.com"},
	{"192.0.2.3", "%{lr-}.lp._spf.%{d2}", "bad.strong.lp._spf.example.com"},
	{"192.0.2.3", "%{lr-}.lp.%{ir}.%{v}._spf.%{d2}",
		"bad.strong.lp.3.2.0.192.in-addr._spf.example.com"},
	{"192.0.2.3", "%{ir}.%{v}.%{l1r-}.lp._spf.%{d2}",
		"3.2.0.192.in-addr.strong.lp._spf.example.com"},
	{"192.0.2.3", "%{d2}.trusted-domains.example.net",
		"example.com.trusted-domains.example.net"},
	{"2001:db8::cb01", "%{ir}.%{v}._spf.%{d2}",
		"1.0.B.C.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.B.D.0.1.0.0.2.ip6._spf.example."
		"com"},
	{"192.0.2.3", "%{L}%{d999999999999}.%%%-%{H}.a", "strong-bademail.example.com.%%20a%2Fb.a"},
};

static bool nobody_validated(void *data, Str domain, GString *out)
{
	(void)data;
	(void)domain;
	g_string_append(out, "unknown");
	return true;
}

static SpfScope scope_over(const Address *ip)
{
	return (SpfScope){
		.ip = ip,
		.local = STR("strong-bad"),
		.sender_domain = STR("email.example.com"),
		.domain = STR("email.example.com"),
		.helo = STR("a/b"),
		.validated = nobody_validated,
	};
}

static void test_macros(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(macros); i++) {
		g_autoptr(GString) out = g_string_new(NULL);
		Address ip;
		g_assert_true(address_parse(str_of(macros[i].ip), &ip));
		SpfScope scope = scope_over(&ip);
		g_assert_cmpint(
			spfmacro_expand(str_of(macros[i].macro), SPFMACRO_DOMAIN, &scope, out), ==,
			SPFMACRO_DONE);
		g_assert_cmpstr(out->str, ==, macros[i].expanded);
	}
}

/* What a zone can write to have us write for ever. */
static void test_growth(void)
{
	g_autoptr(GString) text = g_string_new("v=spf1"), macro = g_string_new(NULL),
			   out = g_string_new(NULL);
	g_autofree char *local = g_strnfill(4000, 'l');
	Address ip = {.len = 4};
	SpfScope scope = scope_over(&ip);

	scope.local = str_of(local);
	for (int i = 0; i < 2000; i++)
		g_string_append(macro, "%{S}%{Sr-+}");
	g_assert_cmpint(
		spfmacro_expand(str_over(macro->str, macro->len), SPFMACRO_MODIFIER, &scope, out),
		==, SPFMACRO_BROKEN);
	g_assert_cmpuint(out->len, <, SPFMACRO_MAX + (size_t)3 * 4100);
	for (guint i = 0; i < SPFRECORD_TERMS_MAX + 1; i++)
		g_string_append(text, " a");
	g_autoptr(SpfRecord) many = spfrecord_parse(str_over(text->str, text->len));
	g_assert_cmpstr(spffault_code(many->fault), ==, "too-many-terms");
	while (text->len < SPFRECORD_MAX)
		g_string_append(text, " ip4:192.0.2.1");
	g_autoptr(SpfRecord) large = spfrecord_parse(str_over(text->str, text->len));
	g_assert_cmpstr(spffault_code(large->fault), ==, "record-too-long");
}

static const struct {
	const char *record, *fault;
} records_rows[] = {
	{"v=spf1", ""},
	{"v=spf1 A MX:example.org//64 IP4:192.0.2.0/24 -ALL", ""},
	{"v=spf1 moo=%{c}%_x redirect=%{d}", ""},
	{"v=spf1 a:%{d0}", "domain-broken"},
	{"v=spf1 a:%{d}.", "domain-broken"},
	{"v=spf1 a:example", "domain-broken"},
	{"v=spf1 a:example.-a", "domain-broken"},
	{"v=spf1 a:example.1", "domain-broken"},
	{"v=spf1 include", "domain-broken"},
	{"v=spf1 exists:%{t}.example.org", "domain-broken"},
	{"v=spf1 a/33", "prefix-broken"},
	{"v=spf1 a/08", "prefix-broken"},
	{"v=spf1 mx//129", "prefix-broken"},
	{"v=spf1 ip4:192.0.2.0/33", "prefix-broken"},
	{"v=spf1 ip4:192.0.2.0/", "prefix-broken"},
	{"v=spf1 ip4:192.0.2", "address-broken"},
	{"v=spf1 ip6:192.0.2.1", "address-broken"},
	{"v=spf1 ip6:[2001:db8::1]", "address-broken"},
	{"v=spf1 all:example.org", "all-with-value"},
	{"v=spf1 all.", "no-such-mechanism"},
	{"v=spf1 -exp=example.org", "modifier-broken"},
	{"v=spf1 exp=a.example exp=a.example", "modifier-twice"},
	{"v=spf1 1a=b", "modifier-broken"},
	{"v=spf1 moo=%x", "macro-broken"},
	{"v=spf1 moo=\303\244", "macro-broken"},
};

static void test_records(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(records_rows); i++) {
		g_autoptr(SpfRecord) record = spfrecord_parse(str_of(records_rows[i].record));
		g_assert_cmpstr(spffault_code(record->fault), ==, records_rows[i].fault);
	}
	g_assert_true(spfrecord_is(STR("V=SPF1")));
	g_assert_false(spfrecord_is(STR("v=spf10")));
	g_assert_false(spfrecord_is(STR("v=spf1\t-all")));
}

/* A refusal of the limits is told with its place. */
static void test_words(void)
{
	json_auto_t *words =
		spffault_words(SPF_FAULT_LOOKUPS, STR("example.org"), STR("a:b.example"));

	g_assert_cmpstr(json_get_text(words, "en"), ==,
		"The SPF record needs more than the ten look-ups that are allowed (example.org: "
		"a:b.example).");
	g_assert_cmpstr(json_get_text(words, "ja"), ==,
		"SPF レコードの評価に必要な DNS 照会が上限の 10 回を超えます(example.org: "
		"a:b.example)。");
}

/* The plain terms of a record are asked for in one round, and not more of them than may ask. */
static void test_ahead(void)
{
	g_autoptr(Records) records = records_new();

	records_add(records, STR("example.org"), DNSTYPE_TXT,
		STR("v=spf1 a mx include:a.example include:b.example exists:%{i}.c.example "
		    "ip4:192.0.2.1 "
		    "include:d.example a:1.example a:2.example a:3.example a:4.example a:5.example "
		    "-all"),
		0);
	g_autoptr(SpfVerdict) verdict = check(records, "192.0.2.9", "x@example.org");
	json_auto_t *wanted = records_wanted_json(records);
	g_assert_cmpint(verdict->result, ==, SPF_WANTED);
	g_assert_cmpuint(json_array_size(wanted), ==, SPF_LOOKUPS_MAX - 1);
	g_assert_cmpstr(json_get_text(json_array_get(wanted, 0), "type"), ==, "A");
	g_assert_cmpstr(json_get_text(json_array_get(wanted, 2), "type"), ==, "TXT");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/trace/spf/rows", test_rows);
	g_test_add_func("/trace/spf/macros", test_macros);
	g_test_add_func("/trace/spf/growth", test_growth);
	g_test_add_func("/trace/spf/records", test_records);
	g_test_add_func("/trace/spf/words", test_words);
	g_test_add_func("/trace/spf/ahead", test_ahead);
	return g_test_run();
}
