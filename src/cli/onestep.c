/* mekiki read, mekiki trace: the road as far as one step, and what that step says. Keeps nothing. */
#include <string.h>
#include <time.h>

#include "base/json.h"
#include "cli/house.h"
#include "cli/mailfile.h"
#include "cli/talk.h"
#include "investigate/investigate.h"

/* Steps on the shortened road, with its end. */
#define ROAD_MAX 8

/* What each command prints of the dossier, and the jobs of the steps up to its own. */
static const struct {
	const char *step;
	const char *sections[4];
	const char *jobs[4];
} rows[] = {
	{"read", {"mail", "links", "attachments"}, {"read"}},
	{"trace", {"hops", "origin", "auth"}, {"read", "trace"}},
};

static size_t row_of(const char *step)
{
	size_t i = 0;

	while (strcmp(rows[i].step, step) != 0)
		i++;
	return i;
}

static void print_sections(const json_t *dossier, const char *step)
{
	json_auto_t *printed = json_object();
	const char *const *sections = rows[row_of(step)].sections;

	for (; *sections; sections++)
		json_put(printed, *sections, json_incref(json_object_get(dossier, *sections)));
	talk_json(printed, true);
}

/* Say why each step that was taken failed. */
static bool all_done(const json_t *dossier)
{
	const json_t *step;
	bool done = true;
	size_t index;

	json_array_foreach (json_object_get(dossier, "steps"), index, step) {
		if (g_strcmp0(json_get_text(step, "status"), "done") == 0)
			continue;
		talk_error("%s: %s", json_get_text(step, "step"),
			json_get_text(json_object_get(step, "why"), "en"));
		done = false;
	}
	return done;
}

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

static int run(const Command *command, int argc, char **argv)
{
	g_auto(Settings) settings = {0};
	g_auto(MailFile) file = {0};
	g_autoptr(GError) error = NULL;
	RoadStep road[ROAD_MAX];
	int code;

	if (settings_read(&settings, command, NULL, &argc, &argv, &code))
		return code;
	if (!mailfile_read(&file, argv[1], &error)) {
		talk_error("%s", error->message);
		return EXIT_FAILED;
	}
	g_autoptr(Cage) cage = house_cage(rows[row_of(command->name)].jobs);
	if (!cage)
		return EXIT_FAILED;
	shorten(road, command->name);
	const Investigation with = {
		.cage = cage,
		.steps = road,
		.now = (gint64)time(NULL),
		.draw = g_random_int,
		.offline = true,
	};
	g_autoptr(Dossier) dossier = investigate_mail(&with, file.name, file.bytes, &error);
	g_assert(dossier != NULL); /* nothing is kept: nothing can fail to be */
	print_sections(dossier_json(dossier), command->name);
	return all_done(dossier_json(dossier)) ? EXIT_DONE : EXIT_FAILED;
}

const Command command_read = {
	.name = "read",
	.arguments = "FILE|-",
	.summary = "print what a mail says, as JSON",
	.arguments_min = 1,
	.arguments_max = 1,
	.run = run,
};

const Command command_trace = {
	.name = "trace",
	.arguments = "FILE|-",
	.summary = "print where a mail came from, as JSON",
	.arguments_min = 1,
	.arguments_max = 1,
	.run = run,
};
