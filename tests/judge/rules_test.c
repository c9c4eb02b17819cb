/* Each rule on the smallest mail that makes it speak, and most on one beside it that must not. */
#include "judge/rulebook.h"

#include "small.h"

#define PASSED                                                                                     \
	"{\"auth\":{\"at_receipt\":{\"claims\":[{\"method\":\"dmarc\",\"result\":\"pass\","        \
	"\"by\":\"mx.example.jp\",\"trusted\":true,\"properties\":{}}]}}}"
#define SPF_FAILED_BY(trusted)                                                                     \
	"{\"auth\":{\"at_receipt\":{\"claims\":[{\"method\":\"spf\",\"result\":\"fail\","          \
	"\"by\":\"mx.example.jp\",\"trusted\":" trusted ",\"properties\":{}}]}}}"
#define ANSWER "{\"mail\":{\"headers\":[{\"name\":\"In-Reply-To\",\"value\":\"<1@x.example>\"}]}}"
#define SENT_BY(helo, rdns)                                                                        \
	"{\"origin\":{\"ip\":\"203.0.113.9\",\"helo\":\"" helo "\",\"rdns\":\"" rdns "\"}}"
#define FILE_CALLED(name) "{\"attachments\":[{\"part\":\"2\",\"name\":\"" name "\"}]}"

#define FILE_OF(name, more) "{\"attachments\":[{\"part\":\"2\",\"name\":\"" name "\"," more "}]}"

typedef struct {
	const char *rule;
	Small mail;
	const char *says; /* a part of the English sentence; NULL where the rule is silent */
} Row;

