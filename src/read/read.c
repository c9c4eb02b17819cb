#include "read/read.h"

#include "read/mail.h"

static void *prepare(const char *data_dir, GError **error)
{
	(void)data_dir;
	(void)error;
	return charsets_new();
}

static bool run(void *prepared, const CageParcel *question, CageParcel *answer_out, GError **error)
{
	Str bytes = STR("");
	MailRead read;

	(void)error;
	if (question->blobs && question->blobs->len > 0)
		bytes = str_of_bytes(question->blobs->pdata[0]);
	json_int_t size = json_integer_value(json_object_get(question->json, "size"));
	mail_read(prepared, bytes, (guint64)MAX(size, 0), &read);
	answer_out->json = g_steal_pointer(&read.sections);
	answer_out->blobs = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
	if (read.text)
		g_ptr_array_add(answer_out->blobs, g_steal_pointer(&read.text));
	return true;
}

const CageJob read_job = {"read", prepare, run};

/* The mail's bytes as a question to the cage: READ_MAIL_MAX of them at most. */
static bool ask(
	const StepContext *context, const Dossier *dossier, CageParcel *answer, GError **error)
{
	const char *name = json_string_value(json_at(dossier_json(dossier), "/source/sha256"));
	g_autoptr(GBytes) mail = NULL;
	CageParcel question = {0};

	if (name)
		mail = context->blobs->get(context->blobs->store, name, error);
	else
		mail = g_bytes_new(NULL, 0);
	if (!mail)
		return false;
	gsize size = g_bytes_get_size(mail);
	question.json = json_object();
	json_put(question.json, "size", json_integer((json_int_t)size));
	question.blobs = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
	g_ptr_array_add(question.blobs, g_bytes_new_from_bytes(mail, 0, MIN(size, READ_MAIL_MAX)));
	bool answered = cage_run(context->cage, "read", &question, answer, error);
	cage_parcel_clear(&question);
	return answered;
}

/* Keep the blobs of an answer, and put its sections into the dossier. */
static bool keep(
	const StepContext *context, Dossier *dossier, const CageParcel *answer, GError **error)
{
	static const char *const sections[] = {"mail", "links", "attachments"};
	char name[BLOB_NAME_SIZE];

	for (guint i = 0; answer->blobs && i < answer->blobs->len; i++)
		if (!context->blobs->put(
			    context->blobs->store, answer->blobs->pdata[i], name, error))
			return false;
	for (size_t i = 0; i < G_N_ELEMENTS(sections); i++) {
		json_t *section = json_object_get(answer->json, sections[i]);
		if (section)
			dossier_put(dossier, sections[i], json_incref(section));
	}
	return true;
}

static StepStatus run_step(const StepContext *context, Dossier *dossier, json_t **why_out)
{
	CageParcel answer = {0};
	g_autoptr(GError) error = NULL;
	bool done =
		ask(context, dossier, &answer, &error) && keep(context, dossier, &answer, &error);

	cage_parcel_clear(&answer);
	if (done)
		return STEP_DONE;
	g_assert(error != NULL);
	*why_out = json_words(
		"The mail could not be read: %s", "メールを読めませんでした: %s", error->message);
	return STEP_FAILED;
}

const Step read_step = {"read", run_step};
