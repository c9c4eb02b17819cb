#include "cli/traceshow.h"

#include <stdio.h>
#include <string.h>

#include "cli/dkimshow.h"
#include "cli/sendershow.h"
#include "cli/talk.h"

static const char *word(const char *language, const char *en, const char *ja)
{
	return language[0] == 'j' ? ja : en;
}

/* The table of hops: its columns, and how wide they are. */
enum { NUMBER, DATE, DELAY, FROM, BY, WITH, SIDE, COLUMNS };

static const char *const titles[COLUMNS][2] = {
	[NUMBER] = {"#", "#"},
	[DATE] = {"date", "日時"},
	[DELAY] = {"delay", "遅延"},
	[FROM] = {"from", "送信側"},
	[BY] = {"by", "受信側"},
	[WITH] = {"with", "方式"},
	[SIDE] = {"whose", "記録者"},
};

/* Whose machine wrote a hop: the dossier's word, and how it is shown. */
static const char *const sides[][3] = {
	{"recipient", "recipient's side", "受信者側"},
	{"list", "mailing list", "メーリングリスト"},
	{"forwarder", "forwarder", "転送元"},
	{"boundary", "trust boundary", "信頼境界"},
	{"claimed", "claimed, may be invented", "自称(偽造の可能性)"},
};

typedef struct {
	char *cells[COLUMNS];
} Row;

static void free_row(gpointer data)
{
	Row *row = data;

	for (size_t i = 0; i < COLUMNS; i++)
		g_free(row->cells[i]);
	g_free(row);
}

/* Columns on a terminal. */
static int width_of(const char *text)
{
	int width = 0;

	for (; *text; text = g_utf8_next_char(text))
		width += g_unichar_iswide(g_utf8_get_char(text)) ? 2 : 1;
	return width;
}

static const char *side_word(const char *side, const char *language)
{
	for (size_t i = 0; i < G_N_ELEMENTS(sides); i++)
		if (g_strcmp0(sides[i][0], side) == 0)
			return word(language, sides[i][1], sides[i][2]);
	return side ? side : "";
}

/* "name [address]", with what is there. */
static char *machine(const json_t *from)
{
	const char *rdns = json_get_text(from, "rdns"), *helo = json_get_text(from, "helo");
	const char *name = rdns ? rdns : helo, *ip = json_get_text(from, "ip");

	if (!name && !ip)
		return g_strdup("-");
	return g_strdup_printf("%s%s%s%s%s", name ? name : "", name && ip ? " " : "", ip ? "[" : "",
		ip ? ip : "", ip ? "]" : "");
}

static char *delay(const json_t *hop)
{
	const json_t *seconds = json_object_get(hop, "delay_s");

	if (!json_is_integer(seconds))
		return g_strdup("");
	return g_strdup_printf("%+" JSON_INTEGER_FORMAT " s", json_integer_value(seconds));
}

static Row *row_of(const json_t *hop, size_t number, const char *language)
{
	Row *row = g_new0(Row, 1);
	g_autofree char *from = machine(json_object_get(hop, "from"));

	row->cells[NUMBER] = g_strdup_printf("%zu", number);
	row->cells[DATE] = talk_line(json_get_text(hop, "date"));
	row->cells[DELAY] = delay(hop);
	row->cells[FROM] = talk_line(from);
	row->cells[BY] = talk_line(json_get_text(hop, "by"));
	row->cells[WITH] = talk_line(json_get_text(hop, "with"));
	row->cells[SIDE] = g_strdup(side_word(json_get_text(hop, "side"), language));
	return row;
}

static Row *title_row(const char *language)
{
	Row *row = g_new0(Row, 1);

	for (size_t i = 0; i < COLUMNS; i++)
		row->cells[i] = g_strdup(word(language, titles[i][0], titles[i][1]));
	return row;
}

static void print_row(const Row *row, const int widths[COLUMNS])
{
	g_autoptr(GString) line = g_string_new(NULL);

	for (size_t i = 0; i < COLUMNS; i++)
		g_string_append_printf(line, "%s%*s", row->cells[i],
			i + 1 < COLUMNS ? widths[i] - width_of(row->cells[i]) + 2 : 0, "");
	talk_text(stdout, "%s\n", g_strchomp(line->str));
}

static void print_doubts(const json_t *hop, size_t number, const char *language)
{
	const json_t *doubt;
	size_t index;

	json_array_foreach (json_object_get(hop, "doubts"), index, doubt) {
		g_autofree char *label = g_strdup_printf(
			"%s %zu", word(language, "doubt, hop", "疑問点 経路"), number);
		talk_row(label, json_get_text(json_object_get(doubt, "says"), language));
	}
}

static void print_hops(const json_t *hops, const char *language)
{
	g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(free_row);
	int widths[COLUMNS] = {0};
	const json_t *hop;
	size_t index;

	g_ptr_array_add(rows, title_row(language));
	json_array_foreach (hops, index, hop)
		g_ptr_array_add(rows, row_of(hop, index + 1, language));
	for (guint i = 0; i < rows->len; i++)
		for (size_t j = 0; j < COLUMNS; j++)
			widths[j] = MAX(widths[j],
				width_of(((const Row *)g_ptr_array_index(rows, i))->cells[j]));
	for (guint i = 0; i < rows->len; i++)
		print_row(g_ptr_array_index(rows, i), widths);
	json_array_foreach (hops, index, hop)
		print_doubts(hop, index + 1, language);
	talk_text(stdout, "\n");
}

