/* What signatures say of themselves: text -> what is wrong with it, and what is read. */
#include "../support/assert_str.h"
#include "trace/signature.h"

/* A sound DKIM-Signature in pieces: v a b bh d h s, then what a row adds or takes. */
#define V   "v=1; "
#define A   "a=rsa-sha256; "
#define B   "b=YWJj; "
#define BH  "bh=ZGVm; "
#define D   "d=example.org; "
#define H   "h=from:to; "
#define S   "s=sel; "
#define ALL V A B BH D H S

static void test_faults(void)
{
	static const struct {
		const char *text, *code, *detail;
	} rows[] = {
		{ALL, "pass", NULL},
		{ALL "i=@example.org; c=relaxed/simple; l=5; t=1; x=2; q=dns/txt; z=From:a", "pass",
			NULL},
		{ALL "c=relaxed", "pass", NULL},
		{ALL "q=smoke:dns/txt", "pass", NULL},
		{ALL "unknown=tag", "pass", NULL},
		{ALL "i=joe@mail.example.org", "pass", NULL},
		{ALL "i=\"a@b\"@EXAMPLE.org", "pass", NULL},
		{V "a=ed25519-sha256; " B BH D H S, "pass", NULL},
		{V "a=rsa-sha1; " B BH D H S, "pass", NULL}, /* policy is not its own affair */
		{V A "b=YW\r\n\tJj; " BH D "h=From\r\n : To; " S, "pass", NULL},
		{V A B BH "d=b\xc3\xbc"
			  "cher.example; " H S,
			"pass", NULL},
		/* the grammar */
		{ALL "; ", "syntax", "a tag has no name"},
		{ALL "t=1; t=2", "syntax", "a tag comes twice"},
		{"", "tag-missing", "v"},
		/* tags that must be there */
		{A B BH D H S, "tag-missing", "v"},
		{V B BH D H S, "tag-missing", "a"},
		{V A BH D H S, "tag-missing", "b"},
		{V A B D H S, "tag-missing", "bh"},
		{V A B BH H S, "tag-missing", "d"},
		{V A B BH D S, "tag-missing", "h"},
		{V A B BH D H, "tag-missing", "s"},
		/* and say something */
		{"v=2; " A B BH D H S, "version", "v"},
		{"v=1.0; " A B BH D H S, "version", "v"},
		{V "a=; " B BH D H S, "tag-bad", "a"},
		{V "a=rsa-md5; " B BH D H S, "algorithm", "a"},
		{V "a=RSA-SHA256; " B BH D H S, "algorithm", "a"},
		{V A "b=; " BH D H S, "tag-bad", "b"},
		{V A "b=***; " BH D H S, "tag-bad", "b"},
		{V A B "bh=; " D H S, "tag-bad", "bh"},
		{ALL "c=nofws", "canonicalization", "c"},
		{ALL "c=relaxed/nofws", "canonicalization", "c"},
		{ALL "c=", "tag-bad", "c"},
		{ALL "c=relaxed/", "tag-bad", "c"},
		{V A B BH "d=; " H S, "tag-bad", "d"},
		{V A B BH "d=example..org; " H S, "tag-bad", "d"},
		{V A B BH "d=.example.org; " H S, "tag-bad", "d"},
		{V A B BH "d=example.org.; " H S, "tag-bad", "d"},
		{V A B BH "d=exa mple.org; " H S, "tag-bad", "d"},
		{V A B BH D H "s=a b; ", "tag-bad", "s"},
		{V A B BH D H "s=a.b_c-d; ", "pass", NULL},
		{ALL "i=joe", "tag-bad", "i"},
		{ALL "i=joe@", "tag-bad", "i"},
		{ALL "l=-1", "tag-bad", "l"},
		{ALL "l=1e3", "tag-bad", "l"},
		{ALL "l=", "tag-bad", "l"},
		{ALL "l=99999999999999999999999999", "pass", NULL}, /* a number, if a large one */
		{ALL "t=yesterday", "tag-bad", "t"},
		{ALL "x=", "tag-bad", "x"},
		{ALL "q=smoke", "query", "q"},
		/* what does not go together */
		{ALL "i=joe@example.com", "identity", NULL},
		{ALL "i=joe@notexample.org", "identity", NULL},
		{V A B BH D "h=to:subject; " S, "from-unsigned", NULL},
		{V A B BH D "h=; " S, "from-unsigned", NULL},
		{ALL "t=5; x=5", "times", NULL},
		{ALL "t=5; x=4", "times", NULL},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		Signature signature;
		DkimReason reason =
			signature_parse(str_of(rows[i].text), SIGNATURE_DKIM, &signature);
		g_test_message("%s", rows[i].text);
		g_assert_cmpstr(dkimreason_code(reason), ==, rows[i].code);
		g_assert_cmpstr(signature.detail, ==, rows[i].detail);
		signature_clear(&signature);
	}
}

