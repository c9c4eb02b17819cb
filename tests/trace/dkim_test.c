/* Whole mails, verified: the standards' own examples, and what becomes of them when something changes. */
#include <string.h>

#include "keytable.h"
#include "trace/dkim.h"

/* RFC 6376, appendix A.2, with the key of A.3. */
static const char rfc6376[] = "DKIM-Signature: v=1; a=rsa-sha256; s=brisbane; d=example.com;\r\n"
			      "      c=simple/simple; q=dns/txt; i=joe@football.example.com;\r\n"
			      "      h=Received : From : To : Subject : Date : Message-ID;\r\n"
			      "      bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\r\n"
			      "      b=AuUoFEfDxTDkHlLXSZEpZj79LICEps6eda7W3deTVFOk4yAUoqOB\r\n"
			      "        4nujc7YopdG5dWLSdNg6xNAZpOPr+kHxt1IrE+NahM6L/LbvaHut\r\n"
			      "        KVdkLLkpVaVVQPzeRDI009SO2Il5Lu7rDNH6mZckBdrIx0orEtZV\r\n"
			      "        4bmp/YzhwvcubU4=;\r\n"
			      "Received: from client1.football.example.com  [192.0.2.1]\r\n"
			      "      by submitserver.example.com with SUBMISSION;\r\n"
			      "      Fri, 11 Jul 2003 21:01:54 -0700 (PDT)\r\n"
			      "From: Joe SixPack <joe@football.example.com>\r\n"
			      "To: Suzie Q <suzie@shopping.example.net>\r\n"
			      "Subject: Is dinner ready?\r\n"
			      "Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)\r\n"
			      "Message-ID: <20030712040037.46341.5F8J@football.example.com>\r\n"
			      "\r\n"
			      "Hi.\r\n"
			      "\r\n"
			      "We lost the game. Are you hungry yet?\r\n"
			      "\r\n"
			      "Joe.\r\n";
static const char rfc6376_key[] =
	"v=DKIM1; "
	"p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDwIRP/UC3SBsEmGqZ9ZJW3/DkMoGeLnQg1fWn7/zYt"
	"IxN2SnFCjxOCKG9v3b4jYfcTNh5ijSsq631uBItLa7od+v/RtdC2UzJ1lWT947qR+Rcac2gbto/"
	"NMqJ0fzfVjH4OuKhi"
	"tdY9tf6mcwGjaNBcWToIMmPSPDdQPNUYckcQ2QIDAQAB";

/* RFC 8463, appendix A: From, Subject and Date are signed once more than they are there. */
static const char rfc8463[] = "DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;\r\n"
			      " d=football.example.com; i=@football.example.com;\r\n"
			      " q=dns/txt; s=brisbane; t=1528637909; h=from : to :\r\n"
			      " subject : date : message-id : from : subject : date;\r\n"
			      " bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\r\n"
			      " b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus\r\n"
			      " Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==\r\n"
			      "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;\r\n"
			      " d=football.example.com; i=@football.example.com;\r\n"
			      " q=dns/txt; s=test; t=1528637909; h=from : to : subject :\r\n"
			      " date : message-id : from : subject : date;\r\n"
			      " bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\r\n"
			      " b=F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3\r\n"
			      " DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz\r\n"
			      " dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=\r\n"
			      "From: Joe SixPack <joe@football.example.com>\r\n"
			      "To: Suzie Q <suzie@shopping.example.net>\r\n"
			      "Subject: Is dinner ready?\r\n"
			      "Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)\r\n"
			      "Message-ID: <20030712040037.46341.5F8J@football.example.com>\r\n"
			      "\r\n"
			      "Hi.\r\n"
			      "\r\n"
			      "We lost the game.  Are you hungry yet?\r\n"
			      "\r\n"
			      "Joe.\r\n";
#define ED25519 "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
#define RSA                                                                                        \
	"p="                                                                                       \
	"MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQi" \
	"Y/J16JYi0Qvx/"                                                                            \
	"byYzCNb3W91y3FutACDfzwQ/BC/e/"                                                            \
	"8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/"              \
	"K4w3QIDAQAB"

