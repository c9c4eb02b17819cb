#include "lookup/merge.h"

#include "lookup/country.h"

/* A day in one zone and a time in another may be so far apart, and mean the same. */
#define DAY_SLACK ((gint64)36 * 3600)

/* What counts in a comparison: letters and digits, lower case, and all that is not ASCII. */
static char *essence(const char *text)
{
	g_autofree char *lower = g_utf8_strdown(text, -1);
	GString *out = g_string_new(NULL);

	for (const char *c = lower; *c; c++)
		if (str_is_alnum(*c) || (guchar)*c >= 0x80)
			g_string_append_c(out, *c);
	return g_string_free(out, FALSE);
}

static GHashTable *essences(const GPtrArray *values)
{
	GHashTable *set = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < values->len; i++)
		g_hash_table_add(set, essence(g_ptr_array_index(values, i)));
	return set;
}

static bool same_values(const GPtrArray *a, const GPtrArray *b)
{
	g_autoptr(GHashTable) left = essences(a), right = essences(b);
	GHashTableIter iter;
	gpointer key;

	if (g_hash_table_size(left) != g_hash_table_size(right))
		return false;
	g_hash_table_iter_init(&iter, left);
	while (g_hash_table_iter_next(&iter, &key, NULL))
		if (!g_hash_table_contains(right, key))
			return false;
	return true;
}

static bool same_time(const FieldValue *a, const FieldValue *b)
{
	gint64 apart = ABS(a->date.utc - b->date.utc);

	return a->date.has_time && b->date.has_time ? apart == 0 : apart < DAY_SLACK;
}

/* "US" and "United States". */
static bool same_country(const FieldValue *a, const FieldValue *b)
{
	const char *one = country_code(str_of(g_ptr_array_index(a->values, 0)));
	const char *other = country_code(str_of(g_ptr_array_index(b->values, 0)));

	return one && other ? g_str_equal(one, other) : same_values(a->values, b->values);
}

static bool same(RegistrationField field, const FieldValue *a, const FieldValue *b)
{
	if (a->has_date && b->has_date)
		return same_time(a, b);
	return field == FIELD_COUNTRY ? same_country(a, b) : same_values(a->values, b->values);
}

/* How registries call the ways in which a network is given to its holder, in essence: RPSL's statuses (RFC 2622 and
 * the registries' own), LACNIC's, ARIN's. RDAP's statuses (RFC 8056, RFC 9083, section 10.2.2) say another thing:
 * whether the entry is in force. */
static const char *const allocations[] = {"aggregatedbylir", "allocated", "allocatedassignedpa",
	"allocatedbylir", "allocatedbyrir", "allocatednonportable", "allocatedpa", "allocatedpi",
	"allocatedportable", "allocatedunspecified", "assigned", "assignedanycast",
	"assignednonportable", "assignedpa", "assignedpi", "assignedportable", "directallocation",
	"directassignment", "earlyregistration", "legacy", "lirpartitionedpa", "lirpartitionedpi",
	"other", "reallocated", "reassigned", "suballocatedpa", "unspecified"};

static bool is_allocation(const char *status)
{
	g_autofree char *word = essence(status);

	for (size_t i = 0; i < G_N_ELEMENTS(allocations); i++)
		if (strcmp(allocations[i], word) == 0)
			return true;
	return false;
}

/* The statuses that say how a network was given, or the others. Yours to g_ptr_array_unref. */
static GPtrArray *of_kind(const GPtrArray *statuses, bool allocation)
{
	GPtrArray *out = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < statuses->len; i++)
		if (is_allocation(g_ptr_array_index(statuses, i)) == allocation)
			g_ptr_array_add(out, g_strdup(g_ptr_array_index(statuses, i)));
	return out;
}

/* One server may say how a network was given, another that it is in force: only what is of one kind can differ. What
 * is of the other is taken over. True where nothing differs. */
static bool take_statuses(Registration *into, const Registration *other, bool allocation)
{
	g_autoptr(GPtrArray) known = of_kind(into->fields[FIELD_STATUS].values, allocation),
			     more = of_kind(other->fields[FIELD_STATUS].values, allocation);

	for (guint i = 0; known->len == 0 && i < more->len; i++)
		registration_add(into, FIELD_STATUS, str_of(g_ptr_array_index(more, i)));
	return known->len == 0 || more->len == 0 || same_values(known, more);
}

