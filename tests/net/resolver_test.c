#include "net/resolver.h"

#include "net/dnsanswer.h"
#include "support/dnsresponder.h"
#include "support/scratch.h"

static const DnsRow world[] = {
	{"shop.example.net", DNSTYPE_A, .value = "198.51.100.7"},
	{"shop.example.net", DNSTYPE_A, .value = "198.51.100.8"},
	{"shop.example.net", DNSTYPE_AAAA, .value = "2001:db8::7"},
	{"shop.example.net", DNSTYPE_TXT, .value = "v=spf1 -all"},
	{"shop.example.net", DNSTYPE_NS, .value = "ns1.example.net"},
	{"www.example.net", DNSTYPE_CNAME, .value = "edge.example.org"},
	{"edge.example.org", DNSTYPE_CNAME, .value = "edge-7.example.org"},
	{"edge-7.example.org", DNSTYPE_A, .value = "203.0.113.9"},
	{"empty.example.net", DNSTYPE_A, .value = NULL},
	{"broken.example.net", DNSTYPE_A, .rcode = 2},
	{"dead.example.net", DNSTYPE_A, .silent = true},
	{"circle.example.net", DNSTYPE_CNAME, .value = "elcric.example.net"},
	{"elcric.example.net", DNSTYPE_CNAME, .value = "circle.example.net"},
	{"lab.test", DNSTYPE_A, .value = "192.0.2.80"},
	{"7.100.51.198.in-addr.arpa", DNSTYPE_PTR, .value = "host7.example.net"},
	{0},
};

static const struct {
	const char *name;
	DnsType type;
	const char *outcome, *rcode; /* rcode NULL: nothing came */
	const char *shown;           /* the aliases, then the values */
} rows[] = {
	{"shop.example.net", DNSTYPE_A, "answered", "NOERROR", "198.51.100.7 198.51.100.8"},
	{"SHOP.example.net", DNSTYPE_AAAA, "answered", "NOERROR", "2001:db8::7"},
	{"shop.example.net", DNSTYPE_TXT, "answered", "NOERROR", "v=spf1 -all"},
	{"shop.example.net", DNSTYPE_NS, "answered", "NOERROR", "ns1.example.net"},
	{"shop.example.net", DNSTYPE_MX, "answered", "NOERROR", ""},
	{"www.example.net", DNSTYPE_A, "answered", "NOERROR",
		"(edge.example.org) (edge-7.example.org) 203.0.113.9"},
	{"empty.example.net", DNSTYPE_A, "answered", "NOERROR", ""},
	{"nobody.example.net", DNSTYPE_A, "answered", "NXDOMAIN", ""},
	{"broken.example.net", DNSTYPE_A, "no-answer", "SERVFAIL", NULL},
	{"dead.example.net", DNSTYPE_A, "timeout", NULL, NULL},
	{"circle.example.net", DNSTYPE_A, "no-answer", "SERVFAIL", NULL},
	{"lab.test", DNSTYPE_A, "answered", "NOERROR", "192.0.2.80"},
	{"7.100.51.198.in-addr.arpa", DNSTYPE_PTR, "answered", "NOERROR", "host7.example.net"},
	{"a..example.net", DNSTYPE_A, "no-answer", NULL, NULL},
};

static Policy *lab_policy(void)
{
	Policy *policy = policy_new();

	g_assert_true(policy_allow_range(policy, STR("198.51.100.0/24"), NULL));
	return policy;
}

static Resolver *resolver_over(DnsResponder *responder, const Policy *policy, const char *anchor)
{
	const char *forwarders[] = {dnsresponder_address(responder), NULL};
	ResolverSettings settings = {.forwarders = forwarders, .anchor = anchor, .policy = policy};
	g_autoptr(GError) error = NULL;
	Resolver *resolver = resolver_new(&settings, &error);

	g_assert_no_error(error);
	return resolver;
}

static Exchange *ask(Resolver *resolver, const char *name, DnsType type)
{
	ExchangeKey key = {"dns", "resolver", name};
	Exchange *exchange = exchange_new(&key);

	resolver_ask(resolver, name, type, g_get_monotonic_time() + G_USEC_PER_SEC, exchange);
	return exchange;
}

static char *shown(const DnsAnswer *answer)
{
	g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < answer->cnames->len; i++)
		g_ptr_array_add(words,
			g_strdup_printf("(%s)", (char *)g_ptr_array_index(answer->cnames, i)));
	for (guint i = 0; i < answer->records->len; i++) {
		const DnsRecord *record = g_ptr_array_index(answer->records, i);
		g_ptr_array_add(words, g_strdup(record->value));
	}
	g_ptr_array_add(words, NULL);
	return g_strjoinv(" ", (char **)words->pdata);
}

