#include "trace/authres.h"

#include "trace/words.h"

/* Properties that name the machine that handed the mail over (RFC 8601, section 2.7; IANA's registry). */
static const Str client_properties[] = {
	STR("smtp.remote-ip"),
	STR("policy.iprev"),
	STR("smtp.client-ip"),
	STR("client-ip"),
};

typedef struct {
	Authres *out;
	json_t *result; /* the one that properties go to, borrowed from out->results; NULL before it */
	unsigned segment, words; /* which part between semicolons, how many words of it were read */
} Reading;

/* The address in a comment: "sender IP is 192.0.2.1", "... designates 192.0.2.1 as permitted sender". */
static Str address_in(Str comment)
{
	Str rest = comment;

	for (Word word; words_next(&rest, &word);) {
		Str address = words_address(word.text);
		if (address.len > 0)
			return address;
	}
	return STR("");
}

static json_t *add_result(Authres *out, Str method, Str outcome)
{
	json_t *result;
	g_autofree char *lower = g_ascii_strdown(outcome.at, (gssize)outcome.len);

	if (json_array_size(out->results) >= AUTHRES_RESULTS_MAX)
		return NULL;
	result = json_object();
	json_put(result, "method", json_text(method));
	json_put(result, "result", json_text(str_of(lower)));
	json_put(result, "reason", json_null());
	json_put(result, "properties", json_object());
	json_push(out->results, result);
	return result;
}

static void set_reason(json_t *result, Str reason)
{
	if (result && json_is_null(json_object_get(result, "reason")))
		json_put(result, "reason", json_text(reason));
}

static void set_client(Authres *out, Str address)
{
	if (out->client_ip.len == 0)
		out->client_ip = address;
}

static void add_property(Authres *out, json_t *result, Str name, Str value)
{
	json_t *properties = json_object_get(result, "properties");
	g_autofree char *key = g_ascii_strdown(name.at, (gssize)name.len);

	for (size_t i = 0; i < G_N_ELEMENTS(client_properties); i++)
		if (str_equal_fold(name, client_properties[i]))
			set_client(out, words_address(value));
	if (str_equal(str_of(key), STR("reason"))) {
		json_put(result, "reason", json_text(value));
		return;
	}
	if (json_object_size(properties) < AUTHRES_PROPERTIES_MAX &&
		!json_object_get(properties, key) && g_utf8_validate(key, -1, NULL))
		json_put(properties, key, json_text(value));
}

/* Cut "name=value" in two; false where there is no "=". */
static bool split(Str word, Str *name_out, Str *value_out)
{
	gssize equals = str_find_char(word, '=');

	if (equals <= 0)
		return false;
	*name_out = str_sub(word, 0, (size_t)equals);
	*value_out = words_bare(str_sub(word, (size_t)equals + 1, word.len));
	return true;
}

/* A word without "=": the authserv-id where it stands first of all, a version or "none" elsewhere. */
static void read_bare_word(Reading *reading, Str word, bool first)
{
	bool due = first && !reading->result && reading->out->by.len == 0;

	if (due && str_find_char(word, '=') < 0 && !str_equal_fold(word, STR("none")))
		reading->out->by = word;
}

/* A word of Authentication-Results: the authserv-id (ARC has "i=1;" before it), "method=result" first in
 * its segment, "property=value" behind that. */
static void read_word(Reading *reading, Str word)
{
	Str name, value;
	bool first = reading->words++ == 0;

	if (!split(word, &name, &value)) {
		read_bare_word(reading, word, first);
	} else if (!first) {
		if (reading->result)
			add_property(reading->out, reading->result, name, value);
	} else if (reading->segment > 0 || !str_equal_fold(name, STR("i"))) {
		Str method = str_take_until(&name, '/'); /* "dkim/1=pass" */
		reading->result = add_result(reading->out, method, value);
	}
}

static void read_comment(Reading *reading, Str comment)
{
	if (!reading->result)
		return;
	set_reason(reading->result, comment);
	if (g_strcmp0(json_get_text(reading->result, "method"), "spf") == 0)
		set_client(reading->out, address_in(comment));
}

void authres_parse(Str value, Authres *out)
{
	Reading reading = {.out = out};
	Str rest = value;

	*out = (Authres){.by = STR(""), .client_ip = STR(""), .results = json_array()};
	for (Word word; words_next(&rest, &word);) {
		if (word.kind == WORD_TEXT) {
			read_word(&reading, word.text);
		} else if (word.kind == WORD_COMMENT) {
			read_comment(&reading, word.text);
		} else {
			reading.segment++;
			reading.words = 0;
		}
	}
}

/* "mx.example.com: domain of ..." in a Received-SPF's comment says who speaks. */
static Str speaker_of(Str comment)
{
	Str rest = comment, speaker = str_take_until(&rest, ':');

	return rest.len > 0 && str_find_char(speaker, ' ') < 0 ? speaker : STR("");
}

static void read_spf_pair(Authres *out, json_t *result, Str word)
{
	Str name, value;

	if (!split(word, &name, &value))
		return;
	if (str_equal_fold(name, STR("receiver")))
		out->by = value;
	add_property(out, result, name, value);
}

void authres_parse_received_spf(Str value, Authres *out)
{
	Str rest = value, comment = STR("");
	json_t *result = NULL;

	*out = (Authres){.by = STR(""), .client_ip = STR(""), .results = json_array()};
	for (Word word; words_next(&rest, &word);) {
		if (word.kind == WORD_TEXT && !result)
			result = add_result(out, STR("spf"), word.text);
		else if (word.kind == WORD_TEXT)
			read_spf_pair(out, result, word.text);
		else if (word.kind == WORD_COMMENT && comment.len == 0)
			comment = word.text;
	}
	if (comment.len == 0 || !result)
		return;
	set_reason(result, comment);
	set_client(out, address_in(comment));
	if (out->by.len == 0)
		out->by = speaker_of(comment);
}

void authres_clear(Authres *authres)
{
	json_decref(authres->results);
	*authres = (Authres){0};
}
