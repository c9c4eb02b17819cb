#include "trace/authnow.h"

#include "trace/dkimjob.h"
#include "trace/meaning.h"
#include "trace/recordask.h"
#include "trace/sendernow.h"

static json_t *failed(const GError *error)
{
	return dossier_answered(json_object(), "failed",
		json_words("The signatures could not be verified: %s",
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

static bool is_found(const json_t *now, const char *key)
{
	return g_strcmp0(json_get_text(json_object_get(now, key), "answer"), "found") == 0;
}

/* What it all was. */
static void put_head(const StepContext *context, json_t *now)
{
	bool nothing = json_array_size(json_object_get(now, "dkim")) == 0 &&
		       json_array_size(json_at(now, "/arc/sets")) == 0 && !is_found(now, "spf") &&
		       !is_found(now, "dmarc");
	json_t *head;

	if (!context->dns && (context->offline || !context->door))
		head = dossier_answered(json_object(), "not-asked",
			json_words("Nobody was asked for keys or policies; "
				   "only the bodies were compared "
				   "with their signatures.",
				"公開鍵やポリシーの照会は行っていません。本文"
				"と署名の照合のみ行いました。"));
	else if (nothing)
		head = dossier_answered(json_object(), "none",
			json_words("There is no signature, no SPF record and no DMARC policy.",
				"署名も SPF レコードも DMARC ポリシーもありません。"));
	else
		head = dossier_answered(json_object(), "found", json_null());
	json_object_update(now, head);
	json_decref(head);
}

json_t *authnow_ask(const StepContext *context, const Dossier *dossier)
{
	const char *name = dossier_mail(dossier);
	g_autoptr(GBytes) mail = NULL;
	g_autoptr(GError) error = NULL;
	CageParcel answer = {0};
	json_t *now;

	if (!name || !context->blobs)
		return dossier_answered(json_object(), "failed",
			json_words(
				"The mail itself is not at hand.", "メールの原文がありません。"));
	mail = context->blobs->get(context->blobs->store, name, &error);
	if (!mail || !have_answered(context, mail, &answer, &error))
		return failed(error);
	if (is_answer(answer.json)) {
		now = json_object();
		json_put(now, "dkim", json_incref(json_object_get(answer.json, "dkim")));
		json_put(now, "arc", json_incref(json_object_get(answer.json, "arc")));
		sendernow_ask(context, dossier_json(dossier), now);
		put_head(context, now);
	} else {
		now = dossier_answered(json_object(), "failed",
			json_words("The signatures could not be read.",
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
