/*
 * RDAP answers. Those of ../shared/suites/rdap are read in place: all parse; those with jCards and redactions
 * give what we read in them by eye. home.moscow's abuse telephone really is three values there.
 */
#include <gio/gio.h>

#include "lookup/jcard.h"
#include "lookup/rdap.h"
#include "shown.h"

static const struct {
	const char *path, *want;
	const char *redacted; /* its notes but notices */
} rows[] = {
	{"lookup_with_redaction.json",
		"state=registered\n"
		"name=example.com\n"
		"registrar=Example Registrar Inc.\n"
		"registrar_iana_id=1\n"
		"country=Canada\n"
		"created=1997-06-03T00:00:00Z [1997-06-03T00:00:00Z]\n"
		"updated=2020-05-28T01:35:00Z [2020-05-28T01:35:00Z]\n"
		"expires=2021-06-03T04:00:00Z [2021-06-03T04:00:00Z]\n"
		"status=serverDeleteProhibited, serverUpdateProhibited, serverTransferProhibited,"
		" clientTransferProhibited\n"
		"nameservers=ns1.example.com, ns2.example.com\n"
		"dnssec=unsigned\n"
		"abuse_contacts=abuse@organization.example, +1.7035555555\n",
		"redacted: name=Registry Domain ID reason=Server policy method=removal"
		" path=$.handle\n"
		"redacted: name=Registrant Name reason=Server policy method=emptyValue"
		" path=$.entities[?(@.roles[0]=='registrant')].vcardArray[1][?(@[0]=='fn')][3]\n"
		"redacted: name=Registrant Organization reason=Server policy method=removal"
		" path=$.entities[?(@.roles[0]=='registrant')].vcardArray[1][?(@[0]=='org')]\n"
		"redacted: name=Registrant Street reason=Server policy method=emptyValue"
		" path=$.entities[?(@.roles[0]=='registrant')].vcardArray[1][?(@[0]=='adr')][3][:3]"
		"\n"
		"redacted: name=Registrant City reason=Server policy method=emptyValue"
		" path=$.entities[?(@.roles[0]=='registrant')].vcardArray[1][?(@[0]=='adr')][3][3]"
		"\n"
		"redacted: name=Registrant Postal Code reason=Server policy method=emptyValue"
		" path=$.entities[?(@.roles[0]=='registrant')].vcardArray[1][?(@[0]=='adr')][3][5]"
		"\n"
		"redacted: name=Registrant Email reason=Server policy method=removal"
		" path=$.entities[?(@.roles[0]=='registrant')].vcardArray[1][?(@[0]=='email')]\n"
		"redacted: name=Registrant Phone reason=Server policy method=removal"
		" path=$.entities[?(@.roles[0]=='registrant')].vcardArray[1][?(@[1].type=='voice')]"
		"\n"
		"redacted: name=Technical Name reason=Server policy method=emptyValue"
		" path=$.entities[?(@.roles[0]=='technical')].vcardArray[1][?(@[0]=='fn')][3]\n"
		"redacted: name=Technical Email reason=Server policy method=removal"
		" path=$.entities[?(@.roles[0]=='technical')].vcardArray[1][?(@[0]=='email')]\n"
		"redacted: name=Technical Phone reason=Server policy method=removal"
		" path=$.entities[?(@.roles[0]=='technical')].vcardArray[1][?(@[1].type=='voice')]"
		"\n"
		"redacted: name=Technical Fax reason=Client request method=removal"
		" path=$.entities[?(@.roles[0]=='technical')].vcardArray[1][?(@[1].type=='fax')]\n"
		"redacted: name=Administrative Contact reason=Refer to the technical contact"
		" method=removal path=$.entities[?(@.roles[0]=='administrative')]\n"
		"redacted: name=Billing Contact reason=Refer to the registrant contact"
		" method=removal path=$.entities[?(@.roles[0]=='billing')]\n"},
	{"home.moscow.json",
		"state=registered\n"
		"name=home.moscow\n"
		"registrar=Limited Liability Company \"Registrar of domain names REG.RU\"\n"
		"registrar_iana_id=1606\n"
		"created=2021-10-19T19:28:12Z [2021-10-19T19:28:12Z]\n"
		"updated=2023-11-20T18:36:22Z [2023-11-20T18:36:22Z]\n"
		"expires=2024-10-19T19:28:12Z [2024-10-19T19:28:12Z]\n"
		"status=clientTransferProhibited\n"
		"nameservers=ns1.reg.ru, ns2.reg.ru\n"
		"dnssec=unsigned\n"
		"abuse_contacts=abuse@reg.ru, +7, 495, 5801111\n"
		"handle=20211019192813345912_c936bef81d9614db04ffc278b29daf5a_domain-FIR\n",
		""},
	{"network_192_198_0_0.json",
		"state=registered\n"
		"registrant=Radio Link Internet\n"
		"organization=Radio Link Internet\n"
		"organization_handle=DP-41\n"
		"country=United States\n"
		"created=2013-01-31T18:11:17-05:00 [2013-01-31T23:11:17Z]\n"
		"updated=2013-03-19T09:14:03-04:00 [2013-03-19T13:14:03Z]\n"
		"status=active\n"
		"abuse_contacts=daniel.petsinger@radiolinkinternet.com, +1-507-417-4176\n"
		"netname=RADIOLINK-ARIN-1\n"
		"range=192.198.0.0 - 192.198.3.255\n"
		"cidr=192.198.0.0/22\n"
		"asn=AS53301\n"
		"handle=NET-192-198-0-0-1\n",
		""},
	{"autnum_16509.json",
		"state=registered\n"
		"registrant=Amazon.com, Inc.\n"
		"organization=Amazon.com, Inc.\n"
		"organization_handle=AMAZON-4\n"
		"country=United States\n"
		"created=2000-05-04T00:00:00-04:00 [2000-05-04T04:00:00Z]\n"
		"updated=2012-03-02T08:03:18-05:00 [2012-03-02T13:03:18Z]\n"
		"status=active\n"
		"abuse_contacts=abuse@amazonaws.com, +1-206-555-0000\n"
		"netname=AMAZON-02\n"
		"asn=AS16509\n"
		"handle=AS16509\n",
		""},
	{"entity_arin_hostmaster.json",
		"state=registered\n"
		"name=ARIN-HOSTMASTER\n"
		"registrant=Registration Services Department\n"
		"organization=Registration Services Department\n"
		"organization_handle=ARIN-HOSTMASTER\n"
		"country=United States\n"
		"created=2003-04-30T12:32:56-04:00 [2003-04-30T16:32:56Z]\n"
		"updated=2022-08-02T15:17:32-04:00 [2022-08-02T19:17:32Z]\n"
		"status=validated\n"
		"handle=ARIN-HOSTMASTER\n",
		""},
	{"entity-rfc9083-fig15.json",
		"state=registered\n"
		"name=fig15\n"
		"registrar=Example\n"
		"registrar_iana_id=1\n"
		"registrant=Joe User\n"
		"organization=Example\n"
		"organization_handle=fig15\n"
		"country=Canada\n"
		"created=1990-12-31T23:59:59Z [1990-12-31T23:59:59Z]\n"
		"handle=fig15\n",
		""},
	{"domain_afnic_fr.json",
		"state=registered\n"
		"name=afnic.fr\n"
		"registrar=Registry Operations\n"
		"registrar_iana_id=9999\n"
		"registrant=ASS FRANC NOMMAGE INTERNET EN COOP\n"
		"country=FR\n"
		"created=2001-12-10T23:00:00Z [2001-12-10T23:00:00Z]\n"
		"updated=2022-09-28T11:21:02Z [2022-09-28T11:21:02Z]\n"
		"expires=2029-07-18T08:26:59Z [2029-07-18T08:26:59Z]\n"
		"status=ok\n"
		"nameservers=ns2.nic.fr, ns1.nic.fr, ns3.nic.fr\n"
		"dnssec=signedDelegation\n"
		"handle=DOM000000181261-FRNIC\n",
		""},
	{"0_2_192_in-addr_arpa.json",
		"state=registered\n"
		"name=0.2.192.in-addr.arpa\n"
		"registrant=Joe User\n"
		"organization=Example\n"
		"organization_handle=XXXX\n"
		"country=AU\n"
		"created=1990-12-31T23:59:59Z [1990-12-31T23:59:59Z]\n"
		"updated=1991-12-31T23:59:59Z [1991-12-31T23:59:59Z]\n"
		"nameservers=ns1.rir.example, ns2.rir.example\n"
		"dnssec=signedDelegation\n"
		"netname=NET-RTR-1\n"
		"range=192.0.2.0 - 192.0.2.255\n"
		"cidr=192.0.2.0/24\n"
		"handle=XXXX\n",
		""},
	{"example-1_empty_value.json",
		"state=registered\n"
		"name=example-1.net\n"
		"registrar=Example Registrar Inc.\n"
		"registrar_iana_id=1\n"
		"country=Canada\n"
		"created=1997-06-03T00:00:00Z [1997-06-03T00:00:00Z]\n"
		"updated=2020-05-28T01:35:00Z [2020-05-28T01:35:00Z]\n"
		"expires=2021-06-03T04:00:00Z [2021-06-03T04:00:00Z]\n"
		"status=serverDeleteProhibited, serverUpdateProhibited, serverTransferProhibited,"
		" clientTransferProhibited\n"
		"nameservers=ns1.example.com, ns2.example.com\n"
		"dnssec=unsigned\n"
		"abuse_contacts=abuse@organization.example, +1.7035555555\n",
		"redacted: name=Registrant Name reason=Server policy method=emptyValue"
		" path=$.entities[?(@.roles[0]=='registrant')].vcardArray[1][?(@[0]=='fn')][3]\n"},
	{"example-2_partial_value.json",
		"state=registered\n"
		"name=example-3.net\n"
		"registrar=Example Registrar Inc.\n"
		"registrar_iana_id=1\n"
		"country=Canada\n"
		"created=1997-06-03T00:00:00Z [1997-06-03T00:00:00Z]\n"
		"updated=2020-05-28T01:35:00Z [2020-05-28T01:35:00Z]\n"
		"expires=2021-06-03T04:00:00Z [2021-06-03T04:00:00Z]\n"
		"status=serverDeleteProhibited, serverUpdateProhibited, serverTransferProhibited,"
		" clientTransferProhibited\n"
		"nameservers=ns1.example.com, ns2.example.com\n"
		"dnssec=unsigned\n"
		"abuse_contacts=abuse@organization.example, +1.7035555555\n",
		"redacted: name=Registrant Name reason=Server policy method=partialValue"
		" path=$.entities[?(@.roles[0]=='registrant')].vcardArray[1][?(@[0]=='fn')][3]\n"
		"redacted: name=Registrant Street reason=Server policy method=partialValue"
		" path=$.entities[?(@.roles[0]=='registrant')].vcardArray[1][?(@[0]=='adr')][3][:3]"
		"\n"
		"redacted: name=Registrant City reason=Server policy method=partialValue"
		" path=$.entities[?(@.roles[0]=='registrant')].vcardArray[1][?(@[0]=='adr')][3][3]"
		"\n"
		"redacted: name=Registrant Postal Code reason=Server policy method=partialValue"
		" path=$.entities[?(@.roles[0]=='registrant')].vcardArray[1][?(@[0]=='adr')][3][5]"
		"\n"
		"redacted: name=Technical Name reason=Server policy method=partialValue"
		" path=$.entities[?(@.roles[0]=='technical')].vcardArray[1][?(@[0]=='fn')][3]\n"},
	{"error_ripe_net.json", "state=unknown\n", "error: title=501 Not Implemented\n"},
};

