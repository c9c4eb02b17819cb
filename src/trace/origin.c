#include "trace/origin.h"

#include <string.h>

#include "trace/reasons.h"

/* Protocols with which a machine fetches, or is given, mail of its own: the other end is no stranger. */
static const Str delivery_protocols[] = {STR("IMAP"), STR("POP"), STR("LMTP")};

static const char *const class_words[] = {
	[ADDRESS_PUBLIC] = "public",
	[ADDRESS_PRIVATE] = "private",
	[ADDRESS_LOOPBACK] = "loopback",
	[ADDRESS_LINK_LOCAL] = "link-local",
	[ADDRESS_DOCUMENTATION] = "documentation",
	[ADDRESS_RESERVED] = "reserved",
	[ADDRESS_INVALID] = "invalid",
};

typedef struct {
	GPtrArray *hops;
	const Context *context;
	GHashTable
		*own; /* domains of the side that is being walked through, borrowed from the hops */
	HopSide side;
	size_t next_mark;               /* marks before it stand above the hops still to come */
	size_t relays;                  /* lists and forwarders passed */
	size_t first_relay, last_relay; /* the hops before them; count where relays > 0 */
} Walk;

static Hop *hop_at(const Walk *walk, size_t i)
{
	return i < walk->hops->len ? g_ptr_array_index(walk->hops, i) : NULL;
}

static void add_own(Walk *walk, const char *domain)
{
	if (domain)
		g_hash_table_add(walk->own, (gpointer)domain);
}

static bool is_own(const Walk *walk, const char *domain)
{
	return domain && g_hash_table_contains(walk->own, domain);
}

/* The receiver's check that belongs to hop `i`: between its neighbours' headers, above or below its own
 * (Google writes them below), and naming the machine that the hop names; or any where it names none. */
static const Mark *mark_of(Walk *walk, size_t i)
{
	const GArray *marks = walk->context->marks;
	const Hop *hop = hop_at(walk, i), *above = i > 0 ? hop_at(walk, i - 1) : NULL;
	const Hop *below = hop_at(walk, i + 1);

	for (size_t m = walk->next_mark; m < marks->len; m++) {
		const Mark *mark = &g_array_index(marks, Mark, m);
		if (above && mark->header < above->header) {
			walk->next_mark = m + 1;
			continue;
		}
		if (below && mark->header > below->header)
			return NULL;
		if (hop->ip && g_strcmp0(hop->ip, mark->ip) == 0)
			return mark;
		if (!hop->ip && !hop->received.local && mark->header < hop->header)
			return mark;
	}
	return NULL;
}

static bool is_delivery(const Hop *hop)
{
	for (size_t i = 0; i < G_N_ELEMENTS(delivery_protocols); i++)
		if (str_starts_fold(hop->received.with, delivery_protocols[i]))
			return true;
	return false;
}

/* Whether the header below is of the same side too, or says too little to contradict. */
static bool continues(const Walk *walk, size_t i)
{
	const Hop *below = hop_at(walk, i + 1);

	return !below || !below->by_domain || is_own(walk, below->by_domain);
}

/* Whether the configuration counts the machine that hop `i` names to the recipient's own side. */
static bool is_relay(const Walk *walk, size_t i)
{
	return walk->side == HOP_RECIPIENT && hop_at(walk, i)->from_relay;
}

/* The hop below `i` is of the same side: the relay's own, or of a machine of his. */
static void hand_relay_down(const Walk *walk, size_t i)
{
	const Hop *hop = hop_at(walk, i);
	Hop *below = hop_at(walk, i + 1);

	if (below && walk->side == HOP_RECIPIENT)
		below->relay = hop->from_relay ? hop->from_relay : hop->relay;
}

/* Whether the machine that hop `i` names as the one before is of the side that wrote it. */
static bool came_from_inside(Walk *walk, size_t i)
{
	const Hop *hop = hop_at(walk, i);

	if (hop->received.local)
		return true;
	if (hop_is_internal(hop))
		return true;
	if (is_relay(walk, i))
		return true;
	if (mark_of(walk, i))
		return false;
	return is_delivery(hop) || (is_own(walk, hop->from_domain) && continues(walk, i));
}

/* The envelope sender with which hop `i` got the mail: what it says; on the recipient's own side, where
 * nothing changes it any more, the Return-Path. */
static Str envelope_at(const Walk *walk, size_t i)
{
	Str said = hop_at(walk, i)->received.envelope_from;
	bool last = walk->relays == 0 || i <= walk->first_relay;

	return said.len == 0 && last ? walk->context->return_path : said;
}

/* Yours to g_free; NULL where there is none. */
static char *mailbox_domain(Str address)
{
	gssize at = str_rfind_char(address, '@');

	return at < 0 ? NULL : hop_domain(str_sub(address, (size_t)at + 1, address.len));
}

