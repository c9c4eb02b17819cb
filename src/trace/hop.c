#include "trace/hop.h"

#include <string.h>

#include "base/when.h"
#include "web/host.h"

/* Names under which one operator's machines hand mail to each other: Exchange Online's speak as three, and
 * a mailbox at hotmail.com is one of outlook.com's. */
static const struct {
	const char *domain, *known_as;
} operators[] = {
	{"office365.com", "outlook.com"},
	{"exchangelabs.com", "outlook.com"},
	{"hotmail.com", "outlook.com"},
	{"microsoft.com", "outlook.com"},
	{"gmail.com", "google.com"},
	{"googlemail.com", "google.com"},
	{"1e100.net", "google.com"},
	{"me.com", "apple.com"},
	{"icloud.com", "apple.com"},
	{"mac.com", "apple.com"},
	{"yahoodns.net", "yahoo.com"},
	{"ymail.com", "yahoo.com"},
};

static const char *const side_words[] = {
	[HOP_RECIPIENT] = "recipient",
	[HOP_LIST] = "list",
	[HOP_FORWARDER] = "forwarder",
	[HOP_BOUNDARY] = "boundary",
	[HOP_CLAIMED] = "claimed",
};

char *hop_domain(Str name)
{
	g_autofree char *host = host_parse(name, true);
	g_autofree char *domain = host ? host_domain(host) : NULL;

	for (size_t i = 0; domain && i < G_N_ELEMENTS(operators); i++)
		if (strcmp(domain, operators[i].domain) == 0)
			return g_strdup(operators[i].known_as);
	return g_steal_pointer(&domain);
}

bool hop_is_internal(const Hop *hop)
{
	return hop->ip && (hop->address == ADDRESS_PRIVATE || hop->address == ADDRESS_LOOPBACK ||
				  hop->address == ADDRESS_LINK_LOCAL);
}

bool hop_is_external(const Hop *hop)
{
	return hop->ip && !hop_is_internal(hop);
}

void hop_doubt(Hop *hop, const char *what, json_t *says)
{
	json_t *doubt = json_object();

	json_put(doubt, "what", json_text(str_of(what)));
	json_put(doubt, "says", says);
	json_push(hop->doubts, doubt);
}

static Hop *hop_new(Str value, size_t header)
{
	Hop *hop = g_new0(Hop, 1);
	Received *received = &hop->received;

	hop->header = header;
	*received = received_parse(value);
	hop->ip = address_canonical(received->ip);
	hop->address = hop->ip ? address_class(received->ip) : ADDRESS_INVALID;
	hop->by_domain = hop_domain(received->by);
	hop->from_domain = hop_domain(received->rdns_told ? received->rdns : received->helo);
	hop->dated = when_parse_mail(received->date, &hop->date);
	hop->side = HOP_CLAIMED;
	hop->doubts = json_array();
	return hop;
}

static void hop_free(gpointer data)
{
	Hop *hop = data;

	g_free(hop->ip);
	g_free(hop->by_domain);
	g_free(hop->from_domain);
	g_free(hop->from_relay);
	json_decref(hop->doubts);
	g_free(hop);
}

GPtrArray *hops_new(const json_t *headers)
{
	GPtrArray *hops = g_ptr_array_new_with_free_func(hop_free);
	const json_t *header;
	size_t index;

	json_array_foreach (headers, index, header) {
		if (hops->len == HOPS_MAX)
			break;
		if (str_equal_fold(json_get_str(header, "name"), STR("Received")))
			g_ptr_array_add(hops, hop_new(json_get_str(header, "value"), index));
	}
	return hops;
}

void hops_note_relays(GPtrArray *hops, const Relays *relays)
{
	for (guint i = 0; i < hops->len; i++) {
		Hop *hop = g_ptr_array_index(hops, i);
		hop->from_relay = g_strdup(relays_find(relays, hop->ip, hop->received.rdns));
	}
}

json_t *hop_text(Str text)
{
	return text.len > 0 ? json_text(text) : json_null();
}

static json_t *date_json(const Hop *hop)
{
	g_autofree char *date = hop->dated ? when_text(hop->date) : NULL;

	return json_text_or_null(date);
}

static json_t *delay_json(const Hop *hop, const Hop *older)
{
	if (!older || !hop->dated || !older->dated)
		return json_null();
	return json_integer(hop->date - older->date);
}

static json_t *from_json(const Hop *hop)
{
	json_t *from = json_object();

	json_put(from, "helo", hop_text(hop->received.helo));
	json_put(from, "rdns", hop_text(hop->received.rdns));
	json_put(from, "ip", json_text_or_null(hop->ip));
	return from;
}

json_t *hop_json(const Hop *hop, size_t index, const Hop *older, const json_t *headers)
{
	const Received *received = &hop->received;
	g_autofree char *id = g_strdup_printf("hop%zu", index + 1);
	g_autofree char *pointer = g_strdup_printf("/mail/headers/%zu", hop->header);
	json_t *json = json_object();

	json_put(json, "id", json_text(str_of(id)));
	json_put(json, "from", from_json(hop));
	json_put(json, "by", hop_text(received->by));
	json_put(json, "with", hop_text(received->with));
	json_put(json, "id_at_hop", hop_text(received->id));
	json_put(json, "for", hop_text(received->recipient));
	json_put(json, "envelope_from", hop_text(received->envelope_from));
	json_put(json, "date", date_json(hop));
	json_put(json, "delay_s", delay_json(hop, older));
	json_put(json, "trusted", json_boolean(hop->side != HOP_CLAIMED));
	json_put(json, "side", json_text(str_of(side_words[hop->side])));
	json_put(json, "relay", json_text_or_null(hop->relay));
	json_put(json, "doubts", json_incref(hop->doubts));
	json_put(json, "header", json_text(str_of(pointer)));
	json_put(json, "at",
		json_incref(json_object_get(json_array_get(headers, hop->header), "at")));
	return json;
}