/* No RDAP at all: refused. */
static const struct {
	const char *path, *reason;
} refused[] = {
	{"openrdap/misc/malformed.json", "not JSON"},
	{"openrdap/misc/empty.html", "not JSON"},
	{"openrdap/jcard/example.json", "no RDAP"},
};

static const struct {
	const char *what, *body, *want;
} answers[] = {
	{"an error that means: nobody has it", "{\"errorCode\":404,\"title\":\"Not Found\"}",
		"state=available\n"},
	{"an error that means: not now", "{\"errorCode\":429}", "state=throttled\n"},
	{"another error", "{\"errorCode\":500}", "state=unknown\n"},
	{"the registrar's own RDAP; statuses in EPP's words",
		"{\"objectClassName\":\"domain\",\"ldhName\":\"example.com\","
		"\"status\":[\"active\",\"client hold\"],\"links\":[{\"rel\":\"related\","
		"\"type\":\"application/rdap+json\",\"href\":\"https://rdap.example.net/domain/"
		"example.com\"}]}",
		"state=registered\nname=example.com\nstatus=ok, clientHold\n"
		"referral=https://rdap.example.net/domain/example.com\n"},
	{"wrong types are nothing",
		"{\"objectClassName\":\"domain\",\"ldhName\":[1],\"events\":{\"a\":1},"
		"\"entities\":[{\"roles\":\"registrar\",\"vcardArray\":3},7],"
		"\"nameservers\":[{\"ldhName\":5}],\"secureDNS\":1}",
		"state=registered\n"},
	{"a placeholder is nobody's name",
		"{\"objectClassName\":\"domain\",\"entities\":[{\"roles\":[\"registrant\"],"
		"\"vcardArray\":"
		"[\"vcard\",[[\"fn\",{},\"text\",\"REDACTED FOR PRIVACY\"],"
		"[\"org\",{},\"text\",\"Data Redacted\"],[\"adr\",{\"cc\":\"JP\"},\"text\","
		"[\"\",\"\",\"Redacted\",\"\",\"\",\"\",\"REDACTED\"]]]]}]}",
		"state=registered\ncountry=JP\n"},
	{"IPv6",
		"{\"objectClassName\":\"ip network\",\"startAddress\":\"2001:db8::\","
		"\"endAddress\":\"2001:db8:ffff:ffff:ffff:ffff:ffff:ffff\",\"country\":\"JP\"}",
		"state=registered\ncountry=JP\n"
		"range=2001:db8:: - 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff\n"
		"cidr=2001:db8::/32\n"},
	{"a prefix without its length is not the whole address space",
		"{\"objectClassName\":\"ip network\",\"cidr0_cidrs\":[{\"v4prefix\":\"192.0.2.0\"},"
		"{\"v4prefix\":\"192.0.2.0\",\"length\":-1},{\"v4prefix\":\"192.0.2.0\",\"length\":"
		"33},"
		"{\"v6prefix\":\"2001:db8::\",\"length\":32}]}",
		"state=registered\ncidr=2001:db8::/32\n"},
};

