#include "trace/trace.h"

#include "trace/authnow.h"
#include "trace/claims.h"
#include "trace/doubts.h"
#include "trace/traits.h"

static json_t *hops_json(const GPtrArray *hops, const json_t *headers)
{
	json_t *json = json_array();

	for (size_t i = 0; i < hops->len; i++) {
		const Hop *older = i + 1 < hops->len ? g_ptr_array_index(hops, i + 1) : NULL;
		json_push(json, hop_json(g_ptr_array_index(hops, i), i, older, headers));
	}
	return json;
}

static json_t *auth_json(json_t *claims)
{
	json_t *auth = json_object(), *at_receipt = json_object();
	json_t *now = dossier_not_asked(
		json_words("Signatures were not looked at.", "署名の検証は行っていません。"));

	json_put(at_receipt, "claims", claims);
	json_put(auth, "at_receipt", at_receipt);
	json_put(auth, "now", now);
	return auth;
}

/* What is no entry was refused when the configuration was read. */
static Relays *relays_of(const json_t *entries)
{
	Relays *relays = relays_new();
	const json_t *entry;
	size_t index;

	json_array_foreach (entries, index, entry)
		relays_add(relays, json_str(entry));
	return relays;
}

/* The origin, and what is told of the sender besides. His own headers begin below the boundary's. */
static json_t *found_json(const Origin *origin, const GPtrArray *hops, const json_t *headers)
{
	json_t *json = origin_json(origin, hops);
	size_t from = 0;

	if (origin->trusted > 0)
		from = ((const Hop *)g_ptr_array_index(hops, origin->trusted - 1))->header + 1;
	json_put(json, "traits", traits_json(headers, from));
	json_put(json, "hints", traits_hints(headers));
	return json;
}

/* In the cage: everything from the headers alone. */
static bool run_job(
	void *prepared, const CageParcel *question, CageParcel *answer_out, GError **error)
{
	const json_t *mail = json_object_get(question->json, "mail");
	const json_t *headers = json_object_get(mail, "headers");
	g_autoptr(GPtrArray) hops = hops_new(headers);
	g_autoptr(Context) context = context_new(mail);
	g_autoptr(Relays) relays = relays_of(json_object_get(question->json, "trusted_relays"));
	Origin origin;

	(void)error;
	hops_note_relays(hops, relays);
	origin_find(hops, context, &origin);
	doubts_add(hops, &origin, prepared);
	answer_out->json = json_object();
	json_put(answer_out->json, "origin", found_json(&origin, hops, headers));
	json_put(answer_out->json, "auth", auth_json(claims_read(headers, hops, &origin)));
	json_put(answer_out->json, "hops", hops_json(hops, headers));
	origin_clear(&origin);
	return true;
}

static void *prepare(const char *data_dir, GError **error)
{
	return brands_new(data_dir, error);
}

const CageJob trace_job = {.name = "trace", .prepare = prepare, .run = run_job};

/* Whether the cage gave what was asked for: it may have been taken over by what it read. */
static bool is_answer(const json_t *answer)
{
	return json_is_array(json_object_get(answer, "hops")) &&
	       json_is_object(json_object_get(answer, "origin")) &&
	       json_is_object(json_object_get(answer, "auth"));
}

/* Move a section of the cage's answer into the dossier. */
static void take_section(Dossier *dossier, const json_t *answer, const char *section)
{
	dossier_put(dossier, section, json_incref(json_object_get(answer, section)));
}

/* Verify today what the receivers found when they took the mail; `auth` is the cage's. */
static void verify(const StepContext *context, Dossier *dossier, json_t *auth)
{
	json_put(auth, "now", authnow_ask(context, dossier));
	json_put(auth, "meaning", authnow_meaning(dossier, auth));
}

static json_t *texts_json(const char *const *texts)
{
	json_t *json = json_array();

	for (; texts && *texts; texts++)
		json_push(json, json_text(str_of(*texts)));
	return json;
}

static StepStatus run_step(const StepContext *context, Dossier *dossier, json_t **why_out)
{
	json_t *mail = json_object_get(dossier_json(dossier), "mail");
	CageParcel question = {.json = json_object()}, answer = {0};
	g_autoptr(GError) error = NULL;
	bool done;

	if (!json_is_object(mail)) {
		json_decref(question.json);
		*why_out = json_words("There is no mail to trace.", "追跡するメールがありません。");
		return STEP_SKIPPED;
	}
	json_put(question.json, "mail", json_incref(mail));
	json_put(question.json, "trusted_relays", texts_json(context->trusted_relays));
	done = cage_run(context->cage, trace_job.name, &question, &answer, &error);
	cage_parcel_clear(&question);
	if (!done) {
		*why_out = json_words("The headers could not be read: %s",
			"ヘッダーを読み取れませんでした: %s", error->message);
		return STEP_FAILED;
	}
	done = is_answer(answer.json);
	if (done) {
		take_section(dossier, answer.json, "hops");
		take_section(dossier, answer.json, "origin");
		verify(context, dossier, json_object_get(answer.json, "auth"));
		take_section(dossier, answer.json, "auth");
	} else {
		*why_out = json_words(
			"The headers could not be read.", "ヘッダーを読み取れませんでした。");
	}
	cage_parcel_clear(&answer);
	return done ? STEP_DONE : STEP_FAILED;
}

const Step trace_step = {.name = "trace", .run = run_step};
