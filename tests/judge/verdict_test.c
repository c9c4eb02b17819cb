/* The sum: honest mail of today that must pass, what cannot be judged, and what a rule must not do. */
#include "judge/rulebook.h"

#include <unistd.h>

#include "small.h"
#include "support/scratch.h"

#define PASSED_AND_BULK                                                                            \
	"{\"mail\":{\"headers\":[{\"name\":\"List-Unsubscribe\",\"value\":\"<https://x>\"}]},"     \
	"\"auth\":{\"at_receipt\":{\"claims\":[{\"method\":\"dmarc\",\"result\":\"pass\","         \
	"\"by\":\"mx.example.jp\",\"trusted\":true,\"properties\":{}}]}}}"

static const struct {
	Small mail;
	const char *is;
} rows[] = {
	/* a card's monthly notice */
	{{.name = "三井住友カード",
		 .from = "mail@contact.vpass.ne.jp",
		 .subject = "【三井住友カード】ご請求額のお知らせ",
		 .text = "今月のお支払い金額が確定しました。カード番号の下4桁 1234。"
			 "Vpassにログインしてご確認ください。",
		 .words = "Vpassを開く",
		 .link = "https://www.smbc-card.com/mem/",
		 .more = PASSED_AND_BULK},
		"no-sign"},
	/* a shop's sale, links through a mail service */
	{{.name = "みどり茶園",
		 .from = "news@midori-chaen.example",
		 .subject = "【今すぐ】夏のセール本日最終日!クーポンプレゼント",
		 .text = "本日最終日です。会員様限定のクーポンとポイント還元をお見逃しなく。",
		 .words = "セール会場へ",
		 .link = "https://u1.ct.sendgrid.net/ls/click?upn=1",
		 .more = PASSED_AND_BULK},
		"no-sign"},
	/* a parcel on its way */
	{{.name = "ヤマト運輸",
		 .from = "mail@kuronekoyamato.co.jp",
		 .subject = "お荷物お届けのお知らせ",
		 .text = "ご不在のため持ち帰りました。再配達をご依頼ください。",
		 .words = "再配達の依頼",
		 .link = "https://toi.kuronekoyamato.co.jp/",
		 .more = PASSED_AND_BULK},
		"no-sign"},
	/* a payment that failed, from the service itself */
	{{.name = "Netflix",
		 .from = "info@account.netflix.com",
		 .subject = "Update your payment method",
		 .text = "We were unable to process your payment. Please update your payment "
			 "details.",
		 .words = "Update account now",
		 .link = "https://www.netflix.com/YourAccountPayment",
		 .more = PASSED_AND_BULK},
		"no-sign"},
	/* a friend with a link */
	{{.name = "Ines Marlow",
		 .from = "ines.marlow@gmail.com",
		 .subject = "lighthouse",
		 .text = "Hello Hanako,\n\nthis is the lighthouse I told you about last week, the "
			 "one with the library in it. Shall we go in spring, before the crowds?\n\n"
			 "https://www.harbourlane-books.example/lighthouse\n\nInes",
		 .link = "https://www.harbourlane-books.example/lighthouse"},
		"no-sign"},
	/* an agenda with an attachment */
	{{.name = "佐藤健一",
		 .from = "sato@aoba-sekkei.example",
		 .subject = "議事録をお送りします",
		 .text = "中村様\n本日の打ち合わせの議事録をお送りします。ご確認ください。",
		 .more = "{\"attachments\":[{\"part\":\"2\",\"name\":\"gijiroku.pdf\"}]}"},
		"no-sign"},
	/* the same notices from elsewhere */
	{{.name = "三井住友カード",
		 .from = "no-reply@vdp41.example",
		 .subject = "【三井住友カード】ご利用内容のお知らせ",
		 .text = "カード番号とパスワードをご確認ください。24時間以内",
		 .words = "ご利用確認",
		 .link = "https://smbc-card.vdp41.example/"},
		"phishing"},
	{{.from = "vdh@example.com",
		 .subject = "See this",
		 .text = "My trojan recorded you by your webcam. Transfer 900 USD in bitcoin, or "
			 "all "
			 "your contacts get the compromising video."},
		"phishing"},
	/* nothing to see */
	{{.from = "x@example.com", .subject = "", .text = ""}, "inconclusive"},
	{{.from = "x@example.com", .text = "\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd and on and on"},
		"inconclusive"},
	{{.subject = ""}, "inconclusive"},
	/* a file or a stranger's picture is all there is, and nobody has looked into it */
	{{.from = "x@example.com",
		 .subject = "Scan",
		 .text = "",
		 .more = "{\"attachments\":[{\"part\":\"2\",\"name\":\"scan.pdf\"}]}"},
		"inconclusive"},
	{{.from = "x@example.com",
		 .subject = "Hello",
		 .text = " ",
		 .words = "",
		 .link = "https://elsewhere.example/"},
		"inconclusive"},
	/* bytes that are no mail, whatever letters they make */
	{{.text = "M\u203a\u00fd 8\u00cf \u00aag\u20aci and so on for thousands of letters",
		 .more = "{\"mail\":{\"defects\":[{\"what\":\"nul-bytes\"},"
			 "{\"what\":\"no-headers\"}]}}"},
		"inconclusive"},
	{{.text = "M\u203a\u00fd 8\u00cf \u00aag\u20aci and so on for thousands of letters",
		 .more = "{\"mail\":{\"language\":null,\"defects\":["
			 "{\"what\":\"no-headers\"}]}}"},
		"inconclusive"},
	/* a thousand links hide the one that counts */
	{{.from = "ines@example.com",
		 .subject = "lighthouse",
		 .text = "this is the lighthouse I told you about last week, with the library in "
			 "it",
		 .more = "{\"mail\":{\"defects\":[{\"what\":\"too-many-links\"}]}}"},
		"inconclusive"},
};

