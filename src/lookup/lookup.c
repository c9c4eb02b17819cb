#include "lookup/lookup.h"

#include "lookup/subjects.h"

static json_t *entry_new(const char *id_prefix, size_t index)
{
	json_t *entry = dossier_not_asked(json_words(
		"This version of mekiki asks nobody.", "この版の mekiki は外部に照会しません。"));
	g_autofree char *id = g_strdup_printf("%s%zu", id_prefix, index + 1);

	json_put(entry, "id", json_text(str_of(id)));
	return entry;
}

static json_t *hosts_section(const GPtrArray *subjects)
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

static json_t *registrations_section(const GPtrArray *subjects)
{
	json_t *registrations = json_array();

	for (size_t i = 0; i < subjects->len; i++) {
		const Subject *subject = g_ptr_array_index(subjects, i);
		json_t *registration = entry_new("reg", i);
		json_put(registration, "of", json_text(str_of(subject->name)));
		json_put(registration, "kind",
			json_text(subject->is_address ? STR("ip") : STR("domain")));
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
		return json_words("Nobody was asked: this version of mekiki makes no queries.",
			"照会は行っていません。この版の mekiki は外部に問い合わせません。");
	return json_words(
		"Nobody was asked: this version of mekiki makes no queries. Subjects past "
		"the first %d of a kind are not listed.",
		"照会は行っていません。この版の mekiki は外部に問い合わせません。"
		"一覧は種類ごとに先頭の %d 件までです。",
		SUBJECTS_MAX);
}

static StepStatus run(const StepContext *context, Dossier *dossier, json_t **why_out)
{
	g_autoptr(Subjects) subjects = subjects_new(dossier_json(dossier));

	(void)context;
	dossier_put(dossier, "hosts", hosts_section(subjects->hosts));
	dossier_put(dossier, "registrations", registrations_section(subjects->registrations));
	*why_out = why_skipped(subjects);
	return STEP_SKIPPED;
}

const Step lookup_step = {.name = "lookup", .run = run};
