/* What authentication proves: signatures and claims -> what is said. */
#include "trace/meaning.h"

/* Signatures: "class reason domain"; claims: "method=result domain", the recipient's own. */
typedef struct {
	const char *author, *signatures[3], *claims[2], *what, *domain;
} Row;

static json_t *signature_of(const char *text)
{
	g_auto(GStrv) words = g_strsplit(text, " ", 4);
	json_t *key = json_object(), *signature = json_object();

	json_put(signature, "class", json_text(str_of(words[0])));
	json_put(signature, "reason", json_text(str_of(words[1])));
	json_put(signature, "domain", json_text(str_of(words[2])));
	json_put(key, "answer", json_text_or_null(words[3]));
	json_put(signature, "key", key);
	return signature;
}

static json_t *claim_of(const char *text)
{
	g_auto(GStrv) words = g_strsplit_set(text, "= ", 4);
	json_t *claim = json_object(), *properties = json_object();
	bool dmarc = g_str_equal(words[0], "dmarc");

	json_put(claim, "method", json_text(str_of(words[0])));
	json_put(claim, "result", json_text(str_of(words[1])));
	json_put(properties, dmarc ? "header.from" : "header.i", json_text(str_of(words[2])));
	json_put(claim, "properties", properties);
	json_put(claim, "trusted", json_boolean(!words[3]));
	return claim;
}

static json_t *auth_of(const Row *row)
{
	json_t *auth = json_object(), *now = json_object(), *receipt = json_object();
	json_t *dkim = json_array(), *claims = json_array();

	for (size_t i = 0; i < G_N_ELEMENTS(row->signatures) && row->signatures[i]; i++)
		json_push(dkim, signature_of(row->signatures[i]));
	for (size_t i = 0; i < G_N_ELEMENTS(row->claims) && row->claims[i]; i++)
		json_push(claims, claim_of(row->claims[i]));
	json_put(now, "dkim", dkim);
	json_put(receipt, "claims", claims);
	json_put(auth, "now", now);
	json_put(auth, "at_receipt", receipt);
	return auth;
}

static void test_rows(void)
{
	static const Row rows[] = {
		{"cljqxt.top", {"pass pass cljqxt.top"}, {NULL}, "author-verified", "cljqxt.top"},
		{"mail.cljqxt.top", {"pass pass cljqxt.top"}, {NULL}, "author-verified",
			"cljqxt.top"},
		/* the better of several signatures, in whatever order */
		{"example.org", {"fail headers-mismatch example.net", "pass pass example.org"},
			{NULL}, "author-verified", "example.org"},
		{"example.org", {"pass pass esp.example.net", "key-gone key-gone example.org"},
			{NULL}, "other-verified", "esp.example.net"},
		/* two names under one public suffix are two owners */
		{"a.co.jp", {"pass pass b.co.jp"}, {NULL}, "other-verified", "b.co.jp"},
		{"example.org", {"body-changed body-changed example.org"}, {NULL}, "changed-since",
			"example.org"},
		{"example.org", {"body-changed body-and-headers-changed example.org"}, {NULL},
			"fails", "example.org"},
		{"example.org", {"body-changed body-changed-without-key example.org none"}, {NULL},
			"key-gone", "example.org"},
		{"example.org", {"body-changed body-changed-without-key example.org not-asked"},
			{NULL}, "not-asked", "example.org"},
		{"example.org", {"fail headers-mismatch example.org"}, {NULL}, "fails",
			"example.org"},
		{"example.org", {"broken syntax example.org"}, {NULL}, "unreliable", "example.org"},
		{"example.org", {"policy sha1 example.org"}, {NULL}, "unreliable", "example.org"},
		{"example.org", {"key-revoked key-revoked example.org"}, {NULL}, "key-gone",
			"example.org"},
		{"example.org", {"temporary no-answer example.org"}, {NULL}, "no-answer",
			"example.org"},
		{"example.org", {"not-asked not-asked example.org"}, {NULL}, "not-asked",
			"example.org"},
		{"example.org", {NULL}, {NULL}, "unsigned", NULL},
		{NULL, {"pass pass example.org"}, {NULL}, "other-verified", "example.org"},
		/* what the recipient's side found, where today nothing can be told */
		{"example.org", {"key-gone key-gone example.org"},
			{"dkim=pass joe@mail.example.org"}, "author-verified-then", "example.org"},
		{"example.org", {NULL}, {"dmarc=pass example.org"}, "author-verified-then",
			"example.org"},
		{"example.org", {"pass pass example.org"}, {"dkim=fail @example.org"},
			"author-verified", "example.org"},
		{"example.org", {NULL}, {"dkim=pass @example.net"}, "unsigned", NULL},
		{"example.org", {NULL}, {"dkim=fail @example.org"}, "unsigned", NULL},
		{"example.org", {NULL}, {"dmarc=pass example.org untrusted"}, "unsigned", NULL},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		json_auto_t *auth = auth_of(&rows[i]);
		json_auto_t *meaning = meaning_of(rows[i].author, auth);
		g_test_message("row %zu", i);
		g_assert_cmpstr(json_get_text(meaning, "what"), ==, rows[i].what);
		g_assert_cmpstr(json_get_text(meaning, "domain"), ==, rows[i].domain);
	}
}

static void test_words(void)
{
	const Row row = {"example.org", {"pass pass esp.example.net"}, {NULL}, NULL, NULL};
	json_auto_t *auth = auth_of(&row);
	json_auto_t *meaning = meaning_of(row.author, auth);

	g_assert_cmpstr(json_get_text(json_object_get(meaning, "says"), "en"), ==,
		"The mail was signed by esp.example.net. That example.org, which stands in From, "
		"sent it is "
		"not proven.");
	g_assert_cmpstr(json_get_text(json_object_get(meaning, "says"), "ja"), ==,
		"このメールに署名したのは esp.example.net です。差出人欄の example.org "
		"が送信したことは確認できません。");
}

/* SPF speaks for a sender that nobody sees: less than a signature, more than nothing. */
static void test_permission(void)
{
	static const struct {
		const char *author, *signature, *spf, *domain; /* SPF's result, and of whom */
		const char *what;
	} rows[] = {
		{"cljqxt.top", NULL, "pass", "mail.cljqxt.top", "author-permitted"},
		{"example.org", NULL, "pass", "esp.example.net", "other-permitted"},
		{"example.org", NULL, "fail", "example.org", "unsigned"},
		{"example.org", "pass pass example.org", "pass", "example.org", "author-verified"},
		{"example.org", "pass pass esp.example.net", "pass", "example.org",
			"author-permitted"},
		{"example.org", "pass pass esp.example.net", "pass", "esp.example.net",
			"other-verified"},
		{"example.org", "fail headers-mismatch example.org", "pass", "esp.example.net",
			"fails"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		const Row row = {rows[i].author, {rows[i].signature}, {NULL}, NULL, NULL};
		json_auto_t *auth = auth_of(&row);
		json_t *spf = json_object();
		json_put(spf, "result", json_text(str_of(rows[i].spf)));
		json_put(spf, "domain", json_text(str_of(rows[i].domain)));
		json_put(json_object_get(auth, "now"), "spf", spf);
		json_auto_t *meaning = meaning_of(rows[i].author, auth);
		g_assert_cmpstr(json_get_text(meaning, "what"), ==, rows[i].what);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/meaning/rows", test_rows);
	g_test_add_func("/meaning/words", test_words);
	g_test_add_func("/meaning/permission", test_permission);
	return g_test_run();
}
