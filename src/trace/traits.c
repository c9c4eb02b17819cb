#include "trace/traits.h"

#include "trace/words.h"
#include "web/address.h"

/* Where mail programs name themselves, the first that is there counts. */
static const Str mailer_names[] = {STR("X-Mailer"), STR("User-Agent"), STR("X-MimeOLE")};

/* Where servers and scripts write the address of who handed them the mail. */
static const Str hint_names[] = {
	STR("X-Originating-IP"),
	STR("X-OriginatorIP"),
	STR("X-Original-IP"),
	STR("X-Originating-Client"),
	STR("X-Sender-IP"),
	STR("X-SenderIP"),
	STR("X-Client-IP"),
	STR("X-ClientAddr"),
	STR("X-Source-IP"),
	STR("X-Remote-IP"),
	STR("X-Real-IP"),
	STR("X-MDRemoteIP"),
	STR("X-Yahoo-Post-IP"),
	STR("X-YahooPOP-IP"),
	STR("X-EN-OrigIP"),
	STR("X-EIP"),
	STR("X-AOL-IP"),
	STR("X-Sent-From-IP"),
	STR("X-PHP-Script-IP"),
	STR("X-Forwarded-IP"),
};

static json_t *pointer_json(size_t index)
{
	g_autofree char *pointer = g_strdup_printf("/mail/headers/%zu", index);

	return json_text(str_of(pointer));
}

/* The value of the first header called `name`, empty where there is none. */
static Str find_header(const json_t *headers, Str name, size_t *index_out)
{
	const json_t *header;
	size_t index;

	json_array_foreach (headers, index, header) {
		if (!str_equal_fold(json_get_str(header, "name"), name))
			continue;
		*index_out = index;
		return str_trim(json_get_str(header, "value"));
	}
	return STR("");
}

static json_t *mailer_json(const json_t *headers)
{
	size_t index = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(mailer_names); i++) {
		Str value = find_header(headers, mailer_names[i], &index);
		if (value.len == 0)
			continue;
		json_t *mailer = json_object();
		json_put(mailer, "name", json_text(value));
		json_put(mailer, "header", pointer_json(index));
		return mailer;
	}
	return json_null();
}

static bool is_alnum(char c)
{
	return g_ascii_isalnum(c);
}

/* A run of letters and digits: which of them, and how many. */
static void append_run(GString *form, Str run)
{
	bool digits = true, hex = true, has_digit = false;

	for (size_t i = 0; i < run.len; i++) {
		digits &= str_is_digit(run.at[i]);
		has_digit |= str_is_digit(run.at[i]);
		hex &= str_is_hex(run.at[i]);
	}
	/* a word such as "face" is no number */
	g_string_append_printf(form, "%c%zu", digits ? 'N' : hex && has_digit ? 'H' : 'W', run.len);
}

static char *form_of(Str local)
{
	GString *form = g_string_new(NULL);
	Str rest = str_sub(local, 0, TRAITS_ID_MAX);

	while (rest.len > 0) {
		Str run = str_take_while(&rest, is_alnum);
		if (run.len > 0)
			append_run(form, run);
		else
			g_string_append_len(form, rest.at, 1);
		rest = run.len > 0 ? rest : str_sub(rest, 1, rest.len);
	}
	return g_string_free(form, FALSE);
}

static json_t *message_id_json(const json_t *headers)
{
	size_t index = 0;
	Str id = words_bare(find_header(headers, STR("Message-ID"), &index));
	gssize at = str_rfind_char(id, '@');

	if (id.len == 0)
		return json_null();
	g_autofree char *form = form_of(at < 0 ? id : str_sub(id, 0, (size_t)at));
	json_t *json = json_object();
	json_put(json, "form", json_text(str_of(form)));
	json_put(json, "host",
		at < 0 ? json_null() : json_text(str_sub(id, (size_t)at + 1, id.len)));
	json_put(json, "header", pointer_json(index));
	return json;
}

static bool is_offset(Str word)
{
	Str digits = str_sub(word, 1, word.len);

	str_skip(&digits, str_is_digit);
	return word.len == 5 && (word.at[0] == '+' || word.at[0] == '-') && digits.len == 0;
}

static json_t *zone_json(const json_t *headers)
{
	size_t index = 0;
	Str rest = find_header(headers, STR("Date"), &index);

	for (Word word; words_next(&rest, &word);) {
		if (word.kind != WORD_TEXT || !is_offset(word.text))
			continue;
		json_t *zone = json_object();
		json_put(zone, "offset", json_text(word.text));
		json_put(zone, "header", pointer_json(index));
		return zone;
	}
	return json_null();
}

static json_t *order_json(const json_t *headers, size_t from)
{
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	json_t *order = json_array();

	g_hash_table_add(seen, g_strdup("received"));
	for (size_t i = from; i < json_array_size(headers); i++) {
		Str name = json_get_str(json_array_get(headers, i), "name");
		char *lower = g_ascii_strdown(name.at, (gssize)name.len);
		bool is_new = !g_hash_table_contains(seen, lower);
		if (is_new && json_array_size(order) < TRAITS_NAMES_MAX)
			json_push(order, json_text(str_of(lower)));
		g_hash_table_add(seen, lower); /* takes it, also where it has it */
	}
	return order;
}

json_t *traits_json(const json_t *headers, size_t from)
{
	json_t *traits = json_object();

	json_put(traits, "mailer", mailer_json(headers));
	json_put(traits, "message_id", message_id_json(headers));
	json_put(traits, "zone", zone_json(headers));
	json_put(traits, "order", order_json(headers, from));
	return traits;
}

static bool is_hint(Str name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(hint_names); i++)
		if (str_equal_fold(name, hint_names[i]))
			return true;
	return false;
}

/* The first address in a value, canonical; NULL where there is none. */
static char *address_in(Str value)
{
	for (Word word; words_next(&value, &word);) {
		char *ip = address_canonical(words_address(word.text));
		if (ip)
			return ip;
	}
	return NULL;
}

json_t *traits_hints(const json_t *headers)
{
	json_t *hints = json_array();
	const json_t *header;
	size_t index;

	json_array_foreach (headers, index, header) {
		Str name = json_get_str(header, "name");
		g_autofree char *ip =
			is_hint(name) ? address_in(json_get_str(header, "value")) : NULL;
		if (!ip || json_array_size(hints) == TRAITS_HINTS_MAX)
			continue;
		json_t *hint = json_object();
		json_put(hint, "name", json_text(name));
		json_put(hint, "ip", json_text(str_of(ip)));
		json_put(hint, "header", pointer_json(index));
		json_push(hints, hint);
	}
	return hints;
}