static void print_title(const char *title)
{
	talk_text(stdout, "%s%s%s\n", talk_colour(stdout, TALK_BOLD), title,
		talk_colour(stdout, TALK_PLAIN));
}

static void print_origin(const json_t *origin, const char *language)
{
	const char *envelope = json_get_text(origin, "envelope_from");
	g_autofree char *from = machine(origin);

	print_title(word(language, "Origin", "送信元"));
	talk_row(word(language, "machine", "マシン"), from);
	talk_row(word(language, "why", "根拠"),
		json_get_text(json_object_get(origin, "why"), language));
	if (envelope)
		talk_row(word(language, "envelope sender", "エンベロープ送信者"), envelope);
	talk_text(stdout, "\n");
}

/* By what the sender may be known again, and what headers hint at: his own word, and said so. */
static void print_traits(const json_t *origin, const char *language)
{
	const json_t *traits = json_object_get(origin, "traits"), *hint;
	const json_t *id = json_object_get(traits, "message_id");
	const char *mailer = json_get_text(json_object_get(traits, "mailer"), "name");
	const char *zone = json_get_text(json_object_get(traits, "zone"), "offset");
	const char *form = json_get_text(id, "form"), *host = json_get_text(id, "host");
	g_autofree char *id_text = g_strdup_printf("%s@%s", form ? form : "", host ? host : "");
	size_t index;

	print_title(word(language, "By the sender's own word", "送信者側の記載(偽装可能)"));
	if (mailer)
		talk_row(word(language, "mailer", "メールソフト"), mailer);
	if (form)
		talk_row(word(language, "Message-ID form", "Message-ID の形式"), id_text);
	if (zone)
		talk_row(word(language, "time zone", "タイムゾーン"), zone);
	json_array_foreach (json_object_get(origin, "hints"), index, hint)
		talk_row(json_get_text(hint, "name"), json_get_text(hint, "ip"));
	talk_text(stdout, "\n");
}

static const char *trust_word(const json_t *claim, const char *language)
{
	const json_t *trusted = json_object_get(claim, "trusted");

	if (json_is_true(trusted))
		return word(language, "the recipient's side", "受信者側の記録");
	return json_is_false(trusted) ? word(language, "may be invented", "偽造の可能性あり")
				      : word(language, "cannot be told", "判別不可");
}

/* "pass  cljqxt.top  by mx.example.jp (the recipient's side)". */
static void print_claim(const json_t *claim, const char *language)
{
	static const char *const domains[] = {
		"header.d", "header.i", "header.from", "smtp.mailfrom", "smtp.mfrom"};
	const json_t *properties = json_object_get(claim, "properties");
	const char *domain = NULL, *by = json_get_text(claim, "by");

	for (size_t i = 0; i < G_N_ELEMENTS(domains) && !domain; i++)
		domain = json_get_text(properties, domains[i]);
	g_autofree char *text = g_strdup_printf("%s  %s  %s (%s)", json_get_text(claim, "result"),
		domain ? domain : "", by ? by : "-", trust_word(claim, language));
	g_autofree char *label = talk_line(json_get_text(claim, "method"));
	talk_row(label, text);
}

/* SPF, DMARC, and what is published, each of them where there is something to tell. */
static void print_sender(const json_t *now, const char *language)
{
	const json_t *spf = json_object_get(now, "spf"), *dmarc = json_object_get(now, "dmarc");
	const json_t *posture = json_object_get(now, "posture");

	if (json_is_object(spf)) {
		sendershow_spf(spf, language);
		talk_text(stdout, "\n");
	}
	if (json_is_object(dmarc)) {
		sendershow_dmarc(dmarc, true, language);
		talk_text(stdout, "\n");
	}
	if (json_get_text(posture, "domain"))
		sendershow_posture(posture, language);
}

static void print_auth(const json_t *auth, const char *language)
{
	const json_t *claims = json_at(auth, "/at_receipt/claims"), *claim;
	const json_t *now = json_object_get(auth, "now");
	size_t index;

	print_title(word(language, "Authentication", "認証"));
	talk_row(word(language, "it means", "結論"),
		json_get_text(json_at(auth, "/meaning/says"), language));
	talk_text(stdout, "\n");
	print_title(word(language, "As the receiver said at receipt", "受信時の記録"));
	json_array_foreach (claims, index, claim)
		print_claim(claim, language);
	if (json_array_size(claims) == 0)
		talk_row("-", word(language, "no header says so", "記録はありません"));
	talk_text(stdout, "\n");
	print_title(word(language, "As verified now", "現在の検証結果"));
	if (json_get_text(json_object_get(now, "why"), language))
		talk_row("", json_get_text(json_object_get(now, "why"), language));
	if (json_is_array(json_object_get(now, "dkim")))
		dkimshow_all(now, language);
	print_sender(now, language);
}

void traceshow_all(const json_t *dossier, const char *language)
{
	const json_t *hops = json_object_get(dossier, "hops");

	if (json_array_size(hops) > 0)
		print_hops(hops, language);
	if (json_is_object(json_object_get(dossier, "origin")))
		print_origin(json_object_get(dossier, "origin"), language);
	if (json_is_object(json_at(dossier, "/origin/traits")))
		print_traits(json_object_get(dossier, "origin"), language);
	if (json_is_object(json_object_get(dossier, "auth")))
		print_auth(json_object_get(dossier, "auth"), language);
}
