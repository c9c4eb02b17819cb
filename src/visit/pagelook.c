#include "visit/pagelook.h"

#include <string.h>

#include "base/json.h"
#include "visit/pagereading.h"
#include "visit/snapshot.h"

/* The page's own session first, then those of frames that other processes draw. */
static void list_sessions(Tab *tab, GPtrArray *sessions)
{
	const GPtrArray *targets = tab_targets(tab);

	g_ptr_array_add(sessions, g_strdup(tab_session(tab)));
	for (guint i = 0; i < targets->len; i++) {
		const Target *target = g_ptr_array_index(targets, i);
		if (!target->gone && strcmp(target->type, "iframe") == 0 &&
			sessions->len < PAGEREADING_BLOBS_MAX)
			g_ptr_array_add(sessions, g_strdup(target->session));
	}
}

/* Keeps those sessions that answered; the page's own has to. */
static bool take_snapshots(
	PageLook *look, Tab *tab, GPtrArray *blobs, gint64 deadline, GError **error)
{
	DevTools *devtools = tab_devtools(tab);
	g_autoptr(GPtrArray) asked = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GArray) calls = g_array_new(FALSE, FALSE, sizeof(DevToolsCall));

	list_sessions(tab, asked);
	for (guint i = 0; i < asked->len; i++) {
		DevToolsCall call = devtools_ask_bytes(devtools, g_ptr_array_index(asked, i),
			"DOMSnapshot.captureSnapshot", snapshot_params());
		g_array_append_val(calls, call);
	}
	for (guint i = 0; i < asked->len; i++) {
		GBytes *bytes = devtools_answer_bytes(devtools,
			g_array_index(calls, DevToolsCall, i), deadline, i == 0 ? error : NULL);
		if (!bytes && i == 0) {
			for (guint j = 1; j < asked->len; j++)
				devtools_drop(devtools, g_array_index(calls, DevToolsCall, j));
			return false;
		}
		if (!bytes)
			continue;
		g_ptr_array_add(blobs, bytes);
		g_ptr_array_add(look->sessions, g_strdup(g_ptr_array_index(asked, i)));
	}
	return true;
}

static void mark_fields(GString *mark, const json_t *fields)
{
	const json_t *field;
	size_t index;

	json_array_foreach (fields, index, field) {
		if (!json_is_true(json_object_get(field, "visible")))
			continue;
		const char *kind = json_get_text(field, "kind");
		g_string_append_printf(mark, "%s:%s:%s:%zu\n", json_get_text(field, "type"),
			kind ? kind : "-", json_get_text(field, "label"),
			json_array_size(json_object_get(field, "boxes")));
	}
}

static void mark_buttons(GString *mark, const json_t *buttons)
{
	const json_t *button;
	size_t index;

	json_array_foreach (buttons, index, button)
		if (json_is_true(json_object_get(button, "visible")))
			g_string_append_printf(mark, "%s=%s\n", json_get_text(button, "made"),
				json_get_text(button, "text"));
}

/* Numbers that count down or up make no other page. */
static void drop_digits(GString *mark)
{
	size_t to = 0;

	for (size_t i = 0; i < mark->len; i++)
		if (!str_is_digit(mark->str[i]))
			mark->str[to++] = mark->str[i];
	g_string_truncate(mark, to);
}

/* What the page says counts as far as it asks nothing: a form with another word over it is the same form. */
static char *mark_of(const json_t *page)
{
	GString *mark = g_string_new(NULL);

	mark_fields(mark, json_object_get(page, "fields"));
	if (mark->len == 0)
		g_string_append(mark, json_get_text(page, "text"));
	mark_buttons(mark, json_object_get(page, "buttons"));
	drop_digits(mark);
	return g_string_free(mark, FALSE);
}

bool pagelook_take(PageLook *look, Tab *tab, Cage *cage, const json_t *entered, gint64 deadline,
	GError **error)
{
	CageParcel question = {.json = json_object(),
		.blobs = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref)};
	CageParcel answer = {0};
	const json_t *station = journey_last(tab_journey(tab));

	look->sessions = g_ptr_array_new_with_free_func(g_free);
	json_put(question.json, "url", json_text(json_get_str(station, "url")));
	if (entered)
		json_put(question.json, "entered", json_deep_copy(entered));
	bool read = take_snapshots(look, tab, question.blobs, deadline, error) &&
		    cage_run(cage, "page", &question, &answer, error);
	cage_parcel_clear(&question);
	if (read) {
		look->page = json_incref(answer.json);
		look->mark = mark_of(look->page);
	}
	cage_parcel_clear(&answer);
	return read;
}

void pagelook_clear(PageLook *look)
{
	json_decref(look->page);
	if (look->sessions)
		g_ptr_array_unref(look->sessions);
	g_free(look->mark);
	*look = (PageLook){0};
}

Spot pagelook_spot(const PageLook *look, const json_t *part, size_t box)
{
	const json_t *boxes = json_object_get(part, "boxes");
	const json_t *node = boxes ? json_array_get(boxes, box) : json_object_get(part, "node");
	guint blob = (guint)json_integer_value(json_object_get(node, "blob"));

	return (Spot){
		.session =
			blob < look->sessions->len ? g_ptr_array_index(look->sessions, blob) : NULL,
		.frame = json_get_text(node, "frame"),
		.node = json_integer_value(json_object_get(node, "id")),
	};
}
