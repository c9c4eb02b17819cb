#include "cli/senderask.h"

#include <time.h>

#include "cli/dnsfile.h"
#include "cli/doorway.h"
#include "cli/house.h"
#include "cli/talk.h"
#include "trace/recordask.h"
#include "trace/senderjob.h"

static bool ask(
	const Settings *settings, CageParcel *question, CageParcel *answer_out, GError **error)
{
	g_auto(Doorway) doorway = {0};

	if (question->blobs->len == 0 && !doorway_open_kept(&doorway, settings))
		return false;
	g_autoptr(Cage) cage = house_cage((const char *const[]){sender_job.name, NULL});
	const StepContext context = {.cage = cage,
		.now = (gint64)time(NULL),
		.offline = !doorway.door,
		.door = doorway.door};
	json_put(question->json, "now", json_integer(context.now));
	return cage && recordask_run(&context, sender_job.name, question, answer_out, error);
}

json_t *senderask(const Settings *settings, const char *dns, json_t *question)
{
	CageParcel asked = {.json = question,
		.blobs = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref)};
	GBytes *file = NULL;
	CageParcel answer = {0};
	g_autoptr(GError) error = NULL;
	json_t *found = NULL;

	if (dns && (file = dnsfile_read(dns, &error)))
		g_ptr_array_add(asked.blobs, file);
	if (!error && ask(settings, &asked, &answer, &error))
		found = json_incref(answer.json);
	if (error)
		talk_error("%s", error->message);
	cage_parcel_clear(&asked);
	cage_parcel_clear(&answer);
	return found;
}
