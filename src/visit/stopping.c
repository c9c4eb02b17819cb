#include "visit/stopping.h"

#include "base/json.h"
#include "web/host.h"
#include "web/url.h"

static const struct {
	const char *reason, *en, *ja;
} reasons[] = {
	{"not-asked", "Only the first page was visited: the walk was not asked for.",
		"最初のページのみ確認しました。入力を伴う巡回は指定されていません。"},
	{"asks-nothing", "The last page asks for nothing, and nothing on it leads on.",
		"最後のページは何も求めず、先へ進む操作もありません。"},
	{"no-way-on", "Nothing that was filled in or pressed led on.",
		"入力と操作を試みましたが、先へ進めませんでした。"},
	{"repeat", "The same page came again.", "同じページが繰り返し表示されました。"},
	{"genuine",
		"The page is a genuine site's, or a well-known service's: nothing is entered "
		"there.",
		"正規サイトまたは著名なサービスのページに移ったため、入力せずに終了しました。"},
	{"captcha", "The page asks to be solved by a person.",
		"人による操作の確認(CAPTCHA)を求められました。"},
	{"blocked", "The page refuses the visitor.", "アクセスを拒否されました。"},
	{"gone", "The page is no longer there.", "ページは既に存在しません。"},
	{"broken", "The server has failed.", "サーバーがエラーを返しました。"},
	{"parked", "The domain is parked or for sale.",
		"ドメインは広告用の仮ページか、売り出し中の案内ページです。"},
	{"default-page", "The server shows its default page.",
		"サーバーの初期ページが表示されました。"},
	{"download", "A file came instead of a page.",
		"ページではなくファイルが送られてきました。"},
	{"limit", "The limit of pages or time was reached.",
		"ページ数または時間の上限に達しました。"},
	{"dead", "The page does not answer.", "ページが応答しません。"},
};

/* Signs that end a walk, the most telling first. */
static const char *const ending_signs[] = {"blocked", "parked", "default-page", "gone"};

/* What the status says of a page that led nowhere. */
static const struct {
	int from, until;
	const char *reason;
} statuses[] = {
	{404, 404, "gone"},
	{410, 410, "gone"},
	{400, 499, "blocked"},
	{500, 599, "broken"},
};

static bool has_what(const json_t *list, const char *what)
{
	const json_t *entry;
	size_t index;

	json_array_foreach (list, index, entry)
		if (g_strcmp0(json_get_text(entry, "what"), what) == 0)
			return true;
	return false;
}

bool stopping_asks(const json_t *page, const char *what)
{
	const json_t *ask;
	size_t index;

	json_array_foreach (json_object_get(page, "asks"), index, ask)
		if (g_strcmp0(json_string_value(ask), what) == 0)
			return true;
	return false;
}

bool stopping_says(const json_t *page, const char *what)
{
	return has_what(json_object_get(page, "says"), what);
}

bool stopping_shows(const json_t *page, const char *what)
{
	return has_what(json_object_get(page, "signs"), what);
}

/* A document that the guard did not let out was one to a genuine site. */
static bool was_refused(const json_t *record)
{
	const json_t *entry;
	size_t index;

	json_array_foreach (json_object_get(record, "refused"), index, entry)
		if (g_strcmp0(json_get_text(entry, "type"), "Document") == 0)
			return true;
	return false;
}

/* One of those that are known by where they come from. */
static bool has_captcha_frame(const json_t *page)
{
	const json_t *sign;
	size_t index;

	json_array_foreach (json_object_get(page, "signs"), index, sign)
		if (g_strcmp0(json_get_text(sign, "what"), "captcha") == 0 &&
			g_strcmp0(json_get_text(sign, "by"), "words") != 0)
			return true;
	return false;
}

const char *stopping_reason(
	const Guard *guard, const char *url, const json_t *page, const json_t *record)
{
	bool asks = json_array_size(json_object_get(page, "asks")) > 0;

	if (url && guard_protects(guard, url))
		return "genuine";
	if (was_refused(record) && !asks)
		return "genuine";
	if (json_array_size(json_object_get(record, "downloads")) > 0 && !asks)
		return "download";
	if (stopping_asks(page, "captcha") || (!asks && has_captcha_frame(page)))
		return "captcha";
	for (size_t i = 0; i < G_N_ELEMENTS(ending_signs); i++)
		if (!asks && stopping_shows(page, ending_signs[i]))
			return ending_signs[i];
	return NULL;
}

const char *stopping_after_all(const json_t *page, const json_t *record)
{
	int status = (int)json_integer_value(json_object_get(record, "status"));

	if (stopping_shows(page, "captcha"))
		return "captcha";
	if (json_array_size(json_object_get(page, "asks")) > 0)
		return "no-way-on";
	for (size_t i = 0; i < G_N_ELEMENTS(statuses); i++)
		if (status >= statuses[i].from && status <= statuses[i].until)
			return statuses[i].reason;
	return "asks-nothing";
}

json_t *stopping_json(const char *reason, const char *url)
{
	size_t i = 0;

	while (i + 1 < G_N_ELEMENTS(reasons) && g_strcmp0(reasons[i].reason, reason) != 0)
		i++;
	json_t *json = json_object();
	json_put(json, "reason", json_text(str_of(reasons[i].reason)));
	json_put(json, "en", json_text(str_of(reasons[i].en)));
	json_put(json, "ja", json_text(str_of(reasons[i].ja)));
	json_put(json, "at", json_text_or_null(url));
	return json;
}

char *stopping_domain(const char *url)
{
	g_autoptr(Url) parsed = url ? url_parse(str_of(url), NULL) : NULL;
	const char *host = parsed ? url_host(parsed) : NULL;
	char *domain = host ? host_domain(host) : NULL;

	return domain ? domain : g_strdup(host);
}