static const Row senders[] = {
	{"sender/name-is-sentence",
		{.name = "会員資格は取り消されます。", .from = "amazon@cljqxt.top"},
		"“会員資格は取り消されます。”"},
	{"sender/name-is-sentence", {.name = "佐藤 健一", .from = "sato@example.jp"}, NULL},
	{"sender/name-claims-brand", {.name = "三井住友カード", .from = "x@vdp41.example"},
		"calls itself Sumitomo Mitsui Card, but x@vdp41.example"},
	{"sender/name-claims-brand", {.name = "三 井 住 友 カード", .from = "x@vdp41.example"},
		"calls itself Sumitomo Mitsui Card"},
	{"sender/name-claims-brand", {.name = "三井住友カード", .from = "mail@contact.vpass.ne.jp"},
		NULL},
	{"sender/name-claims-brand", {.name = "Trust WaIIet", .from = "x@example.com"},
		"imitates Trust Wallet"},
	{"sender/name-claims-brand", {.name = "Microsoft Support", .from = "x@outlook.com"},
		"calls itself Microsoft"},
	{"sender/name-claims-brand",
		{.name = "Amazon via Some-List",
			.from = "some-list@lists.example.org",
			.more = "{\"mail\":{\"headers\":[{\"name\":\"List-Id\",\"value\":\"<x>\"}],"
				"\"reply_to\":[{\"name\":\"Amazon\",\"address\":\"a@cljqxt.top\","
				"\"domain\":\"cljqxt.top\"}]}}"},
		"a@cljqxt.top is not under a domain of Amazon"},
	{"sender/name-claims-brand", {.name = "Yahoo! JAPAN", .from = "x@mail.yahoo.co.jp"}, NULL},
	{"sender/name-claims-brand", {.name = "Yahoo! JAPAN", .from = "x@yahoo.co.jp"},
		"calls itself Yahoo! JAPAN"},
	{"sender/foreign-machine",
		{.from = "x@mufg.jp", .more = SENT_BY("mufg.jp", "mail.elsewhere.example")},
		"calls itself mufg.jp, but in the DNS it is mail.elsewhere.example"},
	{"sender/foreign-machine", {.from = "x@mufg.jp", .more = SENT_BY("a.example", "a.example")},
		"not known to send for it"},
	{"sender/foreign-machine",
		{.from = "x@mufg.jp", .more = SENT_BY("mta1.mufg.jp", "mta1.mufg.jp")}, NULL},
	{"sender/foreign-machine",
		{.from = "x@mufg.jp", .more = SENT_BY("a.amazonses.com", "a.amazonses.com")}, NULL},
	{"sender/business-in-free-mailbox",
		{.from = "x@gmail.com",
			.text = "Dear customer, please verify your account.",
			.link = "https://a.example/"},
		"as a firm does, but from x@gmail.com"},
	{"sender/business-in-free-mailbox",
		{.from = "x@gmail.com",
			.text = "Ines, please confirm your address.",
			.link = "https://a.example/"},
		NULL},
	{"sender/subject-claims-brand",
		{.from = "x@vdp41.example", .subject = "【楽天】ご利用確認のお願い"},
		"speaks for Rakuten, but the sender's domain vdp41.example"},
	{"sender/subject-claims-brand",
		{.from = "x@rakuten.co.jp", .subject = "【楽天】ご利用確認"}, NULL},
	{"sender/address-wears-brand", {.from = "amazon@cljqxt.top"}, "wears the name of Amazon"},
	{"sender/address-wears-brand", {.from = "x@amazon-account.example"},
		"wears the name of Amazon"},
	{"sender/address-wears-brand", {.from = "x@amazon.co.jp"}, NULL},
	{"sender/random-domain", {.from = "x@xtqzvkwp.example"}, "drawn by lot"},
	{"sender/random-domain", {.from = "x@harbourlane-books.example"}, NULL},
	{"sender/random-local-part", {.from = "report-ppvguaqhyzdqqtvec@example.com"},
		"drawn by lot"},
	{"sender/random-local-part", {.from = "newsletter-department@example.com"}, NULL},
	{"sender/cheap-suffix", {.from = "x@cljqxt.top"}, "ends in .top"},
	{"sender/envelope-foreign",
		{.from = "x@example.com", .more = "{\"mail\":{\"return_path\":\"y@example.net\"}}"},
		"the envelope sender is under example.net"},
	{"sender/envelope-foreign",
		{.from = "x@example.com",
			.more = "{\"mail\":{\"return_path\":\"y@u1.sendgrid.net\"}}"},
		NULL},
	{"sender/reply-elsewhere",
		{.from = "x@example.com",
			.more = "{\"mail\":{\"reply_to\":[{\"address\":\"p@gmail.com\",\"domain\":"
				"\"gmail.com\"}]}}"},
		"Answers go to p@gmail.com"},
	{"sender/malformed-from", {.name = "WOW TV,"}, "no address that could be real"},
	{"sender/malformed-from",
		{.more = "{\"mail\":{\"from\":[],"
			 "\"defects\":[{\"what\":\"from-missing\"}]}}"},
		"No From header names a sender"},
	{"sender/malformed-from", /* a bare text, not a mail */
		{.more = "{\"mail\":{\"from\":[],\"defects\":[{\"what\":\"no-headers\"},"
			 "{\"what\":\"from-missing\"}]}}"},
		NULL},
	{"sender/malformed-from", {.name = "Support ,_", .from = "x@example.com"},
		"not well formed"},
	{"sender/authentication-failed", {.from = "x@example.com", .more = SPF_FAILED_BY("true")},
		"SPF=fail"},
	{"sender/authentication-failed", {.from = "x@example.com", .more = SPF_FAILED_BY("false")},
		NULL},
	{"sender/authentication-failed", {.from = "x@example.com", .more = PASSED}, NULL},
	{"sender/not-the-signature",
		{.from = "sato@aobasekkei-mail.example",
			.text = "佐藤 sato@aoba-sekkei.example",
			.more = ANSWER},
		"its own signature and conversation, aoba-sekkei.example"},
	{"sender/not-the-signature",
		{.from = "sato@aoba-sekkei.example",
			.text = "佐藤 sato@aoba-sekkei.example",
			.more = ANSWER},
		NULL},
	{"sender/office-in-free-mailbox", {.name = "Customer Support", .from = "x@gmail.com"},
		"a mailbox that anybody may have"},
	{"sender/office-in-free-mailbox", {.name = "Hanako Nakamura", .from = "x@gmail.com"}, NULL},
};

