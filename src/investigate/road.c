#include "investigate/road.h"

#include "investigate/telling.h"
#include "judge/judge.h"
#include "lookup/lookup.h"
#include "lookup/reading.h"
#include "read/read.h"
#include "read/urljob.h"
#include "report/report.h"
#include "trace/dkimjob.h"
#include "trace/senderjob.h"
#include "trace/trace.h"
#include "visit/pagereading.h"
#include "visit/visit.h"

const RoadStep road_steps[] = {
	{"read", "What does it say?", "何が書かれているか", &read_step, telling_read},
	{"trace", "Where did it come from?", "どこから来たか", &trace_step, telling_trace},
	{"lookup", "Who is behind it?", "背後にいるのは誰か", &lookup_step, telling_lookup},
	{"visit", "Where does it lead?", "どこへ誘導するか", &visit_step, telling_visit},
	{"lookup-landings", "Who is behind that?", "誘導先の背後にいるのは誰か",
		&lookup_landings_step, telling_lookup},
	{"relate", "Have we met it before?", "以前に見たことがあるか", NULL, NULL},
	{"judge", "What is it?", "これは何か", &judge_step, telling_judge},
	{0},
};

int road_serve(const char *const *names)
{
	const CageJob all[] = {read_job, trace_job, dkim_job, sender_job, lookup_job, page_job,
		judge_job, report_job, url_job};
	CageJob wanted[G_N_ELEMENTS(all) + 1] = {{0}};
	size_t count = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(all); i++)
		if (g_strv_contains(names, all[i].name))
			wanted[count++] = all[i];
	return cage_serve(wanted);
}
