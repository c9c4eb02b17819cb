#include "trace/meaning.h"

#include <string.h>

#include "web/host.h"

bool meaning_aligned(const char *a, const char *b)
{
	g_autofree char *one = a ? host_domain(a) : NULL;
	g_autofree char *other = b ? host_domain(b) : NULL;

	return one && other && g_ascii_strcasecmp(one, other) == 0;
}

/* What can be said, the better first. */
typedef enum {
	AUTHOR_VERIFIED,
	AUTHOR_VERIFIED_THEN,
	AUTHOR_PERMITTED,
	OTHER_VERIFIED,
	CHANGED_SINCE,
	UNRELIABLE,
	FAILS,
	KEY_IS_GONE,
	NO_ANSWER,
	NOBODY_ASKED,
	OTHER_PERMITTED,
	UNSIGNED,
	MEANINGS,
} Meaning;

static const struct {
	const char *what, *en, *ja;
} meanings[MEANINGS] = {
	[AUTHOR_VERIFIED] = {"author-verified",
		"The mail was really sent by %1$s. That says who sent it, not that the sender is "
		"honest.",
		"このメールは確かに %1$s "
		"から送信されています。ただし、送信元が確認できたというだけで、内容が正当だという意"
		"味ではありません。"},
	[AUTHOR_VERIFIED_THEN] = {"author-verified-then",
		"When the mail was received, the recipient's server found that %1$s had really "
		"sent it; that was not "
		"verified again. It says who sent the mail, not that the sender is honest.",
		"受信時に、受信側のサーバーは %1$s "
		"からの送信であることを確認しています(再検証はできていません)。"
		"送信元が確認できたというだけで、内容が正当だという意味ではありません。"},
	[AUTHOR_PERMITTED] = {"author-permitted",
		"The mail came from a machine that %1$s lets send its mail (SPF). That says who "
		"sent it, "
		"not that the sender is honest.",
		"このメールは、%1$s "
		"が認めている送信元サーバーから送信されています(SPF)。ただし、送信元が"
		"確認できたというだけで、内容が正当だという意味ではありません。"},
	[OTHER_PERMITTED] = {"other-permitted",
		"The mail came from a machine that %1$s lets send its mail (SPF). That %2$s, which "
		"stands in "
		"From, sent it is not proven.",
		"このメールは、%1$s "
		"が認めている送信元サーバーから送信されています(SPF)。差出人欄の %2$s "
		"が送信したことは確認できません。"},
	[OTHER_VERIFIED] = {"other-verified",
		"The mail was signed by %1$s. That %2$s, which stands in From, sent it is not "
		"proven.",
		"このメールに署名したのは %1$s です。差出人欄の %2$s "
		"が送信したことは確認できません。"},
	[CHANGED_SINCE] = {"changed-since",
		"%1$s signed these headers, but the body was changed since, as mailing lists and "
		"gateways do. That is no "
		"sign of a forgery.",
		"ヘッダーには %1$s "
		"の署名がありますが、本文は署名後に変更されています。メーリングリストや中継サーバー"
		"の加工でも起こるため、"
		"偽造とは限りません。"},
	[UNRELIABLE] = {"unreliable",
		"There is a signature in the name of %1$s, but none that can be relied on.",
		"%1$s 名義の署名はありますが、信頼できる署名ではありません。"},
	[FAILS] = {"fails",
		"The signature in the name of %1$s does not fit the mail. It may be forged, or it "
		"was changed on its way.",
		"%1$s "
		"名義の署名はこのメールと一致しません。偽造の可能性もありますが、配送途中で変更され"
		"た可能性もあります。"},
	[KEY_IS_GONE] = {"key-gone",
		"The key with which the signature of %1$s could be verified is no longer "
		"published. Nothing can be told from it.",
		"%1$s "
		"の署名を検証するための公開鍵は、すでに公開されていません。署名からは何も判断できま"
		"せん。"},
	[NO_ANSWER] = {"no-answer", "The DNS gave no answer about the key of %1$s.",
		"%1$s の公開鍵について、DNS から応答がありませんでした。"},
	[NOBODY_ASKED] = {"not-asked",
		"The mail is signed in the name of %1$s; the key was not asked for, so the "
		"signature is not verified.",
		"%1$s 名義の署名がありますが、公開鍵を照会していないため検証していません。"},
	[UNSIGNED] = {"unsigned", "The mail has no signature: nobody vouches for who sent it.",
		"電子署名(DKIM)はありません。送信元を保証するものがないメールです。"},
};