static void test_verdicts(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Rulebook) rulebook = rulebook_new(g_getenv("MEKIKI_SOURCE"), &error);

	g_assert_no_error(error);
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		json_auto_t *dossier = small_dossier(&rows[i].mail);
		json_auto_t *answer = rulebook_judge(rulebook, dossier, &error);
		const json_t *verdict = json_object_get(answer, "verdict");
		const char *is;

		g_assert_no_error(error);
		is = json_get_text(verdict, "is");
		g_test_message("%s: %s %s", rows[i].mail.subject, is,
			json_get_text(json_object_get(verdict, "summary"), "ja"));
		g_assert_cmpstr(is, ==, rows[i].is);
	}
}

/* An empty dossier is judged too: nothing there is no crash. */
static void test_empty(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Rulebook) rulebook = rulebook_new(g_getenv("MEKIKI_SOURCE"), &error);
	json_auto_t *dossier = json_pack("{s:n,s:[]}", "mail", "links");
	json_auto_t *answer = rulebook_judge(rulebook, dossier, &error);

	g_assert_no_error(error);
	g_assert_cmpstr(
		json_get_text(json_object_get(answer, "verdict"), "is"), ==, "inconclusive");
	g_assert_true(json_is_null(json_at(answer, "/verdict/kind")));
}

/* The largest mail that read lets through, made of what the rules look for. */
static void test_large(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Rulebook) rulebook = rulebook_new(g_getenv("MEKIKI_SOURCE"), &error);
	g_autoptr(GString) text = g_string_new(NULL);
	json_auto_t *dossier = NULL, *answer = NULL;
	json_t *links;
	gint64 start = g_get_monotonic_time();

	while (text->len < 64000)
		g_string_append(text, "a@amazon paypal\u200bx > verify your account 楽天カード\n");
	dossier = small_dossier(&(Small){.name = "Amazon",
		.from = "a@example.com",
		.text = text->str,
		.words = "verify your account",
		.link = "https://xn--mgba.example.net/?a"});
	links = json_object_get(dossier, "links");
	for (size_t i = 0; i < 2000; i++)
		json_array_append(links, json_array_get(links, 0));
	answer = rulebook_judge(rulebook, dossier, &error);
	g_assert_no_error(error);
	g_assert_nonnull(answer);
	g_assert_cmpint(g_get_monotonic_time() - start, <, (gint64)10 * G_USEC_PER_SEC);
}

static void copy_data(const char *dir)
{
	g_autofree char *from = g_build_filename(g_getenv("MEKIKI_SOURCE"), "data", NULL);
	g_autofree char *to = g_build_filename(dir, "data", NULL);

	g_assert_cmpint(symlink(from, to), ==, 0);
}

/* A rule that is wrong is named, and judges nothing. */
static void test_faults(void)
{
	static const struct {
		const char *rules, *words;
	} faults[] = {
		{"function judge(d) return {findings = {{rule = 'x', evidence = {}}}, verdict = "
		 "{}} end",
			"the rule x has no evidence"},
		{"function judge(d) return {findings = {{rule = 'x', evidence = {'/mail/gone'}}}, "
		 "verdict = {}} end",
			"the rule x points at /mail/gone, which is not there"},
		{"function judge(d) return d.no.such end", "rules/x.lua:1:"},
		{"function judge(d) while true do end end", "ran for longer than it may"},
		{"function judge(", "rules/x.lua:1:"},
	};
	g_autoptr(Scratch) dir = scratch_new();
	g_autofree char *folder = g_build_filename(dir, "rules", NULL);
	g_autofree char *path = g_build_filename(folder, "x.lua", NULL);

	copy_data(dir);
	g_assert_cmpint(g_mkdir_with_parents(folder, 0700), ==, 0);
	for (size_t i = 0; i < G_N_ELEMENTS(faults); i++) {
		json_auto_t *dossier = small_dossier(&(Small){.from = "x@example.com"});
		g_autoptr(Rulebook) rulebook = NULL;
		g_autoptr(GError) error = NULL;

		g_assert_true(g_file_set_contents(path, faults[i].rules, -1, NULL));
		rulebook = rulebook_new(dir, &error);
		g_assert_no_error(error);
		g_assert_null(rulebook_judge(rulebook, dossier, &error));
		if (!strstr(error->message, faults[i].words))
			g_test_message("%s", error->message);
		g_assert_nonnull(strstr(error->message, faults[i].words));
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/judge/verdict/verdicts", test_verdicts);
	g_test_add_func("/judge/verdict/empty", test_empty);
	g_test_add_func("/judge/verdict/large", test_large);
	g_test_add_func("/judge/verdict/faults", test_faults);
	return g_test_run();
}
