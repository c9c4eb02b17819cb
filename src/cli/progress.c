#include "cli/progress.h"

#include <string.h>

#include "cli/talk.h"

static void opens(void *data, const char *id, const json_t *says)
{
	const Progress *progress = data;

	talk_text(stderr, strcmp(progress->language, "ja") == 0 ? "案件 %s\n" : "Case %s\n", id);
	if (says)
		talk_text(stderr, "%s\n", json_get_text(says, progress->language));
}

static void begins(void *data, const RoadStep *row)
{
	const Progress *progress = data;
	int number = 1, all = 0;

	for (const RoadStep *at = progress->steps; at->name; at++) {
		number += at < row;
		all++;
	}
	talk_text(stderr, "%d/%d ", number, all);
	fputs(talk_colour(stderr, TALK_BOLD), stderr);
	talk_text(stderr, "%s", row->name);
	fputs(talk_colour(stderr, TALK_PLAIN), stderr);
	talk_text(stderr, "  %s\n",
		strcmp(progress->language, "ja") == 0 ? row->asks_ja : row->asks_en);
}

static void ends(void *data, const RoadStep *row, StepStatus status, const json_t *says, gint64 ms)
{
	static const struct {
		const char *en, *ja;
		TalkColour colour;
	} marks[] = {
		[STEP_DONE] = {"", "", TALK_PLAIN},
		[STEP_SKIPPED] = {"not done: ", "未実施:", TALK_DIM},
		[STEP_FAILED] = {"failed: ", "失敗:", TALK_RED},
	};
	const Progress *progress = data;
	bool japanese = strcmp(progress->language, "ja") == 0;
	g_autofree char *line = talk_line(json_get_text(says, progress->language));

	(void)row;
	talk_text(stderr, "    ");
	fputs(talk_colour(stderr, marks[status].colour), stderr);
	talk_text(stderr, "%s%s", japanese ? marks[status].ja : marks[status].en, line);
	fputs(talk_colour(stderr, TALK_PLAIN), stderr);
	talk_text(stderr, "  (%d ms)\n", (int)ms);
}

Listener progress_listener(Progress *progress)
{
	return (Listener){.data = progress, .opens = opens, .begins = begins, .ends = ends};
}
