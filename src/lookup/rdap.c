#include "lookup/rdap.h"

#include <gio/gio.h>

#include "lookup/iprange.h"
#include "lookup/jcard.h"

typedef struct {
	Registration *out;
	size_t entities; /* read so far */
	bool domain;     /* statuses are EPP's */
} Reading;

/* RDAP's dates carry their zone (RFC 3339). */
static const RegDateCustom utc = {.order = REGDATE_YEAR_FIRST, .zone_known = true};

static const struct {
	Str action;
	RegistrationField field;
} events[] = {
	{STR("registration"), FIELD_CREATED},
	{STR("last changed"), FIELD_UPDATED},
	{STR("expiration"), FIELD_EXPIRES},
	{STR("registrar expiration"), FIELD_EXPIRES},
};

static void note(Reading *reading, json_t *what)
{
	if (json_array_size(reading->out->notes) < RDAP_NOTES_MAX)
		json_push(reading->out->notes, what);
	else
		json_decref(what);
}

static json_t *new_note(const char *what)
{
	json_t *json = json_object();

	json_put(json, "what", json_text(str_of(what)));
	return json;
}

static void put_member(json_t *note, const char *name, const json_t *from, const char *member)
{
	Str value = json_get_str(from, member);

	if (value.len > 0)
		json_put(note, name, json_text(str_sub(value, 0, REGISTRATION_VALUE_MAX)));
}

/* "client transfer prohibited" is EPP's clientTransferProhibited, "active" its ok (RFC 8056). */
static char *epp_status(Str status)
{
	GString *epp = g_string_new(NULL);
	bool upper = false;

	if (str_equal(status, STR("active")))
		g_string_append(epp, "ok");
	else
		for (size_t i = 0; i < status.len; upper = status.at[i++] == ' ')
			if (status.at[i] != ' ')
				g_string_append_c(
					epp, upper ? g_ascii_toupper(status.at[i]) : status.at[i]);
	return g_string_free(epp, FALSE);
}

static void read_status(Reading *reading, const json_t *object)
{
	const json_t *item;
	size_t index;

	json_array_foreach (json_object_get(object, "status"), index, item) {
		g_autofree char *epp = epp_status(json_str(item));
		registration_add(
			reading->out, FIELD_STATUS, reading->domain ? str_of(epp) : json_str(item));
	}
}

static void read_events(Reading *reading, const json_t *object)
{
	const json_t *event;
	size_t index;

	json_array_foreach (json_object_get(object, "events"), index, event)
		for (size_t i = 0; i < G_N_ELEMENTS(events); i++)
			if (str_equal_fold(json_get_str(event, "eventAction"), events[i].action))
				registration_add_time(reading->out, events[i].field,
					json_get_str(event, "eventDate"), &utc);
}

static void read_nameservers(Reading *reading, const json_t *object)
{
	const json_t *server;
	size_t index;

	json_array_foreach (json_object_get(object, "nameservers"), index, server) {
		Str name = json_get_str(server, "ldhName");
		g_autofree char *lower = g_ascii_strdown(name.at ? name.at : "", (gssize)name.len);
		registration_add(reading->out, FIELD_NAMESERVERS, str_of(lower));
	}
}

/* AFNIC has been seen to write "secureDns". */
static void read_dnssec(Reading *reading, const json_t *object)
{
	const json_t *secure = json_object_get(object, "secureDNS");

	if (!secure)
		secure = json_object_get(object, "secureDns");
	secure = json_object_get(secure, "delegationSigned");
	if (json_is_boolean(secure))
		registration_add(reading->out, FIELD_DNSSEC,
			json_is_true(secure) ? STR("signedDelegation") : STR("unsigned"));
}

/* The registrar's own RDAP, or what knows more. */
static void read_links(Reading *reading, const json_t *object)
{
	const json_t *link;
	size_t index;

	json_array_foreach (json_object_get(object, "links"), index, link)
		if (str_equal(json_get_str(link, "rel"), STR("related")) &&
			str_equal(json_get_str(link, "type"), STR("application/rdap+json")))
			registration_add(reading->out, FIELD_REFERRAL, json_get_str(link, "href"));
}

