#include "net/policy.h"

#include <string.h>

static const struct {
	const char *allowed; /* by the configuration; NULL: nothing */
	const char *address;
	const char *refused; /* the English reason's detail; NULL: let through */
} addresses[] = {
	{NULL, "106.75.178.120", NULL},
	{NULL, "2606:4700::1", NULL},
	{NULL, "127.0.0.1", "127.0.0.1 is a loopback address"},
	{NULL, "0.0.0.0", "0.0.0.0 is a reserved address"},
	{NULL, "10.1.2.3", "10.1.2.3 is a private address"},
	{NULL, "169.254.169.254", "169.254.169.254 is a link-local address"},
	{NULL, "100.64.0.1", "100.64.0.1 is a private address"},
	{NULL, "192.0.2.1", "192.0.2.1 is an address reserved for documentation"},
	{NULL, "255.255.255.255", "255.255.255.255 is a reserved address"},
	{NULL, "::1", "::1 is a loopback address"},
	{NULL, "::", ":: is a reserved address"},
	{NULL, "fd00::1", "fd00::1 is a private address"},
	{NULL, "ff02::1", "ff02::1 is a reserved address"},

	/* addresses in addresses: what counts is where the packets go */
	{NULL, "::ffff:127.0.0.1", "127.0.0.1 is a loopback address"},
	{NULL, "::ffff:106.75.178.120", NULL},
	{NULL, "64:ff9b::169.254.169.254", "64:ff9b::a9fe:a9fe is a link-local address"},
	{NULL, "2002:a00:1::1", "2002:a00:1::1 is a private address"},
	{NULL, "::127.0.0.1", "::7f00:1 is a reserved address"},

	{"192.0.2.0/24", "192.0.2.1", NULL},
	{"192.0.2.0/24", "192.0.3.1", NULL},
	{"192.0.2.0/24", "127.0.0.1", "127.0.0.1 is a loopback address"},
	{"127.0.0.0/8", "::ffff:127.0.0.1", NULL},
	/* who allows 10/8 has not allowed a gateway's way into it */
	{"10.0.0.0/8", "64:ff9b::10.0.0.1", "64:ff9b::a00:1 is a private address"},
};

static void assert_refusal(json_t *why, const char *detail)
{
	g_autofree char *en =
		g_strdup_printf("mekiki's own policy forbids this question (%s).", detail);

	g_assert_cmpstr(json_get_text(why, "en"), ==, en);
	g_assert_nonnull(json_get_text(why, "ja"));
	json_decref(why);
}

static void test_addresses(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(addresses); i++) {
		g_autoptr(Policy) policy = policy_new();
		Address address;
		json_t *why = NULL;

		g_test_message("%s", addresses[i].address);
		if (addresses[i].allowed)
			g_assert_true(
				policy_allow_range(policy, str_of(addresses[i].allowed), NULL));
		g_assert_true(address_parse(str_of(addresses[i].address), &address));
		bool passes = policy_check_address(policy, &address, &why);
		g_assert_cmpint(passes, ==, addresses[i].refused == NULL);
		if (!passes)
			assert_refusal(why, addresses[i].refused);
	}
}

static const struct {
	guint port;
	PortUse use;
	bool passes;
} ports[] = {
	{43, PORT_LINE, true},
	{4321, PORT_LINE, true},
	{25, PORT_LINE, false},
	{80, PORT_LINE, false},
	{80, PORT_WEB, true},
	{443, PORT_WEB, true},
	{43, PORT_WEB, false},
	{8080, PORT_WEB, false},
	{8080, PORT_LINK, true},
	{443, PORT_LINK, true},
	{25, PORT_LINK, false},
	{22, PORT_LINK, false},
	{6667, PORT_LINK, false},
	{0, PORT_LINK, false},
	{65536, PORT_LINK, false},
	{7777, PORT_LINE, true}, /* allowed below */
	{7777, PORT_WEB, true},
};

