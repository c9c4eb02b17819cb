#include "lookup/lookup.h"

#include <gio/gio.h>

#include "base/when.h"
#include "lookup/asking.h"
#include "lookup/bytable.h"
#include "lookup/conclusions.h"
#include "lookup/reading.h"

static json_t *entry_new(const char *id_prefix, size_t index)
{
	json_t *entry = dossier_not_asked(json_words(
		"Nobody was asked: mekiki is offline.", "オフラインのため照会していません。"));
	g_autofree char *id = g_strdup_printf("%s%zu", id_prefix, index + 1);

	json_put(entry, "id", json_text(str_of(id)));
	return entry;
}

static json_t *hosts_not_asked(const GPtrArray *subjects)
{
	json_t *hosts = json_array();

	for (size_t i = 0; i < subjects->len; i++) {
		const Subject *subject = g_ptr_array_index(subjects, i);
		json_t *host = entry_new("host", i);
		json_put(host, "name", json_text(str_of(subject->name)));
		json_put(host, "of", json_incref(subject->because));
		json_push(hosts, host);
	}
	return hosts;
}

static json_t *registrations_not_asked(const GPtrArray *subjects)
{
	json_t *registrations = json_array();

	for (size_t i = 0; i < subjects->len; i++) {
		const Subject *subject = g_ptr_array_index(subjects, i);
		json_t *registration = entry_new("reg", i);
		json_put(registration, "of", json_text(str_of(subject->name)));
		json_put(registration, "kind", json_text(str_of(subject_kind_name(subject->kind))));
		json_put(registration, "because", json_incref(subject->because));
		json_push(registrations, registration);
	}
	return registrations;
}

static json_t *why_skipped(const Subjects *subjects)
{
	if (subjects->hosts->len + subjects->registrations->len == 0)
		return json_words("There is no domain or address to ask about.",
			"照会すべきドメインや IP アドレスがありません。");
	if (subjects->left_out == 0)
		return json_words("Nobody was asked: mekiki is offline.",
			"オフラインのため照会していません。");
	return json_words("Nobody was asked: mekiki is offline. Subjects past the first %d of a "
			  "kind are not listed.",
		"オフラインのため照会していません。一覧は種類ごとに先頭の %d 件までです。",
		SUBJECTS_MAX);
}

/* The sections, NULL where they could not be made. */
typedef struct {
	json_t *hosts, *registrations;
} Sections;

static bool read_in_cage(
	void *data, const CageParcel *question, CageParcel *answer_out, GError **error)
{
	return cage_run(data, lookup_job.name, question, answer_out, error);
}

/* Add to each registration what follows from it. `dossier` is NULL where there is no mail. */
static void conclude(const StepContext *context, const Operators *operators, const json_t *dossier,
	json_t *registrations)
{
	Conclusions from = {.operators = operators, .now = context->now};
	json_t *registration;
	size_t index;

	from.has_sent = when_parse(json_str(json_at(dossier, "/mail/date")), &from.sent);
	json_array_foreach (registrations, index, registration)
		conclusions_add(&from, registration);
}

static bool ask(const StepContext *context, const Subjects *subjects, const json_t *dossier,
	Sections *sections_out, GError **error)
{
	const char *data_dir = cage_data_dir(context->cage);
	g_autoptr(Servers) servers = servers_read(data_dir, error);
	g_autoptr(Operators) operators = servers ? operators_new(data_dir, error) : NULL;
	Sections sections;

	if (!operators)
		return false;
	const Inquiry inquiry = {
		.door = context->door,
		.recorder = context->recorder,
		.deadline = context->deadline ? context->deadline
					      : g_get_monotonic_time() + LOOKUP_ASKING_MS * 1000,
		.servers = servers,
	};
	g_autoptr(Asking) asking = asking_new(&inquiry, subjects);
	asking_run(asking, read_in_cage, context->cage);
	sections.registrations = asking_registrations(asking, context->blobs, error);
	if (!sections.registrations)
		return false;
	conclude(context, operators, dossier, sections.registrations);
	sections.hosts = asking_hosts(asking);
	*sections_out = sections;
	return true;
}

static Sections not_asked(const Subjects *subjects)
{
	return (Sections){
		hosts_not_asked(subjects->hosts), registrations_not_asked(subjects->registrations)};
}

