#include "trace/reasons.h"

typedef struct {
	GString *en, *ja;
} Words;

static json_t *take_words(Words words)
{
	json_t *json = json_object();

	json_put(json, "en", json_text(str_over(words.en->str, words.en->len)));
	json_put(json, "ja", json_text(str_over(words.ja->str, words.ja->len)));
	g_string_free(words.en, TRUE);
	g_string_free(words.ja, TRUE);
	return json;
}

/* Who wrote the header that is believed. */
static void tell_writer(Words words, const Hop *hop, HopSide side, const Context *context)
{
	Str by = hop->received.by;

	if (side == HOP_LIST) {
		g_string_append_printf(words.en,
			"%.*s, which receives mail for the mailing list %s,", STR_ARG(by),
			context->list_name);
		g_string_append_printf(words.ja, "メーリングリスト %s の受信サーバー %.*s が、",
			context->list_name, STR_ARG(by));
	} else if (side == HOP_FORWARDER) {
		g_string_append_printf(
			words.en, "%.*s, which forwards the mail of a mailbox,", STR_ARG(by));
		g_string_append_printf(
			words.ja, "転送元メールボックスのサーバー %.*s が、", STR_ARG(by));
	} else if (hop->relay) {
		g_string_append_printf(words.en,
			"%.*s, which the configuration counts to the recipient's own side "
			"(trusted_relays: %s),",
			STR_ARG(by), hop->relay);
		g_string_append_printf(words.ja,
			"設定(trusted_relays: %s)で受信者側と指定されている %.*s が、", hop->relay,
			STR_ARG(by));
	} else {
		g_string_append_printf(words.en, "The recipient's own server %.*s", STR_ARG(by));
		g_string_append_printf(words.ja, "受信者側のサーバー %.*s が、", STR_ARG(by));
	}
}

/* Who handed the mail over. */
static void tell_machine(Words words, const Hop *hop, const Mark *mark)
{
	const char *ip = hop->ip ? hop->ip : mark ? mark->ip : NULL;
	Str helo = hop->received.helo;

	if (helo.len > 0) {
		g_string_append_printf(words.en,
			" took the mail from %s, a machine that called itself %.*s.",
			ip ? ip : "an address that it does not name", STR_ARG(helo));
		g_string_append_printf(words.ja,
			"%.*s と名乗る %s からこのメールを受け取りました。", STR_ARG(helo),
			ip ? ip : "IP アドレス不明の相手");
	} else {
		g_string_append_printf(words.en, " took the mail from %s.",
			ip ? ip : "a machine that it does not name");
		g_string_append_printf(words.ja, "%s からこのメールを受け取りました。",
			ip ? ip : "記録のない相手");
	}
}

static void tell_names(Words words, const Hop *hop)
{
	if (hop->received.rdns.len > 0) {
		g_string_append_printf(words.en, " In the DNS that address is called %.*s.",
			STR_ARG(hop->received.rdns));
		g_string_append_printf(words.ja, "この IP アドレスの逆引き名は %.*s です。",
			STR_ARG(hop->received.rdns));
	} else if (hop->received.rdns_told && hop->ip) {
		g_string_append(words.en, " That address has no name in the DNS.");
		g_string_append(words.ja, "この IP アドレスには逆引き名がありません。");
	}
}

json_t *reasons_of_boundary(
	const Hop *hop, HopSide side, const Context *context, const Mark *mark, size_t below)
{
	Words words = {g_string_new(NULL), g_string_new(NULL)};

	tell_writer(words, hop, side, context);
	tell_machine(words, hop, mark);
	tell_names(words, hop);
	if (mark) {
		g_string_append(words.en, " The receiver's own check of the sender names it too.");
		g_string_append(words.ja,
			"受信時に行われた送信元の検査の記録にも、同じ IP アドレスが残っています。");
	}
	if (below > 0) {
		g_string_append(words.en, " Headers below this one may be the sender's invention.");
		g_string_append(words.ja, "これより下の Received "
					  "ヘッダーは、送信者が偽って書き加えることもできます。");
	}
	return take_words(words);
}

json_t *reasons_of_inside(const Hop *oldest, size_t hops)
{
	if (hops == 0)
		return json_words(
			"The mail has no Received header: nothing tells where it came from.",
			"Received ヘッダーがないため、送信元を特定できません。");
	if (!oldest)
		return json_words(
			"Every hop is of the recipient's own side, and none names a public "
			"address.",
			"経路はすべて受信者側のもので、グローバル IP アドレスの記録がありません。");
	return json_words("Every hop is of the recipient's own side: no machine outside handed the "
			  "mail over. %s is the oldest public address on the way.",
		"経路はすべて受信者側のもので、外部のサーバーから渡された記録がありません。"
		"%s は経路上で最も古いグローバル IP アドレスです。",
		oldest->ip);
}