/* ARC has i= for the instance, no v=, and seals have neither h= nor bh=. */
static void test_arc(void)
{
	static const struct {
		SignatureKind kind;
		guint instance;
		const char *text, *code, *detail;
	} rows[] = {
		{SIGNATURE_ARC_MESSAGE, 1, "i=1; " A B BH D H S, "pass", NULL},
		{SIGNATURE_ARC_MESSAGE, 1, "i=1; v=7; " A B BH D H S, "pass", NULL},
		{SIGNATURE_ARC_MESSAGE, 50, "i=50; " A B BH D "h=to; " S, "pass", NULL},
		{SIGNATURE_ARC_MESSAGE, 0, A B BH D H S, "tag-missing", "i"},
		{SIGNATURE_ARC_MESSAGE, 0, "i=0; " A B BH D H S, "tag-bad", "i"},
		{SIGNATURE_ARC_MESSAGE, 0, "i=51; " A B BH D H S, "tag-bad", "i"},
		{SIGNATURE_ARC_MESSAGE, 0, "i=001; " A B BH D H S, "tag-bad", "i"},
		{SIGNATURE_ARC_MESSAGE, 0, "i=-1; " A B BH D H S, "tag-bad", "i"},
		{SIGNATURE_ARC_SEAL, 2, "i=2; cv=pass; " A B D S, "pass", NULL},
		{SIGNATURE_ARC_SEAL, 2, "i=2; " A B D S, "tag-missing", "cv"},
		{SIGNATURE_ARC_SEAL, 2, "i=2; cv=good; " A B D S, "tag-bad", "cv"},
		{SIGNATURE_ARC_SEAL, 2, "i=2; cv=Pass; " A B D S, "tag-bad", "cv"},
		{SIGNATURE_ARC_SEAL, 2, "i=2; cv=pass; " A B D S H, "tag-bad", "h"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		Signature signature;
		DkimReason reason = signature_parse(str_of(rows[i].text), rows[i].kind, &signature);
		g_test_message("%s", rows[i].text);
		g_assert_cmpstr(dkimreason_code(reason), ==, rows[i].code);
		g_assert_cmpstr(signature.detail, ==, rows[i].detail);
		g_assert_cmpuint(signature.instance, ==, rows[i].instance);
		signature_clear(&signature);
	}
}

static void test_key_names(void)
{
	static const struct {
		const char *selector, *domain, *name; /* NULL: no name of the DNS */
	} rows[] = {
		{"s1", "example.org", "s1._domainkey.example.org"},
		{"S1.Mail", "Example.ORG", "s1.mail._domainkey.example.org"},
		{"s",
			"b\xc3\xbc"
			"cher.example",
			"s._domainkey.xn--bcher-kva.example"},
		{"s", "\xff.example", NULL},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		Signature signature = {
			.selector = str_of(rows[i].selector), .domain = str_of(rows[i].domain)};
		g_autofree char *name = signature_key_name(&signature);
		g_assert_cmpstr(name, ==, rows[i].name);
	}
}

static void test_values(void)
{
	Signature signature;

	signature_parse(STR(ALL "i=joe@mail.example.org; c=relaxed/simple; l=12; t=34; x=56"),
		SIGNATURE_DKIM, &signature);
	g_assert_cmpint(signature.header, ==, CANONICAL_RELAXED);
	g_assert_cmpint(signature.body, ==, CANONICAL_SIMPLE);
	g_assert_cmpint(signature.length, ==, 12);
	g_assert_cmpint(signature.made, ==, 34);
	g_assert_cmpint(signature.expires, ==, 56);
	g_assert_cmpuint(signature.fields->len, ==, 2);
	assert_str(str_of_bytes(signature.bytes), STR("abc"));
	assert_str(signature.blank, STR("YWJj"));
	assert_str(signature_identity_domain(&signature), STR("mail.example.org"));
	signature_clear(&signature);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/signature/faults", test_faults);
	g_test_add_func("/signature/arc", test_arc);
	g_test_add_func("/signature/key_names", test_key_names);
	g_test_add_func("/signature/values", test_values);
	return g_test_run();
}
