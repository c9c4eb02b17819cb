/* How a page was reached, from what the browser tells of its frame F. */
#include "visit/journey.h"

#include "events.h"

#define ASKED(url, more)                                                                           \
	"{\"method\":\"Network.requestWillBeSent\",\"params\":{\"frameId\":\"F\",\"type\":"        \
	"\"Document\",\"request\":{\"url\":\"" url "\"}" more "}}\n"
#define REDIRECT(status) ",\"redirectResponse\":{\"status\":" status "}"
#define ANSWERED(status)                                                                           \
	"{\"method\":\"Network.responseReceived\",\"params\":{\"frameId\":\"F\",\"type\":"         \
	"\"Document\",\"response\":{\"status\":" status "}}}\n"
#define WISH(reason, url)                                                                          \
	"{\"method\":\"Page.frameRequestedNavigation\",\"params\":{\"frameId\":\"F\",\"reason\":"  \
	"\"" reason "\",\"disposition\":\"currentTab\",\"url\":\"" url "\"}}\n"
#define REFRESH(delay)                                                                             \
	"{\"method\":\"Page.frameScheduledNavigation\",\"params\":{\"frameId\":\"F\",\"reason\":"  \
	"\"metaTagRefresh\",\"delay\":" delay ",\"url\":\"https://b.example/\"}}\n"
#define CAME "{\"method\":\"Page.frameNavigated\",\"params\":{\"frame\":{\"id\":\"F\"}}}\n"
#define OVER "{\"method\":\"Page.frameStoppedLoading\",\"params\":{\"frameId\":\"F\"}}"

typedef struct {
	const char *what, *events;
	const char *stations; /* each as "via url status fault" */
	bool moving, scheduled;
} Row;

static const Row rows[] = {
	{"a page", ASKED("https://a.example/", "") ANSWERED("200") CAME OVER,
		"link https://a.example/ 200; ", false, false},
	{"a redirect",
		ASKED("https://a.example/", "") ASKED("https://b.example/", REDIRECT("302"))
			ANSWERED("404") CAME OVER,
		"link https://a.example/ 302; redirect https://b.example/ 404; ", false, false},
	{"a script leads on",
		ASKED("https://a.example/", "") ANSWERED("200")
			CAME WISH("scriptInitiated", "https://b.example/") OVER,
		"link https://a.example/ 200; ", false, false},
	{"a script leads on, and the page is asked for",
		ASKED("https://a.example/", "") ANSWERED("200") CAME OVER
		"\n" WISH("scriptInitiated", "https://b.example/") ASKED("https://b.example/", "")
			ANSWERED("200") CAME OVER,
		"link https://a.example/ 200; script https://b.example/ 200; ", false, false},
	{"a form, then a link",
		ASKED("https://a.example/", "") CAME WISH(
			"formSubmissionPost", "https://b.example/") ASKED("https://b.example/", "")
			CAME WISH("anchorClick", "https://c.example/")
				ASKED("https://c.example/", "") OVER,
		"link https://a.example/ 0; form https://b.example/ 0; click https://c.example/ "
		"0; ",
		false, false},
	{"a refresh is set", ASKED("https://a.example/", "") ANSWERED("200") CAME REFRESH("3") OVER,
		"link https://a.example/ 200; ", false, true},
	{"one that comes too late is not waited for",
		ASKED("https://a.example/", "") ANSWERED("200") CAME REFRESH("3600") OVER,
		"link https://a.example/ 200; ", false, false},
	{"a refresh, done",
		ASKED("https://a.example/", "") CAME REFRESH("1") ASKED("https://b.example/",
			"") "{\"method\":\"Page.frameClearedScheduledNavigation\",\"params\":{"
			    "\"frameId\":"
			    "\"F\"}}",
		"link https://a.example/ 0; refresh https://b.example/ 0; ", true, false},
	{"a mail address moves nothing",
		ASKED("https://a.example/", "") CAME OVER
		"\n" WISH("anchorClick", "mailto:a@a.example") "{\"method\":\"X.y\"}",
		"link https://a.example/ 0; ", false, false},
	{"nobody answers",
		ASKED("https://a.example/", "") "{\"method\":\"Network.loadingFailed\",\"params\":{"
						"\"type\":\"Document\",\"errorText\":"
						"\"net::ERR_X\"}}\n" OVER,
		"link https://a.example/ 0 net::ERR_X; ", false, false},
	{"the page changes its own address",
		ASKED("https://a.example/", "") CAME "{\"method\":\"Page.navigatedWithinDocument\","
						     "\"params\":{\"frameId\":\"F\",\"url\":"
						     "\"https://a.example/#2\"}}",
		"link https://a.example/ 0; history https://a.example/#2 0; ", false, false},
	{"other frames and other requests",
		"{\"method\":\"Network.requestWillBeSent\",\"params\":{\"frameId\":\"G\",\"type\":"
		"\"Document\",\"request\":{\"url\":\"https://g.example/\"}}}\n"
		"{\"method\":\"Network.requestWillBeSent\",\"params\":{\"frameId\":\"F\",\"type\":"
		"\"Image\",\"request\":{\"url\":\"https://a.example/i\"}}}",
		"", false, false},
};

static void take(void *data, const DevToolsEvent *event)
{
	journey_take(data, event);
}

static char *show(const Journey *journey)
{
	GString *shown = g_string_new(NULL);
	const json_t *station;
	size_t index;

	json_array_foreach (journey->stations, index, station) {
		const char *fault = json_get_text(station, "fault");
		g_string_append_printf(shown, "%s %s %d%s%s; ", json_get_text(station, "via"),
			json_get_text(station, "url"),
			(int)json_integer_value(json_object_get(station, "status")),
			fault ? " " : "", fault ? fault : "");
	}
	return g_string_free(shown, FALSE);
}

static void test_stations(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		Journey journey;
		journey_init(&journey, "F");
		events_play(rows[i].events, take, &journey);
		g_autofree char *shown = show(&journey);

		g_test_message("%s", rows[i].what);
		g_assert_cmpstr(shown, ==, rows[i].stations);
		g_assert_cmpint(journey.moving, ==, rows[i].moving);
		g_assert_cmpint(journey.scheduled, ==, rows[i].scheduled);
		journey_clear(&journey);
	}
}

/* A page that leads in a circle does not make our record grow without end. */
static void test_circle(void)
{
	Journey journey;

	journey_init(&journey, "F");
	for (int i = 0; i < JOURNEY_MAX + 5; i++)
		events_play(ASKED("https://a.example/", REDIRECT("302")) OVER, take, &journey);
	g_assert_cmpuint(json_array_size(journey.stations), ==, JOURNEY_MAX);
	g_assert_cmpuint(journey.left_out, ==, 5);
	journey_clear(&journey);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/journey/stations", test_stations);
	g_test_add_func("/journey/circle", test_circle);
	return g_test_run();
}
