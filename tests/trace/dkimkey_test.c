/* Key records: text -> what is wrong with it, and what the key is. */
#include "trace/dkimkey.h"

/* 1024 bits, as the world has them (SubjectPublicKeyInfo) and as RFC 6376 says (RSAPublicKey). */
#define INFO                                                                                       \
	"MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQi" \
	"Y/J16JYi0Qvx/"                                                                            \
	"byYzCNb3W91y3FutACDfzwQ/BC/e/"                                                            \
	"8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/"              \
	"K4w3QIDAQAB"
#define BARE                                                                                       \
	"MIGJAoGBALVI635dLK4cJJAH3Lx6upo3X/"                                                       \
	"Lm1tQz3mezcWTA3BUBnyIsdnRf57aD5BtNmhPrYYDlWlzw3UgnKisIxktkk5+"                            \
	"iMQMlFtAS10JB8L3YadXNJY+JBcbeSi5TgJe4WFzNgW95FWDAuSTRXSWZfA/"                             \
	"8xjflbTLDx0euFZOM7C4T0GwLAgMBAAE="
#define POINT "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="

static const char *const types[] = {
	[DKIMKEY_RSA] = "rsa", [DKIMKEY_ED25519] = "ed25519", [DKIMKEY_OTHER] = "other"};

/* "code type bits flag...": what is not said is allowed, so only what is forbidden is shown. */
static char *shown(Str text)
{
	DkimKey key;
	DkimReason reason = dkimkey_parse(text, &key);
	char *shown = g_strdup_printf("%s %s %u%s%s%s%s%s", dkimreason_code(reason),
		types[key.type], key.bits, key.sha1 ? "" : " no-sha1",
		key.sha256 ? "" : " no-sha256", key.mail ? "" : " no-mail",
		key.testing ? " testing" : "", key.strict ? " strict" : "");

	dkimkey_clear(&key);
	return shown;
}

static void test_rows(void)
{
	static const struct {
		const char *text, *shown;
	} rows[] = {
		{"v=DKIM1; k=rsa; p=" INFO, "pass rsa 1024"}, {"p=" INFO, "pass rsa 1024"},
		{"p=" BARE, "pass rsa 1024"}, {"v=DKIM1; p=" INFO ";", "pass rsa 1024"},
		{"k=ed25519; p=" POINT, "pass ed25519 256"},
		{"v=DKIM1; k=rsa; h=sha256; t=s; n=a note; p=" INFO,
			"pass rsa 1024 no-sha1 strict"},
		{"h=sha1; p=" INFO, "pass rsa 1024 no-sha256"},
		{"h=md5 : sha256; p=" INFO, "pass rsa 1024 no-sha1"},
		{"t=y:s; p=" INFO, "pass rsa 1024 testing strict"},
		{"t=y : n; p=" INFO, "pass rsa 1024 testing"},
		{"s=email; p=" INFO, "pass rsa 1024"}, {"s=*; p=" INFO, "pass rsa 1024"},
		{"s=tlsrpt; p=" INFO, "pass rsa 1024 no-mail"},
		{"s=tlsrpt:email; p=" INFO, "pass rsa 1024"},
		{"g=*; p=" INFO, "pass rsa 1024"}, /* of RFC 4871, which knew a granularity */
		{"k=dsa; p=" POINT, "pass other 0"},
		/* revoked: RFC 6376, section 3.6.1 */
		{"v=DKIM1; p=", "key-revoked rsa 0"}, {"v=DKIM1; p= ;", "key-revoked rsa 0"},
		/* no key at all */
		{"", "key-absent rsa 0"}, {"v=DKIM1; k=rsa", "key-absent rsa 0"},
		{"v=DKIM2; p=" INFO, "key-version rsa 0"}, {"v=spf1 -all", "key-version rsa 0"},
		{"v=DKIM1; k=rsa; omgwhatsgoingon", "key-syntax rsa 0"},
		{"v=DKIM1; p=" INFO "; p=" INFO, "key-syntax rsa 0"}, {"p=!!!", "key-bytes rsa 0"},
		{"p=" POINT, "key-bytes rsa 0"}, {"k=ed25519; p=" INFO, "key-bytes ed25519 0"},
		{"p=MIGf", "key-bytes rsa 0"}, {"p=MAA=", "key-bytes rsa 0"},
		{"p=MAYCAQACAQA=", "key-bytes rsa 0"}, /* a modulus of 0 */
		{"p=MAYCAQMCAQM=", "pass rsa 2"},
		{"p=MISAgICA", "key-bytes rsa 0"}, /* a length of lengths */
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *got = shown(str_of(rows[i].text));
		g_test_message("%s", rows[i].text);
		g_assert_cmpstr(got, ==, rows[i].shown);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/dkimkey/rows", test_rows);
	return g_test_run();
}