static const Row links[] = {
	{"links/words-name-another-host",
		{.from = "x@example.com",
			.words = "https://www.paypal.com/signin",
			.link = "http://203.0.113.77/",
			.more = "{\"links\":[{\"url\":\"http://203.0.113.77/"
				"\",\"raw\":\"\",\"scheme\":"
				"\"http\",\"host\":\"203.0.113.77\",\"found_in\":\"a[href]\","
				"\"text\":"
				"\"www.paypal.com\",\"facts\":{\"text_host\":\"www.paypal.com\","
				"\"text_domain\":\"paypal.com\"}}]}"},
		"name www.paypal.com, but it leads to 203.0.113.77"},
	{"links/words-hide-link",
		{.from = "x@example.com",
			.words = "Verify your account",
			.link = "https://elsewhere.example/"},
		"“Verify your account” hide a link to elsewhere.example"},
	{"links/words-hide-link",
		{.from = "x@example.com",
			.words = "Verify your account",
			.link = "https://login.example.com/"},
		NULL},
	{"links/not-the-brands",
		{.name = "楽天市場",
			.from = "order@rakuten.co.jp",
			.words = "注文",
			.link = "https://order.example.net/",
			.text = "至急ご確認ください"},
		"order.example.net, which is not Rakuten's"},
	{"links/not-the-brands",
		{.name = "楽天市場",
			.from = "order@rakuten.co.jp",
			.words = "注文",
			.link = "https://order.my.rakuten.co.jp/",
			.text = "至急ご確認ください"},
		NULL},
	{"links/brand-in-foreign-host",
		{.from = "x@example.com", .link = "https://www.amazon.co.jp.signin.example.net/"},
		"carries the name of Amazon, but belongs to example.net"},
	{"links/brand-in-foreign-host",
		{.from = "x@example.com", .link = "https://my-jcb-co-jp.example.net/"},
		"carries the name of JCB"},
	{"links/brand-in-foreign-host",
		{.from = "x@example.com", .link = "https://paypalsecurity.example/"},
		"carries the name of PayPal"},
	{"links/brand-in-foreign-host",
		{.from = "x@example.com", .link = "https://www.amazon.com/"}, NULL},
	{"links/brand-in-foreign-host",
		{.from = "x@example.com", .link = "https://apple-orchard.example/"}, NULL},
	{"links/address", {.from = "x@example.com", .link = "http://192.0.2.7/a"},
		"a bare address, 192.0.2.7"},
	{"links/shortener", {.from = "x@example.com", .link = "https://bit.ly/3x"},
		"behind the shortener bit.ly (data/lists/shorteners, 20"},
	{"links/chat", {.from = "x@example.com", .text = "Bitcoin", .link = "https://t.me/+9aKx"},
		"a chat with somebody unknown, by t.me"},
	{"links/pictographs",
		{.from = "x@example.com",
			.text = "\u2764\ufe0f Click: https://bit.ly/3x",
			.link = "https://bit.ly/3x"},
		"Pictographs frame a link to bit.ly"},
	{"links/pictographs",
		{.from = "x@example.com",
			.text = "See you \u2764\ufe0f\nhttps://bit.ly/3x",
			.link = "https://bit.ly/3x"},
		NULL},
	{"links/free-hosting", {.from = "x@example.com", .link = "https://a.web.app/"},
		"under web.app"},
	{"links/cheap-suffix", {.from = "x@example.com", .link = "https://a.buzz/"},
		"ends in .buzz"},
	{"links/random-host", {.from = "x@example.com", .link = "https://www.4ztfqg8.cn"},
		"4ztfqg8.cn looks like letters drawn by lot"},
	{"links/userinfo", {.from = "x@example.com", .link = "https://www.amazon.co.jp@192.0.2.7/"},
		"hides its host behind an @: it leads to 192.0.2.7"},
	{"links/recipient-in-link",
		{.from = "x@example.com", .link = "https://elsewhere.example/?e=hanako@example.jp"},
		"carries the recipient's mail address"},
	{"links/redirector",
		{.from = "x@example.com", .link = "https://www.google.com/url?q=http://a.example"},
		"the open door of www.google.com"},
	{"links/all-lead-elsewhere",
		{.from = "x@example.com", .link = "https://elsewhere.example/"},
		"they lead to elsewhere.example"},
	{"links/all-lead-elsewhere", {.from = "x@example.com", .link = "https://a.example.com/"},
		NULL},
	{"links/all-lead-elsewhere",
		{.from = "x@example.com", .link = "https://u1.ct.sendgrid.net/ls/click"}, NULL},
	{"links/little-else", {.from = "x@gmail.com", .text = "look", .link = "https://a.example/"},
		"hardly more than a link"},
};

#define REGISTERED(domain, age)                                                                    \
	"{\"mail\":{\"date\":\"2022-03-08T10:00:00Z\"},\"registrations\":[{\"of\":\"" domain       \
	"\",\"kind\":\"domain\",\"created\":\"2022-02-27 14:21:00\",\"age\":" age "}]}"
#define DAYS(days) "{\"mail_days\":" days ",\"now_days\":1700}"

