#include "trace/records.h"

#include <string.h>

#include "web/host.h"

#define LABEL_MAX   63
#define TEXTS_CHUNK 4096

typedef struct {
	char *name;
	DnsType type;
	RecordsState state;
	GArray *values; /* of Record, borrowed from the texts */
	bool cut;
} Entry;

struct Records {
	GHashTable *entries; /* "name TYPE" → Entry */
	GPtrArray *order;    /* Entry, borrowed, as they came */
	GHashTable *names;   /* names that are there, and those above them; only when closed */
	GPtrArray *wanted;   /* RecordsQuestion */
	GHashTable *asked;   /* keys of `wanted` */
	GStringChunk *texts;
	bool closed;
};

static const char *const states[] = {
	[RECORDS_FOUND] = "found",
	[RECORDS_NO_DATA] = "no-data",
	[RECORDS_NO_NAME] = "no-name",
	[RECORDS_FAILED] = "failed",
	[RECORDS_NOT_ASKED] = "not-asked",
};

static void entry_free(void *data)
{
	Entry *entry = data;

	g_free(entry->name);
	g_array_unref(entry->values);
	g_free(entry);
}

static void question_free(void *data)
{
	RecordsQuestion *question = data;

	g_free(question->name);
	g_free(question);
}

Records *records_new(void)
{
	Records *records = g_new0(Records, 1);

	records->entries = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, entry_free);
	records->order = g_ptr_array_new();
	records->names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	records->texts = g_string_chunk_new(TEXTS_CHUNK);
	records->wanted = g_ptr_array_new_with_free_func(question_free);
	records->asked = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	return records;
}

void records_free(Records *records)
{
	if (!records)
		return;
	g_hash_table_unref(records->entries);
	g_ptr_array_unref(records->order);
	g_hash_table_unref(records->names);
	g_ptr_array_unref(records->wanted);
	g_hash_table_unref(records->asked);
	g_string_chunk_free(records->texts);
	g_free(records);
}

static void append_escaped(GString *out, char c, bool keeps_space)
{
	if ((g_ascii_isgraph(c) && c != '\\') || (c == ' ' && keeps_space))
		g_string_append_c(out, c);
	else
		g_string_append_printf(out, "\\%03u", (guint8)c);
}

char *records_escape(Str value)
{
	GString *out = g_string_sized_new(value.len);

	for (size_t i = 0; i < value.len; i++)
		append_escaped(out, value.at[i], true);
	return g_string_free(out, FALSE);
}

/* The byte that "\DDD" at the start of `text` says; -1 where it is none. */
static int escaped_byte(Str text)
{
	guint64 byte;

	if (text.len < 4 || text.at[0] != '\\' || !str_parse_uint(str_sub(text, 1, 3), 255, &byte))
		return -1;
	return (int)byte;
}

GString *records_unescape(Str text)
{
	GString *out = g_string_sized_new(text.len);

	for (size_t i = 0; i < text.len;) {
		int byte = escaped_byte(str_sub(text, i, 4));
		g_string_append_c(out, byte < 0 ? text.at[i] : (char)byte);
		i += byte < 0 ? 1 : 4;
	}
	return out;
}

static Str without_dot(Str name)
{
	return name.len > 1 && str_ends(name, STR(".")) ? str_sub(name, 0, name.len - 1) : name;
}

/* The name as text, which is the same for all spellings of one name. */
static char *text_of(Str name)
{
	GString *out = g_string_sized_new(name.len);

	name = without_dot(name);
	for (size_t i = 0; i < name.len; i++)
		append_escaped(out, g_ascii_tolower(name.at[i]), false);
	return g_string_free(out, FALSE);
}

/* Whether the DNS can have the name (RFC 1035, section 3.1), which is in records_name's form. */
static bool is_possible(Str name)
{
	Str rest = without_dot(name);

	if (rest.len == 0 || rest.len > HOST_LENGTH_MAX || rest.at[rest.len - 1] == '.')
		return false;
	while (rest.len > 0) {
		Str label = str_take_until(&rest, '.');
		if (label.len == 0 || label.len > LABEL_MAX)
			return false;
		str_take_char(&rest, '.');
	}
	return true;
}

static char *key_of(const char *name, DnsType type)
{
	return g_strdup_printf("%s %u", name, (guint)type);
}

static Entry *find_entry(const Records *records, const char *name, DnsType type)
{
	g_autofree char *key = key_of(name, type);

	return g_hash_table_lookup(records->entries, key);
}

/* The entry, made where it is not there; NULL where no more fit. */
static Entry *take_entry(Records *records, Str name, DnsType type, RecordsState state)
{
	g_autofree char *folded = text_of(name);
	Entry *entry = find_entry(records, folded, type);

	if (entry || records->order->len >= RECORDS_ANSWERS_MAX)
		return entry;
	entry = g_new0(Entry, 1);
	entry->state = state;
	entry->type = type;
	entry->values = g_array_new(FALSE, FALSE, sizeof(Record));
	g_hash_table_insert(records->entries, key_of(folded, type), entry);
	g_ptr_array_add(records->order, entry);
	entry->name = g_steal_pointer(&folded);
	return entry;
}

void records_put(Records *records, Str name, DnsType type, RecordsState state)
{
	Entry *entry = take_entry(records, name, type, state);

	if (entry && entry->values->len == 0)
		entry->state = state;
}

void records_add(Records *records, Str name, DnsType type, Str value, guint number)
{
	Entry *entry = take_entry(records, name, type, RECORDS_FOUND);

	if (!entry)
		return;
	entry->state = RECORDS_FOUND;
	if (entry->values->len >= RECORDS_VALUES_MAX) {
		entry->cut = true;
		return;
	}
	Record record = {
		str_over(g_string_chunk_insert_len(records->texts, value.at, (gssize)value.len),
			value.len),
		number};
	g_array_append_val(entry->values, record);
}

