/* mekiki lookup --parse: what a saved reply of a registry says. */
#include <stdio.h>

#include "base/json.h"
#include "cli/house.h"
#include "cli/mailfile.h"
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

static void print_row(const char *label, const char *value)
{
	glong width = g_utf8_strlen(label, -1);

	/* Japanese letters are two columns wide */
	if ((guchar)label[0] >= 0x80)
		width *= 2;
	g_autofree char *line = talk_line(value);
	talk_text(stdout, "%s%*s  %s\n", label, (int)MAX(0, 16 - width), "", line);
}

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
		print_row("", read);
}

static void print_field(const json_t *registration, size_t row, const char *language)
{
	const json_t *member = json_object_get(registration, rows[row].field), *item;
	const char *label = language[0] == 'j' ? rows[row].ja : rows[row].en;
	size_t index;

	if (json_is_string(member))
		print_row(label, json_string_value(member));
	json_array_foreach (member, index, item)
		print_row(index ? "" : label, json_string_value(item));
	print_time(
		json_object_get(json_object_get(registration, "times"), rows[row].field), language);
}

static bool print_answer(const json_t *answer, const char *language, bool json)
{
	const json_t *registration = json_object_get(answer, "registration");

	if (!json_is_object(registration)) {
		talk_error("%s", json_get_text(json_object_get(answer, "why"), language));
		return false;
	}
	if (json) {
		json_auto_t *printed = json_object(), *list = json_array();
		json_push(list, json_deep_copy(registration));
		json_put(printed, "registrations", json_incref(list));
		talk_json(printed, true);
		return true;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		print_field(registration, i, language);
	return true;
}

/* RDAP is JSON, WHOIS never begins as it. */
static const char *protocol_of(GBytes *reply)
{
	Str text = str_of_bytes(reply);

	str_skip(&text, str_is_space);
	return str_take_char(&text, '{') ? "rdap" : "whois";
}

static int parse_reply(GBytes *reply, const char *server, const char *language, bool json)
{
	g_autoptr(Cage) cage = house_cage((const char *const[]){"lookup", NULL});
	g_autoptr(GError) error = NULL;
	CageParcel question = {.json = json_object(),
		.blobs = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref)};
	CageParcel answer = {0};
	bool done;

	g_ptr_array_add(question.blobs, g_bytes_ref(reply));
	json_put(question.json, "protocol", json_text(str_of(protocol_of(reply))));
	json_put(question.json, "server", json_text(str_of(server)));
	done = cage && cage_run(cage, "lookup", &question, &answer, &error);
	if (error)
		talk_error("the reply could not be read: %s", error->message);
	done = done && print_answer(answer.json, language, json);
	cage_parcel_clear(&question);
	cage_parcel_clear(&answer);
	return done ? EXIT_DONE : EXIT_FAILED;
}

static int run(const Command *command, int argc, char **argv)
{
	g_auto(Settings) settings = {0};
	g_auto(MailFile) file = {0};
	g_autoptr(GError) error = NULL;
	g_autofree char *path = NULL, *server = NULL;
	gboolean json = FALSE;
	const GOptionEntry own[] = {
		{"parse", 0, 0, G_OPTION_ARG_FILENAME, &path,
			"Read this saved reply, - for standard input", "FILE"},
		{"server", 0, 0, G_OPTION_ARG_STRING, &server, "The server that the reply is from",
			"HOST"},
		{"json", 0, 0, G_OPTION_ARG_NONE, &json, "Print JSON", NULL},
		{0},
	};
	int code;

	if (settings_read(&settings, command, own, &argc, &argv, &code))
		return code;
	if (!path || !server) {
		talk_error(
			"name a saved reply and whose it is: mekiki lookup --parse FILE --server "
			"HOST. This version asks no server itself");
		return EXIT_USAGE;
	}
	if (!mailfile_read(&file, path, &error)) {
		talk_error("%s", error->message);
		return EXIT_FAILED;
	}
	return parse_reply(file.bytes, server, settings.language, json);
}

const Command command_lookup = {
	.name = "lookup",
	.arguments = "",
	.summary = "tell what a registry's saved reply says",
	.more = "Reads WHOIS, RWhois and RDAP, of any registry; the server's name tells the "
		"dialect.",
	.arguments_min = 0,
	.arguments_max = 0,
	.run = run,
};