/* Another key of Ed25519: RFC 8032, section 7.1, test 2. */
#define OTHER "v=DKIM1; k=ed25519; p=PUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw="

static const Crypto *crypto(void)
{
	g_autoptr(GError) error = NULL;
	const Crypto *loaded = crypto_load(&error);

	g_assert_no_error(error);
	return loaded;
}

/* "class reason body headers" of each signature, from the top, with ", " between them. */
static char *verify(Str bytes, const KeySource *keys)
{
	static const char parts[] = "?=x";
	g_autoptr(RawMail) mail = rawmail_new(bytes);
	const VerifierSettings settings = {
		.crypto = crypto(), .keys = *keys, .received = 1528637910};
	g_autoptr(Verifier) verifier = verifier_new(mail, &settings);
	g_autoptr(GPtrArray) signatures = dkim_verify(verifier, mail);
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < signatures->len; i++) {
		const Verified *verified = g_ptr_array_index(signatures, i);
		g_string_append_printf(out, "%s%s body%c headers%c", i ? ", " : "",
			dkimreason_code(verified->reason), parts[verified->body],
			parts[verified->headers]);
	}
	return g_string_free(out, FALSE);
}

static char *verify_text(const char *text, const char *brisbane, const char *test)
{
	g_autoptr(GHashTable) table = keytable_new();
	const KeySource keys = keytable_source(table);

	keytable_add(table, "brisbane._domainkey.example.com", rfc6376_key);
	if (brisbane)
		keytable_add(table, "brisbane._domainkey.football.example.com", brisbane);
	if (test)
		keytable_add(table, "test._domainkey.football.example.com", test);
	return verify(str_of(text), &keys);
}

