#include "lookup/registrationlook.h"

#include "base/when.h"
#include "case/dossier.h"
#include "lookup/iprange.h"
#include "lookup/merge.h"
#include "lookup/rdaptrail.h"
#include "lookup/whoistrail.h"

/* What a domain's answer must hold for nobody else to be asked. */
static const RegistrationField wanted[] = {
	FIELD_REGISTRAR, FIELD_CREATED, FIELD_EXPIRES, FIELD_NAMESERVERS, FIELD_STATUS};

/* What is a network's own, and none of the smaller ones' within it. */
static const RegistrationField own[] = {FIELD_NAME, FIELD_NETNAME, FIELD_RANGE, FIELD_CIDR,
	FIELD_HANDLE, FIELD_ORGANIZATION, FIELD_ORGANIZATION_ENGLISH, FIELD_ORGANIZATION_HANDLE,
	FIELD_REGISTRANT, FIELD_DESCRIPTION, FIELD_COUNTRY, FIELD_CREATED, FIELD_UPDATED,
	FIELD_STATUS};

/* What is said of a network that another one lies in. */
static const RegistrationField around[] = {
	FIELD_NETNAME, FIELD_RANGE, FIELD_ORGANIZATION, FIELD_COUNTRY};

RegistrationLook *registrationlook_new(const Inquiry *inquiry, SubjectKind kind, const char *name)
{
	RegistrationLook *look = g_new0(RegistrationLook, 1);

	look->name = g_strdup(name);
	look->kind = kind;
	look->rdap = trail_new(inquiry, kind, look->name);
	look->whois = trail_new(inquiry, kind, look->name);
	return look;
}

void registrationlook_free(RegistrationLook *look)
{
	if (!look)
		return;
	trail_free(look->rdap);
	trail_free(look->whois);
	g_free(look->name);
	g_free(look);
}

/* Whether some reading has the field. */
static bool is_said(const Trail *trail, RegistrationField field)
{
	for (guint i = 0; i < trail->readings->len; i++)
		if (registration_get(g_ptr_array_index(trail->readings, i), field))
			return true;
	return false;
}

static bool says_enough(const Trail *trail)
{
	for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++)
		if (!is_said(trail, wanted[i]))
			return false;
	return true;
}

/* One of the two ways, for the crew. */
typedef struct {
	void (*walk)(Trail *trail);
	Trail *trail;
} Way;

static void walk(void *data)
{
	const Way *way = data;

	way->walk(way->trail);
}

void registrationlook_ask(RegistrationLook *look)
{
	Way rdap = {rdaptrail_walk, look->rdap}, whois = {whoistrail_walk, look->whois};
	void *both[] = {&rdap, &whois};

	if (look->kind != SUBJECT_DOMAIN) {
		crew_all(look->rdap->inquiry->hands, walk, both, G_N_ELEMENTS(both));
		return;
	}
	rdaptrail_walk(look->rdap);
	if (!says_enough(look->rdap))
		whoistrail_walk(look->whois);
}

static bool range_of(const Registration *registration, IpRange *range_out)
{
	const char *text = registration_get(registration, FIELD_RANGE);

	return text && iprange_parse(str_of(text), range_out);
}

/* The reading that the others complete: of networks the smallest, else the first that knows of the subject. */
static guint find_main(const GPtrArray *readings)
{
	guint main = 0;
	IpRange smallest, range;

	while (main + 1 < readings->len &&
		((Registration *)g_ptr_array_index(readings, main))->state != STATE_REGISTERED)
		main++;
	if (((Registration *)g_ptr_array_index(readings, main))->state != STATE_REGISTERED)
		main = 0;
	if (!range_of(g_ptr_array_index(readings, main), &smallest))
		return main;
	for (guint i = 0; i < readings->len; i++) {
		if (range_of(g_ptr_array_index(readings, i), &range) &&
			iprange_within(&range, &smallest)) {
			main = i;
			smallest = range;
		}
	}
	return main;
}

/* A network around, in short. */
static json_t *around_json(const Registration *network)
{
	json_t *json = json_object();

	for (size_t i = 0; i < G_N_ELEMENTS(around); i++)
		json_put(json, registration_field_name(around[i]),
			json_text_or_null(registration_get(network, around[i])));
	json_put(json, "source", json_text(str_of(network->fields[FIELD_RANGE].source)));
	return json;
}

/* RDAP and WHOIS both tell of a network around: once is enough. */
static void add_around(json_t *within, const Registration *network)
{
	const char *range = registration_get(network, FIELD_RANGE);
	const json_t *known;
	size_t index;

	json_array_foreach (within, index, known)
		if (g_strcmp0(json_get_text(known, "range"), range) == 0)
			return;
	json_push(within, around_json(network));
}

/* Merge a reading into the main one. A larger network's own facts are not this one's: they are told beside. */
static void merge(Registration *main, const Registration *other, json_t *within)
{
	g_autoptr(Registration) rest = NULL;
	IpRange inner, outer;

	if (!range_of(main, &inner) || !range_of(other, &outer) ||
		!iprange_within(&inner, &outer)) {
		registration_merge(main, other);
		return;
	}
	add_around(within, other);
	json_auto_t *copy = registration_json(other);
	rest = registration_parse(copy);
	for (size_t i = 0; i < G_N_ELEMENTS(own); i++)
		registration_drop(rest, own[i]);
	registration_merge(main, rest);
}