/* "notices" and "remarks" are alike. */
static void read_notices(Reading *reading, const json_t *object, const char *member)
{
	const json_t *notice;
	size_t index;

	json_array_foreach (json_object_get(object, member), index, notice) {
		json_t *noted = new_note("notice");
		const json_t *lines = json_object_get(notice, "description");
		put_member(noted, "title", notice, "title");
		put_member(noted, "type", notice, "type");
		if (json_is_string(json_array_get(lines, 0)))
			json_put(noted, "text",
				json_text(str_sub(json_str(json_array_get(lines, 0)), 0,
					REGISTRATION_VALUE_MAX)));
		note(reading, noted);
	}
}

/* RFC 9537, section 4.2: a name and a reason have a type or a description. */
static void put_described(json_t *noted, const char *name, const json_t *redacted)
{
	const json_t *value = json_object_get(redacted, name);

	put_member(noted, name, value, "description");
	if (!json_object_get(noted, name))
		put_member(noted, name, value, "type");
}

static void read_redacted(Reading *reading, const json_t *object)
{
	const json_t *redacted;
	size_t index;

	json_array_foreach (json_object_get(object, "redacted"), index, redacted) {
		json_t *noted = new_note("redacted");
		put_described(noted, "name", redacted);
		put_described(noted, "reason", redacted);
		put_member(noted, "method", redacted, "method");
		if (!json_object_get(noted, "method")) /* section 4.2: the default */
			json_put(noted, "method", json_text(STR("removal")));
		put_member(noted, "path", redacted, "prePath");
		put_member(noted, "path", redacted, "postPath");
		note(reading, noted);
	}
}

static bool has_role(const json_t *entity, const char *role)
{
	const json_t *item;
	size_t index;

	json_array_foreach (json_object_get(entity, "roles"), index, item)
		if (str_equal(json_str(item), str_of(role)))
			return true;
	return false;
}

static void add_all(Reading *reading, RegistrationField field, const GPtrArray *values)
{
	for (guint i = 0; i < values->len; i++)
		registration_add(reading->out, field, str_of(g_ptr_array_index(values, i)));
}

static bool is_organization(const JCard *card)
{
	return str_equal(card->kind, STR("org")) || str_equal(card->kind, STR("group"));
}

static void read_registrar(Reading *reading, const json_t *entity, const JCard *card)
{
	const json_t *id;
	size_t index;

	registration_add(reading->out, FIELD_REGISTRAR, card->org.len > 0 ? card->org : card->fn);
	json_array_foreach (json_object_get(entity, "publicIds"), index, id)
		if (str_equal_fold(json_get_str(id, "type"), STR("IANA Registrar ID")))
			registration_add(reading->out, FIELD_REGISTRAR_IANA_ID,
				json_get_str(id, "identifier"));
}

static void read_registrant(Reading *reading, const json_t *entity, const JCard *card)
{
	registration_add(reading->out, FIELD_REGISTRANT, card->fn.len > 0 ? card->fn : card->org);
	registration_add(reading->out, FIELD_ORGANIZATION,
		card->org.len == 0 && is_organization(card) ? card->fn : card->org);
	if (registration_get(reading->out, FIELD_ORGANIZATION))
		registration_add(
			reading->out, FIELD_ORGANIZATION_HANDLE, json_get_str(entity, "handle"));
	registration_add(reading->out, FIELD_COUNTRY, card->country);
}