static const Row registrations[] = {
	{"registrations/young-domain",
		{.link = "https://www.4ztfqg8.cn/", .more = REGISTERED("4ztfqg8.cn", DAYS("9"))},
		"4ztfqg8.cn was 9 days old when the mail was sent (registered 2022-02-27 "
		"14:21:00)"},
	{"registrations/young-domain",
		{.from = "amazon@cljqxt.top", .more = REGISTERED("cljqxt.top", DAYS("1"))},
		"cljqxt.top was 1 day old when"},
	{"registrations/young-domain",
		{.from = "amazon@cljqxt.top", .more = REGISTERED("cljqxt.top", DAYS("0"))},
		"was registered less than a day before"},
	{"registrations/young-domain",
		{.from = "amazon@cljqxt.top", .more = REGISTERED("cljqxt.top", DAYS("366"))}, NULL},
	{"registrations/young-domain", /* registered again, since */
		{.from = "amazon@cljqxt.top", .more = REGISTERED("cljqxt.top", DAYS("-3"))}, NULL},
	{"registrations/young-domain", /* nobody could read when */
		{.from = "amazon@cljqxt.top", .more = REGISTERED("cljqxt.top", "null")}, NULL},
	{"registrations/young-domain", /* a domain of somebody else's */
		{.from = "amazon@cljqxt.top", .more = REGISTERED("example.org", DAYS("9"))}, NULL},
};

static const Row words[] = {
	{"words/account-threatened", {.text = "アカウントを\n停止いたします"},
		"アカウントを\n停止"},
	{"words/account-threatened", {.text = "Your account has  been suspended."},
		"account has  been suspended"},
	{"words/account-threatened", {.text = "Sua CONTA BLOQUEADA"}, "CONTA BLOQUEADA"},
	{"words/account-threatened", {.text = "Ihr Konto wurde gesperrt"}, "Konto wurde gesperrt"},
	{"words/account-threatened", {.text = "votre compte a été bloqué"}, "compte a été bloqué"},
	{"words/account-threatened", {.text = "su cuenta ha sido bloqueada"}, "cuenta ha sido"},
	{"words/account-threatened", {.text = "The ferry leaves at nine."}, NULL},
	{"words/card-asked", {.text = "有効なクレジットカードを"}, "有効なクレジットカード"},
	{"words/deadline",
		{.text = "ご利用確認をお願いします",
			.more = "{\"mail\":{\"deadline\":{\"text\":\"3日以内\",\"days\":3}}}"},
		"It sets a deadline: 3日以内"},
	{"words/prize", {.text = "Herzlichen Glückwunsch"}, "Herzlichen Glückwunsch"},
	{"words/extortion", {.text = "my trojan recorded you"}, "It blackmails"},
	{"words/extortion", {.text = "a film about a hacker"}, NULL},
	{"words/advance-fee", {.text = "my late husband, a barrister"}, "tale of money"},
	{"words/fortune", {.from = "x@gmail.com", .text = "the sum of $ 3,500,000.00 for you"},
		"very large sum"},
	{"words/addressed-by-mail-address", {.text = "Dear hanako@example.jp, hello"},
		"calls its reader by the mail address"},
	{"words/disguised-letters", {.subject = "P\u200ba\u200by\u200bPal"}, "disguised letters"},
	{"words/disguised-letters", {.subject = "C\u0337a\u0337rre\u0337four"},
		"disguised letters"},
	{"words/disguised-letters", {.subject = "Amazonプライムの会員様へ"}, NULL},
	{"words/hidden-text",
		{.more = "{\"mail\":{\"hidden\":[{\"text\":\"invoice weather lantern orchard\","
			 "\"how\":\"color\"}]}}"},
		"31 characters of text"},
	{"words/hidden-text",
		{.more = "{\"mail\":{\"hidden\":[{\"text\":\"What we loved in May.\","
			 "\"how\":\"display:none\"}]}}"},
		NULL},
	{"words/errand", {.text = "I am in a meeting. A quick task:"}, "“quick task”"},
	{"words/account-threatened",
		{.text = "Bait says \"your account has been locked\", and is not ours."}, NULL},
	{"words/decorated-subject", {.subject = "_Free_Gift_For_You_"}, "dressed up"},
	{"words/celebrity", {.name = "Elon Musk Savings", .from = "x@example.com"}, "“Elon Musk”"},
	{"words/false-answer",
		{.subject = "Re: invoice",
			.more = "{\"mail\":{\"headers\":[{\"name\":\"To\",\"value\":\"x\"}]}}"},
		"looks like an answer"},
	{"words/false-answer", {.subject = "Re: invoice", .more = ANSWER}, NULL},
	{"files/program", {.more = FILE_CALLED("scan.pdf.exe")}, "scan.pdf.exe"},
	{"files/disguised",
		{.more = FILE_OF("scan.pdf.exe", "\"extension\":\"exe\","
						 "\"tricks\":[\"double-extension\"]")},
		"makes a program look like a document"},
	{"files/disguised", {.more = FILE_OF("setup.exe", "\"extension\":\"exe\",\"tricks\":[]")},
		NULL},
	{"files/disguised",
		{.more = FILE_OF(
			 "a.zip.pdf", "\"extension\":\"pdf\",\"tricks\":[\"double-extension\"]")},
		NULL},
	{"files/page", {.more = FILE_CALLED("Invoice.HTML")}, "A web page is attached"},
	{"files/macros", {.more = FILE_CALLED("order.docm")}, "with macros"},
	{"files/packed-lure", {.text = "Attached invoice", .more = FILE_CALLED("a.zip")}, "a.zip"},
	{"files/packed-lure", {.text = "The photographs", .more = FILE_CALLED("a.zip")}, NULL},
	{"files/document-lure", {.text = "your refund", .more = FILE_CALLED("IRS.pdf")}, "IRS.pdf"},
	{"files/document-lure", {.text = "the minutes", .more = FILE_CALLED("minutes.pdf")}, NULL},
};

