#include "lookup/registration.h"

#include "base/utf8.h"
#include "base/when.h"

static const struct {
	const char *name;
	bool list, time, shown;
} table[FIELDS] = {
	[FIELD_NAME] = {"name", false, false, true},
	[FIELD_REGISTRAR] = {"registrar", false, false, true},
	[FIELD_REGISTRAR_IANA_ID] = {"registrar_iana_id", false, false, true},
	[FIELD_REGISTRANT] = {"registrant", false, false, true},
	[FIELD_ORGANIZATION] = {"organization", false, false, true},
	[FIELD_ORGANIZATION_ENGLISH] = {"organization_english", false, false, true},
	[FIELD_ORGANIZATION_HANDLE] = {"organization_handle", false, false, true},
	[FIELD_DESCRIPTION] = {"description", false, false, false},
	[FIELD_COUNTRY] = {"country", false, false, true},
	[FIELD_CREATED] = {"created", false, true, true},
	[FIELD_UPDATED] = {"updated", false, true, true},
	[FIELD_EXPIRES] = {"expires", false, true, true},
	[FIELD_STATUS] = {"status", true, false, true},
	[FIELD_NAMESERVERS] = {"nameservers", true, false, true},
	[FIELD_DNSSEC] = {"dnssec", false, false, true},
	[FIELD_ABUSE] = {"abuse_contacts", true, false, true},
	[FIELD_NETNAME] = {"netname", false, false, true},
	[FIELD_RANGE] = {"range", false, false, true},
	[FIELD_CIDR] = {"cidr", true, false, true},
	[FIELD_ASN] = {"asn", false, false, true},
	[FIELD_HANDLE] = {"handle", false, false, true},
	[FIELD_REFERRAL] = {"referral", false, false, true},
};

static const char *const states[] = {
	[STATE_UNKNOWN] = "unknown",
	[STATE_REGISTERED] = "registered",
	[STATE_AVAILABLE] = "available",
	[STATE_RESERVED] = "reserved",
	[STATE_THROTTLED] = "throttled",
};

void registration_set_source(Registration *registration, const char *source)
{
	if (!g_hash_table_contains(registration->sources, source))
		g_hash_table_add(registration->sources, g_strdup(source));
	registration->source = g_hash_table_lookup(registration->sources, source);
}

Registration *registration_new(const char *source)
{
	Registration *registration = g_new0(Registration, 1);

	registration->sources = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	registration->differences = json_array();
	registration->notes = json_array();
	registration_set_source(registration, source ? source : "");
	registration->server = registration->source;
	return registration;
}

void registration_free(Registration *registration)
{
	if (!registration)
		return;
	for (RegistrationField field = 0; field < FIELDS; field++)
		registration_drop(registration, field);
	g_hash_table_unref(registration->sources);
	json_decref(registration->differences);
	json_decref(registration->notes);
	g_free(registration);
}

const char *registration_field_name(RegistrationField field)
{
	return table[field].name;
}

RegistrationField registration_field_find(const char *name)
{
	for (RegistrationField field = 0; field < FIELDS; field++)
		if (g_strcmp0(table[field].name, name) == 0)
			return field;
	return FIELD_NONE;
}

bool registration_field_is_time(RegistrationField field)
{
	return table[field].time;
}

/* On one line, valid UTF-8, of bounded length: what people and terminals will see. */
static char *clean(Str value)
{
	g_autoptr(GString) text = utf8_repair(str_sub(value, 0, REGISTRATION_VALUE_MAX), NULL);

	for (size_t i = 0; i < text->len; i++)
		if ((guchar)text->str[i] < ' ')
			text->str[i] = ' ';
	return str_dup(str_trim(str_over(text->str, text->len)));
}

void registration_add(Registration *registration, RegistrationField field, Str value)
{
	FieldValue *to = &registration->fields[field];
	g_autofree char *text = clean(value);
	size_t max = table[field].list ? REGISTRATION_VALUES_MAX : 1;

	if (*text == '\0' || (to->values && to->values->len >= max))
		return;
	if (!to->values) {
		to->values = g_ptr_array_new_with_free_func(g_free);
		to->source = registration->source;
	}
	if (!g_ptr_array_find_with_equal_func(to->values, text, g_str_equal, NULL))
		g_ptr_array_add(to->values, g_steal_pointer(&text));
}

void registration_add_time(
	Registration *registration, RegistrationField field, Str value, const RegDateCustom *custom)
{
	FieldValue *to = &registration->fields[field];

	if (to->values || !regdate_parse(value, custom, &to->date))
		return;
	registration_add(registration, field, value);
	to->has_date = true;
}

const char *registration_get(const Registration *registration, RegistrationField field)
{
	const GPtrArray *values = registration->fields[field].values;

	return values && values->len > 0 ? g_ptr_array_index(values, 0) : NULL;
}

bool registration_is_latin(Str name)
{
	g_autofree char *text = clean(name);

	for (const char *at = text; *at; at = g_utf8_next_char(at)) {
		GUnicodeScript script = g_unichar_get_script(g_utf8_get_char(at));
		if (script != G_UNICODE_SCRIPT_LATIN && script != G_UNICODE_SCRIPT_COMMON &&
			script != G_UNICODE_SCRIPT_INHERITED)
			return false;
	}
	return true;
}

void registration_drop(Registration *registration, RegistrationField field)
{
	FieldValue *dropped = &registration->fields[field];

	if (dropped->values)
		g_ptr_array_unref(dropped->values);
	*dropped = (FieldValue){0};
}

const char *registration_state_name(RegistrationState state)
{
	return states[state];
}

