#include "visit/manners.h"

#include <string.h>

#include "visit/incidents.h"

/* Arguments of one call of the console that are kept. */
#define CONSOLE_ARGUMENTS_MAX 8

/* An incident with the texts that `names` (NULL-terminated) has in the event. */
static json_t *texts_of(const json_t *params, const char *const *names)
{
	json_t *incident = json_object();

	for (; *names; names++)
		if (json_get_text(params, *names))
			json_put(incident, *names, incidents_text(json_get_str(params, *names)));
	return incident;
}

static void on_dialog(DevTools *devtools, const DevToolsEvent *event, json_t *incidents)
{
	static const char *const kept[] = {"type", "message", "url", NULL};
	json_t *answer = json_object();

	incidents_add(incidents, "dialogs", texts_of(event->params, kept));
	json_put(answer, "accept", json_true());
	if (json_get_text(event->params, "defaultPrompt"))
		json_put(answer, "promptText",
			json_incref(json_object_get(event->params, "defaultPrompt")));
	devtools_tell(devtools, event->session, "Page.handleJavaScriptDialog", answer);
}

static void on_download(DevTools *devtools, const DevToolsEvent *event, json_t *incidents)
{
	static const char *const kept[] = {"url", "suggestedFilename", NULL};

	(void)devtools;
	incidents_add(incidents, "downloads", texts_of(event->params, kept));
}

static void on_certificate(DevTools *devtools, const DevToolsEvent *event, json_t *incidents)
{
	static const char *const kept[] = {"errorType", "requestURL", NULL};

	incidents_add(incidents, "certificates", texts_of(event->params, kept));
	devtools_tell(devtools, event->session, "Security.handleCertificateError",
		json_pack("{s:O, s:s}", "eventId", json_object_get(event->params, "eventId"),
			"action", "continue"));
}

static void on_window(DevTools *devtools, const DevToolsEvent *event, json_t *incidents)
{
	static const char *const kept[] = {"url", "windowName", NULL};

	(void)devtools;
	incidents_add(incidents, "popups", texts_of(event->params, kept));
}

/* What one argument of console.log() reads like. */
static void append_argument(GString *text, const json_t *argument)
{
	const json_t *value = json_object_get(argument, "value");
	Str shown = json_get_str(argument, "description");
	g_autofree char *compact = NULL;

	if (json_is_string(value)) {
		shown = json_str(value);
	} else if (value) {
		compact = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
		shown = str_of(compact);
	}
	shown = str_sub(shown, 0, INCIDENTS_TEXT_MAX);
	if (text->len > 0)
		g_string_append_c(text, ' ');
	g_string_append_len(text, shown.at, (gssize)shown.len);
}

static void add_words(json_t *incidents, const char *level, Str text, Str url)
{
	json_t *words = json_object();

	json_put(words, "level", incidents_text(str_of(level)));
	json_put(words, "text", incidents_text(text));
	if (url.len > 0)
		json_put(words, "url", incidents_text(url));
	incidents_add(incidents, "console", words);
}

static void on_console(DevTools *devtools, const DevToolsEvent *event, json_t *incidents)
{
	g_autoptr(GString) text = g_string_new(NULL);
	const json_t *argument;
	size_t index;

	(void)devtools;
	json_array_foreach (json_object_get(event->params, "args"), index, argument)
		if (index < CONSOLE_ARGUMENTS_MAX)
			append_argument(text, argument);
	add_words(incidents, json_get_text(event->params, "type"), str_over(text->str, text->len),
		STR(""));
}

static void on_exception(DevTools *devtools, const DevToolsEvent *event, json_t *incidents)
{
	const json_t *details = json_object_get(event->params, "exceptionDetails");
	Str description = json_get_str(json_object_get(details, "exception"), "description");

	(void)devtools;
	add_words(incidents, "exception",
		description.len > 0 ? description : json_get_str(details, "text"),
		json_get_str(details, "url"));
}

static void on_log(DevTools *devtools, const DevToolsEvent *event, json_t *incidents)
{
	const json_t *entry = json_object_get(event->params, "entry");

	(void)devtools;
	add_words(incidents, json_get_text(entry, "level"), json_get_str(entry, "text"),
		json_get_str(entry, "url"));
}

static const struct {
	const char *method;
	void (*take)(DevTools *devtools, const DevToolsEvent *event, json_t *incidents);
} events[] = {
	{"Page.javascriptDialogOpening", on_dialog},
	{"Page.windowOpen", on_window},
	{"Browser.downloadWillBegin", on_download},
	{"Security.certificateError", on_certificate},
	{"Runtime.consoleAPICalled", on_console},
	{"Runtime.exceptionThrown", on_exception},
	{"Log.entryAdded", on_log},
};

void manners_take(DevTools *devtools, const DevToolsEvent *event, json_t *incidents)
{
	for (size_t i = 0; i < G_N_ELEMENTS(events); i++)
		if (strcmp(event->method, events[i].method) == 0)
			events[i].take(devtools, event, incidents);
}

void manners_prepare(DevTools *devtools, const char *context)
{
	/* what is not granted here is denied without a question */
	devtools_tell(devtools, NULL, "Browser.grantPermissions",
		json_pack("{s:[], s:s}", "permissions", "browserContextId", context));
	devtools_tell(devtools, NULL, "Browser.setDownloadBehavior",
		json_pack("{s:s, s:s, s:b}", "behavior", "deny", "browserContextId", context,
			"eventsEnabled", true));
}

void manners_enable(DevTools *devtools, const char *session)
{
	devtools_tell(devtools, session, "Runtime.enable", NULL);
	devtools_tell(devtools, session, "Log.enable", NULL);
	devtools_tell(devtools, session, "Security.enable", NULL);
	devtools_tell(devtools, session, "Security.setOverrideCertificateErrors",
		json_pack("{s:b}", "override", true));
}