static const Row innocence[] = {
	{"innocence/genuine-sender", {.from = "x@rakuten.co.jp", .more = PASSED},
		"rakuten.co.jp is Rakuten's own"},
	{"innocence/genuine-sender", {.from = "x@rakuten.co.jp"}, NULL},
	{"innocence/own-links", {.from = "x@example.com", .link = "https://www.example.com/"},
		"the sender's own domain example.com"},
	{"innocence/own-links",
		{.from = "x@example.com",
			.text = "Your account is locked: account suspended, verify now.",
			.link = "https://www.example.com/"},
		NULL},
	{"innocence/warning", {.from = "x@mufg.jp", .text = "フィッシングにご注意ください"},
		"It warns of bait (“フィッシング”)"},
	{"innocence/warning",
		{.from = "x@mufg.jp",
			.text = "フィッシングにご注意ください",
			.link = "https://elsewhere.example/"},
		NULL},
	{"innocence/own-links", {.from = "x@example.com", .link = "https://elsewhere.example/"},
		NULL},
	{"innocence/conversation", {.text = "yes\n> you said\n> no", .more = ANSWER}, "quotes it"},
	{"innocence/conversation", {.text = "yes"}, NULL},
	{"innocence/no-ask", {.text = "See you on Friday at the lake."}, "asks for nothing"},
	{"innocence/no-ask", {.text = "Verify your account."}, NULL},
};

static const json_t *finding_of(const json_t *answer, const char *rule)
{
	const json_t *finding;
	size_t i;

	json_array_foreach (json_object_get(answer, "findings"), i, finding)
		if (g_strcmp0(json_get_text(finding, "rule"), rule) == 0)
			return finding;
	return NULL;
}

static void check(Rulebook *rulebook, const Row *row)
{
	g_autoptr(GError) error = NULL;
	json_auto_t *dossier = small_dossier(&row->mail);
	json_auto_t *answer = rulebook_judge(rulebook, dossier, &error);
	const char *says;

	g_assert_no_error(error);
	says = json_get_text(json_object_get(finding_of(answer, row->rule), "says"), "en");
	if (!row->says == !says && (!says || strstr(says, row->says)))
		return;
	g_test_message("%s: said \"%s\", not \"%s\"", row->rule, says ? says : "nothing",
		row->says ? row->says : "nothing");
	g_test_fail();
}

static Rulebook *rulebook_of_source(void)
{
	g_autoptr(GError) error = NULL;
	Rulebook *rulebook = rulebook_new(g_getenv("MEKIKI_SOURCE"), &error);

	g_assert_no_error(error);
	return rulebook;
}

static void check_all(const Row *rows, size_t count)
{
	g_autoptr(Rulebook) rulebook = rulebook_of_source();

	for (size_t i = 0; i < count; i++)
		check(rulebook, &rows[i]);
}

static void test_senders(void)
{
	check_all(senders, G_N_ELEMENTS(senders));
}

static void test_links(void)
{
	check_all(links, G_N_ELEMENTS(links));
}

static void test_registrations(void)
{
	check_all(registrations, G_N_ELEMENTS(registrations));
}

static void test_words(void)
{
	check_all(words, G_N_ELEMENTS(words));
}

static void test_innocence(void)
{
	check_all(innocence, G_N_ELEMENTS(innocence));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/judge/rules/senders", test_senders);
	g_test_add_func("/judge/rules/links", test_links);
	g_test_add_func("/judge/rules/registrations", test_registrations);
	g_test_add_func("/judge/rules/words", test_words);
	g_test_add_func("/judge/rules/innocence", test_innocence);
	return g_test_run();
}