/* `text` with its first `from` made `to`. */
static char *changed(const char *text, const char *from, const char *to)
{
	const char *at = strstr(text, from);

	g_assert_nonnull(at);
	return g_strdup_printf("%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
}

static void test_rfc6376(void)
{
	g_autofree char *got = verify_text(rfc6376, NULL, NULL);
	g_auto(GStrv) lines = g_strsplit(rfc6376, "\r\n", -1);
	g_autofree char *unix_lines = g_strjoinv("\n", lines);
	g_autofree char *got_unix = verify_text(unix_lines, NULL, NULL);

	g_assert_cmpstr(got, ==, "pass body= headers=");
	g_assert_cmpstr(got_unix, ==, "pass body= headers=");
}

/* The same mail with one thing changed: what each of its two signatures says then. */
static void test_changes(void)
{
	static const struct {
		const char *from, *to, *shown;
	} rows[] = {
		{"Joe.", "Joe.", "pass body= headers=, pass body= headers="},
		/* within what the relaxed form allows */
		{"To: Suzie Q", "TO :  Suzie\t\r\n Q", "pass body= headers=, pass body= headers="},
		{"Joe.\r\n", "Joe. \t\r\n\r\n\r\n", "pass body= headers=, pass body= headers="},
		{"game.  Are", "game. Are", "pass body= headers=, pass body= headers="},
		{"From: Joe", "X-Spam: no\r\nFrom: Joe",
			"pass body= headers=, pass body= headers="},
		/* the body */
		{"lost", "won", "body-changed bodyx headers=, body-changed bodyx headers="},
		{"Joe.\r\n", "Joe.\r\n--\r\nA list\r\n",
			"body-changed bodyx headers=, body-changed bodyx headers="},
		{"Joe.\r\n", "", "body-changed bodyx headers=, body-changed bodyx headers="},
		/* the headers */
		{"dinner", "lunch",
			"headers-mismatch body= headersx, headers-mismatch body= headersx"},
		{"Subject: Is dinner ready?\r\n", "",
			"headers-mismatch body= headersx, headers-mismatch body= headersx"},
		{"To: Suzie", "From: Eve <eve@example.net>\r\nTo: Suzie",
			"headers-mismatch body= headersx, headers-mismatch body= headersx"},
		/* above, where From is signed once more than it is there */
		{"From: Joe", "From: Eve <eve@example.net>\r\nFrom: Joe",
			"headers-mismatch body= headersx, headers-mismatch body= headersx"},
		/* To is not: one that is added above is not noticed */
		{"From: Joe", "To: Eve <eve@example.net>\r\nFrom: Joe",
			"pass body= headers=, pass body= headers="},
		/* what the first signature says of itself */
		{"t=1528637909", "t=1528637908",
			"headers-mismatch body= headersx, pass body= headers="},
		{"b=/gCr", "b=/gCs", "headers-mismatch body= headersx, pass body= headers="},
		{"bh=2jUS", "bh=3jUS",
			"body-and-headers-changed bodyx headersx, pass body= headers="},
		{"a=ed25519-sha256", "a=rsa-sha256",
			"key-type body= headers?, pass body= headers="},
		{"a=ed25519-sha256", "a=ed448-sha256",
			"algorithm body? headers?, pass body= headers="},
		{"v=1", "v=2", "version body= headers?, pass body= headers="},
		{"s=brisbane", "s=sydney", "key-gone body= headers?, pass body= headers="},
		{"d=football.example.com", "d=football.example.net",
			"identity body= headers?, pass body= headers="},
		{"d=football.example.com; i=@football", "d=example.com; i=@football",
			"key-type body= headers?, pass body= headers="},
		{"q=dns/txt; s=brisbane", "l=1000; s=brisbane",
			"body-short bodyx headersx, pass body= headers="},
		{"q=dns/txt; s=brisbane", "l=0; s=brisbane",
			"body-and-headers-changed bodyx headersx, pass body= headers="},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *text = changed(rfc8463, rows[i].from, rows[i].to);
		g_autofree char *got = verify_text(text, ED25519, RSA);
		g_test_message("%s -> %s", rows[i].from, rows[i].to);
		g_assert_cmpstr(got, ==, rows[i].shown);
	}
}

/* The same mail, and other keys. */
static void test_keys(void)
{
	static const struct {
		const char *ed25519, *rsa, *shown;
	} rows[] = {
		{NULL, NULL, "key-gone body= headers?, key-gone body= headers?"},
		{"k=ed25519; p=", "v=DKIM1; p=",
			"key-revoked body= headers?, key-revoked body= headers?"},
		{OTHER, RSA, "headers-mismatch body= headersx, pass body= headers="},
		{RSA, ED25519, "key-type body= headers?, key-type body= headers?"},
		{"v=spf1 -all", RSA "; h=sha1",
			"key-version body= headers?, key-hash body= headers?"},
		{ED25519 "; s=tlsrpt", RSA "; t=s",
			"key-service body= headers?, pass body= headers="},
		{ED25519 "; t=y", "k=rsa; p=AAAA", "pass body= headers=, key-bytes body= headers?"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *got = verify_text(rfc8463, rows[i].ed25519, rows[i].rsa);
		g_assert_cmpstr(got, ==, rows[i].shown);
	}
}

/* Several records under one name: any may be the one (RFC 6376, section 6.1.2). */
static void test_several_records(void)
{
	static const struct {
		const char *first, *second, *shown;
	} rows[] = {
		{ED25519, OTHER, "pass body= headers="},
		{OTHER, ED25519, "pass body= headers="},
		{"v=spf1 -all", ED25519, "pass body= headers="},
		{"k=ed25519; p=", OTHER, "headers-mismatch body= headersx"},
	};
	const char *end = strstr(rfc8463, "DKIM-Signature: v=1; a=rsa");

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GHashTable) table = keytable_new();
		const KeySource keys = keytable_source(table);
		g_autofree char *text = g_strdup_printf(
			"%.*s%s", (int)(end - rfc8463), rfc8463, strstr(rfc8463, "From: Joe"));
		keytable_add(table, "brisbane._domainkey.football.example.com", rows[i].first);
		keytable_add(table, "brisbane._domainkey.football.example.com", rows[i].second);
		g_autofree char *got = verify(str_of(text), &keys);
		g_assert_cmpstr(got, ==, rows[i].shown);
	}
}