static bool address_in_domain(Str address, const char *domain)
{
	g_autofree char *found = mailbox_domain(address);

	return found && g_strcmp0(found, domain) == 0;
}

/* Whether a hop below `i` took the mail for the list's own address. */
static bool was_posted(const Walk *walk, size_t i)
{
	const char *address = walk->context->list_address;
	Str there = hop_at(walk, i)->received.recipient;

	if (!address || str_equal_fold(there, str_of(address)))
		return false;
	for (const Hop *hop; (hop = hop_at(walk, ++i));)
		if (str_equal_fold(hop->received.recipient, str_of(address)))
			return true;
	return false;
}

/* Whoever mails news about himself has a List-Id too, but his From is of the list's own domain: such a list
 * passes nothing on, unless its software or a post to it says so. */
static bool passes_posts_on(const Context *context, bool posted)
{
	bool rewritten = context->from_via ||
			 (context->list_address &&
				 g_strcmp0(context->from_address, context->list_address) == 0);

	return posted || rewritten || context->list_posts ||
	       g_strcmp0(context->from_domain, context->list_domain) != 0;
}

/* Whether the machine that hop `i` names is a mailing list's: its name, the bounce address it sends with,
 * or a post to the list below say so. */
static bool is_list(const Walk *walk, size_t i)
{
	const Context *context = walk->context;
	bool posted;

	if (!context->list_domain || walk->side != HOP_RECIPIENT)
		return false;
	posted = was_posted(walk, i);
	if (!passes_posts_on(context, posted))
		return false;
	return posted || g_strcmp0(hop_at(walk, i)->from_domain, context->list_domain) == 0 ||
	       address_in_domain(envelope_at(walk, i), context->list_domain);
}

/* Whether some receiver's check names the machine that `hop` does. */
static bool is_checked(const Walk *walk, const Hop *hop)
{
	const GArray *marks = walk->context->marks;

	for (size_t m = 0; hop->ip && m < marks->len; m++)
		if (strcmp(g_array_index(marks, Mark, m).ip, hop->ip) == 0)
			return true;
	return false;
}

/* Whether `hop` took the mail for a mailbox of its own operator's, one that the mail names, and forwarding left its
 * marks. */
static bool is_own_mailbox(const Walk *walk, const Hop *hop)
{
	Str mailbox = hop->received.recipient;

	return walk->context->forwarded && context_names(walk->context, mailbox) &&
	       address_in_domain(mailbox, hop->by_domain);
}

/* Whether `hop` took it for a mailbox of a customer's domain: the mail goes on in that domain's name, which is not the
 * author's, and who took it has checked the sender. */
static bool is_customers_mailbox(const Walk *walk, const Hop *hop, Str envelope)
{
	g_autofree char *domain = mailbox_domain(hop->received.recipient);

	return domain && address_in_domain(envelope, domain) &&
	       g_strcmp0(walk->context->from_domain, domain) != 0 && is_checked(walk, hop);
}

/* Whether the machine that hop `i` names forwards a mailbox: it is of an operator whose header below took the mail for
 * another mailbox than the one above. */
static bool is_forwarder(const Walk *walk, size_t i)
{
	const Hop *above = hop_at(walk, i);
	Str there = above->received.recipient, envelope = envelope_at(walk, i);

	if (!above->from_domain)
		return false;
	for (const Hop *hop; (hop = hop_at(walk, ++i));) {
		if (g_strcmp0(hop->by_domain, above->from_domain) != 0 ||
			str_equal_fold(hop->received.recipient, there))
			continue;
		if (is_own_mailbox(walk, hop) || is_customers_mailbox(walk, hop, envelope))
			return true;
	}
	return false;
}

/* The machine that hop `i` names is outside. Go on through a list or a forwarder; false at the end. */
static bool cross(Walk *walk, size_t i)
{
	bool list = is_list(walk, i);

	if (i + 1 >= walk->hops->len || walk->relays == ORIGIN_RELAYS_MAX)
		return false;
	if (!list && !is_forwarder(walk, i))
		return false;
	walk->side = list ? HOP_LIST : HOP_FORWARDER;
	walk->first_relay = walk->relays > 0 ? walk->first_relay : i;
	walk->last_relay = i;
	walk->relays++;
	g_hash_table_remove_all(walk->own);
	add_own(walk, hop_at(walk, i)->from_domain);
	if (list)
		add_own(walk, walk->context->list_domain);
	return true;
}

/* Walk down to the first hop that a machine outside all trusted sides handed over; the number of hops
 * where there is none. */
static size_t find_boundary(Walk *walk)
{
	for (size_t i = 0; i < walk->hops->len; i++) {
		Hop *hop = hop_at(walk, i);
		hop->side = walk->side;
		add_own(walk, hop->by_domain);
		if (is_delivery(hop))
			add_own(walk, hop->from_domain);
		if (came_from_inside(walk, i))
			hand_relay_down(walk, i);
		else if (!cross(walk, i))
			return i;
	}
	return walk->hops->len;
}

