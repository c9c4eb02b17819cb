#pragma once
/*
 * tests/visit/events - events of the browser from a text, one a line: {"method": ..., "params": ...}.
 *
 *	events_play("{\"method\":\"Page.x\",\"params\":{}}\n...", take, journey);
 */
#include "base/json.h"
#include "visit/devtools.h"

/* Give each event to `take` with `data`. Asserts that all of them are JSON. */
static inline void events_play(const char *lines, DevToolsListener take, void *data)
{
	g_auto(GStrv) list = g_strsplit(lines, "\n", -1);

	for (char **line = list; *line; line++) {
		g_autoptr(GError) error = NULL;
		json_auto_t *message = json_parse(str_of(*line), &error);
		g_assert_no_error(error);
		const DevToolsEvent event = {
			.session = json_get_text(message, "sessionId"),
			.method = json_get_text(message, "method"),
			.params = json_object_get(message, "params"),
		};
		take(data, &event);
	}
}
