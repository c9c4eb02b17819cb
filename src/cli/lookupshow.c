#include "cli/lookupshow.h"

#include <stdio.h>

#include "cli/talk.h"

/* How the fields are called for people, in the order in which they are shown. */
static const struct {
	const char *field, *en, *ja;
} rows[] = {
	{"name", "name", "名前"},
	{"state", "state", "状態"},
	{"registrar", "registrar", "レジストラ"},
	{"registrar_iana_id", "IANA id", "IANA ID"},
	{"registrant", "registrant", "登録者"},
	{"organization", "organization", "組織"},
	{"organization_english", "in English", "組織(英語)"},
	{"country", "country", "国"},
	{"created", "created", "登録日"},
	{"updated", "updated", "更新日"},
	{"expires", "expires", "有効期限"},
	{"status", "status", "ステータス"},
	{"nameservers", "name servers", "ネームサーバー"},
	{"dnssec", "DNSSEC", "DNSSEC"},
	{"netname", "network", "ネットワーク名"},
	{"range", "range", "範囲"},
	{"cidr", "CIDR", "CIDR"},
	{"asn", "AS", "AS 番号"},
	{"abuse_contacts", "abuse contacts", "abuse 窓口"},
	{"referral", "ask next", "次の照会先"},
};

/* "2022-02-27 14:21:00", and below it how it was read. */
static void print_time(const json_t *time, const char *language)
{
	const char *assumed = json_get_text(json_object_get(time, "assumed"), language);
	g_autofree char *read = NULL;

	if (!json_get_text(time, "utc"))
		return;
	read = assumed ? g_strdup_printf("= %s; %s", json_get_text(time, "utc"), assumed)
		       : g_strdup_printf("= %s", json_get_text(time, "utc"));
	if (g_strcmp0(json_get_text(time, "utc"), json_get_text(time, "printed")) != 0)
		talk_row("", read);
}

static void print_field(const json_t *registration, size_t row, const char *language)
{
	const json_t *member = json_object_get(registration, rows[row].field), *item;
	const char *label = language[0] == 'j' ? rows[row].ja : rows[row].en;
	size_t index;

	if (json_is_string(member))
		talk_row(label, json_string_value(member));
	json_array_foreach (member, index, item)
		talk_row(index ? "" : label, json_string_value(item));
	print_time(
		json_object_get(json_object_get(registration, "times"), rows[row].field), language);
}

static bool is_japanese(const char *language)
{
	return language[0] == 'j';
}

static void print_age(const json_t *age, const char *language)
{
	g_autofree char *text = NULL;

	if (!json_is_object(age))
		return;
	text = g_strdup_printf(is_japanese(language) ? "登録から %d 日" : "%d days",
		(int)json_integer_value(json_object_get(age, "now_days")));
	talk_row(is_japanese(language) ? "経過日数" : "age", text);
}

static void print_operators(const json_t *operators, const char *language)
{
	const json_t *operator;
	size_t index;

	json_array_foreach (operators, index, operator) {
		g_autofree char *text = g_strdup_printf("%s (%s; %s)",
			json_get_text(json_object_get(operator, "name"), language),
			json_get_text(operator, "by"), json_get_text(operator, "source"));
		talk_row(index ? "" : is_japanese(language) ? "運営者" : "operated by", text);
	}
}

static void print_within(const json_t *within, const char *language)
{
	const json_t *network;
	size_t index;

	json_array_foreach (within, index, network) {
		const char *organization = json_get_text(network, "organization");
		const char *netname = json_get_text(network, "netname");
		g_autofree char *text =
			g_strdup_printf("%s  %s  %s", json_get_text(network, "range"),
				netname ? netname : "", organization ? organization : "");
		talk_row(index ? "" : is_japanese(language) ? "上位" : "within", text);
	}
}

/* "US (table of 2026-06-17)", or why there is nothing. */
static void print_table(
	const char *label, const json_t *answer, const char *member, const char *language)
{
	const char *why = json_get_text(json_object_get(answer, "why"), language);
	const char *value = json_get_text(answer, member),
		   *holder = json_get_text(answer, "holder");
	g_autofree char *text = NULL;

	if (!json_is_object(answer))
		return;
	if (value)
		text = g_strdup_printf(
			is_japanese(language) ? "%s%s%s (%s の表)" : "%s%s%s (table of %s)", value,
			holder ? " " : "", holder ? holder : "", json_get_text(answer, "date"));
	talk_row(label, text ? text : why ? why : "");
}

/* What the tables say, and where the registry says otherwise. */
static void print_by_table(const json_t *by_table, const char *language)
{
	const json_t *difference;
	size_t index;

	print_table(is_japanese(language) ? "国(表)" : "country by table",
		json_object_get(by_table, "country"), "code", language);
	print_table(is_japanese(language) ? "AS(表)" : "AS by table",
		json_object_get(by_table, "as"), "asn", language);
	json_array_foreach (json_object_get(by_table, "differs"), index, difference) {
		g_autofree char *text = g_strdup_printf(
			is_japanese(language) ? "%s:レジストリは %s、表は %s"
					      : "%s: the registry says %s, the table %s",
			json_get_text(difference, "field"), json_get_text(difference, "registry"),
			json_get_text(difference, "table"));
		talk_row(is_japanese(language) ? "食い違い" : "differs", text);
	}
}

