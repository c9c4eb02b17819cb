#include "trace/dkimreason.h"

typedef struct {
	const char *code;
	const char *class;
	const char *en, *ja; /* the same place for the detail, where there is one */
} Row;

static const Row rows[DKIM_REASONS] = {
	[DKIM_PASS] = {"pass", "pass",
		"The signature verifies: the domain signed these headers and this body.",
		"署名は検証に成功しました。ヘッダーと本文は、このドメインが署名した時のままです。"},
	[DKIM_HEADERS_MISMATCH] = {"headers-mismatch", "fail",
		"The body is as it was signed, but the signature does not fit the signed headers: "
		"they were changed, the "
		"key is another one today, or the domain never signed this mail.",
		"本文は署名時のままですが、署名対象のヘッダーと署名が一致しません。ヘッダーが書き換"
		"えられたか、鍵が交換されたか、"
		"このドメインが署名したメールではないかのいずれかです。"},
	[DKIM_BODY_CHANGED] = {"body-changed", "body-changed",
		"The domain signed these headers, but the body was changed since, as mailing "
		"lists, gateways and redactions do.",
		"ヘッダーはこのドメインが署名したものですが、本文は署名後に変更されています。メーリ"
		"ングリストや中継サーバー、"
		"個人情報の伏せ字処理などで起こります。"},
	[DKIM_BODY_AND_HEADERS] = {"body-and-headers-changed", "body-changed",
		"Neither the body nor the headers fit the signature: the mail was changed since it "
		"was signed, or the domain never "
		"signed it.",
		"本文もヘッダーも署名と一致しません。署名後にメールが書き換えられたか、このドメイン"
		"が署名したメールではありません。"},
	[DKIM_BODY_SHORT] = {"body-short", "body-changed",
		"The body is shorter than the part of it that was signed.",
		"本文が、署名された範囲よりも短くなっています。"},
	[DKIM_BODY_UNKNOWN_KEY] = {"body-changed-without-key", "body-changed",
		"The body is not the one that was signed. Whether the headers are could not be "
		"verified.",
		"本文は署名された時のものと異なります。ヘッダーについては検証できませんでした。"},
	[DKIM_KEY_GONE] = {"key-gone", "key-gone",
		"The domain publishes no such key today. Keys are taken away after a while: this "
		"proves nothing.",
		"このドメインは現在、該当する公開鍵を公開していません。鍵は定期的に廃止されるため、"
		"これだけでは何も判断できません。"},
	[DKIM_KEY_REVOKED] = {"key-revoked", "key-revoked", "The domain has revoked this key.",
		"このドメインは該当する公開鍵を失効させています。"},
	[DKIM_TEMPORARY] = {"no-answer", "temporary",
		"The DNS gave no answer about the key. Ask again later.",
		"公開鍵について DNS "
		"から応答が得られませんでした。時間をおいて再度確認してください。"},
	[DKIM_NOT_ASKED] = {"not-asked", "not-asked", "The DNS was not asked for the key.",
		"公開鍵の DNS 照会は行っていません。"},
	[DKIM_KEY_SYNTAX] = {"key-syntax", "key-unusable", "The key record cannot be read.",
		"公開鍵のレコードの書式が正しくありません。"},
	[DKIM_KEY_VERSION] = {"key-version", "key-unusable",
		"What stands in the DNS in the key's place is no DKIM key record.",
		"鍵の名前に登録されている DNS レコードは、DKIM の公開鍵ではありません。"},
	[DKIM_KEY_ABSENT] = {"key-absent", "key-unusable", "The key record holds no key.",
		"公開鍵のレコードに鍵が含まれていません。"},
	[DKIM_KEY_BYTES] = {"key-bytes", "key-unusable",
		"The bytes of the key are no key of its type.",
		"公開鍵のデータが、その種類の鍵として読み取れません。"},
	[DKIM_KEY_TYPE] = {"key-type", "key-unusable",
		"The key is of another type than the signature.",
		"公開鍵の種類が署名のアルゴリズムと一致しません。"},
	[DKIM_KEY_HASH] = {"key-hash", "key-unusable",
		"The key's owner does not allow the hash that the signature uses.",
		"鍵の所有者は、この署名に使われたハッシュ方式を許可していません。"},
	[DKIM_KEY_SERVICE] = {"key-service", "key-unusable",
		"The key's owner does not allow its use for mail.",
		"鍵の所有者は、この鍵をメールに使うことを許可していません。"},
	[DKIM_KEY_STRICT] = {"key-strict", "key-unusable",
		"The key's owner does not allow it to sign for subdomains, and the signature names "
		"one.",
		"鍵の所有者はサブドメイン名義の署名を許可していませんが、この署名はサブドメインを名"
		"乗っています。"},
	[DKIM_KEY_LONG] = {"key-long", "key-unusable",
		"The key is larger than what is verified here.",
		"公開鍵が長すぎるため、検証の対象外です。"},
	[DKIM_KEY_SHORT] = {"key-short", "policy",
		"The signature verifies, but its key has fewer than 1024 bits: anybody could have "
		"made it (RFC 8301).",
		"署名は一致しますが、鍵が 1024 ビット未満のため第三者でも偽造できます（RFC "
		"8301）。信頼できません。"},
	[DKIM_SHA1] = {"sha1", "policy",
		"The signature verifies, but rsa-sha1 is no longer to be relied on (RFC 8301).",
		"署名は一致しますが、rsa-sha1 はもはや信頼できない方式です（RFC 8301）。"},
	[DKIM_EXPIRED] = {"expired", "expired",
		"The signature verifies, but it had expired when the mail was received.",
		"署名は一致しますが、受信時点ですでに有効期限が切れていました。"},
	[DKIM_ALGORITHM] = {"algorithm", "unsupported",
		"The signature is of a kind that no standard knows.",
		"署名アルゴリズムが標準で定められたものではありません。"},
	[DKIM_CANONICALIZATION] = {"canonicalization", "unsupported",
		"The signature is over a form of the mail that no standard knows.",
		"正規化方式が標準で定められたものではありません。"},
	[DKIM_QUERY] = {"query", "unsupported",
		"The signature's key is to be asked for in a way that no standard knows.",
		"公開鍵の取得方法が標準で定められたものではありません。"},
	[DKIM_TOO_MANY] = {"too-many", "unsupported",
		"The mail has more signatures than are verified.",
		"署名の数が検証の上限を超えています。"},
	[DKIM_SYNTAX] = {"syntax", "broken", "The signature cannot be read: %s.",
		"署名の書式が正しくありません。"},
	[DKIM_VERSION] = {"version", "broken",
		"The signature does not say that it is of version 1.",
		"署名のバージョンが 1 ではありません。"},
	[DKIM_TAG_MISSING] = {"tag-missing", "broken", "The signature lacks the tag %s=.",
		"署名に必須のタグ %s= がありません。"},
	[DKIM_TAG_BAD] = {"tag-bad", "broken",
		"The signature's tag %s= says nothing that it may say.",
		"署名のタグ %s= の値が正しくありません。"},
	[DKIM_IDENTITY] = {"identity", "broken",
		"The signature is in the name of a domain that is not under the one that signs.",
		"署名者の名義（i=）が、署名したドメイン（d=）の配下にありません。"},
	[DKIM_FROM_UNSIGNED] = {"from-unsigned", "broken",
		"The signature does not cover the From header, which every signature must.",
		"必ず署名対象とすべき From ヘッダーが署名に含まれていません。"},
	[DKIM_TIMES] = {"times", "broken", "The signature expires before it was made.",
		"署名の有効期限が署名日時より前になっています。"},
};

/* RFC 8601's words for the classes. */
static const struct {
	const char *class;
	const char *result;
} results[] = {
	{"pass", "pass"},
	{"fail", "fail"},
	{"body-changed", "fail"},
	{"temporary", "temperror"},
	{"policy", "policy"},
	{"expired", "policy"},
	{"unsupported", "neutral"},
	{"not-asked", NULL},
};

const char *dkimreason_class(DkimReason reason)
{
	return rows[reason].class;
}

const char *dkimreason_code(DkimReason reason)
{
	return rows[reason].code;
}

const char *dkimreason_result(DkimReason reason)
{
	for (size_t i = 0; i < G_N_ELEMENTS(results); i++)
		if (g_str_equal(results[i].class, rows[reason].class))
			return results[i].result;
	return "permerror";
}

/* A sentence with its detail in place. */
static char *fill(const char *sentence, const char *detail)
{
	g_auto(GStrv) pieces = g_strsplit(sentence, "%s", 2);

	return g_strjoinv(detail, pieces);
}

json_t *dkimreason_words(DkimReason reason, const char *detail)
{
	g_autofree char *en = fill(rows[reason].en, detail), *ja = fill(rows[reason].ja, detail);

	return json_both(en, ja);
}
