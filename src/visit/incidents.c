#include "visit/incidents.h"

static void count_more(json_t *incidents, const char *kind)
{
	json_t *more = json_object_get(incidents, "more");

	if (!more) {
		more = json_object();
		json_put(incidents, "more", more);
	}
	json_int_t count = json_integer_value(json_object_get(more, kind));
	json_put(more, kind, json_integer(count + 1));
}

void incidents_add(json_t *incidents, const char *kind, json_t *incident)
{
	json_t *list = json_object_get(incidents, kind);

	if (!list) {
		list = json_array();
		json_put(incidents, kind, list);
	}
	if (json_array_size(list) < INCIDENTS_MAX) {
		json_push(list, incident);
		return;
	}
	json_decref(incident);
	count_more(incidents, kind);
}

json_t *incidents_text(Str text)
{
	return json_text(str_sub(text, 0, INCIDENTS_TEXT_MAX));
}