/* Add what needs nobody's answer: what the tables say of the addresses. */
static void add_tables(const StepContext *context, const Sections *sections)
{
	g_autoptr(Networks) networks =
		networks_new(context->cage ? cage_data_dir(context->cage) : NULL);
	json_t *entry;
	size_t index;

	json_array_foreach (sections->registrations, index, entry)
		bytable_add(networks, entry);
	json_array_foreach (sections->hosts, index, entry)
		bytable_add_host(networks, entry);
}

/* Ask about all of them where that may be; else they stand there as not asked, with why. */
static Sections look_up(const StepContext *context, const Subjects *subjects, const json_t *dossier,
	StepStatus *status_out, json_t **why_out)
{
	bool nobody = subjects->hosts->len + subjects->registrations->len == 0;
	g_autoptr(GError) error = NULL;
	Sections sections;

	*status_out = STEP_DONE;
	if (!context->door || context->offline || nobody) {
		sections = not_asked(subjects);
		*why_out = why_skipped(subjects);
		*status_out = STEP_SKIPPED;
	} else if (!ask(context, subjects, dossier, &sections, &error)) {
		sections = not_asked(subjects);
		*why_out = json_words(
			"Nobody could be asked: %s.", "照会できませんでした(%s)。", error->message);
		*status_out = STEP_FAILED;
	}
	if (!nobody)
		add_tables(context, &sections);
	return sections;
}

static StepStatus run(const StepContext *context, Dossier *dossier, json_t **why_out)
{
	g_autoptr(Subjects) subjects = subjects_new(dossier_json(dossier));
	StepStatus status;
	Sections sections = look_up(context, subjects, dossier_json(dossier), &status, why_out);

	dossier_put(dossier, "hosts", sections.hosts);
	dossier_put(dossier, "registrations", sections.registrations);
	return status;
}

const Step lookup_step = {.name = "lookup", .run = run};

static bool has_entry(const json_t *list, const char *member, Str name)
{
	const json_t *entry;
	size_t index;

	json_array_foreach (list, index, entry)
		if (str_equal(json_get_str(entry, member), name))
			return true;
	return false;
}

/* The dossier's list with what is new behind it. The network of a new host's address may be known. */
static json_t *extended(const json_t *known, json_t *news, const char *member, const char *prefix)
{
	json_t *list = json_array(), *entry;
	size_t index;

	json_array_extend(list, (json_t *)known);
	json_array_foreach (news, index, entry) {
		g_autofree char *id = g_strdup_printf("%s%zu", prefix, json_array_size(list) + 1);
		if (has_entry(known, member, json_get_str(entry, member)))
			continue;
		json_put(entry, "id", json_text(str_of(id)));
		json_push(list, json_incref(entry));
	}
	json_decref(news);
	return list;
}

static StepStatus run_landings(const StepContext *context, Dossier *dossier, json_t **why_out)
{
	const json_t *document = dossier_json(dossier);
	g_autoptr(Subjects) subjects = subjects_of_landings(document);
	StepStatus status;

	if (subjects->hosts->len + subjects->registrations->len == 0) {
		*why_out = json_words("The visits have met no name or address that was not known.",
			"訪問先から新たに判明した名前やアドレスはありません。");
		return STEP_SKIPPED;
	}
	Sections sections = look_up(context, subjects, document, &status, why_out);
	json_t *hosts =
		extended(json_object_get(document, "hosts"), sections.hosts, "name", "host");
	json_t *registrations = extended(
		json_object_get(document, "registrations"), sections.registrations, "of", "reg");
	dossier_put(dossier, "hosts", hosts);
	dossier_put(dossier, "registrations", registrations);
	return status;
}

const Step lookup_landings_step = {.name = "lookup-landings", .run = run_landings};

static bool add_words(Subjects *subjects, const char *const *words, GError **error)
{
	for (; *words; words++) {
		if (subjects_add_word(subjects, str_of(*words)))
			continue;
		g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
			"\"%s\" is no domain, no public address and no AS number", *words);
		return false;
	}
	return true;
}

json_t *lookup_words(const StepContext *context, const char *const *words, GError **error)
{
	g_autoptr(Subjects) subjects = subjects_new(NULL);
	Sections sections;
	json_t *found;

	if (!add_words(subjects, words, error))
		return NULL;
	if (!context->door || context->offline)
		sections = not_asked(subjects);
	else if (!ask(context, subjects, NULL, &sections, error))
		return NULL;
	add_tables(context, &sections);
	found = json_object();
	json_put(found, "hosts", sections.hosts);
	json_put(found, "registrations", sections.registrations);
	return found;
}
