#include "cli/recordjob.h"

#include <time.h>

#include "cli/dnsfile.h"
#include "cli/doorway.h"
#include "cli/house.h"
#include "cli/talk.h"
#include "trace/recordask.h"

static bool ask(const Settings *settings, const RecordJob *job, CageParcel *question,
	CageParcel *answer_out, GError **error)
{
	g_auto(Doorway) doorway = {0};

	if (!job->dns && !doorway_open_kept(&doorway, settings))
		return false;
	g_autoptr(Cage) cage = house_cage((const char *const[]){job->name, NULL});
	const StepContext context = {.cage = cage,
		.now = (gint64)time(NULL),
		.offline = !doorway.door,
		.door = doorway.door};
	json_put(question->json, "now", json_integer(context.now));
	return cage && recordask_run(&context, job->name, question, answer_out, error);
}

/* Hand over the mail, then the file. */
static bool add_blobs(const RecordJob *job, GPtrArray *blobs, GError **error)
{
	GBytes *file = NULL;

	if (job->mail)
		g_ptr_array_add(blobs, g_bytes_ref(job->mail));
	if (job->dns && !(file = dnsfile_read(job->dns, error)))
		return false;
	if (file)
		g_ptr_array_add(blobs, file);
	return true;
}

json_t *recordjob_run(const Settings *settings, const RecordJob *job, json_t *question)
{
	CageParcel asked = {.json = question,
		.blobs = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref)};
	CageParcel answer = {0};
	g_autoptr(GError) error = NULL;
	json_t *found = NULL;

	if (add_blobs(job, asked.blobs, &error) && ask(settings, job, &asked, &answer, &error))
		found = json_incref(answer.json);
	if (error)
		talk_error("%s", error->message);
	cage_parcel_clear(&asked);
	cage_parcel_clear(&answer);
	return found;
}