static void read_entity(Reading *reading, const json_t *entity)
{
	g_auto(JCard) card = {0};

	jcard_read(json_object_get(entity, "vcardArray"), &card);
	if (card.fault) {
		json_t *noted = new_note("jcard-fault");
		json_put(noted, "text", json_text(str_of(card.fault)));
		note(reading, noted);
	}
	if (card.withheld) {
		json_t *noted = new_note("redacted");
		put_member(noted, "name", entity, "handle");
		json_put(noted, "method", json_text(STR("replacementValue")));
		note(reading, noted);
	}
	if (has_role(entity, "registrar"))
		read_registrar(reading, entity, &card);
	if (has_role(entity, "registrant"))
		read_registrant(reading, entity, &card);
	if (has_role(entity, "abuse")) {
		add_all(reading, FIELD_ABUSE, card.emails);
		add_all(reading, FIELD_ABUSE, card.telephones);
	}
}

/* Abuse desks stand below registrars and holders. */
static void read_entities(Reading *reading, const json_t *object, int depth)
{
	const json_t *entity;
	size_t index;

	json_array_foreach (json_object_get(object, "entities"), index, entity) {
		if (reading->entities >= RDAP_ENTITIES_MAX)
			return;
		reading->entities++;
		read_entity(reading, entity);
		read_redacted(reading, entity);
		if (depth < RDAP_NESTING_MAX)
			read_entities(reading, entity, depth + 1);
	}
}

static void add_cidr(Reading *reading, const json_t *prefix)
{
	Str address = json_get_str(prefix, "v4prefix");
	const json_t *length = json_object_get(prefix, "length");

	if (!json_is_integer(length)) /* else it would be the whole address space */
		return;
	if (address.len == 0)
		address = json_get_str(prefix, "v6prefix");
	g_autofree char *cidr = g_strdup_printf(
		"%.*s/%" JSON_INTEGER_FORMAT, STR_ARG(address), json_integer_value(length));
	IpRange range;
	if (iprange_parse(str_of(cidr), &range))
		registration_add(reading->out, FIELD_CIDR, str_of(cidr));
}

static void read_range(Reading *reading, const json_t *network)
{
	Str first = json_get_str(network, "startAddress"),
	    last = json_get_str(network, "endAddress");
	g_autofree char *pair = g_strdup_printf("%.*s - %.*s", STR_ARG(first), STR_ARG(last));
	const json_t *prefix;
	size_t index;
	IpRange range;

	json_array_foreach (json_object_get(network, "cidr0_cidrs"), index, prefix)
		add_cidr(reading, prefix);
	if (!iprange_parse(str_of(pair), &range))
		return;
	g_autofree char *text = iprange_text(&range);
	registration_add(reading->out, FIELD_RANGE, str_of(text));
	if (registration_get(reading->out, FIELD_CIDR))
		return;
	g_autoptr(GPtrArray) cidr = iprange_cidr(&range);
	add_all(reading, FIELD_CIDR, cidr);
}

static void add_asn(Reading *reading, const json_t *number)
{
	g_autofree char *text =
		g_strdup_printf("AS%" JSON_INTEGER_FORMAT, json_integer_value(number));

	if (json_is_integer(number) && json_integer_value(number) >= 0 &&
		json_integer_value(number) <= G_MAXUINT32)
		registration_add(reading->out, FIELD_ASN, str_of(text));
}

static void read_network(Reading *reading, const json_t *network)
{
	read_range(reading, network);
	registration_add(reading->out, FIELD_NETNAME, json_get_str(network, "name"));
	registration_add(reading->out, FIELD_COUNTRY, json_get_str(network, "country"));
	add_asn(reading,
		json_array_get(json_object_get(network, "arin_originas0_originautnums"), 0));
}

static void read_autnum(Reading *reading, const json_t *autnum)
{
	const json_t *first = json_object_get(autnum, "startAutnum"),
		     *last = json_object_get(autnum, "endAutnum");

	if (!last || json_equal(first, last)) /* a block of numbers is none of them */
		add_asn(reading, first);
	registration_add(reading->out, FIELD_NETNAME, json_get_str(autnum, "name"));
	registration_add(reading->out, FIELD_COUNTRY, json_get_str(autnum, "country"));
}