static void test_ports(void)
{
	g_autoptr(Policy) policy = policy_new();

	policy_allow_port(policy, 7777);
	for (size_t i = 0; i < G_N_ELEMENTS(ports); i++) {
		json_t *why = NULL;
		g_test_message("%u", ports[i].port);
		g_assert_cmpint(policy_check_port(policy, ports[i].port, ports[i].use, &why), ==,
			ports[i].passes);
		json_decref(why);
	}
}

static const struct {
	Str question;
	const char *refused;
} questions[] = {
	{{"example.com", 11}, NULL},
	{{"-T dn,ace example.com", 21}, NULL},
	{{"", 0}, "the question is empty"},
	{{"a\r\nb", 4}, "a question may hold no line break and no NUL"},
	{{"a\nb", 3}, "a question may hold no line break and no NUL"},
	{{"a\rb", 3}, "a question may hold no line break and no NUL"},
	{{"a\0b", 3}, "a question may hold no line break and no NUL"},
};

static void test_questions(void)
{
	g_autofree char *long_one = g_strnfill(POLICY_QUESTION_MAX + 1, 'a');
	json_t *why = NULL;

	for (size_t i = 0; i < G_N_ELEMENTS(questions); i++) {
		bool passes = policy_check_question(questions[i].question, &why);
		g_assert_cmpint(passes, ==, questions[i].refused == NULL);
		if (!passes)
			assert_refusal(why, questions[i].refused);
	}
	g_assert_false(policy_check_question(str_of(long_one), &why));
	assert_refusal(why, "the question is too long");
	g_assert_true(
		policy_check_question(str_sub(str_of(long_one), 1, POLICY_QUESTION_MAX), &why));
}

static void test_schemes(void)
{
	json_t *why = NULL;

	g_assert_true(policy_check_scheme("http", &why));
	g_assert_true(policy_check_scheme("https", &why));
	g_assert_false(policy_check_scheme("file", &why));
	assert_refusal(why, "file is no scheme that mekiki speaks");
}

static void append(const AddressRange *range, void *data)
{
	addressrange_write(data, range);
	g_string_append_c(data, ' ');
}

static void test_closed(void)
{
	g_autoptr(Policy) policy = policy_new();
	g_autoptr(GString) all = g_string_new(NULL), some = g_string_new(NULL);

	policy_each_closed(policy, append, all);
	g_assert_nonnull(strstr(all->str, "10.0.0.0/8 "));
	g_assert_nonnull(strstr(all->str, "::/3 "));

	/* what is allowed is cut out, and nothing else */
	g_assert_true(policy_allow_range(policy, STR("10.64.0.0/10"), NULL));
	g_assert_true(policy_allow_range(policy, STR("192.0.0.0/8"), NULL));
	policy_each_closed(policy, append, some);
	g_assert_nonnull(strstr(some->str, "10.0.0.0/10 10.128.0.0/9 "));
	g_assert_null(strstr(some->str, "10.64"));
	g_assert_null(strstr(some->str, "192."));
	g_assert_nonnull(strstr(some->str, "127.0.0.0/8 "));
}

static void test_bad_range(void)
{
	g_autoptr(Policy) policy = policy_new();
	g_autoptr(GError) error = NULL;

	g_assert_false(policy_allow_range(policy, STR("everything"), &error));
	g_assert_cmpstr(error->message, ==, "\"everything\" is no range of addresses");
	g_assert_false(policy_allows_extra(policy));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/net/policy/addresses", test_addresses);
	g_test_add_func("/net/policy/ports", test_ports);
	g_test_add_func("/net/policy/questions", test_questions);
	g_test_add_func("/net/policy/schemes", test_schemes);
	g_test_add_func("/net/policy/closed", test_closed);
	g_test_add_func("/net/policy/bad-range", test_bad_range);
	return g_test_run();
}