static json_t *said(const char *source, json_t *value)
{
	json_t *json = json_object();

	json_put(json, "source", json_text(str_of(source)));
	json_put(json, "value", value);
	return json;
}

static void add_difference(Registration *into, const char *field, json_t *one, json_t *other)
{
	json_t *difference = json_object(), *values = json_array();

	json_push(values, one);
	json_push(values, other);
	json_put(difference, "field", json_text(str_of(field)));
	json_put(difference, "values", values);
	json_push(into->differences, difference);
}

static json_t *values_json(const FieldValue *value)
{
	json_t *array = json_array();

	if (value->values->len == 1) {
		json_decref(array);
		return json_text(str_of(g_ptr_array_index(value->values, 0)));
	}
	for (guint i = 0; i < value->values->len; i++)
		json_push(array, json_text(str_of(g_ptr_array_index(value->values, i))));
	return array;
}

/* A field that only `other` has, with its reading and source. */
static void take(Registration *into, const Registration *other, RegistrationField field)
{
	const FieldValue *from = &other->fields[field];

	registration_set_source(into, from->source);
	for (guint i = 0; i < from->values->len; i++)
		registration_add(into, field, str_of(g_ptr_array_index(from->values, i)));
	into->fields[field].date = from->date;
	into->fields[field].has_date = from->has_date;
}

/* One server calls a holder by its own name and in Latin letters: the field has the first, and of an organization
 * the second is the English one. True where it was so. */
static bool take_other_script(
	Registration *into, const Registration *other, RegistrationField field)
{
	const FieldValue *from = &other->fields[field];
	g_autofree char *known = g_strdup(registration_get(into, field));
	const char *name = registration_get(other, field);
	bool is_latin = registration_is_latin(str_of(known));

	if (g_strcmp0(into->fields[field].source, from->source) != 0 ||
		is_latin == registration_is_latin(str_of(name)))
		return false;
	registration_set_source(into, from->source);
	if (is_latin) {
		registration_drop(into, field);
		registration_add(into, field, str_of(name));
	}
	if (field == FIELD_ORGANIZATION)
		registration_add(into, FIELD_ORGANIZATION_ENGLISH, str_of(is_latin ? known : name));
	return true;
}

/* Whether the field names a holder, who may have a name in each of two scripts. */
static bool is_holder(RegistrationField field)
{
	return field == FIELD_ORGANIZATION || field == FIELD_REGISTRANT;
}

/* Each server refers to others, and calls things by ids of its own. */
static bool is_each_servers_own(RegistrationField field)
{
	return field == FIELD_REFERRAL || field == FIELD_HANDLE ||
	       field == FIELD_ORGANIZATION_HANDLE;
}

/* Whether what both say of the field stands side by side, which it then does. */
static bool is_no_difference(Registration *into, const Registration *other, RegistrationField field)
{
	if (is_holder(field))
		return take_other_script(into, other, field);
	if (field == FIELD_STATUS)
		return take_statuses(into, other, true) && take_statuses(into, other, false);
	return is_each_servers_own(field);
}

static void merge_field(Registration *into, const Registration *other, RegistrationField field)
{
	FieldValue *to = &into->fields[field];
	const FieldValue *from = &other->fields[field];

	if (!from->values)
		return;
	if (!to->values)
		take(into, other, field);
	else if (!is_no_difference(into, other, field) && !same(field, to, from))
		add_difference(into, registration_field_name(field),
			said(to->source, values_json(to)), said(from->source, values_json(from)));
}

/* What a server that answers knows goes before what one that does not says. */
static void merge_state(Registration *into, const Registration *other)
{
	bool silent = into->state == STATE_UNKNOWN || into->state == STATE_THROTTLED;
	bool other_silent = other->state == STATE_UNKNOWN || other->state == STATE_THROTTLED;

	if (silent && !other_silent)
		into->state = other->state;
	else if (!silent && !other_silent && into->state != other->state)
		add_difference(into, "state",
			said(into->server, json_text(str_of(registration_state_name(into->state)))),
			said(other->server,
				json_text(str_of(registration_state_name(other->state)))));
}

void registration_merge(Registration *into, const Registration *other)
{
	const json_t *note;
	size_t index;

	merge_state(into, other);
	for (RegistrationField field = 0; field < FIELDS; field++)
		merge_field(into, other, field);
	json_array_foreach (other->notes, index, note)
		json_push(into->notes, json_deep_copy(note));
}
