/* How servers are asked, and where a referral leads. */
#include "lookup/servers.h"

#include "lookup/referral.h"
#include "support/scratch.h"

static const struct {
	const char *host;
	SubjectKind kind;
	size_t form;
	const char *subject, *line; /* NULL: it has no such form */
} lines[] = {
	{"whois.iana.org", SUBJECT_DOMAIN, 0, "4ztfqg8.cn", "cn"},
	{"whois.iana.org", SUBJECT_DOMAIN, 0, "shop.co.jp", "jp"},
	{"whois.iana.org", SUBJECT_IP, 0, "203.0.113.7", "203.0.113.7"},
	{"whois.iana.org", SUBJECT_ASN, 0, "AS8100", "AS8100"},
	{"whois.arin.net", SUBJECT_IP, 0, "204.44.83.230", "n + 204.44.83.230"},
	{"whois.arin.net", SUBJECT_ASN, 0, "AS8100", "a + 8100"},
	{"whois.ripe.net", SUBJECT_IP, 0, "2001:db8::1", "-B 2001:db8::1"},
	{"whois.jprs.jp", SUBJECT_DOMAIN, 0, "example.jp", "example.jp"},
	{"whois.jprs.jp", SUBJECT_DOMAIN, 1, "example.jp", "example.jp/e"},
	{"whois.jprs.jp", SUBJECT_DOMAIN, 2, "example.jp", NULL},
	{"whois.nic.ad.jp", SUBJECT_IP, 1, "192.0.2.7", "192.0.2.7/e"},
	{"whois.denic.de", SUBJECT_DOMAIN, 0, "example.de", "-T dn,ace example.de"},
	{"whois.verisign-grs.com", SUBJECT_DOMAIN, 0, "example.com", "domain example.com"},
	{"whois.unheard.example", SUBJECT_DOMAIN, 0, "a.example", "a.example"},
	{"whois.unheard.example", SUBJECT_DOMAIN, 1, "a.example", NULL},
};

static Servers *read_all(void)
{
	g_autoptr(GError) error = NULL;
	Servers *servers = servers_read(g_getenv("MEKIKI_SOURCE"), &error);

	g_assert_no_error(error);
	return servers;
}

static void test_lines(void)
{
	g_autoptr(Servers) servers = read_all();

	for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
		g_autofree char *line = servers_line(
			servers, lines[i].host, lines[i].kind, lines[i].subject, lines[i].form);
		g_assert_cmpstr(line, ==, lines[i].line);
	}
	g_assert_cmpstr(servers_root(servers), ==, "whois.iana.org");
	g_assert_cmpstr(servers_bootstrap(servers, SUBJECT_IP, "2001:db8::1"), ==,
		"https://data.iana.org/rdap/ipv6.json");
}

static void test_pace(void)
{
	g_autoptr(Servers) servers = read_all();
	Pace usual = servers_pace(servers, "whois.unheard.example");
	Pace strict = servers_pace(servers, "whois.jprs.jp");

	g_assert_cmpuint(usual.at_once, >, 0);
	g_assert_cmpuint(usual.interval_ms, >, 0);
	g_assert_cmpuint(strict.interval_ms, >, usual.interval_ms);
}

#define FILE_OF(more)                                                                              \
	"{\"date\":\"2026-11-25\",\"source\":\"s\",\"root\":\"r.example\",\"bootstrap\":{"         \
	"\"domain\":"                                                                              \
	"\"a\",\"ipv4\":\"a\",\"ipv6\":\"a\",\"asn\":\"a\"},\"pace\":{\"interval_ms\":1,\"at_"     \
	"once\":1},"                                                                               \
	"\"servers\":[" more "]}"

static const struct {
	const char *text, *fault;
} faults[] = {
	{FILE_OF(""), NULL},
	{"{\"date\":\"2026-11-25\",\"source\":\"s\"}", "is missing"},
	{FILE_OF("{\"ask\":{}}"), "no \"hosts\""},
	{FILE_OF("{\"hosts\":[1]}"), "no text"},
	{FILE_OF("{\"hosts\":[\"a\"]},{\"hosts\":[\"a\"]}"), "twice"},
	{FILE_OF("{\"hosts\":[\"a\"],\"ask\":{\"ip\":\"-x\"}}"), "no {subject}"},
	{FILE_OF("{\"hosts\":[\"a\"],\"ask\":{\"ip\":[\"{subject}\",\"-x\"]}}"), "no {subject}"},
	{FILE_OF("{\"hosts\":[\"a\"],\"ask\":{\"ip\":[]}}"), "no {subject}"},
	{FILE_OF("{\"hosts\":[\"a\"],\"pace\":{\"interval_ms\":1}}"), "at_once"},
};

static void test_faults(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(faults); i++) {
		g_autoptr(Scratch) dir = scratch_new();
		g_autofree char *folder = g_build_filename(dir, "data", "servers", NULL);
		g_autofree char *path = g_build_filename(folder, "x.json", NULL);
		g_autoptr(GError) error = NULL;

		g_assert_cmpint(g_mkdir_with_parents(folder, 0700), ==, 0);
		g_assert_true(g_file_set_contents(path, faults[i].text, -1, NULL));
		g_autoptr(Servers) servers = servers_read(dir, &error);
		g_assert_true((servers != NULL) == (faults[i].fault == NULL));
		if (faults[i].fault)
			g_assert_nonnull(strstr(error->message, faults[i].fault));
	}
}

static const struct {
	const char *text, *shown; /* NULL: no referral */
} referrals[] = {
	{"whois.cnnic.cn", "whois whois.cnnic.cn 43"},
	{" WHOIS.Example.NET ", "whois whois.example.net 43"},
	{"whois.example.net:4343", "whois whois.example.net 4343"},
	{"whois://whois.ripe.net", "whois whois.ripe.net 43"},
	{"rwhois://rwhois.quadranet.com:4321/", "rwhois rwhois.quadranet.com 4321"},
	{"rwhois://rwhois.example.net", "rwhois rwhois.example.net 4321"},
	{"127.0.0.1", "whois 127.0.0.1 43"},
	{"whois://[2001:db8::1]:43/", "whois [2001:db8::1] 43"},
	{"http://whois.example.net/", NULL},
	{"https://rdap.example.net/domain/a", NULL},
	{"none", NULL},
	{"whois.example.net:99999", NULL},
	{"a b.example", NULL},
	{"", NULL},
};

static void test_referrals(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(referrals); i++) {
		Referral referral = {0};
		g_autofree char *shown = NULL;

		if (referral_parse(str_of(referrals[i].text), &referral))
			shown = g_strdup_printf(
				"%s %s %u", referral.protocol, referral.host, referral.port);
		g_assert_cmpstr(shown, ==, referrals[i].shown);
		referral_clear(&referral);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/servers/lines", test_lines);
	g_test_add_func("/servers/pace", test_pace);
	g_test_add_func("/servers/faults", test_faults);
	g_test_add_func("/servers/referrals", test_referrals);
	return g_test_run();
}
