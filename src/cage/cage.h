#pragma once
/*
 * cage/cage - confined worker processes in which hostile bytes are read.
 *
 * A worker is this program executed again. It prepares every job (opens converters, reads rules),
 * then locks itself (cage/lock.h): seccomp leaves it no socket, no fork, no exec, no file; Landlock,
 * where the kernel has it, no file either; rlimits no more memory than its settings say; root's worker
 * becomes nobody. From then on it only takes parcels from its pipe and gives parcels back. A worker that
 * dies, babbles, or overruns its time, which its parent measures, is killed and replaced: that costs its
 * job and nothing else. It ends with its parent, whatever it is doing.
 *
 * One worker answers many questions: what took it over while it read one mail could lie about the next.
 * Where that matters, take a fresh Cage.
 *
 * The cage knows no job: the steps bring theirs, `investigate` puts them in one table, main() hands
 * the table to cage_serve() when the program is started as a worker.
 *
 *	Cage *cage = cage_new(&settings);
 *	CageParcel question = {.json = json_object(), .blobs = blobs}, answer = {0};
 *	if (!cage_run(cage, "read", &question, &answer, &error))
 *		note_that_the_job_failed(error);
 *	cage_parcel_clear(&answer);
 */
#include "cage/parcel.h"

typedef struct CageJob {
	const char *name;
	/* Before the worker locks itself: open and read whatever the job will need; `data_dir` holds
	 * data/, rules/ and templates/. That goes for what libraries open when they are first asked,
	 * too: iconv's converters, ICU's data, locales, time zones, Lua's chunks. Later every open is
	 * refused (EACCES), and no thread can be started. The locale is C.UTF-8, the time zone UTC. The
	 * result goes to every run and lives as long as the worker. NULL where there is nothing to
	 * prepare; with `error` set no worker starts, and the error's words say why. */
	void *(*prepare)(const char *data_dir, GError **error);
	/* In the locked worker: answer one question, whose JSON and blobs are never NULL. May crash,
	 * loop or eat memory: see above. */
	bool (*run)(
		void *prepared, const CageParcel *question, CageParcel *answer_out, GError **error);
} CageJob;

typedef struct {
	const char *const *argv; /* how to start a worker; NULL-terminated, argv[0] a path */
	const char *data_dir;    /* handed on in the worker's environment */
	size_t memory;    /* bytes of address space; 0: no limit. Sanitized builds have none */
	unsigned wall_ms; /* for one job */
	unsigned cpu_s;   /* for one job; 0: no limit but the wall's */
} CageSettings;

typedef struct Cage Cage;

/* A cage of one worker, started at the first job. Copies what it needs of `settings`. Not for two
 * threads at once: one cage for each. The kernel ends the worker with the thread that started it. */
Cage *cage_new(const CageSettings *settings);

/* The folder that holds data/, rules/ and templates/, as the settings name it; borrowed. What a step's own
 * process reads of it, its job in the cage reads from the same place. */
const char *cage_data_dir(const Cage *cage);

/* Ends the worker, waits for it, frees. NULL is fine. */
void cage_free(Cage *cage);

/* Have the job called `job` answer `question`, which stays the caller's. `answer_out` is yours to
 * cage_parcel_clear. Blocks up to `wall_ms`. */
bool cage_run(Cage *cage, const char *job, const CageParcel *question, CageParcel *answer_out,
	GError **error);

/* Which layers hold the worker, for people: "seccomp, Landlock 7, rlimits, user nobody". Landlock is
 * absent from the words where the kernel has none, the user where the program is not root; "no
 * capabilities" stands there for root of a user namespace that has no other user. Starts the worker when
 * there is none; NULL with `error` where none can be started. Yours to g_free. */
char *cage_layers(Cage *cage, GError **error);

/* The worker's whole life: prepare, lock, serve parcels until the pipe closes. `jobs` ends with an
 * entry without a name. Returns the exit code for main(). */
int cage_serve(const CageJob *jobs);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Cage, cage_free)