/* Of a reverse domain the network stands in it. */
static void read_domain(Reading *reading, const json_t *domain)
{
	Str name = json_get_str(domain, "ldhName");

	reading->domain = true;
	registration_add(reading->out, FIELD_NAME,
		name.len > 0 ? name : json_get_str(domain, "unicodeName"));
	read_nameservers(reading, domain);
	read_dnssec(reading, domain);
	read_network(reading, json_object_get(domain, "network"));
}

static void read_person(Reading *reading, const json_t *entity)
{
	g_auto(JCard) card = {0};

	jcard_read(json_object_get(entity, "vcardArray"), &card);
	registration_add(reading->out, FIELD_NAME, json_get_str(entity, "handle"));
	read_registrant(reading, entity, &card);
	read_entity(reading, entity);
}

static void read_nameserver(Reading *reading, const json_t *server)
{
	registration_add(reading->out, FIELD_NAME, json_get_str(server, "ldhName"));
}

static const struct {
	Str class;
	void (*read)(Reading *reading, const json_t *object);
} classes[] = {
	{STR("domain"), read_domain},
	{STR("ip network"), read_network},
	{STR("autnum"), read_autnum},
	{STR("entity"), read_person},
	{STR("nameserver"), read_nameserver},
};

/* RFC 9083, section 6; codes are HTTP's (RFC 7480, section 5). */
static void read_error(Reading *reading, const json_t *object)
{
	json_int_t code = json_integer_value(json_object_get(object, "errorCode"));
	json_t *noted = new_note("error");

	json_put(noted, "code", json_integer(code));
	put_member(noted, "title", object, "title");
	note(reading, noted);
	reading->out->state = code == 404   ? STATE_AVAILABLE
			      : code == 429 ? STATE_THROTTLED
					    : STATE_UNKNOWN;
}

static void read_object(Reading *reading, const json_t *object)
{
	Str class = json_get_str(object, "objectClassName");

	for (size_t i = 0; i < G_N_ELEMENTS(classes); i++) {
		if (!str_equal(class, classes[i].class))
			continue;
		reading->out->state = STATE_REGISTERED;
		classes[i].read(reading, object);
	}
	registration_add(reading->out, FIELD_HANDLE, json_get_str(object, "handle"));
	read_status(reading, object);
	read_events(reading, object);
	read_links(reading, object);
	read_entities(reading, object, 1);
	read_redacted(reading, object);
	read_notices(reading, object, "notices");
	read_notices(reading, object, "remarks");
}

/* A search's answer is read where it found one thing. */
static const json_t *the_object(const json_t *answer)
{
	static const char *const searches[] = {
		"domainSearchResults", "entitySearchResults", "nameserverSearchResults"};

	for (size_t i = 0; i < G_N_ELEMENTS(searches); i++) {
		const json_t *results = json_object_get(answer, searches[i]);
		if (json_array_size(results) == 1)
			return json_array_get(results, 0);
	}
	return answer;
}

static bool is_rdap(const json_t *answer)
{
	static const char *const members[] = {"objectClassName", "rdapConformance", "errorCode"};

	for (size_t i = 0; i < G_N_ELEMENTS(members); i++)
		if (json_object_get(answer, members[i]))
			return true;
	return false;
}

Registration *rdap_parse(Str server, Str body, GError **error)
{
	if (body.len > RDAP_BODY_MAX) {
		g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
			"the RDAP answer is longer than %zu bytes", RDAP_BODY_MAX);
		return NULL;
	}
	json_auto_t *answer = json_parse(body, error);
	if (!answer)
		return NULL;
	if (!is_rdap(answer)) {
		g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
			"the answer is no RDAP: it has neither objectClassName, rdapConformance "
			"nor "
			"errorCode");
		return NULL;
	}
	g_autofree char *source = str_dup(server);
	Reading reading = {.out = registration_new(source)};
	if (json_object_get(answer, "errorCode"))
		read_error(&reading, answer);
	else
		read_object(&reading, the_object(answer));
	return reading.out;
}
