/*
 * The cage's job that reads replies, run directly: what it answers for each protocol, and that the dossier's
 * schema has a place for all of it, whatever the reply was.
 */
#include "lookup/reading.h"

#include "case/dossier.h"
#include "support/schema.h"

static const struct {
	const char *what, *protocol, *server;
	const char *kind; /* of what was asked for */
	Str reply;
	/* of the answer: the registration's state (NULL: there is no registration), where to ask next, why
	 * there is none, and a part of the quotation */
	const char *state, *referral, *why, *quote;
} rows[] = {
	{"a registrar that knows more", "whois", "whois.verisign-grs.com", "domain",
		STR("   Domain Name: EXAMPLE.COM\n   Registrar WHOIS Server: whois.example.net\n"
		    "   Registrar: Example Inc.\n   Registrar IANA ID: 9999\n"
		    "   Creation Date: 1995-08-14T04:00:00Z\n   Name Server: NS1.EXAMPLE.NET\n"
		    "   Domain Status: clientHold https://icann.org/epp#clientHold\n"
		    "   DNSSEC: unsigned\n"),
		"registered", "whois.example.net", NULL, "Registrar: Example Inc."},
	{"a person, who is in the registration and not in the quotation", "whois", "whois.cnnic.cn",
		"domain",
		STR("Domain Name: example.cn\nRegistrant: 王小明\n"
		    "Registration Time: 2022-02-27 14:21:00\nExpiration Time: 2023-02-27 "
		    "14:21:00\n"),
		"registered", NULL, NULL, "Registrant: " READING_MASK "\n"},
	{"another charset; the quotation is UTF-8", "whois", "whois.lacnic.net", "ip",
		STR("inetnum:     192.0.2/24\nowner:       Comunica\xe7\xf5"
		    "es Exemplo Ltda\n"
		    "country:     BR\ncreated:     20000101\naut-num:     AS64496\n"),
		"registered", NULL, NULL, "owner:       Comunicações Exemplo Ltda"},
	{"a customer's network", "rwhois", "rwhois.example.net", "ip",
		STR("%rwhois V-1.5:003eff:00 rwhois.example.net\n"
		    "network:IP-Network:192.0.2.0/25\nnetwork:Org-Name;I:Example Hosting LLC\n"
		    "network:Tech-Contact;I:taro@example.net\n%ok\n"),
		"registered", NULL, NULL, "network:Org-Name;I:Example Hosting LLC"},
	{"too many questions", "whois", "whois.example.net", "domain",
		STR("% No entries found.\n% Query rate limit exceeded. Reduced information.\n"),
		"throttled", NULL, NULL, "limit exceeded"},
	{"nothing", "whois", "whois.example.net", "domain", STR(""), "unknown", NULL, NULL, ""},
	{"bytes", "whois", "whois.example.net", "domain",
		STR("Domain Name: a\0b.example\nRegistrar: \x1b[31m\xe2\x80\xae\xff\xfe\n"
		    "Created: 9999-99-99\nExpires: 99999999\n"),
		"registered", NULL, NULL, ""},
	{"RDAP", "rdap", "rdap.example", "domain",
		STR("{\"objectClassName\":\"domain\",\"handle\":\"D1-EX\",\"ldhName\":\"a."
		    "example\","
		    "\"events\":[{\"eventAction\":\"registration\",\"eventDate\":"
		    "\"2022-02-27T06:21:00Z\"}],"
		    "\"notices\":[{\"title\":\"Terms\",\"description\":[\"Be kind.\"]}],"
		    "\"redacted\":[{\"name\":{\"description\":\"Registrant Name\"},"
		    "\"method\":\"removal\"}],"
		    "\"links\":[{\"rel\":\"related\",\"type\":\"application/rdap+json\","
		    "\"href\":\"https://rdap.example.net/domain/a.example\"}]}"),
		"registered", "https://rdap.example.net/domain/a.example", NULL, NULL},
	{"RDAP of a network", "rdap", "rdap.example", "ip",
		STR("{\"objectClassName\":\"ip network\",\"startAddress\":\"192.0.2.0\","
		    "\"endAddress\":\"192.0.2.255\",\"cidr0_cidrs\":[{\"v4prefix\":\"192.0.2.0\","
		    "\"length\":24},{\"v4prefix\":\"192.0.2.0\"},{\"v4prefix\":\"evil\","
		    "\"length\":8}],\"country\":\"JP\"}"),
		"registered", NULL, NULL, NULL},
	{"a page in the place of RDAP", "rdap", "rdap.example", "domain",
		STR("<html>Too many requests</html>"), NULL, NULL, "not JSON", NULL},
	{"JSON that is no RDAP", "rdap", "rdap.example", "domain", STR("[[[1]]]"), NULL, NULL,
		"no RDAP", NULL},
};

