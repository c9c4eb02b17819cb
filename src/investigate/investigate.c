#include "investigate/investigate.h"

#include <gio/gio.h>

#include "base/when.h"
#include "case/blobbox.h"
#include "case/logbook.h"

/* Ids to draw before we believe that the source of chance is broken. */
#define DRAWS_MAX 100

#define USEC_PER_MS ((gint64)1000)

typedef struct {
	const Investigation *with;
	const Blobs *blobs;
	Dossier *dossier;
	gint64 saved; /* monotonic time of the last save */
} Run;

static bool save(Run *run, ArchiveState state, GError **error)
{
	Archive *archive = run->with->archive;

	run->saved = g_get_monotonic_time();
	return !archive || archive_save(archive, run->dossier, state, error);
}

/* What the step reports when it leaves the dossier broken: a bug of ours, that costs the step and not
 * the case. Takes `*why`. */
static StepStatus reject(Dossier *dossier, const json_t *before, const GError *fault, json_t **why)
{
	static const char *const fixed[] = {"format", "case", "opened", NULL};
	const char *section;
	json_t *value;

	json_object_foreach ((json_t *)before, section, value)
		if (!g_strv_contains(fixed, section))
			dossier_put(dossier, section, json_incref(value));
	json_decref(*why);
	*why = json_words("What the step wrote was not sound: %s.",
		"手順の出力に誤りがありました(%s)。", fault->message);
	return STEP_FAILED;
}

/* What the step asked goes into the dossier, also where the step itself has failed. */
static StepStatus keep_asked(const Run *run, Logbook *logbook, StepStatus status, json_t **why)
{
	g_autoptr(GError) fault = NULL;

	if (logbook_write(logbook, run->blobs, run->dossier, &fault))
		return status;
	json_decref(*why);
	*why = json_words("What was asked could not be kept: %s.",
		"照会の記録を保存できませんでした(%s)。", fault->message);
	return STEP_FAILED;
}

static StepStatus run_step(const Run *run, const RoadStep *row, json_t **why)
{
	const Investigation *with = run->with;
	g_autoptr(Logbook) logbook = logbook_new();
	const StepContext context = {
		.cage = with->cage,
		.blobs = run->blobs,
		.now = with->now,
		.offline = with->offline,
		.no_visit = with->no_visit,
		.walks = with->walks,
		.door = with->door,
		.dns = with->dns,
		.trusted_relays = with->trusted_relays,
		.recorder = logbook_recorder(logbook),
		.deadline = with->asking_ms ? g_get_monotonic_time() + with->asking_ms * USEC_PER_MS
					    : 0,
	};

	if (!row->step) {
		*why = json_words("This version of mekiki does not have this step.",
			"この版の mekiki にはこの手順がまだありません。");
		return STEP_SKIPPED;
	}
	/* shallow: steps replace sections, they do not reach into them */
	json_auto_t *before = json_copy((json_t *)dossier_json(run->dossier));
	StepStatus status = row->step->run(&context, run->dossier, why);
	g_autoptr(GError) fault = NULL;
	if (!dossier_check(run->dossier, &fault))
		status = reject(run->dossier, before, fault, why);
	return keep_asked(run, logbook, status, why);
}

/* Whether no row comes behind this one. */
static bool is_last(const RoadStep *row)
{
	return !row[1].name;
}

static void tell_end(const Run *run, const RoadStep *row, StepStatus status, json_t *why, gint64 ms)
{
	const Listener *listener = &run->with->listener;

	if (!listener->ends)
		return;
	json_auto_t *says = status == STEP_DONE && row->tell ? row->tell(dossier_json(run->dossier))
							     : json_incref(why);
	listener->ends(listener->data, row, status, says, ms);
}

/* Keep the case after a step. The last save marks it done; one that would come right behind another is
 * left out: each costs the disk more than most steps take. */
static bool keep(Run *run, const RoadStep *row, GError **error)
{
	gint64 since = (g_get_monotonic_time() - run->saved) / USEC_PER_MS;

	if (is_last(row))
		return save(run, ARCHIVE_DONE, error);
	return since < run->with->save_pause_ms || save(run, ARCHIVE_UNFINISHED, error);
}

/* Run one step, record how it ended, keep the case. */
static bool take_step(Run *run, const RoadStep *row, GError **error)
{
	const Listener *listener = &run->with->listener;
	gint64 start = g_get_monotonic_time();
	json_t *why = NULL;

	if (listener->begins)
		listener->begins(listener->data, row);
	StepStatus status = run_step(run, row, &why);
	gint64 ms = (g_get_monotonic_time() - start) / USEC_PER_MS;
	dossier_put_step(run->dossier, row->name, status, json_incref(why), ms);
	json_auto_t *reason = why;
	if (!keep(run, row, error))
		return false;
	tell_end(run, row, status, reason, ms);
	return true;
}

/* Take the rest of the road. False with `error` when the case could not be kept. */
static bool go(Run *run, const RoadStep *row, GError **error)
{
	for (; row->name; row++) {
		if (take_step(run, row, error))
			continue;
		const char *id = dossier_id(run->dossier);
		g_prefix_error(error,
			"the case %s stays unfinished, its step \"%s\" was not kept (mekiki "
			"investigate --resume %s goes on with it): ",
			id, row->name, id);
		return false;
	}
	return true;
}

