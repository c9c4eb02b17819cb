/* Which server a bootstrap file names, and which files are refused, with the reason. */
#include "lookup/bootstrap.h"

#define FILE_OF(services)                                                                          \
	"{\"version\":\"1.0\",\"publication\":\"2026-01-01\",\"services\":" services "}"

static const char dns[] =
	FILE_OF("[[[\"cz\",\"co.uk\"],[\"https://rdap.example.cz\"]],"
		"[[\"uk\"],[\"http://old.example\",\"https://rdap.example.uk/\"]]]");
static const char ipv4[] = FILE_OF("[[[\"106.0.0.0/8\"],[\"https://apnic.example/\"]],"
				   "[[\"106.75.0.0/16\"],[\"https://nir.example/\"]]]");
static const char ipv6[] = FILE_OF("[[[\"2001:db8::/32\"],[\"https://six.example/\"]]]");
static const char asn[] = FILE_OF("[[[\"2045\",\"3067-3068\"],[\"https://as.example/\"]]]");
static const char tags[] =
	FILE_OF("[[[\"a@example.net\"],[\"ARIN\"],[\"https://arin.example/\"]]]");

static const struct {
	const char *file;
	BootstrapKind kind;
	const char *subject, *url;
} finds[] = {
	{dns, BOOTSTRAP_DNS, "www.Example.CZ.", "https://rdap.example.cz/"},
	{dns, BOOTSTRAP_DNS, "example.uk", "https://rdap.example.uk/"},
	{dns, BOOTSTRAP_DNS, "example.co.uk", "https://rdap.example.cz/"},
	{dns, BOOTSTRAP_DNS, "example.cn", NULL},
	{dns, BOOTSTRAP_DNS, "", NULL},
	{ipv4, BOOTSTRAP_IPV4, "106.75.178.120", "https://nir.example/"},
	{ipv4, BOOTSTRAP_IPV4, "106.1.2.3", "https://apnic.example/"},
	{ipv4, BOOTSTRAP_IPV4, "106.75.0.0/16", "https://nir.example/"},
	{ipv4, BOOTSTRAP_IPV4, "204.44.83.230", NULL},
	{ipv4, BOOTSTRAP_IPV4, "2001:db8::1", NULL},
	{ipv6, BOOTSTRAP_IPV6, "2001:db8:1::1", "https://six.example/"},
	{asn, BOOTSTRAP_ASN, "AS3068", "https://as.example/"},
	{asn, BOOTSTRAP_ASN, "2045", "https://as.example/"},
	{asn, BOOTSTRAP_ASN, "AS2046", NULL},
	{tags, BOOTSTRAP_OBJECT_TAGS, "QEL-5-ARIN", "https://arin.example/"},
	{tags, BOOTSTRAP_OBJECT_TAGS, "ARIN", NULL},
};

static const struct {
	const char *file;
	BootstrapKind kind;
	const char *reason; /* part of the message */
} refusals[] = {
	{"[]", BOOTSTRAP_DNS, "no JSON object"},
	{"{\"services\":[]}", BOOTSTRAP_DNS, "version"},
	{FILE_OF("{}"), BOOTSTRAP_DNS, "no services"},
	{FILE_OF("[]"), BOOTSTRAP_DNS, "empty"},
	{FILE_OF("[[[\"cz\"]]]"), BOOTSTRAP_DNS, "service 0 is no array of 2 arrays"},
	{FILE_OF("[[[\"cz\"],[]]]"), BOOTSTRAP_DNS, "service 0 has no URL"},
	{FILE_OF("[[[\"cz\"],[\"ftp://example.cz/\"]]]"), BOOTSTRAP_DNS, "for a URL"},
	{FILE_OF("[[[\"c z\"],[\"https://example.cz/\"]]]"), BOOTSTRAP_DNS, "another kind"},
	{FILE_OF("[[[3],[\"https://example.cz/\"]]]"), BOOTSTRAP_DNS, "another kind"},
	{FILE_OF("[[[\"cz\"],[\"https://example.cz/\"]]]"), BOOTSTRAP_IPV4, "another kind"},
	{FILE_OF("[[[\"2001:db8::/32\"],[\"https://example.cz/\"]]]"), BOOTSTRAP_IPV4,
		"another kind"},
	{FILE_OF("[[[\"20-10\"],[\"https://example.cz/\"]]]"), BOOTSTRAP_ASN, "another kind"},
};

