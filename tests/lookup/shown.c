#include "shown.h"

static void show_time(GString *out, const json_t *time)
{
	const json_t *part;
	size_t index;

	g_string_append_printf(out, " [%s", json_get_text(time, "utc"));
	json_array_foreach (json_object_get(time, "assumes"), index, part)
		g_string_append_printf(out, " %s", json_string_value(part));
	g_string_append_c(out, ']');
}

static void show_field(GString *out, const json_t *json, RegistrationField field)
{
	const char *name = registration_field_name(field);
	const json_t *member = json_object_get(json, name), *item;
	const json_t *time = json_object_get(json_object_get(json, "times"), name);
	size_t index;

	if (json_is_string(member))
		g_string_append_printf(out, "%s=%s", name, json_string_value(member));
	json_array_foreach (member, index, item)
		g_string_append_printf(out, "%s%s%s", index ? ", " : name, index ? "" : "=",
			json_string_value(item));
	if (time)
		show_time(out, time);
	if (json_is_string(member) || json_array_size(member) > 0)
		g_string_append_c(out, '\n');
}

char *shown(const Registration *registration)
{
	json_auto_t *json = registration_json(registration);
	GString *out = g_string_new(NULL);

	g_string_append_printf(out, "state=%s\n", json_get_text(json, "state"));
	for (RegistrationField field = 0; field < FIELDS; field++)
		show_field(out, json, field);
	return g_string_free(out, FALSE);
}

char *shown_notes(const Registration *registration)
{
	GString *out = g_string_new(NULL);
	const json_t *note;
	const char *name;
	json_t *value;
	size_t index;

	json_array_foreach (registration->notes, index, note) {
		g_string_append_printf(out, "%s:", json_get_text(note, "what"));
		json_object_foreach ((json_t *)note, name, value)
			if (strcmp(name, "what") != 0 && json_is_string(value))
				g_string_append_printf(
					out, " %s=%s", name, json_string_value(value));
		g_string_append_c(out, '\n');
	}
	return g_string_free(out, FALSE);
}
