#include "trace/recordask.h"

#include "net/crew.h"
#include "net/dnsanswer.h"
#include "trace/recordfile.h"

typedef struct {
	Door *door;
	const Ask *how;
	const char *name; /* as text */
	DnsType type;
	Exchange *exchange;
} Question;

static void put(void *data)
{
	Question *question = data;

	question->exchange =
		door_dns(question->door, question->name, question->type, question->how);
}

/* rdata writes names with "\DDD"; records take bytes. */
static void add_record(Records *records, Str name, const DnsRecord *record)
{
	Str value = str_over(record->value, record->value_len);
	g_autoptr(GString) bytes = NULL;

	if (record->type == DNSTYPE_TXT) {
		records_add(records, name, record->type, value, 0);
		if (value.len >= RDATA_TEXT_MAX)
			records_cut(records, name, record->type);
		return;
	}
	bytes = records_unescape(value);
	records_add(records, name, record->type, str_over(bytes->str, bytes->len),
		record->type == DNSTYPE_MX ? record->number : 0);
}

static RecordsState state_of(const Exchange *exchange, const DnsAnswer *answer)
{
	if (exchange->outcome != OUTCOME_ANSWERED || !answer)
		return RECORDS_FAILED;
	if (answer->rcode == DNSRCODE_NXDOMAIN)
		return RECORDS_NO_NAME;
	return answer->rcode == DNSRCODE_NOERROR ? RECORDS_NO_DATA : RECORDS_FAILED;
}

static void take(Records *records, const Question *question)
{
	g_autoptr(DnsAnswer) answer = dnsanswer_read(question->exchange);
	RecordsState state = state_of(question->exchange, answer);
	g_autoptr(GString) name = records_unescape(str_of(question->name));
	Str bytes = str_over(name->str, name->len);

	records_put(records, bytes, question->type, state);
	for (guint i = 0; state == RECORDS_NO_DATA && i < answer->records->len; i++)
		add_record(records, bytes, g_ptr_array_index(answer->records, i));
}

/* The wanted questions that are ones; the rest is not the house's way to ask. */
static size_t read_wanted(const json_t *wanted, Question questions_out[RECORDS_WANTED_MAX])
{
	const json_t *one;
	size_t index, count = 0;

	json_array_foreach (wanted, index, one) {
		const char *name = json_get_text(one, "name");
		Question *question = &questions_out[count];
		if (count == RECORDS_WANTED_MAX)
			break;
		*question = (Question){.name = name};
		if (name && dnstype_find(json_get_str(one, "type"), &question->type))
			count++;
	}
	return count;
}

static void ask(const StepContext *context, gint64 deadline, const json_t *wanted, Records *records)
{
	const Ask how = {.recorder = context->recorder, .deadline = deadline};
	g_autoptr(Crew) crew = crew_new(RECORDASK_HANDS_MAX, NULL, NULL);
	Question questions[RECORDS_WANTED_MAX];
	void *items[RECORDS_WANTED_MAX];
	size_t count = read_wanted(wanted, questions);

	for (size_t i = 0; i < count; i++) {
		questions[i].door = context->door;
		questions[i].how = &how;
		items[i] = &questions[i];
	}
	crew_all(crew, put, items, count);
	for (size_t i = 0; i < count; i++) {
		take(records, &questions[i]);
		exchange_unref(questions[i].exchange);
	}
}

/* Nobody will be asked any more: what is wanted has failed. */
static void give_up(const json_t *wanted, Records *records)
{
	Question questions[RECORDS_WANTED_MAX];
	size_t count = read_wanted(wanted, questions);

	for (size_t i = 0; i < count; i++) {
		g_autoptr(GString) name = records_unescape(str_of(questions[i].name));
		records_put(
			records, str_over(name->str, name->len), questions[i].type, RECORDS_FAILED);
	}
}

Records *recordask_open(const CageParcel *question, guint file, GError **error)
{
	g_autoptr(Records) records = records_new();

	if (question->blobs->len <= file)
		records_take_json(records, json_object_get(question->json, "records"));
	else if (!recordfile_read(str_of_bytes(question->blobs->pdata[file]), records, error))
		return NULL;
	return g_steal_pointer(&records);
}

void recordask_close(const Records *records, json_t *answer)
{
	json_put(answer, "wanted", records_wanted_json(records));
}

static bool run_round(const StepContext *context, const char *job, CageParcel *question,
	const Records *records, CageParcel *answer_out, GError **error)
{
	json_put(question->json, "records", records_json(records));
	return cage_run(context->cage, job, question, answer_out, error);
}

bool recordask_run(const StepContext *context, const char *job, CageParcel *question,
	CageParcel *answer_out, GError **error)
{
	gint64 deadline = context->deadline ? context->deadline
					    : g_get_monotonic_time() + RECORDASK_TIME_MS * 1000;
	bool may_ask = context->door && !context->offline;
	g_autoptr(Records) records = records_new();
	CageParcel answer = {0};

	for (guint round = 0; run_round(context, job, question, records, &answer, error); round++) {
		const json_t *wanted = json_object_get(answer.json, "wanted");
		bool late = round >= RECORDASK_ROUNDS_MAX || g_get_monotonic_time() >= deadline;

		/* an engine that has given up on ten look-ups wants no more; one that still does is taken over */
		if (!may_ask || json_array_size(wanted) == 0 || round >= 2 * RECORDASK_ROUNDS_MAX) {
			*answer_out = answer;
			return true;
		}
		if (late)
			give_up(wanted, records);
		else
			ask(context, deadline, wanted, records);
		cage_parcel_clear(&answer);
	}
	return false;
}
