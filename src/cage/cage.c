#include "cage/cage.h"

#include "cage/frame.h"
#include "cage/worker.h"

/* For a worker to prepare its jobs: reading rules and data, on a busy machine. */
#define START_MS 30000

struct Cage {
	CageSettings settings; /* `argv` and `data_dir` are owned */
	Worker *worker;        /* NULL until the first job, and after one that cost it */
	char *layers;          /* of the worker */
	guint32 serial;        /* of the last question */
};

Cage *cage_new(const CageSettings *settings)
{
	Cage *cage = g_new0(Cage, 1);

	cage->settings = *settings;
	cage->settings.argv = (const char *const *)g_strdupv((char **)settings->argv);
	cage->settings.data_dir = g_strdup(settings->data_dir);
	return cage;
}

static void drop_worker(Cage *cage)
{
	worker_end(cage->worker);
	g_free(cage->layers);
	cage->worker = NULL;
	cage->layers = NULL;
}

const char *cage_data_dir(const Cage *cage)
{
	return cage->settings.data_dir;
}

void cage_free(Cage *cage)
{
	if (!cage)
		return;
	drop_worker(cage);
	g_strfreev((char **)cage->settings.argv);
	g_free((char *)cage->settings.data_dir);
	g_free(cage);
}

/* The first thing that a worker says: what holds it, or why it cannot work. */
static bool receive_greeting(Cage *cage, GError **error)
{
	FrameIo io = worker_io(cage->worker);
	g_auto(Frame) frame = {0};

	worker_limit(cage->worker, START_MS, 0);
	if (!frame_receive(&io, &frame, error))
		return false;
	g_autofree char *words = g_utf8_make_valid(frame.text.at, (gssize)frame.text.len);
	if (frame.kind != FRAME_READY) {
		g_set_error_literal(error, CAGE_ERROR, CAGE_ERROR_START, words);
		return false;
	}
	cage->layers = g_steal_pointer(&words);
	return true;
}

/* Have a worker that is alive and waits for a question. */
static bool have_worker(Cage *cage, GError **error)
{
	GError *fault = NULL;

	if (cage->worker && !worker_is_idle(cage->worker))
		drop_worker(
			cage); /* it died, or spoke unasked, after its last job: nobody's loss */
	if (cage->worker)
		return true;
	cage->worker = worker_start(
		cage->settings.argv, cage->settings.data_dir, cage->settings.memory, error);
	if (!cage->worker)
		return false;
	if (receive_greeting(cage, &fault))
		return true;
	worker_quote(cage->worker, fault);
	fault->code = CAGE_ERROR_START;
	g_propagate_prefixed_error(error, fault, "no worker can be started: ");
	drop_worker(cage);
	return false;
}

/* Whether `frame` answers the question that was put; else why not. */
static bool check_answer(const Cage *cage, const Frame *frame, GError **error)
{
	if (frame->serial != cage->serial ||
		(frame->kind != FRAME_ANSWER && frame->kind != FRAME_FAILURE)) {
		g_set_error(error, CAGE_ERROR, CAGE_ERROR_PROTOCOL,
			"the worker sent what answers no question");
		return false;
	}
	if (frame->kind == FRAME_ANSWER)
		return true;
	g_autofree char *words = g_utf8_make_valid(frame->text.at, (gssize)frame->text.len);
	g_set_error_literal(error, CAGE_ERROR, CAGE_ERROR_JOB, words);
	return false;
}

static bool exchange(Cage *cage, const Frame *question, CageParcel *answer_out, GError **error)
{
	FrameIo io = worker_io(cage->worker);
	g_auto(Frame) answer = {0};

	worker_limit(cage->worker, cage->settings.wall_ms, cage->settings.cpu_s);
	if (!frame_send(&io, question, error) || !frame_receive(&io, &answer, error) ||
		!check_answer(cage, &answer, error))
		return false;
	*answer_out = answer.parcel;
	answer.parcel = (CageParcel){0};
	return true;
}

bool cage_run(Cage *cage, const char *job, const CageParcel *question, CageParcel *answer_out,
	GError **error)
{
	GError *fault = NULL;

	if (!have_worker(cage, error))
		return false;
	Frame frame = {
		.kind = FRAME_QUESTION,
		.serial = ++cage->serial,
		.text = str_of(job),
		.parcel = *question,
	};
	if (exchange(cage, &frame, answer_out, &fault))
		return true;
	if (fault->code != CAGE_ERROR_JOB) { /* a worker that failed is not asked again */
		worker_quote(cage->worker, fault);
		drop_worker(cage);
	}
	g_propagate_prefixed_error(error, fault, "%s: ", job);
	return false;
}

char *cage_layers(Cage *cage, GError **error)
{
	return have_worker(cage, error) ? g_strdup(cage->layers) : NULL;
}
