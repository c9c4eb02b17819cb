#include "judge/rulebook.h"

#include <gio/gio.h>

#include "judge/lend.h"
#include "know/datafile.h"

typedef struct {
	char *name; /* "rules/10-sender.lua" */
	GBytes *text;
} Script;

struct Rulebook {
	GPtrArray *scripts; /* of Script */
	Lender lender;
};

static void free_script(gpointer data)
{
	Script *script = data;

	g_free(script->name);
	g_bytes_unref(script->text);
	g_free(script);
}

static bool read_scripts(Rulebook *rulebook, const char *data_dir, GError **error)
{
	g_autofree char *folder = g_build_filename(data_dir, "rules", NULL);
	g_autoptr(GPtrArray) paths = datafile_list(folder, ".lua", error);

	if (!paths)
		return false;
	for (guint i = 0; i < paths->len; i++) {
		g_autofree char *base = g_path_get_basename(paths->pdata[i]);
		GBytes *text = datafile_text(paths->pdata[i], error);
		Script *script;

		if (!text)
			return false;
		script = g_new0(Script, 1);
		script->name = g_strconcat("rules/", base, NULL);
		script->text = text;
		g_ptr_array_add(rulebook->scripts, script);
	}
	return true;
}

Rulebook *rulebook_new(const char *data_dir, GError **error)
{
	g_autoptr(Rulebook) rulebook = g_new0(Rulebook, 1);

	rulebook->scripts = g_ptr_array_new_with_free_func(free_script);
	if (!lender_init(&rulebook->lender, data_dir, error) ||
		!read_scripts(rulebook, data_dir, error))
		return NULL;
	return g_steal_pointer(&rulebook);
}

void rulebook_free(Rulebook *rulebook)
{
	if (!rulebook)
		return;
	g_ptr_array_unref(rulebook->scripts);
	lender_clear(&rulebook->lender);
	g_free(rulebook);
}

/* A finding that rests on nothing is a rule's bug, and said so rather than shown. */
static bool check_evidence(
	const json_t *dossier, const json_t *answer, const json_t *finding, GError **error)
{
	const json_t *evidence = json_object_get(finding, "evidence"), *pointer;
	const char *rule = json_get_text(finding, "rule");
	size_t i;

	json_array_foreach (evidence, i, pointer) {
		const char *path = json_string_value(pointer);

		/* what judge itself adds may be pointed at too */
		if (path && (json_at(dossier, path) || json_at(answer, path)))
			continue;
		g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
			"the rule %s points at %s, which is not there", rule,
			path ? path : "no text");
		return false;
	}
	if (json_array_size(evidence) > 0)
		return true;
	g_set_error(
		error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "the rule %s has no evidence", rule);
	return false;
}

/* Lua has no null: what the verdict must say even where it is nothing. */
static void complete_verdict(json_t *verdict)
{
	static const char *const keys[] = {"kind", "brand"};

	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
		if (!json_object_get(verdict, keys[i]))
			json_put(verdict, keys[i], json_null());
}

json_t *rulebook_judge(Rulebook *rulebook, const json_t *dossier, GError **error)
{
	g_autoptr(LuaBox) box = luabox_new(&(LuaLimits){RULEBOOK_MEMORY, RULEBOOK_INSTRUCTIONS});
	json_auto_t *answer = NULL;
	const json_t *finding;
	size_t i;

	lender_lend(&rulebook->lender, box);
	for (guint n = 0; n < rulebook->scripts->len; n++) {
		const Script *script = rulebook->scripts->pdata[n];

		if (!luabox_load(box, script->name, str_of_bytes(script->text), error))
			return NULL;
	}
	if (!luabox_call(box, "judge", dossier, &answer, error))
		return NULL;
	json_array_foreach (json_object_get(answer, "findings"), i, finding)
		if (!check_evidence(dossier, answer, finding, error))
			return NULL;
	complete_verdict(json_object_get(answer, "verdict"));
	return json_incref(answer);
}