void lookupshow_registration(const json_t *registration, const char *language)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		print_field(registration, i, language);
	print_age(json_object_get(registration, "age"), language);
	print_within(json_object_get(registration, "within"), language);
	print_operators(json_object_get(registration, "operators"), language);
	print_by_table(json_object_get(registration, "by_table"), language);
}

static void print_title(const char *name, const json_t *entry, const char *language)
{
	const char *why = json_get_text(json_object_get(entry, "why"), language);
	g_autofree char *title = talk_line(name);
	g_autofree char *reason = talk_line(why);

	talk_text(stdout, "%s%s%s  %s\n", talk_colour(stdout, TALK_BOLD), title,
		talk_colour(stdout, TALK_PLAIN), json_get_text(entry, "answer"));
	if (why)
		talk_text(stdout, "  %s\n", reason);
}

/* Who was asked, in the order of asking. */
static void print_chain(const json_t *chain, const char *language)
{
	const json_t *step;
	size_t index;

	json_array_foreach (chain, index, step) {
		const char *outcome = json_get_text(step, "outcome");
		g_autofree char *text =
			g_strdup_printf("%s %s: %s%s%s%s", json_get_text(step, "protocol"),
				json_get_text(step, "server"), json_get_text(step, "question"),
				g_strcmp0(outcome, "answered") == 0 ? "" : " (",
				g_strcmp0(outcome, "answered") == 0 ? "" : outcome,
				g_strcmp0(outcome, "answered") == 0 ? "" : ")");
		talk_row(index ? "" : is_japanese(language) ? "照会先" : "asked", text);
	}
}

static const char *const host_lists[] = {"ips", "cname", "ns", "txt"};

static void print_host(const json_t *host, const char *language)
{
	const json_t *item;
	size_t index;

	print_title(json_get_text(host, "name"), host, language);
	for (size_t i = 0; i < G_N_ELEMENTS(host_lists); i++)
		json_array_foreach (json_object_get(host, host_lists[i]), index, item)
			talk_row(index ? "" : host_lists[i], json_string_value(item));
	json_array_foreach (json_object_get(host, "addresses"), index, item) {
		talk_row("address", json_get_text(item, "ip"));
		print_by_table(json_object_get(item, "by_table"), language);
	}
	json_array_foreach (json_object_get(host, "mx"), index, item)
		talk_row(index ? "" : "mx", json_get_text(item, "host"));
	json_array_foreach (json_object_get(host, "ptr"), index, item)
		if (json_get_text(item, "name"))
			talk_row("ptr", json_get_text(item, "name"));
	if (json_get_text(host, "dmarc"))
		talk_row("dmarc", json_get_text(host, "dmarc"));
	if (json_get_text(host, "dnssec"))
		talk_row("dnssec", json_get_text(host, "dnssec"));
	json_array_foreach (json_object_get(host, "signs"), index, item)
		talk_row(json_get_text(item, "what"),
			json_get_text(json_object_get(item, "says"), language));
	talk_text(stdout, "\n");
}

/* Note the tables that said something: source → date. */
static void note_tables(GHashTable *tables, const json_t *by_table)
{
	static const char *const names[] = {"country", "as"};

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		const json_t *answer = json_object_get(by_table, names[i]);
		if (json_get_text(answer, "source"))
			g_hash_table_insert(tables, (gpointer)json_get_text(answer, "source"),
				(gpointer)json_get_text(answer, "date"));
	}
}

/* Whose the tables are that were used, as their licences ask for it. */
static void print_sources(const json_t *found, const char *language)
{
	g_autoptr(GHashTable) tables = g_hash_table_new(g_str_hash, g_str_equal);
	const json_t *entry, *address;
	size_t index, inner;
	GHashTableIter iter;
	gpointer source, date;

	json_array_foreach (json_object_get(found, "registrations"), index, entry)
		note_tables(tables, json_object_get(entry, "by_table"));
	json_array_foreach (json_object_get(found, "hosts"), index, entry)
		json_array_foreach (json_object_get(entry, "addresses"), inner, address)
			note_tables(tables, json_object_get(address, "by_table"));
	g_hash_table_iter_init(&iter, tables);
	while (g_hash_table_iter_next(&iter, &source, &date))
		talk_text(stdout, is_japanese(language) ? "表:%s (%s)\n" : "Table: %s (%s)\n",
			(const char *)source, (const char *)date);
}

void lookupshow_all(const json_t *found, const char *language)
{
	const json_t *entry;
	size_t index;

	json_array_foreach (json_object_get(found, "registrations"), index, entry) {
		print_title(json_get_text(entry, "of"), entry, language);
		lookupshow_registration(entry, language);
		print_chain(json_object_get(entry, "chain"), language);
		talk_text(stdout, "\n");
	}
	json_array_foreach (json_object_get(found, "hosts"), index, entry)
		print_host(entry, language);
	print_sources(found, language);
}
