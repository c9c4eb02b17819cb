#include "read/read.h"

#include <gio/gio.h>

#include "read/intake.h"
#include "read/mail.h"
#include "read/msgstore.h"
#include "read/text.h"

static void *prepare(const char *data_dir, GError **error)
{
	(void)data_dir;
	(void)error;
	msgstore_prepare();
	return charsets_new();
}

/* Members of the wrapper that are told of it. */
static const char *const told_of_wrapper[] = {"from", "subject", "date", "message_id", "text"};

/* Of the wrapper's text so much is told. */
#define NOTE_MAX ((size_t)2 << 10)

/* Who handed the mail in: what the wrapper's own headers and note say. Its places are not those of the
 * mail: they are left out. */
static json_t *reporter(Charsets *charsets, Str wrapper)
{
	json_t *reported = json_object(), *mailbox;
	char name[BLOB_NAME_SIZE];
	MailRead read;
	size_t index;

	mail_read(charsets, wrapper, wrapper.len, &read);
	const json_t *mail = json_object_get(read.sections, "mail");
	for (size_t i = 0; i < G_N_ELEMENTS(told_of_wrapper); i++)
		json_put(reported, told_of_wrapper[i],
			json_incref(json_object_get(mail, told_of_wrapper[i])));
	json_put(reported, "text", json_text(text_cut(json_get_str(reported, "text"), NOTE_MAX)));
	json_array_foreach (json_object_get(reported, "from"), index, mailbox) {
		json_object_del(mailbox, "at");
		json_object_del(mailbox, "name_at");
	}
	blob_name(wrapper, name);
	json_put(reported, "sha256", json_text(str_of(name)));
	mail_read_clear(&read);
	return reported;
}

static void add_blob(GPtrArray *blobs, Str bytes)
{
	if (bytes.len > 0)
		g_ptr_array_add(blobs, g_bytes_new(bytes.at, bytes.len));
}

/* Read the mail that was taken from the file. */
static void answer_mail(
	Charsets *charsets, const Intake *intake, guint64 size, CageParcel *answer_out)
{
	GPtrArray *blobs = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
	bool taken = intake->layers > 0;
	MailRead read;

	mail_read(charsets, intake->mail, taken ? intake->mail.len : size, &read);
	json_put(read.sections, "taken", intake_json(intake));
	if (intake->wrapper.len > 0)
		json_put(json_object_get(read.sections, "mail"), "reported_by",
			reporter(charsets, intake->wrapper));
	if (read.text)
		g_ptr_array_add(blobs, g_bytes_ref(read.text));
	if (taken)
		add_blob(blobs, intake->mail);
	add_blob(blobs, intake->wrapper);
	answer_out->json = json_incref(read.sections);
	answer_out->blobs = blobs;
	mail_read_clear(&read);
}

static bool run(void *prepared, const CageParcel *question, CageParcel *answer_out, GError **error)
{
	Str bytes = STR("");
	Intake intake;

	if (question->blobs && question->blobs->len > 0)
		bytes = str_of_bytes(question->blobs->pdata[0]);
	json_int_t size = json_integer_value(json_object_get(question->json, "size"));
	json_int_t n = json_integer_value(json_object_get(question->json, "n"));
	bool found = intake_read(prepared, bytes, (unsigned)CLAMP(n, 0, G_MAXINT), &intake);
	if (found)
		answer_mail(prepared, &intake, (guint64)MAX(size, 0), answer_out);
	else
		g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
			"the file has no mail number %d, it has %u", (int)n, intake.of);
	intake_clear(&intake);
	return found;
}

const CageJob read_job = {"read", prepare, run};

/* The mail's bytes as a question to the cage: READ_MAIL_MAX of them at most. */
static bool ask(
	const StepContext *context, const Dossier *dossier, CageParcel *answer, GError **error)
{
	const json_t *source = json_object_get(dossier_json(dossier), "source");
	const char *name = json_get_text(source, "sha256");
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
	if (json_object_get(source, "n"))
		json_put(question.json, "n", json_incref(json_object_get(source, "n")));
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
	const json_t *source = json_object_get(dossier_json(dossier), "source");
	json_t *taken = json_object_get(answer->json, "taken");
	if (json_is_object(source) && taken) {
		json_t *told = json_deep_copy(source);
		json_put(told, "taken", json_incref(taken));
		dossier_put(dossier, "source", told);
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
