#include "lookup/hostlook.h"

#include <string.h>

#include "base/utf8.h"
#include "base/when.h"
#include "lookup/dnsask.h"
#include "web/host.h"

/* The questions about a host that hang on no answer. */
typedef enum {
	ASK_A,
	ASK_AAAA,
	ASK_NS,
	ASK_MX,
	ASK_SOA,
	ASK_TXT,
	ASK_CAA,
	ASK_DMARC,
	ASK_WILDCARD,
	ASK_DOMAIN_NS, /* from here on of the registrable domain: only where the host is another */
	ASK_DOMAIN_SOA,
	ASK_DOMAIN_DMARC,
	ASKS,
} Question;

static const DnsType types[ASKS] = {
	[ASK_A] = DNSTYPE_A,
	[ASK_AAAA] = DNSTYPE_AAAA,
	[ASK_NS] = DNSTYPE_NS,
	[ASK_MX] = DNSTYPE_MX,
	[ASK_SOA] = DNSTYPE_SOA,
	[ASK_TXT] = DNSTYPE_TXT,
	[ASK_CAA] = DNSTYPE_CAA,
	[ASK_DMARC] = DNSTYPE_TXT,
	[ASK_WILDCARD] = DNSTYPE_A,
	[ASK_DOMAIN_NS] = DNSTYPE_NS,
	[ASK_DOMAIN_SOA] = DNSTYPE_SOA,
	[ASK_DOMAIN_DMARC] = DNSTYPE_TXT,
};

HostLook *hostlook_new(const Inquiry *inquiry, const char *name)
{
	HostLook *look = g_new0(HostLook, 1);

	look->inquiry = inquiry;
	look->name = g_strdup(name);
	look->addresses = g_ptr_array_new_with_free_func(g_free);
	look->facts = json_object();
	return look;
}

void hostlook_free(HostLook *look)
{
	if (!look)
		return;
	g_ptr_array_unref(look->addresses);
	json_decref(look->facts);
	g_free(look->name);
	g_free(look);
}

static Str value_of(const DnsRecord *record)
{
	return str_over(record->value, record->value_len);
}

static json_t *text_json(Str text)
{
	g_autoptr(GString) whole = utf8_repair(str_sub(text, 0, HOSTLOOK_TEXT_MAX), NULL);

	return json_text(str_over(whole->str, whole->len));
}

typedef json_t *(*RecordShow)(const DnsRecord *record);

static json_t *show_value(const DnsRecord *record)
{
	return text_json(value_of(record));
}

static json_t *show_mx(const DnsRecord *record)
{
	json_t *json = json_object();

	json_put(json, "preference", json_integer(record->number));
	json_put(json, "host", show_value(record));
	return json;
}

static json_t *show_caa(const DnsRecord *record)
{
	json_t *json = json_object();

	json_put(json, "property", text_json(str_of(record->word ? record->word : "")));
	json_put(json, "value", show_value(record));
	return json;
}

static int by_json(const void *a, const void *b)
{
	g_autofree char *left = json_canonical(*(json_t *const *)a);
	g_autofree char *right = json_canonical(*(json_t *const *)b);

	return strcmp(left, right);
}

/* An answer's records, sorted: servers turn them round, and two dossiers of one state of the world are
 * equal. */
static json_t *records_json(const DnsAsk *ask, RecordShow show)
{
	g_autoptr(GPtrArray) sorted = g_ptr_array_new();
	json_t *json = json_array();

	for (guint i = 0; ask->answer && i < ask->answer->records->len; i++)
		if (i < HOSTLOOK_RECORDS_MAX)
			g_ptr_array_add(sorted, show(g_ptr_array_index(ask->answer->records, i)));
	g_ptr_array_sort(sorted, by_json);
	for (guint i = 0; i < sorted->len; i++)
		json_push(json, g_ptr_array_index(sorted, i));
	return json;
}

