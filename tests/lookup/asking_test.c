/* What a word or a case leads to in a recorded world: the chains, what they make of it, and how they end. */
#include "lookup/asking.h"

#include <string.h>

#include "case/blobbox.h"
#include "lookup/reading.h"
#include "world.h"

/* A look at the world: who asks, who reads. */
typedef struct {
	Recorded *recorded;
	Servers *servers;
	void *prepared;
	BlobBox *box;
	Inquiry inquiry;
} House;

static void set_up(House *house, gconstpointer unused)
{
	const char *source = g_getenv("MEKIKI_SOURCE");
	GError *error = NULL;

	house->recorded = recorded_new(world_replies, world_names);
	house->servers = servers_read(source, &error);
	g_assert_no_error(error);
	house->prepared = lookup_job.prepare(source, &error);
	g_assert_no_error(error);
	house->box = blobbox_new();
	house->inquiry =
		(Inquiry){.door = recorded_door(house->recorded), .servers = house->servers};
	(void)unused;
}

static void tear_down(House *house, gconstpointer unused)
{
	recorded_free(house->recorded);
	servers_free(house->servers);
	blobbox_free(house->box);
	reading_free(house->prepared);
	(void)unused;
}

static bool read_here(
	void *data, const CageParcel *question, CageParcel *answer_out, GError **error)
{
	return lookup_job.run(data, question, answer_out, error);
}

static Asking *ask_about(House *house, const Subjects *subjects)
{
	Asking *asking = asking_new(&house->inquiry, subjects);

	asking_run(asking, read_here, house->prepared);
	return asking;
}

/* Fields that a row shows, where they are there. */
static const char *const fields[] = {"registrar", "organization", "organization_english", "netname",
	"range", "country", "asn", "created", "expires", "dnssec"};

static void show_values(GString *out, const json_t *entry)
{
	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
		const char *value = json_get_text(entry, fields[i]);
		const json_t *source =
			json_object_get(json_object_get(entry, "sources"), fields[i]);
		if (value)
			g_string_append_printf(out, "%s=%s (%s)\n", fields[i], value,
				json_string_value(source) ? json_string_value(source) : "");
	}
}

static char *show_registration(const json_t *entry)
{
	GString *out = g_string_new(NULL);
	const char *state = json_get_text(entry, "state"), *abuse = json_get_text(entry, "abuse"),
		   *why = json_get_text(json_object_get(entry, "why"), "en");
	const json_t *item;
	size_t index;

	g_string_append_printf(out, "%s %s\n", json_get_text(entry, "answer"), state ? state : "-");
	show_values(out, entry);
	if (abuse)
		g_string_append_printf(out, "abuse=%s\n", abuse);
	json_array_foreach (json_object_get(entry, "within"), index, item)
		g_string_append_printf(out, "within %s %s, %s\n", json_get_text(item, "range"),
			json_get_text(item, "netname"), json_get_text(item, "organization"));
	json_array_foreach (json_object_get(entry, "differences"), index, item)
		g_string_append_printf(out, "differs: %s\n", json_get_text(item, "field"));
	json_array_foreach (json_object_get(entry, "chain"), index, item)
		g_string_append_printf(out, "%s %s: %s, %s\n", json_get_text(item, "protocol"),
			json_get_text(item, "server"), json_get_text(item, "question"),
			json_get_text(item, "outcome"));
	if (why)
		g_string_append_printf(out, "%s\n", why);
	return g_string_free(out, FALSE);
}

typedef struct {
	const char *what, *word, *shown;
} Row;

#define BOOT(list)                                                                                 \
	"rdap data.iana.org:443: GET https://data.iana.org/rdap/" list ".json, answered\n"