/* The suite's cards: what is broken in them, and the name that is read all the same. */
static const struct {
	const char *path, *fault, *fn;
} cards[] = {
	{"openrdap/jcard/example.json", NULL, "Simon Perreault"},
	{"openrdap/jcard/mixed.json", NULL, ""},
	{"openrdap/jcard/error_bad_vcard_label.json", "does not begin with", ""},
	{"openrdap/jcard/error_bad_top_type.json", "does not begin with", ""},
	{"openrdap/jcard/error_bad_properties_array.json", "no array of properties", ""},
	{"openrdap/jcard/error_invalid_properties.json", "too few parts", ""},
	{"openrdap/jcard/error_bad_property_name.json", "name is no text", ""},
	{"openrdap/jcard/error_bad_property_parameters.json", "parameters", ""},
	{"openrdap/jcard/error_bad_property_parameters_2.json", "not JSON", ""},
	{"openrdap/jcard/error_invalid_json.json", "not JSON", ""},
	{"openrdap/jcard/error_bad_property_type.json", "type is no text", ""},
	{"openrdap/jcard/error_bad_property_size.json", "too few parts", ""},
	{"openrdap/jcard/error_bad_property_nest_depth.json", "not JSON", ""},
};

static char *suite_path(const char *path)
{
	return g_build_filename(g_getenv("MEKIKI_SHARED"), "suites", "rdap", path, NULL);
}