static char *new_id(const Investigation *with)
{
	g_autoptr(GDateTime) opened = g_date_time_new_from_unix_utc(with->now);
	g_autofree char *day = g_date_time_format(opened, "%Y%m%d");

	return g_strdup_printf("%s-%08x", day, with->draw());
}

static json_t *source_of(const char *name, GBytes *mail, const char *sha256)
{
	json_t *source = json_object();

	json_put(source, "name", json_text(str_of(name)));
	json_put(source, "size", json_integer((json_int_t)g_bytes_get_size(mail)));
	json_put(source, "sha256", json_text(str_of(sha256)));
	return source;
}

/* Open a case under an id that nobody has. */
static bool open_case(Run *run, json_t *source, const char *revises, GError **error)
{
	g_autofree char *opened = when_text(run->with->now);

	for (int draws = 1;; draws++) {
		g_autofree char *id = new_id(run->with);
		g_autoptr(GError) fault = NULL;
		dossier_free(run->dossier);
		run->dossier = dossier_new(id, opened);
		dossier_put(run->dossier, "source", json_incref(source));
		dossier_put(run->dossier, "revises", json_text_or_null(revises));
		if (save(run, ARCHIVE_UNFINISHED, &fault))
			return true;
		/* eight random digits: among many cases of one day two do meet */
		if (!g_error_matches(fault, FAULT, FAULT_TAKEN) || draws == DRAWS_MAX) {
			g_propagate_prefixed_error(
				error, g_steal_pointer(&fault), "no case was opened: ");
			return false;
		}
	}
}

/* What is known of the same mail from before. */
static json_t *tell_earlier(const Investigation *with, const char *revises, const char *sha256)
{
	if (revises)
		return json_words("This mail was investigated before: case %s.",
			"このメールは以前にも調査しています(案件 %s)。", revises);
	g_autofree char *begun =
		with->archive ? archive_find_source(with->archive, sha256, ARCHIVE_UNFINISHED, NULL)
			      : NULL;
	if (!begun)
		return NULL;
	return json_words("An earlier investigation of this mail has not come to its end: case %s.",
		"このメールの以前の調査は途中で止まっています(案件 %s)。", begun);
}

static void tell_open(const Run *run, const json_t *says)
{
	const Listener *listener = &run->with->listener;

	if (listener->opens)
		listener->opens(listener->data, dossier_id(run->dossier), says);
}

Dossier *investigate_mail(const Investigation *with, const char *name, GBytes *mail, GError **error)
{
	g_autoptr(BlobBox) box = with->archive ? NULL : blobbox_new();
	g_autoptr(Dossier) dossier = NULL;
	g_autofree char *revises = NULL;
	g_autoptr(GError) fault = NULL;
	char sha256[BLOB_NAME_SIZE];
	Run run = {.with = with};

	run.blobs = box ? blobbox_blobs(box) : archive_blobs(with->archive);
	if (!run.blobs->put(run.blobs->store, mail, sha256, error))
		return NULL;
	if (with->archive)
		revises = archive_find_source(with->archive, sha256, ARCHIVE_DONE, &fault);
	if (fault) {
		g_propagate_error(error, g_steal_pointer(&fault));
		return NULL;
	}
	json_auto_t *source = source_of(name, mail, sha256);
	if (with->mail > 0)
		json_put(source, "n", json_integer(with->mail));
	json_auto_t *earlier = tell_earlier(with, revises, sha256);
	bool opened = open_case(&run, source, revises, error);
	dossier = run.dossier;
	if (!opened)
		return NULL;
	tell_open(&run, earlier);
	return go(&run, with->steps, error) ? g_steal_pointer(&dossier) : NULL;
}

/* Whether the dossier says that this step came to an end. */
static bool is_over(const json_t *dossier, const char *step)
{
	const json_t *entry;
	size_t index;

	json_array_foreach (json_object_get(dossier, "steps"), index, entry)
		if (g_strcmp0(json_get_text(entry, "step"), step) == 0)
			return g_strcmp0(json_get_text(entry, "status"), "failed") != 0;
	return false;
}

Dossier *investigate_resume(const Investigation *with, const char *id, GError **error)
{
	g_autoptr(Dossier) dossier = NULL;
	Investigation again = *with;
	ArchiveState state;
	Str opened;

	if (!archive_claim(with->archive, id, error))
		return NULL;
	dossier = archive_load(with->archive, id, &state, error);
	if (!dossier || state == ARCHIVE_DONE)
		return g_steal_pointer(&dossier);
	/* the case's clock is the one it was opened by: it comes out as if never interrupted */
	opened = json_get_str(dossier_json(dossier), "opened");
	when_parse(opened, &again.now);
	Run run = {.with = &again, .blobs = archive_blobs(with->archive), .dossier = dossier};
	tell_open(&run, NULL);
	const RoadStep *row = with->steps;
	while (row->name && is_over(dossier_json(dossier), row->name))
		row++;
	if (!row->name && !save(&run, ARCHIVE_DONE, error))
		return NULL;
	return go(&run, row, error) ? g_steal_pointer(&dossier) : NULL;
}