void records_cut(Records *records, Str name, DnsType type)
{
	Entry *entry = take_entry(records, name, type, RECORDS_FAILED);

	if (entry)
		entry->cut = true;
}

/* Note that a name is there, and with it all names above. */
static void note_name(GHashTable *names, const char *name)
{
	while (name && g_hash_table_add(names, g_strdup(name))) {
		name = strchr(name, '.');
		name = name ? name + 1 : NULL;
	}
}

void records_close(Records *records)
{
	records->closed = true;
	for (guint i = 0; i < records->order->len; i++) {
		const Entry *entry = g_ptr_array_index(records->order, i);
		if (entry->state != RECORDS_NO_NAME)
			note_name(records->names, entry->name);
	}
}

static RecordsAnswer nothing(RecordsState state)
{
	return (RecordsAnswer){.state = state};
}

static RecordsAnswer answer_of(const Entry *entry)
{
	return (RecordsAnswer){entry->state, (const Record *)(void *)entry->values->data,
		entry->values->len, entry->cut};
}

static RecordsAnswer want(Records *records, const char *name, DnsType type)
{
	g_autofree char *key = key_of(name, type);
	RecordsQuestion *question;

	if (records->wanted->len >= RECORDS_WANTED_MAX ||
		!g_hash_table_add(records->asked, g_steal_pointer(&key)))
		return nothing(RECORDS_NOT_ASKED);
	question = g_new(RecordsQuestion, 1);
	*question = (RecordsQuestion){g_strdup(name), type};
	g_ptr_array_add(records->wanted, question);
	return nothing(RECORDS_NOT_ASKED);
}

/* Where the alias `name` leads; false where it is none. */
static bool follow(const Records *records, const char *name, Str *target_out)
{
	const Entry *alias = find_entry(records, name, DNSTYPE_CNAME);

	if (!alias || alias->values->len == 0)
		return false;
	*target_out = g_array_index(alias->values, Record, 0).value;
	return true;
}

RecordsAnswer records_find(Records *records, Str name, DnsType type)
{
	for (int aliases = 0; aliases <= RECORDS_ALIASES_MAX; aliases++) {
		g_autofree char *text = text_of(name);
		const Entry *entry = find_entry(records, text, type);

		if (entry)
			return answer_of(entry);
		if (!is_possible(name))
			return nothing(RECORDS_NO_NAME);
		if (follow(records, text, &name))
			continue;
		if (!records->closed)
			return want(records, text, type);
		return nothing(g_hash_table_contains(records->names, text) ? RECORDS_NO_DATA
									   : RECORDS_NO_NAME);
	}
	return nothing(RECORDS_FAILED); /* a chain too long, or a circle */
}

const GPtrArray *records_wanted(const Records *records)
{
	return records->wanted;
}

static json_t *entry_json(const Entry *entry)
{
	json_t *json = json_object(), *values = json_array(), *numbers = json_array();

	for (guint i = 0; i < entry->values->len; i++) {
		const Record *record = &g_array_index(entry->values, Record, i);
		g_autofree char *text = records_escape(record->value);
		json_push(values, json_text(str_of(text)));
		json_push(numbers, json_integer(record->number));
	}
	json_put(json, "name", json_text(str_of(entry->name)));
	json_put(json, "type", json_text(str_of(dnstype_name(entry->type))));
	json_put(json, "state", json_text(str_of(states[entry->state])));
	json_put(json, "values", values);
	json_put(json, "numbers", numbers);
	json_put(json, "cut", json_boolean(entry->cut));
	return json;
}

json_t *records_json(const Records *records)
{
	json_t *answers = json_array();

	for (guint i = 0; i < records->order->len; i++)
		json_push(answers, entry_json(g_ptr_array_index(records->order, i)));
	return answers;
}

static bool find_state(Str name, RecordsState *state_out)
{
	for (size_t i = 0; i < G_N_ELEMENTS(states); i++)
		if (str_equal(name, str_of(states[i]))) {
			*state_out = (RecordsState)i;
			return true;
		}
	return false;
}

static void take_answer(Records *records, const json_t *answer)
{
	const json_t *numbers = json_object_get(answer, "numbers"), *value;
	g_autoptr(GString) bytes = records_unescape(json_get_str(answer, "name"));
	Str name = str_over(bytes->str, bytes->len);
	RecordsState state;
	DnsType type;
	size_t index;

	if (!dnstype_find(json_get_str(answer, "type"), &type) ||
		!find_state(json_get_str(answer, "state"), &state))
		return;
	records_put(records, name, type, state);
	json_array_foreach (json_object_get(answer, "values"), index, value) {
		g_autoptr(GString) text = records_unescape(json_str(value));
		json_int_t number = json_integer_value(json_array_get(numbers, index));
		records_add(records, name, type, str_over(text->str, text->len),
			(guint)CLAMP(number, 0, G_MAXUINT16));
	}
	if (json_is_true(json_object_get(answer, "cut")))
		records_cut(records, name, type);
}

void records_take_json(Records *records, const json_t *answers)
{
	const json_t *answer;
	size_t index;

	json_array_foreach (answers, index, answer)
		take_answer(records, answer);
}

json_t *records_wanted_json(const Records *records)
{
	json_t *wanted = json_array();

	for (guint i = 0; i < records->wanted->len; i++) {
		const RecordsQuestion *question = g_ptr_array_index(records->wanted, i);
		json_t *json = json_object();
		json_put(json, "name", json_text(str_of(question->name)));
		json_put(json, "type", json_text(str_of(dnstype_name(question->type))));
		json_push(wanted, json);
	}
	return wanted;
}
