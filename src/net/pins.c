#include "net/pins.h"

#include "net/dnsanswer.h"
#include "web/host.h"

/* One of the two questions for a name's addresses. */
typedef struct {
	const PinFinder *finder;
	const char *host;
	DnsType type;
} Lookup;

static void *resolve(void *data)
{
	const Lookup *lookup = data;

	return lookup->finder->resolve(lookup->finder->data, lookup->host, lookup->type);
}

static void add_answer(GArray *addresses, const Exchange *exchange)
{
	/* a bogus answer is kept as evidence, and not followed */
	g_autoptr(DnsAnswer) answer =
		exchange->outcome == OUTCOME_ANSWERED ? dnsanswer_read(exchange) : NULL;

	for (guint i = 0; answer && i < answer->records->len; i++) {
		const DnsRecord *record = g_ptr_array_index(answer->records, i);
		Address address;
		if (record->value && address_parse(str_of(record->value), &address))
			g_array_append_val(addresses, address);
	}
}

/* Both at once; `detail_out` says what is wrong where there is no address. */
static GArray *resolve_both(const PinFinder *finder, const char *host, char **detail_out)
{
	GArray *addresses = g_array_new(FALSE, FALSE, sizeof(Address));
	Lookup ipv4 = {finder, host, DNSTYPE_A}, ipv6 = {finder, host, DNSTYPE_AAAA};
	GThread *beside = g_thread_try_new("resolve", resolve, &ipv6, NULL);
	g_autoptr(Exchange) first = resolve(&ipv4);
	/* where no thread is to be had: one after the other */
	g_autoptr(Exchange) second = beside ? g_thread_join(beside) : resolve(&ipv6);

	add_answer(addresses, first);
	add_answer(addresses, second);
	if (first->outcome == OUTCOME_ANSWERED)
		*detail_out = g_strdup_printf("%s, %s", host, json_get_text(first->facts, "rcode"));
	else
		*detail_out = g_strdup_printf("%s, %s", host, outcome_name(first->outcome));
	return addresses;
}

/* Drop what the policy keeps us from; the reason for the last one, NULL where there is none. */
static json_t *drop_refused(const Policy *policy, GArray *addresses, Exchange *exchange)
{
	json_t *why = NULL, *refused = json_array();

	for (guint i = 0; i < addresses->len;) {
		const Address *address = &g_array_index(addresses, Address, i);
		json_t *this_why;
		if (policy_check_address(policy, address, &this_why)) {
			i++;
			continue;
		}
		g_autoptr(GString) text = g_string_new(NULL);
		address_write(text, address);
		json_push(refused, json_text(str_over(text->str, text->len)));
		json_decref(why);
		why = this_why;
		g_array_remove_index(addresses, i);
	}
	if (json_array_size(refused) > 0)
		json_put(exchange->facts, "refused", json_incref(refused));
	json_decref(refused);
	return why;
}

GArray *pins_find(const PinFinder *finder, const char *host, Exchange *exchange)
{
	g_autoptr(GArray) addresses = NULL;
	g_autofree char *detail = NULL;
	Address literal;

	if (host_kind(host) == HOST_NAME) {
		addresses = resolve_both(finder, host, &detail);
	} else {
		addresses = g_array_new(FALSE, FALSE, sizeof(Address));
		g_assert(address_parse(str_of(host), &literal));
		g_array_append_val(addresses, literal);
	}
	json_t *why = drop_refused(finder->policy, addresses, exchange);
	if (addresses->len > 0) {
		json_decref(why);
		return g_steal_pointer(&addresses);
	}
	if (why)
		exchange_refuse(exchange, why);
	else
		exchange_end(exchange, OUTCOME_UNRESOLVED, detail);
	return NULL;
}
