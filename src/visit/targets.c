#include "visit/targets.h"

#include <string.h>

#include "base/json.h"

static void target_free(void *data)
{
	Target *target = data;

	g_free(target->session);
	g_free(target->id);
	g_free(target->type);
	g_free(target->url);
	g_free(target);
}

void targets_init(Targets *targets)
{
	targets->all = g_ptr_array_new_with_free_func(target_free);
}

void targets_clear(Targets *targets)
{
	if (targets->all)
		g_ptr_array_unref(targets->all);
	targets->all = NULL;
}

Target *targets_add(Targets *targets, const json_t *params)
{
	const json_t *info = json_object_get(params, "targetInfo");
	const char *session = json_get_text(params, "sessionId");
	const char *id = json_get_text(info, "targetId");
	const char *type = json_get_text(info, "type");

	if (!session || !id || !type || targets->all->len >= TARGETS_MAX)
		return NULL;
	Target *target = g_new0(Target, 1);
	target->session = g_strdup(session);
	target->id = g_strdup(id);
	target->type = g_strdup(type);
	target->url = g_strdup(json_get_text(info, "url"));
	g_ptr_array_add(targets->all, target);
	return target;
}

Target *targets_find(const Targets *targets, const char *session)
{
	for (guint i = 0; session && i < targets->all->len; i++) {
		Target *target = g_ptr_array_index(targets->all, i);
		if (strcmp(target->session, session) == 0)
			return target;
	}
	return NULL;
}

bool targets_has_view(const Target *target)
{
	return strcmp(target->type, "page") == 0 || strcmp(target->type, "iframe") == 0;
}

guint targets_count_popups(const Targets *targets)
{
	guint count = 0;

	for (guint i = 0; i < targets->all->len; i++) {
		const Target *target = g_ptr_array_index(targets->all, i);
		count += target->popup && !target->gone;
	}
	return count;
}

json_t *targets_attach_params(void)
{
	return json_pack("{s:b, s:b, s:b}", "autoAttach", true, "waitForDebuggerOnStart", true,
		"flatten", true);
}
