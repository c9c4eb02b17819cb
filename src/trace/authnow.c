#include "trace/authnow.h"

#include "trace/dkimjob.h"
#include "trace/meaning.h"
#include "trace/recordask.h"

static json_t *answered(const char *answer, json_t *why)
{
	json_t *now = json_object();

	json_put(now, "answer", json_text(str_of(answer)));
	json_put(now, "why", why);
	return now;
}

static json_t *failed(const GError *error)
{
	return answered("failed", json_words("The signatures could not be verified: %s",
					  "署名を検証できませんでした: %s", error->message));
}

static bool have_answered(
	const StepContext *context, GBytes *mail, CageParcel *answer_out, GError **error)
{
	CageParcel question = {.json = json_object(),
		.blobs = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref)};

	json_put(question.json, "now", json_integer(context->now));
	g_ptr_array_add(question.blobs, g_bytes_ref(mail));
	if (context->dns)
		g_ptr_array_add(question.blobs, g_bytes_ref(context->dns));
	bool done = recordask_run(context, dkim_job.name, &question, answer_out, error);
	cage_parcel_clear(&question);
	return done;
}

/* Whether the cage gave what was asked for: it may have been taken over by what it read. */
static bool is_answer(const json_t *answer)
{
	return json_is_array(json_object_get(answer, "dkim")) &&
	       json_is_object(json_object_get(answer, "arc"));
}

/* What it all was: `answer` is the job's. */
static json_t *head_of(const StepContext *context, const json_t *answer)
{
	bool nothing = json_array_size(json_object_get(answer, "dkim")) == 0 &&
		       json_array_size(json_at(answer, "/arc/sets")) == 0;

	if (!context->dns && (context->offline || !context->door))
		return answered("not-asked",
			json_words("Nobody was asked for keys; only the bodies were compared with "
				   "their signatures.",
				"公開鍵の照会は行っていません。本文と署名の照合のみ行いました。"));
	if (nothing)
		return answered(
			"none", json_words("The mail has no signature.", "署名のないメールです。"));
	return answered("found", json_null());
}

json_t *authnow_ask(const StepContext *context, const Dossier *dossier)
{
	const char *name = json_string_value(json_at(dossier_json(dossier), "/source/sha256"));
	g_autoptr(GBytes) mail = NULL;
	g_autoptr(GError) error = NULL;
	CageParcel answer = {0};
	json_t *now;

	if (!name || !context->blobs)
		return answered("failed", json_words("The mail itself is not at hand.",
						  "メールの原文がありません。"));
	mail = context->blobs->get(context->blobs->store, name, &error);
	if (!mail || !have_answered(context, mail, &answer, &error))
		return failed(error);
	if (is_answer(answer.json)) {
		now = head_of(context, answer.json);
		json_put(now, "dkim", json_incref(json_object_get(answer.json, "dkim")));
		json_put(now, "arc", json_incref(json_object_get(answer.json, "arc")));
	} else {
		now = answered("failed", json_words("The signatures could not be read.",
						 "署名を読み取れませんでした。"));
	}
	cage_parcel_clear(&answer);
	return now;
}

json_t *authnow_meaning(const Dossier *dossier, const json_t *auth)
{
	return meaning_of(
		json_string_value(json_at(dossier_json(dossier), "/mail/from/0/domain")), auth);
}
