#include "case/dossier.h"

#include <gio/gio.h>
#include <string.h>

#define FORMAT "mekiki-dossier/1"

struct Dossier {
	json_t *document;
};

typedef struct {
	const char *name;
	enum { EMPTY_ARRAY, EMPTY_NULL } empty;
} Section;

/* docs/dossier.schema.json, the members that steps write */
static const Section sections[] = {
	{"source", EMPTY_NULL},
	{"revises", EMPTY_NULL},
	{"mail", EMPTY_NULL},
	{"links", EMPTY_ARRAY},
	{"attachments", EMPTY_ARRAY},
	{"hops", EMPTY_ARRAY},
	{"origin", EMPTY_NULL},
	{"auth", EMPTY_NULL},
	{"hosts", EMPTY_ARRAY},
	{"registrations", EMPTY_ARRAY},
	{"brands", EMPTY_ARRAY},
	{"landings", EMPTY_ARRAY},
	{"related", EMPTY_ARRAY},
	{"findings", EMPTY_ARRAY},
	{"verdict", EMPTY_NULL},
	{"steps", EMPTY_ARRAY},
	{"exchanges", EMPTY_ARRAY},
};

static const char *const status_words[] = {"done", "skipped", "failed"};

static const Section *section_find(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(sections); i++)
		if (strcmp(sections[i].name, name) == 0)
			return &sections[i];
	return NULL;
}

Dossier *dossier_new(const char *id, const char *opened)
{
	Dossier *dossier = g_new0(Dossier, 1);

	dossier->document = json_object();
	json_put(dossier->document, "format", json_text(STR(FORMAT)));
	json_put(dossier->document, "case", json_text(str_of(id)));
	json_put(dossier->document, "opened", json_text(str_of(opened)));
	for (size_t i = 0; i < G_N_ELEMENTS(sections); i++)
		json_put(dossier->document, sections[i].name,
			sections[i].empty == EMPTY_ARRAY ? json_array() : json_null());
	return dossier;
}

Dossier *dossier_from_json(json_t *document, GError **error)
{
	const char *format = json_get_text(document, "format");

	if (g_strcmp0(format, FORMAT) != 0 || !json_get_text(document, "case")) {
		json_decref(document);
		g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
			"not a dossier of the format %s", FORMAT);
		return NULL;
	}
	Dossier *dossier = g_new0(Dossier, 1);
	dossier->document = document;
	if (dossier_check(dossier, error))
		return dossier;
	dossier_free(dossier);
	return NULL;
}

void dossier_free(Dossier *dossier)
{
	if (!dossier)
		return;
	json_decref(dossier->document);
	g_free(dossier);
}

const json_t *dossier_json(const Dossier *dossier)
{
	return dossier->document;
}

const char *dossier_id(const Dossier *dossier)
{
	return json_get_text(dossier->document, "case");
}

const char *dossier_mail(const Dossier *dossier)
{
	const json_t *source = json_object_get(dossier->document, "source");
	const char *taken = json_get_text(json_object_get(source, "taken"), "sha256");

	return taken ? taken : json_get_text(source, "sha256");
}

void dossier_put(Dossier *dossier, const char *section, json_t *value)
{
	g_assert(section_find(section) != NULL);
	json_put(dossier->document, section, value);
}

void dossier_put_step(Dossier *dossier, const char *step, StepStatus status, json_t *why, gint64 ms)
{
	json_t *steps = json_object_get(dossier->document, "steps");
	json_t *entry = json_object(), *earlier;
	size_t index;

	json_put(entry, "step", json_text(str_of(step)));
	json_put(entry, "status", json_text(str_of(status_words[status])));
	json_put(entry, "why", why ? why : json_null());
	json_put(entry, "ms", json_integer(ms));

	json_array_foreach (steps, index, earlier) {
		if (g_strcmp0(json_get_text(earlier, "step"), step) == 0) {
			json_array_set_new(steps, index, entry);
			return;
		}
	}
	json_push(steps, entry);
}

/* Whether every JSON Pointer of the array `pointers` leads somewhere. */
static bool check_pointers(
	const Dossier *dossier, const json_t *pointers, const char *owner, GError **error)
{
	const json_t *pointer;
	size_t index;

	json_array_foreach (pointers, index, pointer) {
		const char *text = json_string_value(pointer);
		if (text && json_at(dossier->document, text))
			continue;
		g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
			"%s points at %s, where the dossier has nothing", owner,
			text ? text : "no text");
		return false;
	}
	return true;
}

bool dossier_check(const Dossier *dossier, GError **error)
{
	const json_t *findings = json_object_get(dossier->document, "findings");
	const json_t *brands = json_object_get(dossier->document, "brands");
	const json_t *entry;
	size_t index;

	json_array_foreach (findings, index, entry) {
		const char *rule = json_get_text(entry, "rule");
		const json_t *evidence = json_object_get(entry, "evidence");
		if (!rule || json_array_size(evidence) == 0) {
			g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
				"the finding %s has no evidence", rule ? rule : "without a rule");
			return false;
		}
		if (!check_pointers(dossier, evidence, rule, error))
			return false;
	}
	json_array_foreach (brands, index, entry) {
		const char *brand = json_get_text(entry, "brand");
		if (!check_pointers(dossier, json_object_get(entry, "claimed_by"),
			    brand ? brand : "a brand", error))
			return false;
	}
	return true;
}

char *dossier_canonical(const Dossier *dossier)
{
	json_auto_t *copy = json_deep_copy(dossier->document);
	json_t *entry;
	size_t index;

	json_array_foreach (json_object_get(copy, "steps"), index, entry)
		json_object_del(entry, "ms");
	json_array_foreach (json_object_get(copy, "exchanges"), index, entry)
		json_object_del(entry, "ms");
	return json_canonical(copy);
}

json_t *dossier_answered(json_t *entry, const char *answer, json_t *why)
{
	json_put(entry, "answer", json_text(str_of(answer)));
	json_put(entry, "why", why);
	return entry;
}

json_t *dossier_not_asked(json_t *why)
{
	return dossier_answered(json_object(), "not-asked", why);
}
