#include "cli/summary.h"

#include <string.h>

#include "base/json.h"
#include "cli/talk.h"
#include "web/defang.h"

typedef struct {
	const char *is, *en, *ja;
	TalkColour colour;
} VerdictName;

static const VerdictName verdicts[] = {
	{"phishing", "phishing", "フィッシング詐欺", TALK_RED},
	{"suspicious", "suspicious", "疑わしい", TALK_YELLOW},
	{"inconclusive", "inconclusive", "判断できない", TALK_YELLOW},
	{"no-sign", "no sign of phishing", "詐欺の兆候なし", TALK_GREEN},
};

static const VerdictName no_verdict = {"", "no verdict", "判定なし", TALK_YELLOW};

typedef struct {
	const char *en, *ja;
} Words;

static const Words label_subject = {"Subject", "件名"}, label_from = {"From", "差出人"},
		   label_origin = {"Origin", "送信元"}, label_file = {"File", "ファイル"},
		   label_again = {"Revises", "前回の案件"},
		   label_reasons = {"Reasons", "判定の理由"},
		   label_advice = {"What to do", "どうすればよいか"},
		   label_unseen = {"What was not looked at", "調べていないこと"},
		   label_unfinished = {"unfinished", "調査は途中"};

static const char *say(Words words, const char *language)
{
	return strcmp(language, "ja") == 0 ? words.ja : words.en;
}

static const VerdictName *verdict_name(const char *is)
{
	for (size_t i = 0; is && i < G_N_ELEMENTS(verdicts); i++)
		if (strcmp(verdicts[i].is, is) == 0)
			return &verdicts[i];
	return &no_verdict;
}

const char *summary_verdict(const char *is, const char *language)
{
	const VerdictName *name = verdict_name(is);

	return say((Words){name->en, name->ja}, language);
}

/* Rounded, but never to certainty, which no rule gives. */
static void write_probability(FILE *to, double probability, const char *language)
{
	static const Words label = {"probability of phishing", "フィッシングの確率"},
			   over = {"over 99 %", "99 % 超"}, under = {"under 1 %", "1 % 未満"};
	g_autofree char *rounded = g_strdup_printf("%.0f %%", 100 * probability);
	const char *number = rounded;

	if (probability > 0.99)
		number = say(over, language);
	else if (probability < 0.01)
		number = say(under, language);
	talk_text(to, " (%s: %s)", say(label, language), number);
}

static void write_headline(
	FILE *to, const json_t *dossier, ArchiveState state, const char *language)
{
	const json_t *verdict = json_object_get(dossier, "verdict");
	const json_t *probability = json_object_get(verdict, "probability");
	const VerdictName *name = verdict_name(json_get_text(verdict, "is"));

	talk_text(to, "%s  ", json_get_text(dossier, "case"));
	fputs(talk_colour(to, name->colour), to);
	talk_text(to, "%s", say((Words){name->en, name->ja}, language));
	fputs(talk_colour(to, TALK_PLAIN), to);
	if (json_is_number(probability))
		write_probability(to, json_number_value(probability), language);
	if (state == ARCHIVE_UNFINISHED)
		talk_text(to, "  [%s]", say(label_unfinished, language));
	fputc('\n', to);
}

/* "  Subject  ...": left out where there is nothing to say. */
static void write_field(FILE *to, Words label, const char *language, Str value)
{
	if (value.len == 0)
		return;
	g_autofree char *text = str_dup(value);
	g_autofree char *safe = defang_text(str_of(text));
	g_autofree char *line = talk_line(safe);
	talk_text(to, "  %s: %s\n", say(label, language), line);
}

static void write_fields(FILE *to, const json_t *dossier, const char *language)
{
	const json_t *from = json_at(dossier, "/mail/from/0");
	const char *name = json_get_text(from, "name"), *address = json_get_text(from, "address");
	g_autofree char *sender =
		from ? g_strdup_printf("%s <%s>", name ? name : "", address ? address : "")
		     : g_strdup("");

	write_field(to, label_subject, language, json_str(json_at(dossier, "/mail/subject")));
	write_field(to, label_from, language, str_trim(str_of(sender)));
	write_field(to, label_origin, language, json_str(json_at(dossier, "/origin/ip")));
	write_field(to, label_file, language, json_str(json_at(dossier, "/source/name")));
	write_field(to, label_again, language, json_str(json_at(dossier, "/revises")));
}

static void write_heading(FILE *to, Words words, const char *language)
{
	fputs("\n", to);
	fputs(talk_colour(to, TALK_BOLD), to);
	talk_text(to, "%s", say(words, language));
	fputs(talk_colour(to, TALK_PLAIN), to);
	fputs("\n", to);
}

/* One sentence of the dossier as a line. */
static void write_sentence(FILE *to, const char *before, const json_t *words, const char *language)
{
	g_autofree char *safe = defang_text(json_get_str(words, language));
	g_autofree char *line = talk_line(safe);

	talk_text(to, "  %s%s\n", before, line);
}

static double weight_of(const json_t *finding)
{
	return json_number_value(json_object_get(finding, "weight"));
}

/* For qsort: what weighs more comes first, whichever way it speaks; else in the rules' order. */
static int compare_findings(const void *left, const void *right)
{
	const json_t *a = *(json_t *const *)left, *b = *(json_t *const *)right;
	double difference = ABS(weight_of(b)) - ABS(weight_of(a));

	return (difference > 0) - (difference < 0);
}

static void write_findings(FILE *to, const json_t *dossier, const char *language)
{
	g_autoptr(GPtrArray) ordered = g_ptr_array_new();
	json_t *finding;
	size_t index;

	json_array_foreach (json_object_get(dossier, "findings"), index, finding)
		g_ptr_array_add(ordered, finding);
	if (ordered->len == 0)
		return;
	g_ptr_array_sort(ordered, compare_findings);
	write_heading(to, label_reasons, language);
	for (guint i = 0; i < ordered->len; i++) {
		const json_t *one = ordered->pdata[i];
		g_autofree char *before = g_strdup_printf("%+5.1f  ", weight_of(one));
		write_sentence(to, before, json_object_get(one, "says"), language);
	}
}

static void write_unseen(FILE *to, const json_t *dossier, const char *language)
{
	const json_t *step;
	bool any = false;
	size_t index;

	json_array_foreach (json_object_get(dossier, "steps"), index, step) {
		if (g_strcmp0(json_get_text(step, "status"), "done") == 0)
			continue;
		if (!any)
			write_heading(to, label_unseen, language);
		any = true;
		g_autofree char *before = g_strdup_printf("%s: ", json_get_text(step, "step"));
		write_sentence(to, before, json_object_get(step, "why"), language);
	}
}

void summary_write(FILE *to, const json_t *dossier, ArchiveState state, const char *language)
{
	const json_t *verdict = json_object_get(dossier, "verdict");

	write_headline(to, dossier, state, language);
	write_fields(to, dossier, language);
	if (json_is_object(verdict)) {
		fputs("\n", to);
		write_sentence(to, "", json_object_get(verdict, "summary"), language);
	}
	write_findings(to, dossier, language);
	if (json_is_object(verdict)) {
		write_heading(to, label_advice, language);
		write_sentence(to, "", json_object_get(verdict, "advice"), language);
	}
	write_unseen(to, dossier, language);
}