static bool has_suite(void)
{
	g_autofree char *root = suite_path("");

	if (g_file_test(root, G_FILE_TEST_IS_DIR))
		return true;
	g_test_skip("../shared/suites/rdap is not here");
	return false;
}

static Registration *read_file(const char *path, GError **error)
{
	g_autofree char *full = suite_path(path), *text = NULL;
	gsize len;

	g_test_message("%s", path);
	g_assert_true(g_file_get_contents(full, &text, &len, NULL));
	return rdap_parse(STR("rdap.example"), str_over(text, len), error);
}

/* The notes but the notices, which are the servers' terms. */
static char *redactions(const Registration *registration)
{
	g_autofree char *notes = shown_notes(registration);
	GString *out = g_string_new(NULL);
	Str rest = str_of(notes);

	while (rest.len > 0) {
		Str line = str_take_line(&rest);
		if (!str_starts(line, STR("notice:")))
			g_string_append_printf(out, "%.*s\n", STR_ARG(line));
	}
	return g_string_free(out, FALSE);
}

static void test_golden(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows) && has_suite(); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(Registration) registration = read_file(rows[i].path, &error);

		g_assert_no_error(error);
		g_autofree char *got = shown(registration), *notes = redactions(registration);
		g_assert_cmpstr(got, ==, rows[i].want);
		g_assert_cmpstr(notes, ==, rows[i].redacted);
	}
}

static void test_all(void)
{
	g_autofree char *root = suite_path("");
	g_autoptr(GDir) dir = has_suite() ? g_dir_open(root, 0, NULL) : NULL;
	unsigned read = 0;

	for (const char *name; dir && (name = g_dir_read_name(dir));) {
		g_autoptr(GError) error = NULL;
		if (!g_str_has_suffix(name, ".json"))
			continue;
		g_autoptr(Registration) registration = read_file(name, &error);
		g_assert_no_error(error);
		g_assert_nonnull(registration);
		read++;
	}
	g_test_message("%u answers read", read);
}

static void test_refused(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(refused) && has_suite(); i++) {
		g_autoptr(GError) error = NULL;
		g_assert_null(read_file(refused[i].path, &error));
		g_assert_nonnull(strstr(error->message, refused[i].reason));
	}
}

