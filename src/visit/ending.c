#include "visit/ending.h"

#include <string.h>

#include "net/outcome.h"
#include "visit/har.h"
#include "visit/stopping.h"
#include "web/url.h"

typedef struct {
	int from, until; /* of HTTP */
	const char *outcome, *answer, *en, *ja;
} StatusRow;

/* The first that fits counts. */
static const StatusRow statuses[] = {
	{404, 404, "dead", "none", "There is no such page", "そのページはありません"},
	{410, 410, "dead", "none", "The page has been taken away", "ページは削除されています"},
	{401, 401, "blocked", "failed", "The server asks for a user name and a password",
		"サーバーがユーザー名とパスワードを求めています"},
	{400, 499, "blocked", "failed", "The server turned the visit away",
		"サーバーにアクセスを拒否されました"},
	{500, 599, "dead", "failed", "The server has failed", "サーバーがエラーを返しました"},
};

/* What came of dialling the page's host. */
typedef struct {
	bool reached;          /* something came from it */
	const json_t *failure; /* the last connection that failed; NULL */
} Dialling;

static bool is_to(const json_t *connection, const Url *url)
{
	return url_host(url) && g_strcmp0(json_get_text(connection, "host"), url_host(url)) == 0 &&
	       json_integer_value(json_object_get(connection, "port")) == har_port(url);
}

static Dialling dialling_of(const json_t *connections, const char *text)
{
	g_autoptr(Url) url = text ? url_parse(str_of(text), NULL) : NULL;
	Dialling dialling = {0};
	const json_t *connection;
	size_t index;

	json_array_foreach (connections, index, connection) {
		if (!url || !is_to(connection, url))
			continue;
		if (json_integer_value(json_object_get(connection, "received")) > 0)
			dialling.reached = true;
		else if (json_is_object(json_object_get(connection, "why")))
			dialling.failure = connection;
	}
	return dialling;
}

static json_t *copy_why(const json_t *of)
{
	json_t *why = json_object_get(of, "why");

	return json_is_object(why) ? json_deep_copy(why) : NULL;
}

static Ending of_failure(const json_t *connection)
{
	const char *word = json_get_text(connection, "outcome");
	Outcome outcome = OUTCOME_BROKEN;
	Ending ending = {"dead", "failed", copy_why(connection)};

	if (word)
		outcome_find(word, &outcome);
	if (outcome == OUTCOME_REFUSED)
		ending = (Ending){"refused", "not-asked", ending.why};
	if (outcome == OUTCOME_UNRESOLVED)
		ending.answer = "none";
	return ending;
}

/* Why the checkpoint did not let the document out; NULL where it did. */
static const json_t *find_refusal(const EndingFacts *facts)
{
	const json_t *refused;
	size_t index;

	json_array_foreach (json_object_get(facts->page, "refused"), index, refused)
		if (g_strcmp0(json_get_text(refused, "type"), "Document") == 0 &&
			g_strcmp0(json_get_text(refused, "url"),
				json_get_text(facts->station, "url")) == 0)
			return refused;
	return NULL;
}

static bool is_download(const EndingFacts *facts)
{
	return json_array_size(json_object_get(facts->page, "downloads")) > 0 &&
	       json_get_text(facts->station, "fault");
}

/* What the status says; no outcome where it says that a page came. */
static Ending of_status(int status)
{
	for (size_t i = 0; i < G_N_ELEMENTS(statuses); i++) {
		const StatusRow *row = &statuses[i];
		if (status < row->from || status > row->until)
			continue;
		json_t *why = json_object();
		json_put(why, "en", json_sprintf("%s (HTTP %d).", row->en, status));
		json_put(why, "ja", json_sprintf("%s(HTTP %d)。", row->ja, status));
		return (Ending){row->outcome, row->answer, why};
	}
	return (Ending){0};
}

/* What the page shows where its status says nothing. */
static const struct {
	const char *sign, *outcome, *answer, *en, *ja;
} signs[] = {
	{"captcha", "captcha", "failed", "The page wants to be solved by a person first.",
		"人による操作の確認(CAPTCHA)を先に求められました。"},
	{"blocked", "blocked", "failed", "The page turns the visitor away.",
		"ページの表示を拒否されました。"},
	{"gone", "dead", "none", "The page says that it is no longer there.",
		"ページは既に存在しないと表示されました。"},
};

static Ending of_page(const json_t *page)
{
	for (size_t i = 0; i < G_N_ELEMENTS(signs); i++)
		if (stopping_shows(page, signs[i].sign))
			return (Ending){signs[i].outcome, signs[i].answer,
				json_both(signs[i].en, signs[i].ja)};
	return (Ending){"reached", "found", NULL};
}

static Ending of_fault(const char *fault)
{
	return (Ending){"dead", "failed",
		json_words("No page came: %s.", "ページを取得できませんでした(%s)。", fault)};
}

Ending ending_of(const EndingFacts *facts)
{
	const char *url = json_get_text(facts->station, "url");
	const char *fault = json_get_text(facts->station, "fault");
	Dialling dialling = dialling_of(facts->connections, url);
	const json_t *refusal = find_refusal(facts);
	int status = (int)json_integer_value(json_object_get(facts->station, "status"));

	if (refusal)
		return (Ending){"refused", "not-asked", copy_why(refusal)};
	if (is_download(facts))
		return (Ending){"download", "found",
			json_words("It is a file, which was not taken.",
				"ファイルのダウンロードです。保存していません。")};
	if (!dialling.reached && dialling.failure)
		return of_failure(dialling.failure);
	if (fault)
		return of_fault(fault);
	if (!facts->station || status == 0 || facts->stuck)
		return (Ending){"error", "failed",
			json_words("The page does not answer, or not in time.",
				"ページの応答がないか、時間内に終わりませんでした。")};
	Ending ending = of_status(status);
	return ending.outcome ? ending : of_page(facts->page);
}
