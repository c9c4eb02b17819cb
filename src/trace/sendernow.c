#include "trace/sendernow.h"

#include "case/dossier.h"
#include "trace/recordask.h"
#include "trace/senderjob.h"

/* The domain in From; NULL where there is none, or several, about which DMARC says nothing (RFC 9989, section 5.3.1). */
static const char *author_of(const json_t *dossier)
{
	const json_t *authors = json_at(dossier, "/mail/from"), *author;
	const char *domain = NULL;
	size_t index;

	json_array_foreach (authors, index, author) {
		const char *other = json_get_text(author, "domain");
		if (!other || (domain && g_ascii_strcasecmp(domain, other) != 0))
			return NULL;
		domain = other;
	}
	return domain;
}

/* What SPF is asked: about the machine that handed the mail over, and the envelope sender it named. NULL where no
 * such machine is known. */
static json_t *spf_question(const json_t *dossier)
{
	const json_t *origin = json_object_get(dossier, "origin");
	json_t *spf;

	if (!json_get_text(origin, "ip"))
		return NULL;
	spf = json_object();
	json_put(spf, "ip", json_text(json_get_str(origin, "ip")));
	json_put(spf, "sender", json_text(json_get_str(origin, "envelope_from")));
	json_put(spf, "helo", json_text(json_get_str(origin, "helo")));
	return spf;
}

static json_t *dmarc_question(const char *author, const json_t *now)
{
	const json_t *signatures = json_object_get(now, "dkim");
	json_t *dmarc = json_object();

	json_put(dmarc, "author", json_text(str_of(author)));
	json_put(dmarc, "dkim", signatures ? json_incref((json_t *)signatures) : json_array());
	return dmarc;
}

static void put_sender(json_t *now, const json_t *answer, const char *key, json_t *otherwise)
{
	json_t *found = json_object_get(answer, key);

	json_put(now, key, json_is_object(found) ? json_incref(found) : json_incref(otherwise));
	json_decref(otherwise);
}

static json_t *sender_failed(const GError *error)
{
	return dossier_answered(json_object(), "failed",
		json_words("It could not be evaluated: %s", "判定できませんでした: %s",
			error->message));
}

static void put_answers(json_t *now, const json_t *answer, const GError *error)
{
	static const struct {
		const char *key, *en, *ja;
	} absent[] = {
		{"spf", "No machine outside the recipient's side is known to ask about.",
			"照会の対象となる外部の送信元サーバーが特定できません。"},
		{"dmarc", "From names no domain, or several: DMARC says nothing about such mail.",
			"差出人欄のドメインがないか複数あるため、DMARC の対象になりません。"},
		{"posture", "From names no domain, or several.",
			"差出人欄のドメインがないか複数あります。"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(absent); i++)
		put_sender(now, answer, absent[i].key,
			error ? sender_failed(error)
			      : dossier_not_asked(json_both(absent[i].en, absent[i].ja)));
}

/* SPF, DMARC and what the author's domain publishes, into `now`, which has the signatures. */
void sendernow_ask(const StepContext *context, const json_t *dossier, json_t *now)
{
	const char *author = author_of(dossier);
	json_t *spf = spf_question(dossier);
	CageParcel question = {.json = json_object(),
		.blobs = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref)};
	CageParcel answer = {0};
	g_autoptr(GError) error = NULL;

	json_put(question.json, "now", json_integer(context->now));
	if (spf)
		json_put(question.json, "spf", spf);
	if (author) {
		json_put(question.json, "dmarc", dmarc_question(author, now));
		json_put(question.json, "posture", json_text(str_of(author)));
	}
	if (context->dns)
		g_ptr_array_add(question.blobs, g_bytes_ref(context->dns));
	recordask_run(context, sender_job.name, &question, &answer, &error);
	put_answers(now, answer.json, error);
	cage_parcel_clear(&question);
	cage_parcel_clear(&answer);
}
