#include "investigate/road.h"

#include "investigate/telling.h"
#include "judge/judge.h"
#include "lookup/lookup.h"
#include "read/read.h"
#include "report/report.h"
#include "trace/trace.h"
#include "visit/visit.h"

const RoadStep road_steps[] = {
	{"read", "What does it say?", "何が書かれているか", &read_step, telling_read},
	{"trace", "Where did it come from?", "どこから来たか", &trace_step, telling_trace},
	{"lookup", "Who is behind it?", "背後にいるのは誰か", &lookup_step, telling_lookup},
	{"visit", "Where does it lead?", "どこへ誘導するか", &visit_step, telling_visit},
	{"relate", "Have we met it before?", "以前に見たことがあるか", NULL, NULL},
	{"judge", "What is it?", "これは何か", &judge_step, telling_judge},
	{0},
};

int road_serve(void)
{
	const CageJob jobs[] = {read_job, trace_job, judge_job, report_job, {0}};

	return cage_serve(jobs);
}
