#include "road.h"

#include "base/charset.h"
#include "base/json.h"
#include "case/dossier.h"
#include "judge/judge.h"
#include "judge/rulebook.h"
#include "know/brands.h"
#include "read/read.h"
#include "trace/trace.h"

struct Road {
	void *reader, *tracer;
	Rulebook *rulebook;
};

Road *road_new(const char *data_dir)
{
	Road *road = g_new0(Road, 1);
	g_autoptr(GError) error = NULL;

	road->reader = read_job.prepare(data_dir, &error);
	road->tracer = trace_job.prepare(data_dir, &error);
	road->rulebook = rulebook_new(data_dir, &error);
	g_assert_no_error(error);
	return road;
}

void road_free(Road *road)
{
	if (!road)
		return;
	/* what the jobs prepare; a worker keeps it for life */
	charsets_free(road->reader);
	brands_free(road->tracer);
	rulebook_free(road->rulebook);
	g_free(road);
}

/* Ask one job about the dossier, and put its sections in. */
static void ask(const CageJob *job, void *prepared, CageParcel *question, Dossier *dossier)
{
	g_autoptr(GError) error = NULL;
	CageParcel answer = {0};
	const char *section;
	json_t *value;

	job->run(prepared, question, &answer, &error);
	g_assert_no_error(error);
	json_object_del(answer.json, "taken"); /* said of the file, no section */
	json_object_foreach (answer.json, section, value)
		dossier_put(dossier, section, json_incref(value));
	cage_parcel_clear(&answer);
}

json_t *road_walk(Road *road, const char *path)
{
	g_autoptr(Dossier) dossier = dossier_new("20261125-00000000", "2026-11-25T00:00:00Z");
	CageParcel question = {.json = json_object(),
		.blobs = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref)};
	g_autoptr(GError) error = NULL;
	char *bytes;
	gsize size;

	g_file_get_contents(path, &bytes, &size, &error);
	g_assert_no_error(error);
	json_put(question.json, "size", json_integer((json_int_t)size));
	g_ptr_array_add(question.blobs, g_bytes_new_take(bytes, size));
	ask(&read_job, road->reader, &question, dossier);
	cage_parcel_clear(&question);
	question.json = (json_t *)dossier_json(dossier);
	ask(&trace_job, road->tracer, &question, dossier);
	ask(&judge_job, road->rulebook, &question, dossier);
	g_assert_true(dossier_check(dossier, &error));
	return json_deep_copy(dossier_json(dossier));
}