/* All readings as one, in the order of asking; NULL where there is none. */
static Registration *make_one(const RegistrationLook *look, json_t *within)
{
	g_autoptr(GPtrArray) readings = g_ptr_array_new();
	g_autoptr(Registration) whole = NULL;
	guint first;

	g_ptr_array_extend(readings, look->rdap->readings, NULL, NULL);
	g_ptr_array_extend(readings, look->whois->readings, NULL, NULL);
	if (readings->len == 0)
		return NULL;
	first = find_main(readings);
	json_auto_t *copy = registration_json(g_ptr_array_index(readings, first));
	whole = registration_parse(copy);
	for (guint i = 0; i < readings->len; i++)
		if (i != first)
			merge(whole, g_ptr_array_index(readings, i), within);
	return g_steal_pointer(&whole);
}

static bool put_blob(const Exchange *exchange, const Blobs *blobs, json_t *step, GError **error)
{
	char name[BLOB_NAME_SIZE];

	json_put(step, "reply", json_null());
	if (!exchange->answer)
		return true;
	if (!blobs->put(blobs->store, exchange->answer, name, error))
		return false;
	json_put(step, "reply", json_text(str_of(name)));
	return true;
}

static bool add_steps(json_t *chain, const Trail *trail, const Blobs *blobs, GError **error)
{
	for (guint i = 0; i < trail->steps->len; i++) {
		const TrailStep *step = g_ptr_array_index(trail->steps, i);
		const Exchange *exchange = step->exchange;
		g_autofree char *asked = when_text(exchange->asked);
		json_t *json = json_object();

		json_push(chain, json);
		json_put(json, "protocol", json_text(str_of(exchange->protocol)));
		json_put(json, "server", json_text(str_of(exchange->server)));
		json_put(json, "question", json_text(str_of(exchange->question)));
		json_put(json, "asked", json_text(str_of(asked)));
		json_put(json, "outcome", json_text(str_of(outcome_name(exchange->outcome))));
		json_put(json, "why", exchange->why ? json_incref(exchange->why) : json_null());
		json_put(json, "quote", json_incref(step->quote));
		if (!put_blob(exchange, blobs, json, error))
			return false;
	}
	return true;
}

/* What the state of the whole means as an answer. */
static const char *answer_of(const Registration *whole)
{
	static const char *const answers[] = {
		[STATE_UNKNOWN] = "failed",
		[STATE_REGISTERED] = "found",
		[STATE_AVAILABLE] = "none",
		[STATE_RESERVED] = "found",
		[STATE_THROTTLED] = "failed",
	};

	return whole ? answers[whole->state] : "failed";
}

/* What one way failed of; NULL where it did not, or there is no such way. */
static const json_t *failure_of(const Trail *trail)
{
	return trail->nowhere ? NULL : trail->why;
}

static json_t *both(const json_t *rdap, const json_t *whois)
{
	g_autofree char *en = g_strdup_printf(
		"RDAP: %s WHOIS: %s", json_get_text(rdap, "en"), json_get_text(whois, "en"));
	g_autofree char *ja = g_strdup_printf(
		"RDAP: %s WHOIS: %s", json_get_text(rdap, "ja"), json_get_text(whois, "ja"));

	return json_both(en, ja);
}

/* Why there is not more, or nothing. That there is no RDAP for it is no gap where WHOIS has answered. */
static json_t *why_of(const RegistrationLook *look, const char *answer)
{
	const json_t *rdap = failure_of(look->rdap), *whois = failure_of(look->whois);

	if (g_str_equal(answer, "none"))
		return json_words("The registry says that nobody holds it.",
			"レジストリの応答では、登録されていません。");
	if (rdap && whois)
		return both(rdap, whois);
	if (rdap || whois)
		return json_incref((json_t *)(rdap ? rdap : whois));
	if (g_str_equal(answer, "found"))
		return json_null();
	if (look->whois->why)
		return json_incref(look->whois->why);
	return json_words("The replies do not say whether it is registered.",
		"応答からは登録の有無が分かりません。");
}

json_t *registrationlook_json(const RegistrationLook *look, const Blobs *blobs, GError **error)
{
	json_auto_t *within = json_array(), *chain = json_array();
	g_autoptr(Registration) whole = make_one(look, within);
	json_auto_t *json = whole ? registration_json(whole) : json_object();
	const char *answer = answer_of(whole);

	if (!add_steps(chain, look->rdap, blobs, error) ||
		!add_steps(chain, look->whois, blobs, error))
		return NULL;
	json_put(json, "of", json_text(str_of(look->name)));
	json_put(json, "kind", json_text(str_of(subject_kind_name(look->kind))));
	dossier_answered(json, answer, why_of(look, answer));
	json_put(json, "within", json_incref(within));
	json_put(json, "chain", json_incref(chain));
	return json_incref(json);
}