static CageParcel question_for(const char *protocol, const char *server, Str reply)
{
	CageParcel question = {.json = json_object(),
		.blobs = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref)};

	json_put(question.json, "protocol", json_text(str_of(protocol)));
	json_put(question.json, "server", json_text(str_of(server)));
	g_ptr_array_add(question.blobs, g_bytes_new(reply.at, reply.len));
	return question;
}

/* Texts are equal, or are both missing. */
static void assert_member(const json_t *json, const char *name, const char *want)
{
	g_assert_cmpstr(json_get_text(json, name), ==, want);
	g_assert_true(want || json_is_null(json_object_get(json, name)));
}

static void check_answer(const json_t *answer, size_t row)
{
	const json_t *registration = json_object_get(answer, "registration");
	const char *why = json_get_text(json_object_get(answer, "why"), "en");
	const char *quote = json_get_text(answer, "quote");

	g_assert_cmpstr(json_get_text(registration, "state"), ==, rows[row].state);
	assert_member(answer, "referral", rows[row].referral);
	g_assert_true((why != NULL) == (rows[row].why != NULL));
	g_assert_true((quote != NULL) == (rows[row].quote != NULL));
	g_assert_true(!why || strstr(why, rows[row].why));
	g_assert_true(!quote || strstr(quote, rows[row].quote));
	g_assert_true(!quote || !strstr(quote, "王小明"));
	g_assert_true(!quote || !strstr(quote, "taro@"));
}

/* One dossier with the registration in it, as the step writes it, on a line of its own. */
static void add_dossier(GString *lines, const json_t *answer, const char *kind)
{
	g_autoptr(Dossier) dossier = dossier_new("20261125-7f3a91c2", "2026-11-25T01:02:03Z");
	json_t *registrations = json_array(),
	       *registration = json_deep_copy(json_object_get(answer, "registration"));

	json_put(registration, "id", json_text(STR("reg1")));
	json_put(registration, "answer", json_text(STR("found")));
	json_put(registration, "why", json_null());
	json_put(registration, "of", json_text(STR("a.example")));
	json_put(registration, "kind", json_text(str_of(kind)));
	json_push(registrations, registration);
	dossier_put(dossier, "registrations", registrations);
	g_autofree char *line = json_canonical(dossier_json(dossier));
	g_string_append_printf(lines, "%s\n", line);
}

static void test_rows(gconstpointer prepared)
{
	g_autoptr(GString) lines = g_string_new(NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		CageParcel question = question_for(rows[i].protocol, rows[i].server, rows[i].reply);
		CageParcel answer = {0};
		g_autoptr(GError) error = NULL;

		g_test_message("%s", rows[i].what);
		g_assert_true(lookup_job.run((void *)prepared, &question, &answer, &error));
		g_assert_no_error(error);
		check_answer(answer.json, i);
		if (rows[i].state)
			add_dossier(lines, answer.json, rows[i].kind);
		cage_parcel_clear(&question);
		cage_parcel_clear(&answer);
	}
	schema_check(lines->str);
}

static void test_no_reply(gconstpointer prepared)
{
	CageParcel question = question_for("whois", "whois.example.net", STR("")), answer = {0};
	g_autoptr(GError) error = NULL;

	g_ptr_array_set_size(question.blobs, 0);
	g_assert_false(lookup_job.run((void *)prepared, &question, &answer, &error));
	g_assert_error(error, CAGE_ERROR, CAGE_ERROR_JOB);
	cage_parcel_clear(&question);
}

static void test_no_data(void)
{
	g_autoptr(GError) error = NULL;

	g_assert_null(lookup_job.prepare("/nonexistent", &error));
	g_assert_nonnull(strstr(error->message, "/nonexistent/data/whois"));
}

int main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	void *prepared;
	int failed;

	g_test_init(&argc, &argv, NULL);
	prepared = lookup_job.prepare(g_getenv("MEKIKI_SOURCE"), &error);
	g_assert_no_error(error);
	g_test_add_data_func("/lookup/reading", prepared, test_rows);
	g_test_add_data_func("/lookup/reading/no-reply", prepared, test_no_reply);
	g_test_add_func("/lookup/reading/no-data", test_no_data);
	failed = g_test_run();
	reading_free(prepared);
	return failed;
}