/* Note an envelope sender, where there is one, and who says so; whether there is. */
static bool take_envelope(Origin *out, Str envelope, const char *said_in)
{
	if (envelope.len == 0)
		return false;
	out->envelope_from = envelope;
	out->envelope_in = said_in;
	return true;
}

/* The envelope sender nearest above the boundary, below the last relay: lists put in their own. Where none is left
 * of it, the author that a list kept. */
static void find_envelope(const Walk *walk, size_t boundary, Origin *out)
{
	size_t top = walk->relays > 0 ? walk->last_relay + 1 : 0;
	const Context *context = walk->context;

	for (size_t i = boundary + 1; i-- > top;) {
		Str envelope = envelope_at(walk, i);
		bool said = hop_at(walk, i)->received.envelope_from.len > 0;
		bool of_list = walk->side == HOP_LIST && i < boundary &&
			       address_in_domain(envelope, context->list_domain);
		if (!of_list && take_envelope(out, envelope, said ? "received" : "return-path"))
			return;
	}
	if (walk->relays == 0)
		take_envelope(out, context->return_path, "return-path");
	else
		take_envelope(out, context->original_from, context->original_in);
}

static void settle(Walk *walk, size_t boundary, Origin *out)
{
	Hop *hop = hop_at(walk, boundary);
	const Mark *mark;

	walk->next_mark = 0;
	mark = mark_of(walk, boundary);
	out->known = true;
	out->hop = boundary;
	out->ip = hop->ip ? hop->ip : mark ? mark->ip : NULL;
	find_envelope(walk, boundary, out);
	out->trusted = boundary + 1;
	out->recipient = walk->relays > 0 ? walk->first_relay + 1 : out->trusted;
	out->why = reasons_of_boundary(
		hop, walk->side, walk->context, mark, walk->hops->len - out->trusted);
	hop->side = HOP_BOUNDARY;
}

/* The list's or forwarder's own hops led to nobody: its machine is where the mail came from. */
static size_t step_back(Walk *walk)
{
	size_t boundary = walk->last_relay;

	for (size_t i = boundary + 1; i < walk->hops->len; i++)
		hop_at(walk, i)->side = HOP_CLAIMED;
	walk->side = hop_at(walk, boundary)->side;
	if (--walk->relays == 0)
		walk->first_relay = 0;
	walk->last_relay = walk->first_relay;
	return boundary;
}

/* Nobody outside handed the mail over: its first public address is as far as it can be told. */
static void settle_inside(const Walk *walk, Origin *out)
{
	const Hop *oldest = NULL;

	out->recipient = out->trusted = out->hop = walk->hops->len;
	take_envelope(out, walk->context->return_path, "return-path");
	while (!out->known && out->hop > 0)
		out->known = hop_is_external(hop_at(walk, --out->hop));
	if (out->known)
		oldest = hop_at(walk, out->hop);
	out->ip = oldest ? oldest->ip : NULL;
	out->why = reasons_of_inside(oldest, walk->hops->len);
}

void origin_find(GPtrArray *hops, const Context *context, Origin *out)
{
	g_autoptr(GHashTable) own = g_hash_table_new(g_str_hash, g_str_equal);
	Walk walk = {.hops = hops, .context = context, .own = own, .side = HOP_RECIPIENT};
	size_t boundary = find_boundary(&walk);

	*out = (Origin){.envelope_from = STR("")};
	if (boundary == hops->len && walk.relays > 0)
		boundary = step_back(&walk);
	if (boundary < hops->len)
		settle(&walk, boundary, out);
	else
		settle_inside(&walk, out);
}

json_t *origin_json(const Origin *origin, const GPtrArray *hops)
{
	const Hop *hop = origin->known ? g_ptr_array_index(hops, origin->hop) : NULL;
	g_autofree char *id = hop ? g_strdup_printf("hop%zu", origin->hop + 1) : NULL;
	json_t *json = json_object();

	json_put(json, "ip", json_text_or_null(origin->ip));
	json_put(json, "helo", hop ? hop_text(hop->received.helo) : json_null());
	json_put(json, "rdns", hop ? hop_text(hop->received.rdns) : json_null());
	json_put(json, "hop", json_text_or_null(id));
	json_put(json, "class",
		origin->ip ? json_text(str_of(class_words[address_class(str_of(origin->ip))]))
			   : json_null());
	json_put(json, "envelope_from", hop_text(origin->envelope_from));
	json_put(json, "envelope_in", json_text_or_null(origin->envelope_in));
	json_put(json, "why", json_incref(origin->why));
	return json;
}

void origin_clear(Origin *origin)
{
	json_decref(origin->why);
	*origin = (Origin){0};
}
