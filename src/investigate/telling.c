#include "investigate/telling.h"

#include "web/defang.h"

/* Characters of a subject that are quoted. */
#define SUBJECT_MAX 60

static size_t count(const json_t *dossier, const char *pointer)
{
	return json_array_size(json_at(dossier, pointer));
}

static char *short_subject(const json_t *dossier)
{
	Str whole = json_str(json_at(dossier, "/mail/subject"));
	g_autofree char *text = str_dup(whole);

	if (g_utf8_strlen(text, -1) > SUBJECT_MAX) {
		g_autofree char *start = g_utf8_substring(text, 0, SUBJECT_MAX);
		g_autofree char *cut = g_strconcat(start, "…", NULL);
		return defang_text(str_of(cut));
	}
	return defang_text(str_of(text));
}

/* A sentence of the dossier with `before` (a number of something, in both languages) and what it names
 * defanged. */
static json_t *quote(const char *before_en, const char *before_ja, const json_t *sentence)
{
	g_autofree char *en = defang_text(json_get_str(sentence, "en"));
	g_autofree char *ja = defang_text(json_get_str(sentence, "ja"));
	g_autofree char *whole_en = g_strconcat(before_en, en, NULL);
	g_autofree char *whole_ja = g_strconcat(before_ja, ja, NULL);

	return json_both(whole_en, whole_ja);
}

json_t *telling_read(const json_t *dossier)
{
	Str address = json_str(json_at(dossier, "/mail/from/0/address"));
	g_autofree char *sender = defang(address.len ? address : STR("?"));
	g_autofree char *subject = short_subject(dossier);
	size_t parts = count(dossier, "/mail/parts"), links = count(dossier, "/links"),
	       attachments = count(dossier, "/attachments");

	return json_words("\"%2$s\" from %1$s: %3$zu part(s), %4$zu link(s), %5$zu attachment(s).",
		"差出人 %1$s、件名「%2$s」。パート %3$zu、リンク %4$zu、添付ファイル %5$zu。",
		sender, subject, parts, links, attachments);
}

json_t *telling_trace(const json_t *dossier)
{
	size_t hops = count(dossier, "/hops");
	g_autofree char *en = g_strdup_printf("%zu hop(s). ", hops);
	g_autofree char *ja = g_strdup_printf("経由 %zu。", hops);

	return quote(en, ja, json_at(dossier, "/origin/why"));
}

typedef struct {
	size_t all, found, none, failed, not_asked;
} Answers;

/* Count the answers of the things in the array `section`. */
static void add_answers(Answers *answers, const json_t *section)
{
	const struct {
		const char *word;
		size_t *tally;
	} tallies[] = {
		{"found", &answers->found},
		{"none", &answers->none},
		{"failed", &answers->failed},
		{"not-asked", &answers->not_asked},
	};
	const json_t *entry;
	size_t index;

	json_array_foreach (section, index, entry) {
		answers->all++;
		for (size_t i = 0; i < G_N_ELEMENTS(tallies); i++)
			if (g_strcmp0(json_get_text(entry, "answer"), tallies[i].word) == 0)
				(*tallies[i].tally)++;
	}
}

json_t *telling_lookup(const json_t *dossier)
{
	Answers answers = {0};

	add_answers(&answers, json_object_get(dossier, "hosts"));
	add_answers(&answers, json_object_get(dossier, "registrations"));
	return json_words(
		"%zu host(s) and registration(s): %zu found, %zu without a result, %zu without "
		"an answer, %zu not asked.",
		"ホストと登録情報 %zu 件(判明 %zu、該当なし %zu、応答なし %zu、未照会 %zu)。",
		answers.all, answers.found, answers.none, answers.failed, answers.not_asked);
}

json_t *telling_visit(const json_t *dossier)
{
	Answers answers = {0};

	add_answers(&answers, json_object_get(dossier, "landings"));
	return json_words("%zu page(s): %zu seen, %zu without one, %zu without an answer, %zu not "
			  "visited.",
		"リンク先 %zu 件(確認済み %zu、ページなし %zu、応答なし %zu、未確認 %zu)。",
		answers.all, answers.found, answers.none, answers.failed, answers.not_asked);
}

json_t *telling_judge(const json_t *dossier)
{
	return quote("", "", json_at(dossier, "/verdict/summary"));
}
