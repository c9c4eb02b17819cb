#include "net/outcome.h"

#include <string.h>

static const struct {
	const char *name, *en, *ja;
} outcomes[OUTCOME_COUNT] = {
	[OUTCOME_ANSWERED] = {"answered", "", ""},
	[OUTCOME_CUT] = {"cut", "The answer was longer than the limit: only its start was kept",
		"応答が上限を超えたため、先頭部分だけを保存しました"},
	[OUTCOME_REFUSED] = {"refused", "mekiki's own policy forbids this question",
		"mekiki の安全方針により照会しませんでした"},
	[OUTCOME_OFFLINE] = {"offline", "Nobody was asked: mekiki works offline",
		"オフラインのため照会していません"},
	[OUTCOME_NOT_RECORDED] = {"not-recorded",
		"Nobody was asked: this is a replay, and its record does not hold the question",
		"再現実行であり、記録の中にこの照会がないため、照会していません"},
	[OUTCOME_THROTTLED] = {"throttled", "The server has to be left alone for a while",
		"サーバーの照会制限に配慮し、しばらく照会を控えています"},
	[OUTCOME_UNRESOLVED] = {"unresolved", "The server's name has no address",
		"サーバー名に対応する IP アドレスがありません"},
	[OUTCOME_UNREACHABLE] = {"unreachable", "The server took no connection",
		"サーバーに接続できませんでした"},
	[OUTCOME_TIMEOUT] = {"timeout", "No whole answer came in time",
		"制限時間内に応答が完了しませんでした"},
	[OUTCOME_BROKEN] = {"broken", "The connection broke", "通信が途中で切れました"},
	[OUTCOME_NO_ANSWER] = {"no-answer", "No name server had an answer",
		"ネームサーバーから有効な応答が得られませんでした"},
	[OUTCOME_BOGUS] = {"bogus", "The answer's DNSSEC signature does not hold",
		"応答の DNSSEC 署名を検証できませんでした"},
	[OUTCOME_UNTRUSTED] = {"untrusted", "The server's certificate does not hold",
		"サーバー証明書を検証できませんでした"},
	[OUTCOME_MALFORMED] = {"malformed", "What came is not an answer of this protocol",
		"応答がプロトコルに従っていません"},
	[OUTCOME_REDIRECTS] = {"redirects", "The server redirects without an end",
		"リダイレクトが終わりません"},
};

const char *outcome_name(Outcome outcome)
{
	g_assert(outcome < OUTCOME_COUNT);
	return outcomes[outcome].name;
}

bool outcome_find(const char *name, Outcome *outcome_out)
{
	for (Outcome outcome = 0; outcome < OUTCOME_COUNT; outcome++) {
		if (strcmp(outcomes[outcome].name, name) != 0)
			continue;
		*outcome_out = outcome;
		return true;
	}
	return false;
}

bool outcome_was_asked(Outcome outcome)
{
	return outcome < OUTCOME_REFUSED || outcome > OUTCOME_UNRESOLVED;
}

/* "text (detail)." */
static json_t *sentence(const char *text, const char *detail, const char *const marks[3])
{
	g_autofree char *whole =
		detail ? g_strconcat(text, marks[0], detail, marks[1], marks[2], NULL)
		       : g_strconcat(text, marks[2], NULL);

	return json_text(str_of(whole));
}

json_t *outcome_words_of(Outcome outcome, const char *detail_en, const char *detail_ja)
{
	static const char *const marks_en[] = {" (", ")", "."}, *const marks_ja[] = {
									"（", "）", "。"};

	g_assert(outcome < OUTCOME_COUNT);
	if (outcome == OUTCOME_ANSWERED)
		return NULL;
	json_t *words = json_object();
	json_put(words, "en", sentence(outcomes[outcome].en, detail_en, marks_en));
	json_put(words, "ja", sentence(outcomes[outcome].ja, detail_ja, marks_ja));
	return words;
}

json_t *outcome_words(Outcome outcome, const char *detail)
{
	return outcome_words_of(outcome, detail, detail);
}