/* Of ../shared/suites/rdap. */
static const struct {
	const char *path;
	BootstrapKind kind;
	const char *subject, *url; /* what it names; or */
	const char *reason;        /* why it is refused */
} files[] = {
	{"bootstrap/dns-2024-02-07.json", BOOTSTRAP_DNS, "a.kg", "http://rdap.cctld.kg/", NULL},
	{"bootstrap/ipv4.json", BOOTSTRAP_IPV4, "106.75.178.120", "https://rdap.apnic.net/", NULL},
	{"bootstrap/ipv6.json", BOOTSTRAP_IPV6, "2001:200::1", "https://rdap.apnic.net/", NULL},
	{"bootstrap/asn.json", BOOTSTRAP_ASN, "AS8100", "https://rdap.arin.net/registry/", NULL},
	{"bootstrap/object-tags.json", BOOTSTRAP_OBJECT_TAGS, "X-LACNIC",
		"https://rdap.lacnic.net/rdap/", NULL},
	{"openrdap/bootstrap/dns.json", BOOTSTRAP_DNS, "example.cz", "https://rdap.nic.cz/", NULL},
	{"openrdap/bootstrap_malformed/dns_empty.json", BOOTSTRAP_DNS, NULL, NULL,
		"bootstrap file"},
	{"openrdap/bootstrap_malformed/dns_syntax_error.json", BOOTSTRAP_DNS, NULL, NULL,
		"bootstrap file"},
	{"openrdap/bootstrap_malformed/dns_bad_url.json", BOOTSTRAP_DNS, NULL, NULL, "for a URL"},
	{"openrdap/bootstrap_malformed/dns_bad_services.json", BOOTSTRAP_DNS, NULL, NULL,
		"is no array of 2 arrays"},
	{"openrdap/bootstrap_http_error/404.html", BOOTSTRAP_DNS, NULL, NULL, "bootstrap file"},
};

static void test_finds(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(finds); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(Bootstrap) bootstrap =
			bootstrap_parse(finds[i].kind, str_of(finds[i].file), &error);

		g_assert_no_error(error);
		g_assert_cmpstr(bootstrap_published(bootstrap), ==, "2026-01-01");
		g_assert_cmpstr(
			bootstrap_find(bootstrap, str_of(finds[i].subject)), ==, finds[i].url);
	}
}

static void check_refusal(const GError *error, const char *reason)
{
	g_assert_nonnull(error);
	g_test_message("%s", error->message);
	g_assert_nonnull(strstr(error->message, reason));
}

static void test_refusals(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(refusals); i++) {
		g_autoptr(GError) error = NULL;

		g_assert_null(bootstrap_parse(refusals[i].kind, str_of(refusals[i].file), &error));
		check_refusal(error, refusals[i].reason);
	}
}

static void test_suite(void)
{
	g_autofree char *root = g_build_filename(g_getenv("MEKIKI_SHARED"), "suites", "rdap", NULL);

	if (!g_file_test(root, G_FILE_TEST_IS_DIR)) {
		g_test_skip("../shared/suites/rdap is not here");
		return;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
		g_autofree char *path = g_build_filename(root, files[i].path, NULL);
		g_autofree char *text = NULL;
		g_autoptr(GError) error = NULL;
		gsize len;

		g_test_message("%s", files[i].path);
		g_assert_true(g_file_get_contents(path, &text, &len, NULL));
		g_autoptr(Bootstrap) bootstrap =
			bootstrap_parse(files[i].kind, str_over(text, len), &error);
		if (files[i].reason) {
			check_refusal(error, files[i].reason);
			continue;
		}
		g_assert_no_error(error);
		g_assert_cmpstr(
			bootstrap_find(bootstrap, str_of(files[i].subject)), ==, files[i].url);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/lookup/bootstrap/find", test_finds);
	g_test_add_func("/lookup/bootstrap/refuse", test_refusals);
	g_test_add_func("/lookup/bootstrap/suite", test_suite);
	return g_test_run();
}