/* Which class of signature allows to say what. */
static Meaning meaning_of_signature(const json_t *signature, bool aligned)
{
	static const struct {
		const char *class;
		Meaning meaning;
	} classes[] = {
		{"pass", OTHER_VERIFIED},
		{"fail", FAILS},
		{"body-changed", FAILS}, /* and the headers with it */
		{"key-gone", KEY_IS_GONE},
		{"key-revoked", KEY_IS_GONE},
		{"temporary", NO_ANSWER},
		{"not-asked", NOBODY_ASKED},
	};
	const char *class = json_get_text(signature, "class");

	if (aligned && g_strcmp0(class, "pass") == 0)
		return AUTHOR_VERIFIED;
	if (g_strcmp0(json_get_text(signature, "reason"), "body-changed") == 0)
		return CHANGED_SINCE;
	/* without a key, a body that differs is no sign that the signature does not fit */
	if (g_strcmp0(json_get_text(signature, "reason"), "body-changed-without-key") == 0)
		class = g_strcmp0(json_get_text(json_object_get(signature, "key"), "answer"),
				"none") == 0
				? "key-gone"
				: "not-asked";
	for (size_t i = 0; i < G_N_ELEMENTS(classes); i++)
		if (g_strcmp0(class, classes[i].class) == 0)
			return classes[i].meaning;
	return UNRELIABLE; /* policy, expired, broken: whatever it is, it proves nothing */
}

/* The domain that a claim of the receiver's verified; NULL where it is none of that. */
static const char *claimed_domain(const json_t *claim)
{
	const json_t *properties = json_object_get(claim, "properties");
	const char *identity = json_get_text(properties, "header.i");
	const char *domain = json_get_text(properties, "header.d");

	if (!json_is_true(json_object_get(claim, "trusted")) ||
		g_strcmp0(json_get_text(claim, "result"), "pass") != 0)
		return NULL;
	if (g_strcmp0(json_get_text(claim, "method"), "dmarc") == 0)
		return json_get_text(properties, "header.from");
	if (g_strcmp0(json_get_text(claim, "method"), "dkim") != 0)
		return NULL;
	if (domain)
		return domain;
	return identity && strrchr(identity, '@') ? strrchr(identity, '@') + 1 : NULL;
}

static bool was_verified(const char *author, const json_t *claims)
{
	const json_t *claim;
	size_t index;

	json_array_foreach (claims, index, claim)
		if (meaning_aligned(claimed_domain(claim), author))
			return true;
	return false;
}

static json_t *say(Meaning meaning, const char *domain, const char *author)
{
	json_t *json = json_object(), *says = json_object();
	const char *const languages[][2] = {
		{"en", meanings[meaning].en}, {"ja", meanings[meaning].ja}};

	for (size_t i = 0; i < G_N_ELEMENTS(languages); i++) {
		g_auto(GStrv) by_domain = g_strsplit(languages[i][1], "%1$s", -1);
		g_autofree char *with_domain = g_strjoinv(domain, by_domain);
		g_auto(GStrv) by_author = g_strsplit(with_domain, "%2$s", -1);
		g_autofree char *sentence = g_strjoinv(author, by_author);
		json_put(says, languages[i][0], json_text(str_of(sentence)));
	}
	json_put(json, "what", json_text(str_of(meanings[meaning].what)));
	json_put(json, "domain", meaning == UNSIGNED ? json_null() : json_text(str_of(domain)));
	json_put(json, "says", says);
	return json;
}

/* SPF speaks for the envelope sender, which nobody sees: it counts for less than a signature. */
static void note_permission(
	const char *author, const json_t *now, Meaning *best, const char **domain)
{
	const json_t *spf = json_object_get(now, "spf");
	const char *sender = json_get_text(spf, "domain");
	Meaning meaning = meaning_aligned(sender, author) ? AUTHOR_PERMITTED : OTHER_PERMITTED;

	if (!sender || g_strcmp0(json_get_text(spf, "result"), "pass") != 0 || meaning >= *best)
		return;
	*best = meaning;
	*domain = sender;
}

json_t *meaning_of(const char *author, const json_t *auth)
{
	const json_t *signatures = json_object_get(json_object_get(auth, "now"), "dkim");
	const json_t *claims = json_object_get(json_object_get(auth, "at_receipt"), "claims");
	const json_t *signature;
	const char *domain = "-";
	Meaning best = UNSIGNED;
	size_t index;

	json_array_foreach (signatures, index, signature) {
		const char *signer = json_get_text(signature, "domain");
		Meaning meaning = meaning_of_signature(signature, meaning_aligned(signer, author));
		if (!signer || meaning >= best)
			continue;
		best = meaning;
		domain = signer;
	}
	note_permission(author, json_object_get(auth, "now"), &best, &domain);
	if (best > AUTHOR_VERIFIED_THEN && author && was_verified(author, claims)) {
		best = AUTHOR_VERIFIED_THEN;
		domain = author;
	}
	return say(best, domain, author ? author : "-");
}
