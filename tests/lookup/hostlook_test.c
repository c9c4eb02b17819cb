/* What the DNS says of one host, from a recorded world: what is asked, what is made of it, and how long it takes. */
#include "lookup/hostlook.h"

#include <string.h>

#include "recorded.h"

static const RecordedReply no_replies[] = {{0}};

static const RecordedName names[] = {
	{"www.a.example A", "@edge.a.example, 192.0.2.2, 192.0.2.1"},
	{"www.a.example AAAA", "2001:db8::1"},
	{"www.a.example TXT", "hello, v=spf1 -all"},
	{"a.example NS", "ns2.b.example, ns1.b.example"},
	{"_dmarc.a.example TXT", "v=DMARC1; p=reject"},
	{"1.2.0.192.in-addr.arpa PTR", "www.a.example"},
	{"2.2.0.192.in-addr.arpa PTR", "elsewhere.example"},
	{"elsewhere.example A", "192.0.2.99"},
	{"own.example A", "192.0.2.3"},
	{"own.example NS", "ns1.own.example"},
	{"_dmarc.own.example TXT", "v=DMARC1; p=none"},
	{"slow.flux.example A", "3600, 192.0.2.1, 198.51.100.2, 203.0.113.3, 192.0.2.4, 192.0.2.5"},
	{"fast.flux.example A", "60, 192.0.2.1, 198.51.100.2, 203.0.113.3, 192.0.2.4, 192.0.2.5"},
	{"near.flux.example A", "60, 192.0.2.1, 192.0.2.2, 192.0.2.3, 192.0.2.4, 192.0.2.5"},
	{"dead.example A", "!"},
	{"half.example A", "!"},
	{"half.example MX", "mx.half.example"},
	{0},
};

typedef struct {
	Recorded *recorded;
	Inquiry inquiry;
} House;

static void set_up(House *house, gconstpointer unused)
{
	house->recorded = recorded_new(no_replies, names);
	house->inquiry = (Inquiry){.door = recorded_door(house->recorded),
		.hands = crew_new(CREW_HANDS_MAX, NULL, NULL)};
	(void)unused;
}

static void tear_down(House *house, gconstpointer unused)
{
	crew_free(house->inquiry.hands);
	recorded_free(house->recorded);
	(void)unused;
}

static const struct {
	const char *name, *member, *shown; /* compact JSON */
} rows[] = {
	{"www.a.example", "answer", "\"found\""},
	{"www.a.example", "why", "null"},
	{"www.a.example", "ips", "[\"192.0.2.1\",\"192.0.2.2\",\"2001:db8::1\"]"},
	{"www.a.example", "cname", "[\"edge.a.example\"]"},
	{"www.a.example", "ttl", "3600"},
	{"www.a.example", "txt", "[\"hello\",\"v=spf1 -all\"]"},
	{"www.a.example", "spf", "\"v=spf1 -all\""},
	/* what the host has not, its domain may have */
	{"www.a.example", "ns", "[\"ns1.b.example\",\"ns2.b.example\"]"},
	{"www.a.example", "dmarc", "\"v=DMARC1; p=reject\""},
	{"www.a.example", "ptr",
		"[{\"ip\":\"192.0.2.1\",\"name\":\"www.a.example\",\"confirmed\":true,\"why\":null}"
		","
		"{\"ip\":\"192.0.2.2\",\"name\":\"elsewhere.example\",\"confirmed\":false,\"why\":"
		"null},{\"ip\":\"2001:db8::1\",\"name\":null,\"confirmed\":null,\"why\":null}]"},
	{"own.example", "ns", "[\"ns1.own.example\"]"},
	{"own.example", "dmarc", "\"v=DMARC1; p=none\""},
	{"own.example", "signs", "[]"},
	{"nowhere.example", "answer", "\"none\""},
	{"nowhere.example", "ips", "[]"},
	{"dead.example", "answer", "\"failed\""},
	{"half.example", "answer", "\"found\""},
	{"half.example", "mx", "[{\"preference\":10,\"host\":\"mx.half.example\"}]"},
};

static char *member_of(House *house, const char *name, const char *member)
{
	g_autoptr(HostLook) look = hostlook_new(&house->inquiry, name);

	hostlook_ask(look);
	hostlook_ask_back(look);
	const json_t *value = json_object_get(look->facts, member);
	return json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
}

static void test_facts(House *house, gconstpointer unused)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *got = member_of(house, rows[i].name, rows[i].member);
		g_test_message("%s %s", rows[i].name, rows[i].member);
		g_assert_cmpstr(got, ==, rows[i].shown);
	}
	(void)unused;
}

/* Many addresses in many networks for a short time: all three make a sign, two do not. */
static void test_signs(House *house, gconstpointer unused)
{
	static const struct {
		const char *name;
		bool is_fast_flux;
	} hosts[] = {
		{"slow.flux.example", false},
		{"fast.flux.example", true},
		{"near.flux.example", false},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(hosts); i++) {
		g_autofree char *signs = member_of(house, hosts[i].name, "signs");
		g_assert_true((strstr(signs, "\"fast-flux\"") != NULL) == hosts[i].is_fast_flux);
	}
	(void)unused;
}

/* Nine questions about a registered name, three more about the domain of another; all of them at once. */
static void test_questions(House *house, gconstpointer unused)
{
	g_autoptr(HostLook) own = hostlook_new(&house->inquiry, "own.example"),
			    www = hostlook_new(&house->inquiry, "www.a.example");
	gint64 begun = g_get_monotonic_time();

	recorded_slow(house->recorded, 60);
	hostlook_ask(own);
	g_assert_cmpuint(recorded_count(house->recorded), ==, 9);
	hostlook_ask(www);
	g_assert_cmpuint(recorded_count(house->recorded), ==, 9 + 12);
	g_assert_cmpint(g_get_monotonic_time() - begun, <, 300 * (gint64)1000);
	(void)unused;
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add("/lookup/hostlook/facts", House, NULL, set_up, test_facts, tear_down);
	g_test_add("/lookup/hostlook/signs", House, NULL, set_up, test_signs, tear_down);
	g_test_add("/lookup/hostlook/questions", House, NULL, set_up, test_questions, tear_down);
	return g_test_run();
}