static KeyAnswer answer_with(void *from, const char *name, GPtrArray *texts_out)
{
	(void)name;
	(void)texts_out;
	return *(KeyAnswer *)from;
}

/* Without a key the body still tells: for ever, and without the DNS. */
static void test_answers(void)
{
	static const struct {
		KeyAnswer answer;
		const char *intact, *altered;
	} rows[] = {
		{KEY_NOT_ASKED, "not-asked body= headers?",
			"body-changed-without-key bodyx headers?"},
		{KEY_FAILED, "no-answer body= headers?", "body-changed-without-key bodyx headers?"},
		{KEY_NONE, "key-gone body= headers?", "body-changed-without-key bodyx headers?"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		KeyAnswer answer = rows[i].answer;
		const KeySource keys = {answer_with, &answer};
		g_autofree char *altered = changed(rfc6376, "lost", "won");
		g_autofree char *got = verify(str_of(rfc6376), &keys);
		g_autofree char *got_altered = verify(str_of(altered), &keys);
		g_assert_cmpstr(got, ==, rows[i].intact);
		g_assert_cmpstr(got_altered, ==, rows[i].altered);
	}
}

/* The JSON that a report reads. */
static json_t *first_json(const char *text, gint64 received, gint64 now)
{
	g_autoptr(GHashTable) table = keytable_new();
	const DkimClock clock = {.now = now, .received = received, .witnessed = true};
	g_autoptr(RawMail) mail = rawmail_new(str_of(text));
	const VerifierSettings settings = {
		.crypto = crypto(), .keys = keytable_source(table), .received = received};
	g_autoptr(Verifier) verifier = verifier_new(mail, &settings);

	keytable_add(table, "brisbane._domainkey.football.example.com", ED25519 "; t=y");
	g_autoptr(GPtrArray) signatures = dkim_verify(verifier, mail);
	return dkim_json(mail, g_ptr_array_index(signatures, 0), str_of(text), &clock);
}

static void test_json(void)
{
	g_autofree char *twice =
		changed(rfc8463, "From: Joe", "To: Eve\r\nReply-To: Eve\r\nFrom: Joe");
	json_auto_t *json = first_json(twice, 1528637910, 1528637910);
	json_auto_t *shown = json_object();

	for (const char *const *key = (const char *const[]){"class", "result", "domain", "identity",
		     "selector", "algorithm", "made", "expires", "body", "headers", NULL};
		*key; key++)
		json_put(shown, *key, json_incref(json_object_get(json, *key)));
	g_autofree char *head = json_compact(shown);
	g_assert_cmpstr(head, ==,
		"{\"class\":\"pass\",\"result\":\"pass\",\"domain\":\"football.example.com\","
		"\"identity\":\"@football.example.com\",\"selector\":\"brisbane\","
		"\"algorithm\":\"ed25519-sha256\",\"made\":\"2018-06-10T13:38:29Z\",\"expires\":"
		"null,"
		"\"body\":\"same\",\"headers\":\"same\"}");
	g_autofree char *covers = json_compact(json_object_get(json, "covers"));
	g_assert_cmpstr(covers, ==,
		"{\"signed\":[\"from\",\"to\",\"subject\",\"date\",\"message-id\"],"
		"\"absent\":[\"from\",\"subject\",\"date\"],\"unsigned\":[\"reply-to\",\"to\"],"
		"\"open\":[\"sender\",\"reply-to\",\"to\",\"cc\",\"message-id\",\"in-reply-to\","
		"\"references\","
		"\"mime-version\",\"content-type\",\"content-transfer-encoding\",\"content-"
		"disposition\"],"
		"\"doubled\":[\"to\"],\"body\":{\"length\":54,\"signed\":54}}");
	g_autofree char *at = json_compact(json_at(json, "/at/raw"));
	g_autofree char *wanted =
		g_strdup_printf("[16,%d]", (int)(strstr(rfc8463, "Q1Dw==") + 6 - rfc8463) - 16);
	g_assert_cmpstr(at, ==, wanted);
}

/* "what what ..." */
static char *noted(const json_t *json)
{
	GString *out = g_string_new(NULL);
	const json_t *note;
	size_t index;

	json_array_foreach (json_object_get(json, "notes"), index, note)
		g_string_append_printf(out, "%s%s", index ? " " : "", json_get_text(note, "what"));
	return g_string_free(out, FALSE);
}

/* When the mail was received decides whether its signature had expired, not when we look. */
static void test_times(void)
{
	static const struct {
		gint64 received, now;
		const char *reason, *notes;
	} rows[] = {
		{1528637910, 1528637910, "headers-mismatch", "testing"},
		{1528637920, 1528637999, "headers-mismatch", "testing expired-since"},
		{1528630000, 1528637910, "headers-mismatch", "testing made-later"},
	};
	/* x= is signed, so the signature does not fit any more: expiry is looked at where it does */
	g_autofree char *text = changed(rfc8463, "t=1528637909;", "t=1528637909; x=1528637930;");

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		json_auto_t *json = first_json(text, rows[i].received, rows[i].now);
		g_autofree char *notes = noted(json);
		g_assert_cmpstr(json_get_text(json, "reason"), ==, rows[i].reason);
		g_assert_cmpstr(notes, ==, rows[i].notes);
	}
}