static const Row rows[] = {
	{"IANA → CNNIC, where there is no RDAP", "4ztfqg8.cn",
		"found registered\n"
		"registrar=阿里云计算有限公司(万网) (whois.cnnic.cn)\n"
		"created=2022-02-27 14:21:00 (whois.cnnic.cn)\n"
		"expires=2023-02-27 14:21:00 (whois.cnnic.cn)\n"
		"dnssec=unsigned (whois.cnnic.cn)\n" BOOT(
			"dns") "whois whois.iana.org:43: cn, answered\n"
			       "whois whois.cnnic.cn:43: 4ztfqg8.cn, answered\n"},
	{"nobody holds it", "nobody.cn",
		"none available\n" BOOT("dns") "whois whois.iana.org:43: cn, answered\n"
					       "whois whois.cnnic.cn:43: nobody.cn, answered\n"
					       "The registry says that nobody holds it.\n"},
	{"an answer about another domain is none, and leads nowhere", "swapped.cn",
		"failed -\n" BOOT("dns") "whois whois.iana.org:43: cn, answered\n"
					 "whois whois.cnnic.cn:43: swapped.cn, answered\n"
					 "whois.cnnic.cn answered about other.cn, and not about "
					 "swapped.cn.\n"},
	{"an answer of RDAP's about another domain: WHOIS has the right one", "swapped.top",
		"found registered\nregistrar=Example Registrar (whois.nic.top)\n" BOOT(
			"dns") "rdap rdap.nic.example:443: GET "
			       "https://rdap.nic.example/domain/swapped.top, answered\n"
			       "whois whois.iana.org:43: top, answered\n"
			       "whois whois.nic.top:43: swapped.top, answered\n"
			       "rdap.nic.example answered about other.top, and not about "
			       "swapped.top.\n"},
	{"a network that the address is not in", "198.51.100.9",
		"failed -\n" BOOT("ipv4") "whois whois.iana.org:43: 198.51.100.9, answered\n"
					  "whois whois.apnic.net:43: 198.51.100.9, answered\n"
					  "whois.apnic.net answered about 203.0.113.0 - "
					  "203.0.113.255, and not about 198.51.100.9.\n"},
	{"JPRS in Japanese, where it says the English name, too", "both.jp",
		"found registered\n"
		"organization=株式会社見本 (whois.jprs.jp)\n"
		"organization_english=Mihon Inc. (whois.jprs.jp)\n"
		"created=2020/01/02 (whois.jprs.jp)\n" BOOT(
			"dns") "whois whois.iana.org:43: jp, answered\n"
			       "whois whois.jprs.jp:43: both.jp, answered\n"},
	{"JPRS in English, too, where only that has the English name", "apart.jp",
		"found registered\n"
		"organization=株式会社見本 (whois.jprs.jp)\n"
		"organization_english=Mihon Inc. (whois.jprs.jp)\n"
		"created=2020/01/02 (whois.jprs.jp)\n" BOOT(
			"dns") "whois whois.iana.org:43: jp, answered\n"
			       "whois whois.jprs.jp:43: apart.jp, answered\n"
			       "whois whois.jprs.jp:43: apart.jp/e, answered\n"},
	{"what JPRS does not know is not asked a second time", "free.jp",
		"none available\n" BOOT("dns") "whois whois.iana.org:43: jp, answered\n"
					       "whois whois.jprs.jp:43: free.jp, answered\n"
					       "The registry says that nobody holds it.\n"},
	{"RDAP says all: no WHOIS; the registrar's own knows the holder", "cljqxt.top",
		"found registered\n"
		"registrar=Example Registrar (rdap.nic.example)\n"
		"organization=Example Holder Inc. (rdap.registrar.example)\n"
		"created=2022-02-28T01:02:03Z (rdap.nic.example)\n"
		"expires=2023-02-28T01:02:03Z (rdap.nic.example)\n"
		"dnssec=unsigned (rdap.registrar.example)\n" BOOT(
			"dns") "rdap rdap.nic.example:443: GET "
			       "https://rdap.nic.example/domain/cljqxt.top, answered\n"
			       "rdap rdap.registrar.example:443: GET "
			       "https://rdap.registrar.example/domain/cljqxt.top, answered\n"},
	{"RDAP says less: WHOIS too, each field with its source, the difference told", "thin.top",
		"found registered\n"
		"registrar=Example Registrar, Inc. (whois.nic.top)\n"
		"organization=Example Holder (whois.registrar.example)\n"
		"created=2022-02-28T01:02:03Z (rdap.nic.example)\n"
		"expires=2023-02-28T01:02:03Z (rdap.nic.example)\n"
		"differs: created\n" BOOT(
			"dns") "rdap rdap.nic.example:443: GET "
			       "https://rdap.nic.example/domain/thin.top, answered\n"
			       "whois whois.iana.org:43: top, answered\n"
			       "whois whois.nic.top:43: thin.top, answered\n"
			       "whois whois.registrar.example:43: thin.top, answered\n"},
	{"neither knows it", "free.top",
		"none available\n" BOOT(
			"dns") "rdap rdap.nic.example:443: GET "
			       "https://rdap.nic.example/domain/free.top, answered\n"
			       "whois whois.iana.org:43: top, answered\n"
			       "whois whois.nic.top:43: free.top, answered\n"
			       "The registry says that nobody holds it.\n"},
	{"asked too often is no \"not found\"", "a.busy",
		"failed -\n" BOOT("dns") "rdap rdap.nic.busy:443: GET "
					 "https://rdap.nic.busy/domain/a.busy, answered\n"
					 "whois whois.iana.org:43: busy, answered\n"
					 "whois whois.nic.busy:43: a.busy, answered\n"
					 "RDAP: rdap.nic.busy:443 says that it is asked too often, "
					 "and tells nothing. "
					 "WHOIS: whois.nic.busy:43 says that it is asked too "
					 "often, and tells nothing.\n"},
	{"a circle of referrals", "a.loop",
		"found registered\nregistrar=One (whois.one.example)\n" BOOT(
			"dns") "whois whois.iana.org:43: loop, answered\n"
			       "whois whois.one.example:43: a.loop, answered\n"
			       "whois whois.two.example:43: a.loop, answered\n"
			       "The servers refer to each other in a circle: whois.one.example was "
			       "asked already.\n"},
	{"a referral inward is refused, and what is known stays", "a.inward",
		"found registered\nregistrar=One (whois.one.example)\n" BOOT(
			"dns") "whois whois.iana.org:43: inward, answered\n"
			       "whois whois.one.example:43: a.inward, answered\n"
			       "whois 127.0.0.1:43: a.inward, refused\n"
			       "mekiki's own policy forbids this question.\n"},
	{"a server that never answers", "a.silent",
		"failed -\n" BOOT("dns") "whois whois.iana.org:43: silent, answered\n"
					 "whois whois.silent.example:43: a.silent, timeout\n"
					 "No whole answer came in time.\n"},
	{"a top level without a server", "a.void",
		"failed -\n" BOOT("dns") "whois whois.iana.org:43: void, answered\n"
					 "IANA names no WHOIS server for a.void.\n"},
	{"a question that the record does not have", "a.unheard",
		"failed -\n" BOOT("dns") "whois whois.iana.org:43: unheard, not-recorded\n"
					 "Nobody was asked: this is a replay, and its record does "
					 "not hold the question.\n"},
	{"IANA → APNIC, beside RDAP", "203.0.113.7",
		"found registered\n"
		"organization=Shanghai Example Limited (whois.apnic.net)\n"
		"netname=EXAMPLE-NET (rdap.apnic.net)\n"
		"range=203.0.113.0 - 203.0.113.255 (rdap.apnic.net)\n"
		"country=CN (rdap.apnic.net)\n"
		"abuse=abuse@example.net\n" BOOT(
			"ipv4") "rdap rdap.apnic.net:443: GET "
				"https://rdap.apnic.net/ip/203.0.113.7, answered\n"
				"whois whois.iana.org:43: 203.0.113.7, answered\n"
				"whois whois.apnic.net:43: 203.0.113.7, answered\n"},
	{"IANA → ARIN → RWhois: the customer's network within the holder's", "198.51.100.230",
		"found registered\n"
		"organization=Example Shop Ltd. (rwhois.example.net)\n"
		"netname=EXAMPLE-4-SHOP (rwhois.example.net)\n"
		"range=198.51.100.224 - 198.51.100.239 (rwhois.example.net)\n"
		"country=US (rwhois.example.net)\n"
		"asn=AS64500 (whois.arin.net)\n"
		"abuse=abuse@hosting.example\n"
		"within 198.51.100.0 - 198.51.100.255 EXAMPLE-4, Example Hosting\n" BOOT(
			"ipv4") "whois whois.iana.org:43: 198.51.100.230, answered\n"
				"whois whois.arin.net:43: n + 198.51.100.230, answered\n"
				"rwhois rwhois.example.net:4321: 198.51.100.230, answered\n"},
	{"a bootstrap file that is none is said, and WHOIS asked all the same", "2001:db8::7",
		"found registered\n"
		"netname=EXAMPLE-6 (whois.ripe.net)\n"
		"range=2001:db8:: - 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff (whois.ripe.net)\n"
		"country=JP (whois.ripe.net)\n" BOOT(
			"ipv6") "whois whois.iana.org:43: 2001:db8::7, answered\n"
				"whois whois.ripe.net:43: -B 2001:db8::7, answered\n"
				"IANA's list of RDAP servers cannot be read: bootstrap file: not "
				"JSON, line 1: invalid token near '<'.\n"},
	{"an AS number", "AS64500",
		"found registered\n"
		"organization=Example Hosting (whois.arin.net)\n"
		"netname=EXAMPLE-AS (whois.arin.net)\n"
		"country=US (whois.arin.net)\n"
		"asn=AS64500 (whois.arin.net)\n" BOOT(
			"asn") "whois whois.iana.org:43: AS64500, answered\n"
			       "whois whois.arin.net:43: a + 64500, answered\n"},
};

