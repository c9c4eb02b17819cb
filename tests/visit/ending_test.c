/* How a visit ended, from what the page, its way and the gateway's log say. */
#include "visit/ending.h"

#define CONNECTION(outcome, received, why)                                                         \
	"[{\"host\":\"a.example\",\"port\":443,\"outcome\":\"" outcome "\",\"received\":" received \
	",\"why\":" why "}]"
#define WHY           "{\"en\":\"because\",\"ja\":\"理由\"}"
#define REACHED       CONNECTION("answered", "100", "null")
#define STATION(more) "{\"url\":\"https://a.example/\"" more "}"

typedef struct {
	const char *what, *page, *station, *connections;
	bool stuck;
	const char *ending; /* "outcome answer why" */
} Row;

static const Row rows[] = {
	{"a page", "{}", STATION(",\"status\":200"), REACHED, false, "reached found -"},
	{"one that is not to be had", "{}", STATION(",\"status\":404"), REACHED, false,
		"dead none There is no such page (HTTP 404)."},
	{"one that was taken away", "{}", STATION(",\"status\":410"), REACHED, false,
		"dead none The page has been taken away (HTTP 410)."},
	{"not for us", "{}", STATION(",\"status\":403"), REACHED, false,
		"blocked failed The server turned the visit away (HTTP 403)."},
	{"with a password", "{}", STATION(",\"status\":401"), REACHED, false,
		"blocked failed The server asks for a user name and a password (HTTP 401)."},
	{"too often", "{}", STATION(",\"status\":429"), REACHED, false,
		"blocked failed The server turned the visit away (HTTP 429)."},
	{"a broken server", "{}", STATION(",\"status\":503"), REACHED, false,
		"dead failed The server has failed (HTTP 503)."},
	{"no such host", "{}", STATION(",\"fault\":\"net::ERR_TUNNEL_CONNECTION_FAILED\""),
		CONNECTION("unresolved", "0", WHY), false, "dead none because"},
	{"nobody listens", "{}", STATION(",\"fault\":\"net::ERR_TUNNEL_CONNECTION_FAILED\""),
		CONNECTION("unreachable", "0", WHY), false, "dead failed because"},
	{"the gateway's refusal looks like a page", "{}", STATION(",\"status\":403"),
		CONNECTION("refused", "0", WHY), false, "refused not-asked because"},
	{"a second connection was broken, the first was not", "{}", STATION(",\"status\":200"),
		"[{\"host\":\"a.example\",\"port\":443,\"received\":9,\"why\":null},{\"host\":"
		"\"a.example\",\"port\":443,\"received\":0,\"why\":" WHY "}]",
		false, "reached found -"},
	{"another port is another server", "{}", STATION(",\"status\":200"),
		"[{\"host\":\"a.example\",\"port\":80,\"received\":0,\"outcome\":\"refused\","
		"\"why\":" WHY "}]",
		false, "reached found -"},
	{"our own rules",
		"{\"refused\":[{\"type\":\"Document\",\"url\":\"https://a.example/\",\"why\":" WHY
		"}]}",
		STATION(",\"fault\":\"net::ERR_BLOCKED_BY_CLIENT\""), "[]", false,
		"refused not-asked because"},
	{"a picture that was refused is not the page",
		"{\"refused\":[{\"type\":\"Image\",\"url\":\"https://b.example/\",\"why\":" WHY
		"}]}",
		STATION(",\"status\":200"), REACHED, false, "reached found -"},
	{"a file", "{\"downloads\":[{}]}", STATION(",\"fault\":\"net::ERR_ABORTED\""), REACHED,
		false, "download found It is a file, which was not taken."},
	{"a page that offers a file, too", "{\"downloads\":[{}]}", STATION(",\"status\":200"),
		REACHED, false, "reached found -"},
	{"the connection broke", "{}", STATION(",\"fault\":\"net::ERR_EMPTY_RESPONSE\""), REACHED,
		false, "dead failed No page came: net::ERR_EMPTY_RESPONSE."},
	{"stuck", "{}", STATION(",\"status\":200"), REACHED, true,
		"error failed The page does not answer, or not in time."},
	{"no answer", "{}", STATION(""), REACHED, false,
		"error failed The page does not answer, or not in time."},
	{"nothing at all", "{}", "null", "[]", false,
		"error failed The page does not answer, or not in time."},
};

static void test_endings(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		json_auto_t *page = json_parse(str_of(rows[i].page), NULL);
		json_auto_t *station = json_loads(rows[i].station, JSON_DECODE_ANY, NULL);
		json_auto_t *connections = json_parse(str_of(rows[i].connections), NULL);
		const EndingFacts facts = {
			page, json_is_null(station) ? NULL : station, connections, rows[i].stuck};
		Ending ending = ending_of(&facts);
		json_auto_t *why = ending.why;
		const char *words = json_get_text(why, "en");
		g_autofree char *shown = g_strdup_printf(
			"%s %s %s", ending.outcome, ending.answer, words ? words : "-");

		g_test_message("%s", rows[i].what);
		g_assert_cmpstr(shown, ==, rows[i].ending);
		g_assert_true(!why || json_get_text(why, "ja"));
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/ending/endings", test_endings);
	return g_test_run();
}
