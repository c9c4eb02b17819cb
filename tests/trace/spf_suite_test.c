/* The conformance suite of openspf for RFC 7208, each case with the zone that it brings, in rounds as the program asks:
 * at first nothing is known, and what is wanted is answered from the zone. */
#include "../support/yaml.h"
#include "trace/spf.h"

/* Rounds in which no case of the suite is still without a result. */
#define ROUNDS_MAX 48

/* "TIMEOUT" in a zone: whatever of the name is not given besides. */
static void put_failed(Records *zone, Str name)
{
	static const DnsType types[] = {
		DNSTYPE_A, DNSTYPE_AAAA, DNSTYPE_MX, DNSTYPE_PTR, DNSTYPE_TXT, DNSTYPE_CNAME};

	for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
		records_put(zone, name, types[i], RECORDS_FAILED);
}

/* YAML has bytes of a record as characters up to U+00FF. */
static GString *bytes_of(Str text)
{
	GString *bytes = g_string_new(NULL);

	for (const char *at = text.at; at < text.at + text.len; at = g_utf8_next_char(at))
		g_string_append_c(bytes, (char)g_utf8_get_char(at));
	return bytes;
}

/* A value is a string, for TXT also several that are joined; for MX a preference and a host. */
static void add_value(Records *zone, Str name, DnsType type, const json_t *value)
{
	g_autoptr(GString) joined = g_string_new(NULL);
	json_int_t number = json_integer_value(json_array_get(value, 0));
	size_t index;
	const json_t *part;

	if (json_is_string(value))
		g_string_append_len(joined, json_str(value).at, (gssize)json_str(value).len);
	json_array_foreach (value, index, part)
		g_string_append_len(joined, json_str(part).at, (gssize)json_str(part).len);
	g_autoptr(GString) bytes = bytes_of(str_over(joined->str, joined->len));
	records_add(zone, name, type, str_over(bytes->str, bytes->len), (guint)number);
}

/* A record of type SPF stands for one of TXT, unless the name says itself what it has of that type. */
static void add_record(Records *zone, Str name, const json_t *record, bool has_text)
{
	const char *key;
	const json_t *value;
	DnsType type;

	if (json_is_string(record)) {
		put_failed(zone, name);
		return;
	}
	json_object_foreach ((json_t *)record, key, value) {
		if (g_str_equal(key, "SPF") && !has_text)
			add_value(zone, name, DNSTYPE_TXT, value);
		else if (dnstype_find(str_of(key), &type) &&
			 !str_equal(json_str(value), STR("NONE")))
			add_value(zone, name, type, value);
	}
}

static void add_name(Records *zone, const char *name, const json_t *entries)
{
	const json_t *record;
	bool has_text = false;
	size_t index;

	json_array_foreach (entries, index, record)
		has_text = has_text || json_object_get(record, "TXT");
	json_array_foreach (entries, index, record)
		add_record(zone, str_of(name), record, has_text);
}

static Records *zone_new(const json_t *data)
{
	Records *zone = records_new();
	const char *name;
	const json_t *entries;

	json_object_foreach ((json_t *)data, name, entries)
		add_name(zone, name, entries);
	records_close(zone);
	return zone;
}

/* Answer from the zone what is wanted. */
static void answer(Records *known, const Records *round, Records *zone)
{
	const GPtrArray *wanted = records_wanted(round);

	for (guint i = 0; i < wanted->len; i++) {
		const RecordsQuestion *question = g_ptr_array_index(wanted, i);
		g_autoptr(GString) name = records_unescape(str_of(question->name));
		Str bytes = str_over(name->str, name->len);
		RecordsAnswer found = records_find(zone, bytes, question->type);
		records_put(known, bytes, question->type, found.state);
		for (size_t k = 0; k < found.count; k++)
			records_add(known, bytes, question->type, found.values[k].value,
				found.values[k].number);
	}
}

static SpfVerdict *check_in_rounds(Records *zone, const SpfQuestion *question)
{
	g_autoptr(Records) known = records_new();

	for (guint round = 0; round < ROUNDS_MAX; round++) {
		g_autoptr(Records) records = records_new();
		json_auto_t *json = records_json(known);
		records_take_json(records, json);
		SpfVerdict *verdict = spf_check(records, question);
		if (verdict->result != SPF_WANTED)
			return verdict;
		g_assert_cmpuint(records_wanted(records)->len, >, 0);
		spf_free(verdict);
		answer(known, records, zone);
	}
	g_assert_not_reached();
}

/* Whether `value`, a string or an array of them, has `text`. */
static bool has(const json_t *value, const char *text)
{
	const json_t *one;
	size_t index;

	if (json_is_string(value))
		return str_equal(json_str(value), str_of(text));
	json_array_foreach (value, index, one)
		if (str_equal(json_str(one), str_of(text)))
			return true;
	return false;
}

static bool explains(const SpfVerdict *verdict, const char *wanted)
{
	if (!wanted)
		return true;
	if (g_str_equal(wanted, "DEFAULT"))
		return !verdict->explanation;
	return g_strcmp0(verdict->explanation, wanted) == 0;
}

/* "postmaster" is what the macro of a local part stands for, with no exp= of a zone to show it. */
static bool run_case(const char *name, const json_t *test, const json_t *data)
{
	g_autoptr(Records) zone = zone_new(data), direct = zone_new(data);
	const SpfQuestion question = {
		.ip = json_get_str(test, "host"),
		.sender = json_get_str(test, "mailfrom"),
		.helo = json_get_str(test, "helo"),
		.receiver = STR("receiver.example"),
	};
	g_autoptr(SpfVerdict) verdict = check_in_rounds(zone, &question);
	g_autoptr(SpfVerdict) at_once = spf_check(direct, &question);
	const char *result = spf_result_name(verdict->result);
	bool fits = has(json_object_get(test, "result"), result) &&
		    explains(verdict, json_get_text(test, "explanation")) &&
		    at_once->result == verdict->result &&
		    g_strcmp0(at_once->explanation, verdict->explanation) == 0;

	if (!fits)
		g_test_message("%s: %s, explained by \"%s\" (%s)", name, result,
			verdict->explanation, spffault_code(verdict->fault));
	return fits;
}

static void test_suite(void)
{
	json_auto_t *scenarios = yaml_suite("spf/rfc7208-tests.yml");
	const json_t *scenario, *test;
	guint passed = 0, all = 0;
	const char *name;
	size_t index;

	json_array_foreach (scenarios, index, scenario)
		json_object_foreach (json_object_get(scenario, "tests"), name, test) {
			all++;
			passed += run_case(name, test, json_object_get(scenario, "zonedata"));
		}
	if (!scenarios)
		return;
	g_test_message("SPF: %u/%u", passed, all);
	g_assert_cmpuint(passed, ==, all);
	g_assert_cmpuint(all, >=, 203);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/trace/spf/suite", test_suite);
	return g_test_run();
}
