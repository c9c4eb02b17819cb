#include "trace/claims.h"

#include "trace/authres.h"

static const struct {
	Str name;
	void (*parse)(Str value, Authres *out);
	bool moved; /* a later machine moved it here from where it stood */
} readers[] = {
	{STR("Authentication-Results"), authres_parse, false},
	{STR("ARC-Authentication-Results"), authres_parse, false},
	{STR("Received-SPF"), authres_parse_received_spf, false},
	{STR("X-Authentication-Results"), authres_parse, false},
	{STR("X-MS-Exchange-Authentication-Results"), authres_parse, true},
	{STR("Authentication-Results-Original"), authres_parse, true},
	{STR("Original-Authentication-Results"), authres_parse, true},
	{STR("X-Original-Authentication-Results"), authres_parse, true},
};

typedef enum {
	BELIEF_OWN,     /* the recipient's side wrote it */
	BELIEF_UNKNOWN, /* nobody can tell */
	BELIEF_CLAIMED, /* it came with the mail */
} Belief;

static size_t header_of(const GPtrArray *hops, size_t hop)
{
	return ((const Hop *)g_ptr_array_index(hops, hop))->header;
}

/* Whether `by` speaks for the machine that wrote hop `i`. */
static bool speaks_for(Str by, const GPtrArray *hops, size_t i)
{
	const Hop *hop = g_ptr_array_index(hops, i);
	g_autofree char *domain = hop_domain(by);

	return domain && g_strcmp0(domain, hop->by_domain) == 0;
}

static Belief belief_in(size_t header, Str by, const GPtrArray *hops, const Origin *origin)
{
	if (hops->len == 0)
		return BELIEF_UNKNOWN;
	if (header < header_of(hops, origin->recipient - 1))
		return BELIEF_OWN;
	if (header < header_of(hops, origin->trusted - 1))
		return BELIEF_UNKNOWN;
	/* right below the boundary's Received: Google's own, or the sender's invention */
	if (origin->trusted < hops->len && header > header_of(hops, origin->trusted))
		return BELIEF_CLAIMED;
	return speaks_for(by, hops, origin->trusted - 1) ? BELIEF_UNKNOWN : BELIEF_CLAIMED;
}

static json_t *belief_json(Belief belief, bool moved)
{
	if (belief == BELIEF_UNKNOWN || (belief == BELIEF_OWN && moved))
		return json_null();
	return json_boolean(belief == BELIEF_OWN);
}

/* Complete the results of one header, and move them into `claims`. */
static void add_claims(json_t *claims, Authres *found, const char *pointer, json_t *trusted)
{
	json_t *result;
	size_t index;

	json_array_foreach (found->results, index, result) {
		if (json_array_size(claims) >= CLAIMS_MAX)
			break;
		json_put(result, "by", hop_text(found->by));
		json_put(result, "header", json_text(str_of(pointer)));
		json_put(result, "trusted", json_incref(trusted));
		json_push(claims, json_incref(result));
	}
	json_decref(trusted);
}

/* Read the header at `index` where it is one that makes claims. */
static void read_header(json_t *claims, const json_t *header, size_t index, const GPtrArray *hops,
	const Origin *origin)
{
	g_autofree char *pointer = g_strdup_printf("/mail/headers/%zu", index);
	Str name = json_get_str(header, "name");
	Authres found;

	for (size_t i = 0; i < G_N_ELEMENTS(readers); i++) {
		if (!str_equal_fold(name, readers[i].name))
			continue;
		readers[i].parse(json_get_str(header, "value"), &found);
		add_claims(claims, &found, pointer,
			belief_json(belief_in(index, found.by, hops, origin), readers[i].moved));
		authres_clear(&found);
	}
}

json_t *claims_read(const json_t *headers, const GPtrArray *hops, const Origin *origin)
{
	json_t *claims = json_array();
	const json_t *header;
	size_t index;

	json_array_foreach (headers, index, header)
		read_header(claims, header, index, hops, origin);
	return claims;
}