static void test_rows(void)
{
	g_autoptr(DnsResponder) responder = dnsresponder_new(world);
	g_autoptr(Policy) policy = lab_policy();
	g_autoptr(Resolver) resolver = resolver_over(responder, policy, NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(Exchange) exchange = ask(resolver, rows[i].name, rows[i].type);
		g_autoptr(DnsAnswer) answer = dnsanswer_read(exchange);
		g_test_message("%s %s", rows[i].name, dnstype_name(rows[i].type));
		g_assert_cmpstr(outcome_name(exchange->outcome), ==, rows[i].outcome);
		g_assert_cmpstr(json_get_text(exchange->facts, "rcode"), ==, rows[i].rcode);
		if (!rows[i].shown)
			continue;
		g_assert_nonnull(answer);
		g_autofree char *text = shown(answer);
		g_assert_cmpstr(text, ==, rows[i].shown);
		g_assert_cmpint(answer->dnssec, ==, DNSSEC_NOT_VALIDATED);
	}
}

/* Without a range of its own the world is the internet: .test and documentation addresses' names are
 * answered at home, and nobody is asked. */
static void test_builtin_zones(void)
{
	g_autoptr(DnsResponder) responder = dnsresponder_new(world);
	g_autoptr(Policy) policy = policy_new();
	g_autoptr(Resolver) resolver = resolver_over(responder, policy, NULL);
	g_autoptr(Exchange) exchange = ask(resolver, "lab.test", DNSTYPE_A);

	g_assert_cmpstr(json_get_text(exchange->facts, "rcode"), ==, "NXDOMAIN");
	g_assert_cmpuint(dnsresponder_asked(responder, "lab.test", DNSTYPE_A), ==, 0);
}

/* With a trust anchor for the root, a world without signatures does not hold. */
static void test_bogus(void)
{
	static const char ds[] =
		". 3600 IN DS 20326 8 2 "
		"E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D\n";
	g_autoptr(Scratch) dir = scratch_new();
	g_autofree char *anchor = g_build_filename(dir, "root.ds", NULL);
	g_autoptr(DnsResponder) responder = dnsresponder_new(world);
	g_autoptr(Policy) policy = lab_policy();

	g_assert_true(g_file_set_contents(anchor, ds, -1, NULL));
	g_autoptr(Resolver) resolver = resolver_over(responder, policy, anchor);
	g_autoptr(Exchange) exchange = ask(resolver, "shop.example.net", DNSTYPE_A);
	g_assert_cmpstr(outcome_name(exchange->outcome), ==, "bogus");
	g_assert_cmpstr(json_get_text(exchange->facts, "dnssec"), ==, "bogus");
	g_assert_nonnull(json_get_text(exchange->facts, "why_bogus"));
}

static const struct {
	const char *forwarder, *anchor, *fault;
} wrong[] = {
	{"resolver.example", NULL, "\"resolver.example\" is no resolver: syntax error"},
	{"192.0.2.1", "/nonexistent/anchor",
		"the trust anchors in \"/nonexistent/anchor\" cannot be read: No such file or "
		"directory"},
};

static void test_wrong_settings(void)
{
	g_autoptr(Policy) policy = policy_new();

	for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
		const char *forwarders[] = {wrong[i].forwarder, NULL};
		ResolverSettings settings = {
			.forwarders = forwarders, .anchor = wrong[i].anchor, .policy = policy};
		g_autoptr(GError) error = NULL;
		g_assert_null(resolver_new(&settings, &error));
		g_assert_cmpstr(error->message, ==, wrong[i].fault);
	}
}

/* Recursion may not be led to name servers at closed addresses: it takes the settings, at least. */
static void test_recursion(void)
{
	g_autoptr(Policy) policy = lab_policy();
	ResolverSettings settings = {.policy = policy};
	g_autoptr(Resolver) resolver = resolver_new(&settings, NULL);

	g_assert_nonnull(resolver);
}

static void *ask_from_thread(void *resolver)
{
	for (guint i = 0; i < 20; i++) {
		size_t row = i % 9;
		g_autoptr(Exchange) exchange = ask(resolver, rows[row].name, rows[row].type);
		g_assert_cmpstr(outcome_name(exchange->outcome), ==, rows[row].outcome);
	}
	return NULL;
}

static void test_threads(void)
{
	g_autoptr(DnsResponder) responder = dnsresponder_new(world);
	g_autoptr(Policy) policy = lab_policy();
	g_autoptr(Resolver) resolver = resolver_over(responder, policy, NULL);
	GThread *threads[8];

	for (size_t i = 0; i < G_N_ELEMENTS(threads); i++)
		threads[i] = g_thread_new("asker", ask_from_thread, resolver);
	for (size_t i = 0; i < G_N_ELEMENTS(threads); i++)
		g_thread_join(threads[i]);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/net/resolver/rows", test_rows);
	g_test_add_func("/net/resolver/builtin-zones", test_builtin_zones);
	g_test_add_func("/net/resolver/bogus", test_bogus);
	g_test_add_func("/net/resolver/wrong-settings", test_wrong_settings);
	g_test_add_func("/net/resolver/recursion", test_recursion);
	g_test_add_func("/net/resolver/threads", test_threads);
	return g_test_run();
}