/* The first text that begins with `start`; JSON null. */
static json_t *text_with(const DnsAsk *ask, Str start)
{
	for (guint i = 0; ask->answer && i < ask->answer->records->len; i++) {
		const DnsRecord *record = g_ptr_array_index(ask->answer->records, i);
		if (str_starts_fold(value_of(record), start))
			return show_value(record);
	}
	return json_null();
}

static json_t *soa_json(const DnsAsk *ask)
{
	const DnsRecord *record;
	json_t *json;

	if (!dnsask_has_records(ask))
		return json_null();
	record = g_ptr_array_index(ask->answer->records, 0);
	json = json_object();
	json_put(json, "primary", show_value(record));
	json_put(json, "mailbox", text_json(str_of(record->word ? record->word : "")));
	json_put(json, "serial", json_integer(record->times[0]));
	return json;
}

static json_t *aliases_json(const DnsAsk *ask)
{
	json_t *json = json_array();

	for (guint i = 0; ask->answer && i < ask->answer->cnames->len; i++)
		if (i < HOSTLOOK_RECORDS_MAX)
			json_push(
				json, text_json(str_of(g_ptr_array_index(ask->answer->cnames, i))));
	return json;
}

static int by_address(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void take_addresses(HostLook *look, const DnsAsk *ask)
{
	g_autoptr(GPtrArray) sorted = g_ptr_array_new();

	for (guint i = 0; ask->answer && i < ask->answer->records->len; i++) {
		const DnsRecord *record = g_ptr_array_index(ask->answer->records, i);
		if (i < HOSTLOOK_RECORDS_MAX)
			g_ptr_array_add(sorted, str_dup(value_of(record)));
	}
	g_ptr_array_sort(sorted, by_address);
	for (guint i = 0; i < sorted->len; i++)
		g_ptr_array_add(look->addresses, g_ptr_array_index(sorted, i));
}

static json_t *addresses_json(const HostLook *look)
{
	json_t *json = json_array();

	for (guint i = 0; i < look->addresses->len; i++)
		json_push(json, json_text(str_of(g_ptr_array_index(look->addresses, i))));
	return json;
}

/* The networks that the addresses are in: /16 for IPv4, /32 for IPv6, as a rough measure of whose they are. */
static guint count_networks(const GPtrArray *addresses)
{
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < addresses->len; i++) {
		Address address;
		if (!address_parse(str_of(g_ptr_array_index(addresses, i)), &address))
			continue;
		size_t len = address.len == 4 ? 2 : 4;
		GString *key = g_string_new(NULL);
		for (size_t j = 0; j < len; j++)
			g_string_append_printf(key, "%02x", address.bytes[j]);
		g_hash_table_add(seen, g_string_free(key, FALSE));
	}
	return g_hash_table_size(seen);
}

static json_t *sign(const char *what, json_t *says)
{
	json_t *json = json_object();

	json_put(json, "what", json_text(str_of(what)));
	json_put(json, "says", says);
	return json;
}

static json_t *signs_json(const HostLook *look, const DnsAsk *asks, const char *probe)
{
	json_t *signs = json_array();
	guint count = look->addresses->len, networks = count_networks(look->addresses);
	guint32 ttl = dnsask_has_records(&asks[ASK_A]) ? asks[ASK_A].answer->ttl : G_MAXUINT32;

	if (dnsask_has_records(&asks[ASK_WILDCARD]))
		json_push(signs,
			sign("wildcard",
				json_words("Any name has an address here: even %s has one.",
					"任意の名前が名前解決されます(%s にもアドレスがあります)。",
					probe)));
	if (ttl <= HOSTLOOK_FLUX_TTL_S && count >= HOSTLOOK_FLUX_ADDRESSES &&
		networks >= HOSTLOOK_FLUX_NETWORKS)
		json_push(signs,
			sign("fast-flux",
				json_words("%u addresses in %u networks, each for %u seconds only.",
					"%u 個のアドレスが %u のネットワークに分散し、TTL は %u "
					"秒です。",
					count, networks, ttl)));
	return signs;
}