static void test_registration(House *house, gconstpointer data)
{
	const Row *row = data;
	g_autoptr(Subjects) subjects = subjects_new(NULL);
	g_assert_true(subjects_add_word(subjects, str_of(row->word)));
	g_autoptr(Asking) asking = ask_about(house, subjects);
	json_auto_t *registrations = asking_registrations(asking, blobbox_blobs(house->box), NULL);
	g_autofree char *shown = show_registration(json_array_get(registrations, 0));

	g_assert_cmpstr(shown, ==, row->shown);
}

/* A case: three hosts, the addresses of one of which are looked up, too. */
#define CASE                                                                                       \
	"{\"origin\":{\"ip\":\"203.0.113.7\",\"helo\":\"cljqxt.top\",\"rdns\":null},"              \
	"\"mail\":{\"from\":[{\"domain\":\"cljqxt.top\"}]},"                                       \
	"\"links\":[{\"host\":\"www.4ztfqg8.cn\"},{\"host\":\"flux.top\"},{\"host\":\"dead.top\"}" \
	","                                                                                        \
	"{\"host\":\"nowhere.example\"}]}"

static Asking *ask_case(House *house, Subjects **subjects_out)
{
	json_auto_t *dossier = json_parse(STR(CASE), NULL);

	*subjects_out = subjects_new(dossier);
	return ask_about(house, *subjects_out);
}

