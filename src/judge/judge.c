#include "judge/judge.h"

#include "judge/rulebook.h"

static const char *const sections[] = {"brands", "findings", "verdict"};

static void *prepare(const char *data_dir, GError **error)
{
	return rulebook_new(data_dir, error);
}

static bool run_job(
	void *prepared, const CageParcel *question, CageParcel *answer_out, GError **error)
{
	json_t *answer = rulebook_judge(prepared, question->json, error);

	if (!answer)
		return false;
	*answer_out = (CageParcel){.json = answer};
	return true;
}

static StepStatus run_step(const StepContext *context, Dossier *dossier, json_t **why_out)
{
	CageParcel question = {.json = (json_t *)dossier_json(dossier)}, answer = {0};
	g_autoptr(GError) error = NULL;

	if (!cage_run(context->cage, judge_job.name, &question, &answer, &error)) {
		*why_out = json_words("The rules could not be run: %s",
			"ルールを実行できませんでした: %s", error->message);
		return STEP_FAILED;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(sections); i++)
		dossier_put(dossier, sections[i],
			json_incref(json_object_get(answer.json, sections[i])));
	cage_parcel_clear(&answer);
	return STEP_DONE;
}

const CageJob judge_job = {.name = "judge", .prepare = prepare, .run = run_job};

const Step judge_step = {.name = "judge", .run = run_step};
