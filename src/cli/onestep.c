#include "cli/onestep.h"

#include <string.h>
#include <time.h>

#include "base/json.h"
#include "cli/command.h"
#include "cli/house.h"
#include "cli/talk.h"

/* Steps on the shortened road, with its end. */
#define ROAD_MAX 8

/* The road from its beginning to the step called `last`. */
static void shorten(RoadStep road_out[ROAD_MAX], const char *last)
{
	size_t n = 0;

	do {
		g_assert(n < ROAD_MAX - 1 && road_steps[n].name);
		road_out[n] = road_steps[n];
	} while (strcmp(road_steps[n++].name, last) != 0);
	road_out[n] = (RoadStep){0};
}

Dossier *onestep_take(const OneStep *with, const MailFile *file)
{
	g_autoptr(Cage) cage = house_cage(with->jobs);
	g_autoptr(GError) error = NULL;
	RoadStep road[ROAD_MAX];

	if (!cage)
		return NULL;
	shorten(road, with->step);
	const Investigation investigation = {
		.cage = cage,
		.steps = road,
		.now = (gint64)time(NULL),
		.draw = g_random_int,
		.offline = !with->door,
		.door = with->door,
		.dns = with->dns,
		.trusted_relays = with->trusted_relays,
		.mail = with->mail,
	};
	Dossier *dossier = investigate_mail(&investigation, file->name, file->bytes, &error);
	g_assert(dossier != NULL); /* nothing is kept: nothing can fail to be */
	mailfile_tell(dossier_json(dossier));
	return dossier;
}

void onestep_print(const Dossier *dossier, const char *const *sections)
{
	json_auto_t *printed = json_object();

	for (; *sections; sections++)
		json_put(printed, *sections,
			json_incref(json_object_get(dossier_json(dossier), *sections)));
	talk_json(printed, true);
}

int onestep_exit_code(const Dossier *dossier)
{
	const json_t *step;
	bool done = true;
	size_t index;

	json_array_foreach (json_object_get(dossier_json(dossier), "steps"), index, step) {
		if (g_strcmp0(json_get_text(step, "status"), "done") == 0)
			continue;
		talk_error("%s: %s", json_get_text(step, "step"),
			json_get_text(json_object_get(step, "why"), "en"));
		done = false;
	}
	return done ? EXIT_DONE : EXIT_FAILED;
}