static void show_list(GString *out, const json_t *host, const char *member)
{
	const json_t *list = json_object_get(host, member);
	g_autofree char *text = json_compact(list);

	if (json_is_string(list) || json_is_integer(list) || json_array_size(list) > 0)
		g_string_append_printf(out, " %s=%s", member, text);
}

static char *show_host(const json_t *host)
{
	static const char *const members[] = {
		"ips", "cname", "ns", "mx", "txt", "spf", "dmarc", "caa", "ttl", "dnssec"};
	GString *out = g_string_new(NULL);
	const char *why = json_get_text(json_object_get(host, "why"), "en");
	const json_t *item;
	size_t index;

	g_string_append_printf(out, "%s %s %s", json_get_text(host, "id"),
		json_get_text(host, "name"), json_get_text(host, "answer"));
	for (size_t i = 0; i < G_N_ELEMENTS(members); i++)
		show_list(out, host, members[i]);
	json_array_foreach (json_object_get(host, "ptr"), index, item) {
		const json_t *confirmed = json_object_get(item, "confirmed");
		if (json_get_text(item, "name"))
			g_string_append_printf(out, " %s→%s%s", json_get_text(item, "ip"),
				json_get_text(item, "name"),
				json_is_true(confirmed)    ? " and back"
				: json_is_false(confirmed) ? " but not back"
							   : "");
	}
	json_array_foreach (json_object_get(host, "signs"), index, item)
		g_string_append_printf(out, " %s: %s", json_get_text(item, "what"),
			json_get_text(json_object_get(item, "says"), "en"));
	if (why)
		g_string_append_printf(out, " %s", why);
	return g_string_free(out, FALSE);
}

/* In the order of the subjects. */
static const char *const hosts[] = {
	"host1 cljqxt.top found mx=[{\"preference\":10,\"host\":\"mx.cljqxt.top\"}] "
	"txt=[\"other=1\",\"v=spf1 -all\"] spf=\"v=spf1 -all\" "
	"caa=[{\"property\":\"issue\",\"value\":\"ca.example\"}] dnssec=\"insecure\"",
	"host2 www.4ztfqg8.cn found ips=[\"198.51.100.230\",\"203.0.113.7\"] "
	"cname=[\"edge.example.net\"] ns=[\"dns19.hichina.com\",\"dns20.hichina.com\"] "
	"dmarc=\"v=DMARC1; p=none\" ttl=3600 dnssec=\"insecure\" "
	"198.51.100.230→host.example.net and back 203.0.113.7→www.example.com but not back",
	"host3 flux.top found "
	"ips=[\"192.0.2.1\",\"192.0.2.4\",\"192.0.2.5\",\"198.51.100.2\",\"203.0.113.3\"] ttl=60 "
	"dnssec=\"insecure\" wildcard: Any name has an address here: even mekiki-d0450ac8.flux.top "
	"has "
	"one. fast-flux: 5 addresses in 3 networks, each for 60 seconds only.",
	"host4 dead.top failed dnssec=\"insecure\" No whole answer came in time (8 s).",
	("host5 nowhere.example none dnssec=\"insecure\" "
	 "The name servers know no record of it (NXDOMAIN)."),
};

