#include "trace/dkimjob.h"

#include <gio/gio.h>

#include "trace/arcjson.h"
#include "trace/recordask.h"

static void *prepare(const char *data_dir, GError **error)
{
	(void)data_dir;
	/* never written to: the job's pointers have no const */
	return (void *)crypto_load(error);
}

static KeyAnswer find_key(void *from, const char *name, GPtrArray *texts_out)
{
	static const KeyAnswer answers[] = {
		[RECORDS_FOUND] = KEY_FOUND,
		[RECORDS_NO_DATA] = KEY_NONE,
		[RECORDS_NO_NAME] = KEY_NONE,
		[RECORDS_FAILED] = KEY_FAILED,
		[RECORDS_NOT_ASKED] = KEY_NOT_ASKED,
	};
	RecordsAnswer answer = records_find(from, str_of(name), DNSTYPE_TXT);

	for (size_t i = 0; i < answer.count; i++)
		g_ptr_array_add(texts_out,
			g_bytes_new(answer.values[i].value.at, answer.values[i].value.len));
	return answer.state == RECORDS_FOUND && answer.count == 0 ? KEY_NONE
								  : answers[answer.state];
}

static DkimClock clock_of(const RawMail *mail, const json_t *question)
{
	const json_t *received = json_object_get(question, "received");
	DkimClock clock = dkim_clock(mail, json_integer_value(json_object_get(question, "now")));

	if (json_is_integer(received)) {
		clock.received = json_integer_value(received);
		clock.witnessed = true;
	}
	return clock;
}

static json_t *signatures_json(
	Verifier *verifier, const RawMail *mail, Str bytes, const DkimClock *clock)
{
	g_autoptr(GPtrArray) signatures = dkim_verify(verifier, mail);
	json_t *list = json_array();

	for (guint i = 0; i < signatures->len; i++)
		json_push(list, dkim_json(mail, g_ptr_array_index(signatures, i), bytes, clock));
	return list;
}

static bool run(void *prepared, const CageParcel *question, CageParcel *answer_out, GError **error)
{
	g_autoptr(Records) records = recordask_open(question, 1, error);

	if (!records)
		return false;
	if (question->blobs->len == 0) {
		g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "there is no mail");
		return false;
	}
	Str bytes = str_of_bytes(g_ptr_array_index(question->blobs, 0));
	g_autoptr(RawMail) mail = rawmail_new(bytes);
	const DkimClock clock = clock_of(mail, question->json);
	const VerifierSettings settings = {
		.crypto = prepared, .keys = {find_key, records}, .received = clock.received};
	g_autoptr(Verifier) verifier = verifier_new(mail, &settings);
	g_autoptr(Arc) arc = arc_verify(verifier, mail);

	answer_out->json = json_object();
	json_put(answer_out->json, "dkim", signatures_json(verifier, mail, bytes, &clock));
	json_put(answer_out->json, "arc", arcjson_write(arc, mail, bytes, &clock));
	recordask_close(records, answer_out->json);
	return true;
}

const CageJob dkim_job = {.name = "dkim", .prepare = prepare, .run = run};
