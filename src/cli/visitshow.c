#include "cli/visitshow.h"

#include <stdio.h>

#include "cli/talk.h"

/* Labels in both languages. */
typedef struct {
	const char *en, *ja;
} Label;

static const Label outcome_label = {"outcome", "結果"}, why_label = {"why", "理由"},
		   way_label = {"way", "経路"}, certificate_label = {"certificate", "証明書"},
		   title_label = {"title", "題名"}, pages_label = {"pages", "ページ"},
		   unseen_label = {"not seen", "未確認"}, differs_label = {"differs", "差異"},
		   asks_label = {"asks for", "要求項目"}, nothing_label = {"(nothing)", "(なし)"},
		   collects_label = {"collects", "送信先"}, refused_label = {"not sent", "未送信"},
		   stopped_label = {"ended", "終了理由"}, site_label = {"site", "設置場所"};

/* What a page did: lists of the record, and how they are called. */
static const struct {
	const char *list, *text; /* the member that is shown */
	Label label;
} incidents[] = {
	{"dialogs", "message", {"dialog", "ダイアログ"}},
	{"downloads", "suggestedFilename", {"download", "ダウンロード"}},
	{"popups", "url", {"popup", "ポップアップ"}},
	{"prompts", "realm", {"asks password", "認証要求"}},
	{"refused", "url", {"refused", "遮断"}},
	{"elsewhere", "url", {"other hosts", "他ホスト"}},
};

/* Entries of one list that are shown. */
#define SHOWN_MAX 8

static const char *label_of(Label label, const char *language)
{
	return language[0] == 'j' ? label.ja : label.en;
}

static void print_way(const json_t *landing, const char *language)
{
	const json_t *station;
	size_t index;

	json_array_foreach (json_object_get(landing, "chain"), index, station) {
		int status = (int)json_integer_value(json_object_get(station, "status"));
		const char *ip = json_get_text(station, "ip");
		g_autofree char *code = status ? g_strdup_printf("%d", status) : g_strdup("-");
		g_autofree char *row =
			g_strdup_printf("%-8s %s  %s%s%s", json_get_text(station, "via"), code,
				json_get_text(station, "url"), ip ? "  " : "", ip ? ip : "");
		talk_row(index ? "" : label_of(way_label, language), row);
	}
}

static void print_certificate(const json_t *certificate, const char *language)
{
	const char *objection = json_get_text(certificate, "objection");

	if (!json_is_object(certificate))
		return;
	g_autofree char *row = g_strdup_printf("%s (%s)  %s .. %s%s%s",
		json_get_text(certificate, "subject"), json_get_text(certificate, "issuer"),
		json_get_text(certificate, "from"), json_get_text(certificate, "until"),
		objection ? "  " : "", objection ? objection : "");
	talk_row(label_of(certificate_label, language), row);
}

static void print_list(const json_t *list, const char *member, const char *label)
{
	const json_t *entry;
	size_t index;

	json_array_foreach (list, index, entry)
		if (index < SHOWN_MAX)
			talk_row(index ? "" : label, json_get_text(entry, member));
}

/* The words of a list, spaces between. Yours to g_free. */
static char *joined(const json_t *list)
{
	GString *out = g_string_new(NULL);
	const json_t *word;
	size_t index;

	json_array_foreach (list, index, word)
		g_string_append_printf(out, "%s%s", index ? " " : "", json_string_value(word));
	return g_string_free(out, FALSE);
}

static void print_asks(const json_t *page, const char *language)
{
	const json_t *asks = json_object_get(page, "asks");
	g_autofree char *words = joined(asks);
	g_autofree char *row = g_strdup_printf("%s  %s", json_get_text(page, "url"),
		words[0] ? words : label_of(nothing_label, language));

	if (asks)
		talk_row(label_of(asks_label, language), row);
}

static void print_page(const json_t *page, const char *language)
{
	print_asks(page, language);
	for (size_t i = 0; i < G_N_ELEMENTS(incidents); i++)
		print_list(json_object_get(page, incidents[i].list), incidents[i].text,
			label_of(incidents[i].label, language));
	print_list(json_object_get(page, "unseen"), language, label_of(unseen_label, language));
}

static void print_walk(const json_t *walk, const char *language)
{
	const json_t *stopped = json_object_get(walk, "stopped");
	const json_t *endpoint;
	size_t index;

	json_array_foreach (json_object_get(walk, "collects"), index, endpoint) {
		bool refused = json_is_true(json_object_get(endpoint, "refused"));
		const char *address = json_get_text(endpoint, "address");
		g_autofree char *kinds = joined(json_object_get(endpoint, "carries"));
		g_autofree char *row = g_strdup_printf("%s  %s  %s", json_get_text(endpoint, "url"),
			address ? address : "-", kinds);
		talk_row(label_of(refused ? refused_label : collects_label, language), row);
	}
	if (json_get_text(stopped, language))
		talk_row(label_of(stopped_label, language), json_get_text(stopped, language));
}

static void print_landing(const json_t *landing, const char *language)
{
	const json_t *pages = json_object_get(landing, "pages"), *page;
	const char *why = json_get_text(json_object_get(landing, "why"), language);
	const char *title = json_get_text(landing, "title");
	g_autofree char *count = g_strdup_printf("%zu", json_array_size(pages));
	size_t index;

	talk_text(stdout, "%s (%s)\n", json_get_text(landing, "visited"),
		json_get_text(landing, "as"));
	talk_row(label_of(outcome_label, language), json_get_text(landing, "outcome"));
	if (why)
		talk_row(label_of(why_label, language), why);
	if (title)
		talk_row(label_of(title_label, language), title);
	print_way(landing, language);
	if (json_get_text(json_object_get(landing, "site"), language))
		talk_row(label_of(site_label, language),
			json_get_text(json_object_get(landing, "site"), language));
	print_certificate(json_object_get(landing, "certificate"), language);
	talk_row(label_of(pages_label, language), count);
	json_array_foreach (pages, index, page)
		print_page(page, language);
	print_walk(json_object_get(landing, "walk"), language);
}

void visitshow_all(const json_t *found, const char *language)
{
	const json_t *entry;
	size_t index;

	json_array_foreach (json_object_get(found, "landings"), index, entry)
		print_landing(entry, language);
	json_array_foreach (json_object_get(found, "differs"), index, entry)
		talk_row(index ? "" : label_of(differs_label, language),
			json_get_text(entry, "what"));
}