static void test_received(void)
{
	static const struct {
		const char *mail;
		gint64 received;
	} rows[] = {
		{"Received: x; Fri, 11 Jul 2003 21:01:54 -0700\n"
		 "Received: x; Fri, 11 Jul 2003 20:01:54 -0700\n\n",
			1057982514},
		{"Date: Fri, 11 Jul 2003 21:01:54 -0700\n\n", 1057982514},
		{"Received: no date\nDate: Fri, 11 Jul 2003 21:01:54 -0700\n\n", 1057982514},
		/* in the future, or not at all */
		{"Date: Fri, 11 Jul 2053 21:01:54 -0700\n\n", 2000000000},
		{"Subject: x\n\n", 2000000000},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(RawMail) mail = rawmail_new(str_of(rows[i].mail));
		g_assert_cmpint(dkim_clock(mail, 2000000000).received, ==, rows[i].received);
	}
}

/* So many are verified, so many told of, and no more. */
static void test_caps(void)
{
	g_autoptr(GString) text = g_string_new(NULL);
	KeyAnswer answer = KEY_NONE;
	const KeySource keys = {answer_with, &answer};

	for (unsigned i = 0; i < DKIM_TOLD_MAX + 5; i++)
		g_string_append(text, "DKIM-Signature: v=1; a=rsa-sha256; d=a.example; s=s; "
				      "h=from; bh=YQ==; b=YQ==\n");
	g_string_append(text, "From: a\n\nb");
	g_autofree char *got = verify(str_of(text->str), &keys);
	g_auto(GStrv) each = g_strsplit(got, ", ", -1);
	g_assert_cmpuint(g_strv_length(each), ==, DKIM_TOLD_MAX);
	g_assert_cmpstr(
		each[DKIM_SIGNATURES_MAX - 1], ==, "body-changed-without-key bodyx headers?");
	g_assert_cmpstr(each[DKIM_SIGNATURES_MAX], ==, "too-many body? headers?");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/dkim/rfc6376", test_rfc6376);
	g_test_add_func("/dkim/changes", test_changes);
	g_test_add_func("/dkim/keys", test_keys);
	g_test_add_func("/dkim/several_records", test_several_records);
	g_test_add_func("/dkim/answers", test_answers);
	g_test_add_func("/dkim/json", test_json);
	g_test_add_func("/dkim/times", test_times);
	g_test_add_func("/dkim/received", test_received);
	g_test_add_func("/dkim/caps", test_caps);
	return g_test_run();
}