static void test_hosts(House *house, gconstpointer unused)
{
	g_autoptr(Subjects) subjects = NULL;
	g_autoptr(Asking) asking = ask_case(house, &subjects);
	json_auto_t *json = asking_hosts(asking);

	(void)unused;
	g_assert_cmpuint(json_array_size(json), ==, G_N_ELEMENTS(hosts));
	for (size_t i = 0; i < G_N_ELEMENTS(hosts); i++) {
		g_autofree char *shown = show_host(json_array_get(json, i));
		g_assert_cmpstr(shown, ==, hosts[i]);
	}
}

/* The subjects in their order, then the addresses of the hosts in theirs, each once, with what led there. */
static void test_order(House *house, gconstpointer unused)
{
	g_autoptr(Subjects) subjects = NULL;
	g_autoptr(Asking) asking = ask_case(house, &subjects);
	json_auto_t *json = asking_registrations(asking, blobbox_blobs(house->box), NULL);
	g_autoptr(GString) shown = g_string_new(NULL);
	const json_t *entry;
	size_t index;

	json_array_foreach (json, index, entry) {
		g_autofree char *because = json_compact(json_object_get(entry, "because"));
		g_string_append_printf(shown, "%s %s %s\n", json_get_text(entry, "id"),
			json_get_text(entry, "of"), because);
	}
	g_assert_cmpstr(shown->str, ==,
		"reg1 203.0.113.7 [\"/origin\"]\n"
		"reg2 cljqxt.top [\"/origin\",\"/mail/from/0\"]\n"
		"reg3 4ztfqg8.cn [\"/links/0\"]\n"
		"reg4 flux.top [\"/links/1\"]\n"
		"reg5 dead.top [\"/links/2\"]\n"
		"reg6 nowhere.example [\"/links/3\"]\n"
		"reg7 198.51.100.230 [\"/hosts/1\"]\n"
		"reg8 192.0.2.1 [\"/hosts/2\"]\n"
		"reg9 192.0.2.4 [\"/hosts/2\"]\n"
		"reg10 192.0.2.5 [\"/hosts/2\"]\n"
		"reg11 198.51.100.2 [\"/hosts/2\"]\n");
	(void)unused;
}

/* Whoever answers first, the same is written. */
static void test_stable(House *house, gconstpointer unused)
{
	g_autofree char *first = NULL;

	for (size_t i = 0; i < 5; i++) {
		g_autoptr(Subjects) subjects = NULL;
		g_autoptr(Asking) asking = ask_case(house, &subjects);
		json_auto_t *json = asking_registrations(asking, blobbox_blobs(house->box), NULL);
		json_auto_t *names = asking_hosts(asking);
		json_array_extend(json, names);
		g_autofree char *text = json_canonical(json);
		/* the clock is the only thing that may differ */
		for (char *at = text; (at = strstr(at, "\"asked\":\"")) != NULL; at++)
			memset(at + 9, 'x', 20);
		if (!first)
			first = g_strdup(text);
		g_assert_cmpstr(text, ==, first);
	}
	(void)unused;
}

#define DELAY_MS 100

/* The longest chain of questions that hang on each other: an address of a host, IANA, ARIN, RWhois. */
#define CHAIN_LENGTH 4

static void test_at_once(House *house, gconstpointer unused)
{
	g_autoptr(Subjects) subjects = NULL;
	gint64 start = g_get_monotonic_time(), took;

	recorded_slow(house->recorded, DELAY_MS);
	Asking *asking = ask_case(house, &subjects);
	took = (g_get_monotonic_time() - start) / 1000;
	g_test_message("%u questions of %d ms each in %d ms", recorded_count(house->recorded),
		DELAY_MS, (int)took);
	asking_free(asking);
	g_assert_cmpint(took, <, CHAIN_LENGTH * DELAY_MS * 3 / 2);
	(void)unused;
}

static const struct {
	const char *name;
	void (*test)(House *house, gconstpointer unused);
} tests[] = {
	{"/asking/hosts", test_hosts},
	{"/asking/order", test_order},
	{"/asking/stable", test_stable},
	{"/asking/at-once", test_at_once},
};

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *path = g_strdup_printf("/asking/registration/%s", rows[i].word);
		g_test_add(path, House, &rows[i], set_up, test_registration, tear_down);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(tests); i++)
		g_test_add(tests[i].name, House, NULL, set_up, tests[i].test, tear_down);
	return g_test_run();
}
