#include "cli/sendershow.h"

#include "base/json.h"
#include "cli/talk.h"

static const char *word(const char *language, const char *en, const char *ja)
{
	return language[0] == 'j' ? ja : en;
}

static void print_title(const char *title, const char *result, TalkColour colour)
{
	talk_text(stdout, "%s%s%s  %s%s%s\n", talk_colour(stdout, TALK_BOLD), title,
		talk_colour(stdout, TALK_PLAIN), talk_colour(stdout, colour), result,
		talk_colour(stdout, TALK_PLAIN));
}

/* The sentence that `key` has, where it has one. */
static void print_words(const json_t *found, const char *key, const char *language)
{
	const char *sentence = json_get_text(json_object_get(found, key), language);

	if (sentence)
		talk_text(stdout, "  %s\n", sentence);
}

/* A row where there is something to say. */
static void print_row(const char *label, const char *value)
{
	if (value)
		talk_row(label, value);
}

static TalkColour colour_of(const char *result)
{
	if (g_strcmp0(result, "pass") == 0)
		return TALK_GREEN;
	return g_strcmp0(result, "fail") == 0 ? TALK_RED : TALK_YELLOW;
}

static const char *shown_result(const json_t *found, const char *language)
{
	const char *result = json_get_text(found, "result");

	return result ? result : word(language, "not asked", "未照会");
}

void sendershow_spf(const json_t *spf, const char *language)
{
	const char *term = json_get_text(spf, "term"), *place = json_get_text(spf, "term_in");
	g_autofree char *decided = term && *term ? g_strdup_printf("%s  (%s)", term, place) : NULL;

	print_title("SPF", shown_result(spf, language), colour_of(json_get_text(spf, "result")));
	print_words(spf, "says", language);
	print_words(spf, "why", language);
	print_row(word(language, "domain", "ドメイン"), json_get_text(spf, "domain"));
	print_row(word(language, "address", "IP アドレス"), json_get_text(spf, "ip"));
	print_row(word(language, "record", "レコード"), json_get_text(spf, "record"));
	print_row(word(language, "decided by", "該当した項目"), decided);
	print_row(
		word(language, "its reason", "ドメインの説明"), json_get_text(spf, "explanation"));
}

/* "reject (sp= of example.org)", with what weakens it. Yours to g_free. */
static char *policy_line(const json_t *way, const char *language)
{
	const char *policy = json_get_text(way, "policy"), *applied = json_get_text(way, "applied");
	json_int_t pct = json_integer_value(json_object_get(way, "pct"));
	GString *line;

	if (!policy)
		return NULL;
	line = g_string_new(policy);
	g_string_append_printf(
		line, "  (%s=, %s)", json_get_text(way, "tag"), json_get_text(way, "found_at"));
	if (g_strcmp0(policy, applied) != 0)
		g_string_append_printf(
			line, "%s%s (t=y)", word(language, ", applied as ", "、適用は "), applied);
	if (pct != 100)
		g_string_append_printf(line, ", pct=%d", (int)pct);
	return g_string_free(line, FALSE);
}

static void print_way(const json_t *way, const char *title, bool tells_result, const char *language)
{
	g_autofree char *policy = policy_line(way, language);

	talk_text(stdout, "  %s\n", title);
	if (tells_result)
		print_row(word(language, "result", "結果"), json_get_text(way, "result"));
	print_row(
		word(language, "organization", "組織ドメイン"), json_get_text(way, "organization"));
	print_row(word(language, "policy", "ポリシー"),
		policy ? policy : word(language, "none", "なし"));
	print_row(word(language, "record", "レコード"), json_get_text(way, "record"));
	print_row(word(language, "reports to", "レポート送付先"), json_get_text(way, "reports_to"));
}

void sendershow_dmarc(const json_t *dmarc, bool tells_result, const char *language)
{
	const json_t *walk = json_object_get(dmarc, "walk"), *list = json_object_get(dmarc, "list");
	const char *author = json_get_text(dmarc, "author");

	if (tells_result) {
		print_title("DMARC", shown_result(dmarc, language),
			colour_of(json_get_text(dmarc, "result")));
		print_words(dmarc, "says", language);
	} else {
		print_title("DMARC", author ? author : "-", TALK_PLAIN);
	}
	print_words(dmarc, "why", language);
	if (!json_is_object(walk))
		return;
	if (json_is_false(json_object_get(dmarc, "exists")))
		talk_text(stdout, "  %s\n",
			word(language, "There is no such domain.",
				"このドメイン名は存在しません。"));
	print_way(walk,
		word(language, "By RFC 9989 (up the DNS)", "RFC 9989 による判定(DNS ツリー探索)"),
		tells_result, language);
	if (json_is_true(json_object_get(dmarc, "differs")))
		print_way(list,
			word(language, "By RFC 7489 (list of public suffixes), which differs",
				"RFC 7489 による判定(Public Suffix List)、上と異なる結果"),
			tells_result, language);
	else
		talk_text(stdout, "  %s\n",
			word(language, "RFC 7489 comes to the same.",
				"RFC 7489 による判定も同じです。"));
}

static const struct {
	const char *answer, *en, *ja;
} absences[] = {
	{"none", "none", "なし"},
	{"failed", "no answer", "応答なし"},
	{"not-asked", "not asked", "未照会"},
};

static const char *absence(const json_t *entry, const char *language)
{
	const char *answer = json_get_text(entry, "answer");

	for (size_t i = 0; i < G_N_ELEMENTS(absences); i++)
		if (g_strcmp0(answer, absences[i].answer) == 0)
			return word(language, absences[i].en, absences[i].ja);
	return "-";
}

static void print_mx(const json_t *mx, const char *language)
{
	const json_t *host;
	size_t index;

	if (json_array_size(json_object_get(mx, "hosts")) == 0)
		talk_row("MX", absence(mx, language));
	json_array_foreach (json_object_get(mx, "hosts"), index, host) {
		g_autofree char *line = g_strdup_printf("%d %s",
			(int)json_integer_value(json_object_get(host, "preference")),
			json_get_text(host, "host"));
		talk_row("MX", line);
	}
}

void sendershow_posture(const json_t *posture, const char *language)
{
	static const char *const kinds[][2] = {{"spf", "SPF"}, {"dmarc", "DMARC"}, {"bimi", "BIMI"},
		{"mta_sts", "MTA-STS"}, {"tls_rpt", "TLS-RPT"}};

	print_title(word(language, "Published now", "現在の公開情報"),
		json_get_text(posture, "domain"), TALK_PLAIN);
	print_mx(json_object_get(posture, "mx"), language);
	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
		const json_t *entry = json_object_get(posture, kinds[i][0]);
		const char *record = json_get_text(entry, "record");
		talk_row(kinds[i][1], record ? record : absence(entry, language));
	}
}