/* Of the answers that tell of the host itself: DNSSEC says the same of each, or the worst counts. */
static json_t *dnssec_json(const DnsAsk *asks)
{
	for (size_t i = ASK_A; i <= ASK_CAA; i++)
		if (asks[i].exchange && asks[i].exchange->outcome == OUTCOME_BOGUS)
			return json_text(STR("bogus"));
	for (size_t i = ASK_A; i <= ASK_CAA; i++)
		if (asks[i].answer)
			return json_text(str_of(dnssec_name(asks[i].answer->dnssec)));
	return json_null();
}

/* "found" where there is any record; "failed" where nothing is known for lack of an answer. */
static void conclude(HostLook *look, const DnsAsk *asks)
{
	const char *answer = "none";
	json_t *why = NULL;

	for (size_t i = ASK_A; i <= ASK_CAA; i++) {
		if (dnsask_has_records(&asks[i]))
			answer = "found";
		if (!why && asks[i].exchange->why)
			why = asks[i].exchange->why;
	}
	if (why && !g_str_equal(answer, "found"))
		answer = "failed";
	if (g_str_equal(answer, "none") && asks[ASK_A].answer) {
		g_autofree char *rcode = dnsanswer_rcode_name(asks[ASK_A].answer->rcode);
		json_put(look->facts, "why",
			json_words("The name servers know no record of it (%s).",
				"該当するレコードがありません(%s)。", rcode));
	} else {
		json_put(look->facts, "why", why ? json_incref(why) : json_null());
	}
	json_put(look->facts, "answer", json_text(str_of(answer)));
}

/* A question about the host, or where it has no answer of its own, about the domain. */
static const DnsAsk *or_domain(const DnsAsk *asks, Question host, Question domain)
{
	return dnsask_has_records(&asks[host]) ? &asks[host] : &asks[domain];
}

static void put_records(HostLook *look, const DnsAsk *asks)
{
	json_t *facts = look->facts;
	const DnsAsk *dmarc = or_domain(asks, ASK_DMARC, ASK_DOMAIN_DMARC);
	g_autofree char *asked = when_text(asks[ASK_A].exchange->asked);

	json_put(facts, "ips", addresses_json(look));
	json_put(facts, "cname", aliases_json(&asks[ASK_A]));
	json_put(facts, "ns", records_json(or_domain(asks, ASK_NS, ASK_DOMAIN_NS), show_value));
	json_put(facts, "soa", soa_json(or_domain(asks, ASK_SOA, ASK_DOMAIN_SOA)));
	json_put(facts, "mx", records_json(&asks[ASK_MX], show_mx));
	json_put(facts, "txt", records_json(&asks[ASK_TXT], show_value));
	json_put(facts, "spf", text_with(&asks[ASK_TXT], STR("v=spf1")));
	json_put(facts, "dmarc", text_with(dmarc, STR("v=DMARC1")));
	json_put(facts, "caa", records_json(&asks[ASK_CAA], show_caa));
	json_put(facts, "ttl",
		dnsask_has_records(&asks[ASK_A]) ? json_integer(asks[ASK_A].answer->ttl)
						 : json_null());
	json_put(facts, "dnssec", dnssec_json(asks));
	json_put(facts, "asked", json_text(str_of(asked)));
}

/* A name that nobody has made beside the host: the same for every look, so that a replay asks it too. */
static char *probe_name(const char *parent)
{
	g_autofree char *digest = g_compute_checksum_for_string(G_CHECKSUM_SHA256, parent, -1);

	return g_strdup_printf("mekiki-%.8s.%s", digest, parent);
}