static json_t *values_json(const FieldValue *value)
{
	json_t *array = json_array();

	for (size_t i = 0; value->values && i < value->values->len; i++)
		json_push(array, json_text(str_of(g_ptr_array_index(value->values, i))));
	return array;
}

static char *zone_text(int minutes)
{
	return g_strdup_printf(
		"%c%02d:%02d", minutes < 0 ? '-' : '+', ABS(minutes) / 60, ABS(minutes) % 60);
}

/* What had to be assumed to read the date, for people; JSON null where nothing had. */
static json_t *assumption(const RegDate *date)
{
	g_autofree char *zone = zone_text(date->zone);

	if (date->order_assumed)
		return json_words("The order of day, month and year is not certain; read as UTC%s.",
			"年・月・日の並び順は確実ではありません。UTC%s として読みました。", zone);
	if (date->zone_assumed && date->has_time)
		return json_words("The server prints no time zone; read as UTC%s.",
			"応答にタイムゾーンの記載がないため、UTC%s として読みました。", zone);
	if (date->zone_assumed)
		return json_words("Only the day is printed; its beginning at UTC%s.",
			"日付のみの記載です。UTC%s での 0 時として読みました。", zone);
	return json_null();
}

/* The same for programs. */
static json_t *assumed_parts(const RegDate *date)
{
	json_t *parts = json_array();

	if (date->zone_assumed)
		json_push(parts, json_text(STR("zone")));
	if (date->order_assumed)
		json_push(parts, json_text(STR("order")));
	return parts;
}

static json_t *time_json(const FieldValue *value)
{
	json_t *json = json_object();
	g_autofree char *utc = when_text(value->date.utc);
	g_autofree char *zone = zone_text(value->date.zone);

	json_put(json, "printed", json_text(str_of(g_ptr_array_index(value->values, 0))));
	json_put(json, "utc", json_text(str_of(utc)));
	json_put(json, "zone", json_text(str_of(zone)));
	json_put(json, "precision", json_text(value->date.has_time ? STR("second") : STR("day")));
	json_put(json, "assumes", assumed_parts(&value->date));
	json_put(json, "assumed", assumption(&value->date));
	return json;
}

/* The address to write to, of all the contacts. */
static json_t *abuse_json(const FieldValue *value)
{
	for (size_t i = 0; value->values && i < value->values->len; i++)
		if (strchr(g_ptr_array_index(value->values, i), '@'))
			return json_text(str_of(g_ptr_array_index(value->values, i)));
	return json_null();
}

json_t *registration_json(const Registration *registration)
{
	json_t *json = json_object(), *times = json_object(), *sources = json_object();

	json_put(json, "state", json_text(str_of(states[registration->state])));
	for (RegistrationField field = 0; field < FIELDS; field++) {
		const FieldValue *value = &registration->fields[field];

		if (!table[field].shown)
			continue;
		json_put(json, table[field].name,
			table[field].list
				? values_json(value)
				: json_text_or_null(registration_get(registration, field)));
		if (value->has_date)
			json_put(times, table[field].name, time_json(value));
		if (value->values)
			json_put(sources, table[field].name, json_text(str_of(value->source)));
	}
	json_put(json, "abuse", abuse_json(&registration->fields[FIELD_ABUSE]));
	json_put(json, "times", times);
	json_put(json, "sources", sources);
	json_put(json, "differences", json_deep_copy(registration->differences));
	json_put(json, "notes", json_deep_copy(registration->notes));
	return json;
}

static int parse_zone(Str text)
{
	guint64 hours = 0, minutes = 0;

	str_parse_uint(str_sub(text, 1, 2), 14, &hours);
	str_parse_uint(str_sub(text, 4, 2), 59, &minutes);
	return (text.len > 0 && text.at[0] == '-' ? -1 : 1) * (int)(hours * 60 + minutes);
}

static void parse_time(FieldValue *value, const json_t *time)
{
	const json_t *part;
	size_t index;

	if (!value->values || !when_parse(json_get_str(time, "utc"), &value->date.utc))
		return;
	value->has_date = true;
	value->date.zone = parse_zone(json_get_str(time, "zone"));
	value->date.has_time = g_strcmp0(json_get_text(time, "precision"), "second") == 0;
	json_array_foreach (json_object_get(time, "assumes"), index, part) {
		value->date.zone_assumed |= str_equal(json_str(part), STR("zone"));
		value->date.order_assumed |= str_equal(json_str(part), STR("order"));
	}
}

static void parse_field(Registration *registration, RegistrationField field, const json_t *json)
{
	const char *name = table[field].name;
	const json_t *member = json_object_get(json, name), *item;
	const char *source = json_get_text(json_object_get(json, "sources"), name);
	size_t index;

	registration_set_source(registration, source ? source : "");
	if (json_is_string(member))
		registration_add(registration, field, json_str(member));
	json_array_foreach (member, index, item)
		registration_add(registration, field, json_str(item));
	if (table[field].time)
		parse_time(&registration->fields[field],
			json_object_get(json_object_get(json, "times"), name));
}

Registration *registration_parse(const json_t *json)
{
	Registration *registration = registration_new("");
	const char *state = json_get_text(json, "state");
	const json_t *item;
	size_t index;

	for (RegistrationField field = 0; field < FIELDS; field++)
		parse_field(registration, field, json);
	for (size_t i = 0; i < G_N_ELEMENTS(states); i++)
		if (g_strcmp0(states[i], state) == 0)
			registration->state = (RegistrationState)i;
	json_array_foreach (json_object_get(json, "differences"), index, item)
		json_push(registration->differences, json_deep_copy(item));
	json_array_foreach (json_object_get(json, "notes"), index, item)
		json_push(registration->notes, json_deep_copy(item));
	return registration;
}