static void test_answers(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(answers); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(Registration) registration =
			rdap_parse(STR("rdap.example"), str_of(answers[i].body), &error);

		g_test_message("%s", answers[i].what);
		g_assert_no_error(error);
		g_autofree char *got = shown(registration);
		g_assert_cmpstr(got, ==, answers[i].want);
	}
}

static void check_card(const char *path, const char *fault, const char *fn)
{
	g_autofree char *full = suite_path(path), *text = NULL, *got = NULL;
	g_auto(JCard) card = {0};
	gsize len;

	g_test_message("%s", path);
	g_assert_true(g_file_get_contents(full, &text, &len, NULL));
	json_auto_t *array = json_parse(str_over(text, len), NULL);
	if (!array) {
		g_assert_cmpstr(fault, ==, "not JSON");
		return;
	}
	jcard_read(array, &card);
	g_assert_true((card.fault != NULL) == (fault != NULL));
	if (fault)
		g_assert_nonnull(strstr(card.fault, fault));
	got = str_dup(card.fn);
	g_assert_cmpstr(got ? got : "", ==, fn);
}

static void test_cards(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(cards) && has_suite(); i++)
		check_card(cards[i].path, cards[i].fault, cards[i].fn);
}

/* `n` times `open`, `inner`, `n` times `close`. */
static char *nested(unsigned n, const char *open, const char *inner, const char *close)
{
	GString *text = g_string_new(NULL);

	for (unsigned i = 0; i < n; i++)
		g_string_append(text, open);
	g_string_append(text, inner);
	for (unsigned i = 0; i < n; i++)
		g_string_append(text, close);
	return g_string_free(text, FALSE);
}

/* A value may be a list of lists of texts (RFC 7095, section 3.3.1.3), and no more. */
static void test_nested_values(void)
{
	for (unsigned depth = 0; depth < 1000; depth = depth * 2 + 1) {
		g_autofree char *value = nested(depth, "[", "\"a@example.com\"", "]");
		g_autofree char *text = g_strdup_printf(
			"[\"vcard\",[[\"email\",{},\"text\",%s],[\"fn\",{},\"text\",\"Desk\"]]]",
			value);
		json_auto_t *array = json_parse(str_of(text), NULL);
		g_auto(JCard) card = {0};

		g_assert_nonnull(array);
		jcard_read(array, &card);
		g_assert_true((card.fault != NULL) == (depth > 2));
		g_assert_cmpuint(card.emails->len, ==, depth > 2 ? 0 : 1);
		g_assert_true(str_equal(card.fn, STR("Desk"))); /* what is whole is read */
	}
}

/* An abuse desk within `depth` other entities: one level more. */
static char *desk_within(unsigned depth)
{
	g_autofree char *entities = nested(depth, "{\"entities\":[",
		"{\"roles\":[\"abuse\"],\"vcardArray\":[\"vcard\",[[\"email\",{},\"text\","
		"\"abuse@example.net\"]]]}",
		"]}");

	return g_strdup_printf("{\"objectClassName\":\"domain\",\"entities\":[%s]}", entities);
}

/* RDAP_NESTING_MAX levels of entities are read; what the parser of JSON itself refuses is no RDAP. */
static void test_nested_entities(void)
{
	static const struct {
		unsigned depth;
		const char *want; /* NULL: refused */
	} deep[] = {
		{0, "state=registered\nabuse_contacts=abuse@example.net\n"},
		{RDAP_NESTING_MAX - 1, "state=registered\nabuse_contacts=abuse@example.net\n"},
		{RDAP_NESTING_MAX, "state=registered\n"},
		{900, "state=registered\n"},
		{100000, NULL},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(deep); i++) {
		g_autofree char *body = desk_within(deep[i].depth), *got = NULL;
		g_autoptr(GError) error = NULL;
		g_autoptr(Registration) registration =
			rdap_parse(STR("rdap.example"), str_of(body), &error);

		g_test_message("%u deep", deep[i].depth);
		got = registration ? shown(registration) : NULL;
		g_assert_cmpstr(got, ==, deep[i].want);
		g_assert_true(registration || strstr(error->message, "depth"));
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/lookup/rdap/golden", test_golden);
	g_test_add_func("/lookup/rdap/all", test_all);
	g_test_add_func("/lookup/rdap/refused", test_refused);
	g_test_add_func("/lookup/rdap/answers", test_answers);
	g_test_add_func("/lookup/rdap/nested", test_nested_entities);
	g_test_add_func("/lookup/jcard", test_cards);
	g_test_add_func("/lookup/jcard/nested", test_nested_values);
	return g_test_run();
}