void hostlook_ask(HostLook *look)
{
	g_autofree char *found = host_domain(look->name);
	const char *domain = found ? found : look->name;
	bool alone = strcmp(domain, look->name) == 0;
	g_autofree char *dmarc = g_strconcat("_dmarc.", look->name, NULL);
	g_autofree char *domain_dmarc = g_strconcat("_dmarc.", domain, NULL);
	g_autofree char *probe = probe_name(domain);
	DnsAsk asks[ASKS] = {0};

	for (size_t i = 0; i < ASKS; i++)
		asks[i] =
			(DnsAsk){.name = i < ASK_DOMAIN_NS ? look->name : domain, .type = types[i]};
	asks[ASK_DMARC].name = dmarc;
	asks[ASK_DOMAIN_DMARC].name = domain_dmarc;
	asks[ASK_WILDCARD].name = probe;
	dnsask_all(look->inquiry, asks, alone ? (size_t)ASK_DOMAIN_NS : (size_t)ASKS);
	take_addresses(look, &asks[ASK_A]);
	take_addresses(look, &asks[ASK_AAAA]);
	put_records(look, asks);
	json_put(look->facts, "signs", signs_json(look, asks, probe));
	conclude(look, asks);
	dnsask_clear(asks, ASKS);
}

/* One address's way back. */
typedef struct {
	const HostLook *look;
	const char *address;
	json_t *ptr; /* what came of it */
} Back;

static bool leads_to(const DnsAsk *ask, const char *address)
{
	for (guint i = 0; ask->answer && i < ask->answer->records->len; i++) {
		const DnsRecord *record = g_ptr_array_index(ask->answer->records, i);
		if (str_equal(value_of(record), str_of(address)))
			return true;
	}
	return false;
}

/* Whether the name has the address; JSON null where nobody says. */
static json_t *confirm(const Back *back, const char *name)
{
	DnsAsk ask = {.name = name, .type = strchr(back->address, ':') ? DNSTYPE_AAAA : DNSTYPE_A};
	json_t *confirmed;

	dnsask_one(back->look->inquiry, &ask);
	confirmed = ask.answer ? json_boolean(leads_to(&ask, back->address)) : json_null();
	dnsask_clear(&ask, 1);
	return confirmed;
}

static void ask_back(void *data)
{
	Back *back = data;
	const Inquiry *inquiry = back->look->inquiry;
	const Ask how = {.recorder = inquiry->recorder, .deadline = inquiry->deadline};
	g_autoptr(Exchange) exchange = NULL;
	g_autoptr(DnsAnswer) answer = NULL;
	Address address;

	back->ptr = json_object();
	json_put(back->ptr, "ip", json_text(str_of(back->address)));
	json_put(back->ptr, "name", json_null());
	json_put(back->ptr, "confirmed", json_null());
	if (!address_parse(str_of(back->address), &address))
		return;
	exchange = door_ptr(inquiry->door, &address, &how);
	answer = dnsanswer_read(exchange);
	json_put(back->ptr, "why", exchange->why ? json_incref(exchange->why) : json_null());
	if (!answer || answer->records->len == 0)
		return;
	const DnsRecord *record = g_ptr_array_index(answer->records, 0);
	json_put(back->ptr, "name", show_value(record));
	json_put(back->ptr, "confirmed", confirm(back, record->value));
}

void hostlook_ask_back(HostLook *look)
{
	Back backs[HOSTLOOK_ADDRESSES_MAX];
	void *items[HOSTLOOK_ADDRESSES_MAX];
	size_t count = MIN(look->addresses->len, HOSTLOOK_ADDRESSES_MAX);
	json_t *ptr = json_array();

	for (size_t i = 0; i < count; i++) {
		backs[i] = (Back){look, g_ptr_array_index(look->addresses, i), NULL};
		items[i] = &backs[i];
	}
	crew_all(look->inquiry->hands, ask_back, items, count);
	for (size_t i = 0; i < count; i++)
		json_push(ptr, backs[i].ptr);
	json_put(look->facts, "ptr", ptr);
}
