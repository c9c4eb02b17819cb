#include "lookup/bytable.h"

#include <string.h>

#include "case/dossier.h"

static json_t *why_absent(void)
{
	return json_words(
		"The table is not there. script/networks fetches it (script/bootstrap calls it).",
		"表がありません。script/networks で取得できます(script/bootstrap "
		"からも呼ばれます)。");
}

static json_t *why_damaged(const char *fault)
{
	return json_words("The table cannot be used: %s.", "表を使えません(%s)。", fault);
}

/* What one table came to: `value` under `member` where it is found (taken), NULL where there is no entry. */
static json_t *table_json(
	const NetworksAbout *about, const char *fault, const char *member, json_t *value)
{
	json_t *entry = json_object();

	if (about->is_absent)
		return dossier_answered(entry, "not-asked", why_absent());
	if (fault || about->fault)
		return dossier_answered(entry, "failed", why_damaged(fault ? fault : about->fault));
	json_put(entry, "source", json_text(str_of(about->source)));
	json_put(entry, "date", json_text(str_of(about->date)));
	if (!value)
		return dossier_answered(entry, "none",
			json_words("The table has no entry for it.",
				"表に該当する項目がありません。"));
	json_put(entry, member, value);
	return dossier_answered(entry, "found", json_null());
}

static json_t *country_json(const Networks *networks, const NetworkFacts *facts)
{
	return table_json(networks_about(networks, NETWORKS_COUNTRY), facts->country_fault, "code",
		*facts->country ? json_text(str_of(facts->country)) : NULL);
}

static json_t *as_json(const Networks *networks, guint32 number, const char *holder)
{
	g_autofree char *name = g_strdup_printf("AS%u", number);
	json_t *json = table_json(networks_about(networks, NETWORKS_AS), NULL, "asn",
		number ? json_text(str_of(name)) : NULL);

	if (json_get_text(json, "asn"))
		json_put(json, "holder", json_text_or_null(holder));
	return json;
}

static json_t *address_json(const Networks *networks, Str address)
{
	g_auto(NetworkFacts) facts = {0};
	json_t *json = json_object();

	networks_find(networks, address, &facts);
	json_put(json, "country", country_json(networks, &facts));
	json_put(json, "as", as_json(networks, facts.as_number, facts.holder));
	return json;
}

/* Note where the registry and a table both speak, and not alike. */
static void add_difference(json_t *list, const char *field, const char *registry, const char *table)
{
	json_t *difference;

	if (!registry || !table || g_ascii_strcasecmp(registry, table) == 0)
		return;
	difference = json_object();
	json_put(difference, "field", json_text(str_of(field)));
	json_put(difference, "registry", json_text(str_of(registry)));
	json_put(difference, "table", json_text(str_of(table)));
	json_push(list, difference);
}

static json_t *differences_json(const json_t *registration, const json_t *by_table)
{
	json_t *list = json_array();

	add_difference(list, "country", json_get_text(registration, "country"),
		json_get_text(json_object_get(by_table, "country"), "code"));
	add_difference(list, "asn", json_get_text(registration, "asn"),
		json_get_text(json_object_get(by_table, "as"), "asn"));
	return list;
}

/* The holder of "AS8100"; it is found where the table names one. */
static json_t *number_json(const Networks *networks, Str name)
{
	guint64 number = 0;
	const char *holder;
	json_t *json = json_object();

	if (!str_parse_uint(str_sub(name, strlen("AS"), name.len), G_MAXUINT32, &number))
		number = 0;
	holder = networks_holder(networks, (guint32)number);
	json_put(json, "as", as_json(networks, holder ? (guint32)number : 0, holder));
	return json;
}

void bytable_add(const Networks *networks, json_t *registration)
{
	const char *kind = json_get_text(registration, "kind");
	Str of = json_get_str(registration, "of");
	json_t *json;

	if (g_strcmp0(kind, "ip") == 0)
		json = address_json(networks, of);
	else if (g_strcmp0(kind, "asn") == 0)
		json = number_json(networks, of);
	else
		return;
	json_put(json, "differs", differences_json(registration, json));
	json_put(registration, "by_table", json);
}

void bytable_add_host(const Networks *networks, json_t *host)
{
	json_t *list, *entry;
	const json_t *ip;
	size_t index;

	if (json_array_size(json_object_get(host, "ips")) == 0)
		return;
	list = json_array();
	json_array_foreach (json_object_get(host, "ips"), index, ip) {
		entry = json_object();
		json_put(entry, "ip", json_text(json_str(ip)));
		json_put(entry, "by_table", address_json(networks, json_str(ip)));
		json_push(list, entry);
	}
	json_put(host, "addresses", list);
}
