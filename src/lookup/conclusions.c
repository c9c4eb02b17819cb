#include "lookup/conclusions.h"

#include "base/when.h"

#define DAY_S ((gint64)86400)

/* Members that name somebody, and those of them that are machines. */
static const struct {
	const char *member, *by; /* `by` is what the dossier calls it */
	bool is_host;
} named[] = {
	{"registrar", "registrar", false},
	{"nameservers", "nameservers", true},
	{"netname", "netname", false},
	{"organization", "organization", false},
	{"organization_english", "organization", false},
};

/* Whole days from `from` to `to`; below 0 where it is the other way round. */
static gint64 days_between(gint64 from, gint64 to)
{
	gint64 seconds = to - from;

	return seconds >= 0 ? seconds / DAY_S : -((-seconds + DAY_S - 1) / DAY_S);
}

static json_t *age_json(const Conclusions *from, const json_t *registration)
{
	gint64 created;
	json_t *age;

	if (!when_parse(json_str(json_at(registration, "/times/created/utc")), &created))
		return json_null();
	age = json_object();
	json_put(age, "mail_days",
		from->has_sent ? json_integer(days_between(created, from->sent)) : json_null());
	json_put(age, "now_days", json_integer(days_between(created, from->now)));
	return age;
}

static void add_operator(
	json_t *list, const Operator *operator, const char * by, const char *source)
{
	const json_t *known;
	json_t *json;
	size_t i;

	if (!operator)
		return;
	json_array_foreach (list, i, known)
		if (g_strcmp0(json_get_text(known, "id"), operator->id) == 0 &&
			g_strcmp0(json_get_text(known, "by"), by) == 0)
			return;
	json = json_object();
	json_put(json, "id", json_text(str_of(operator->id)));
	json_put(json, "name",
		json_pack("{s:s, s:s}", "en", operator->name_en, "ja", operator->name_ja));
	json_put(json, "by", json_text(str_of(by)));
	json_put(json, "source", json_text(str_of(source)));
	json_push(list, json);
}

static const Operator *find(const Operators *operators, const char *name, bool is_host)
{
	return is_host ? operators_of_host(operators, name)
		       : operators_of_name(operators, str_of(name));
}

static json_t *operators_json(const Conclusions *from, const json_t *registration)
{
	const char *source = operators_source(from->operators);
	json_t *list = json_array();
	const json_t *item;
	size_t index;

	for (size_t i = 0; i < G_N_ELEMENTS(named); i++) {
		const json_t *member = json_object_get(registration, named[i].member);

		if (json_is_string(member))
			add_operator(list,
				find(from->operators, json_string_value(member), named[i].is_host),
				named[i].by, source);
		json_array_foreach (member, index, item)
			add_operator(list,
				find(from->operators, json_string_value(item), named[i].is_host),
				named[i].by, source);
	}
	return list;
}

void conclusions_add(const Conclusions *from, json_t *registration)
{
	json_put(registration, "age", age_json(from, registration));
	json_put(registration, "operators", operators_json(from, registration));
}
