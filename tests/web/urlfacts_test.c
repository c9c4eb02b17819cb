#include "web/urlfacts.h"

#include "support/assert_str.h"

/* A URL as it is written, and one of its facts by JSON Pointer; NULL where it has none. */
static const struct {
	const char *raw, *fact, *shown;
} rows[] = {
	{"https://www.amazon.co.jp/", "/suffix", "\"co.jp\""},
	{"https://www.amazon.co.jp/", "/private_suffix", NULL},
	{"https://login.workers.dev/", "/private_suffix", "\"workers.dev\""},
	{"https://a.github.io/", "/suffix", "\"io\""},
	{"https://a.github.io/", "/private_suffix", "\"github.io\""},
	{"https://a.example/", "/suffix", "\"example\""},
	{"http://192.0.2.1/", "/suffix", NULL},

	{"http://192.0.2.1/", "/ip",
		"{\"address\":\"192.0.2.1\",\"class\":\"documentation\",\"written\":\"dotted\"}"},
	{"http://3221225985/", "/ip/written", "\"decimal\""},
	{"http://3221225985/", "/ip/address", "\"192.0.2.1\""},
	{"http://0xc0000201/", "/ip/written", "\"hexadecimal\""},
	{"http://0xC0.0x0.0x2.0x1/", "/ip/written", "\"hexadecimal\""},
	{"http://0300.00.02.01/", "/ip/written", "\"octal\""},
	{"http://192.513/", "/ip/written", "\"short\""},
	{"http://192.0x0.02.1/", "/ip/written", "\"mixed\""},
	{"http://１９２.0.2.1/", "/ip/written", "\"disguised\""},
	{"http://%31%39%32.0.2.1/", "/ip/written", "\"disguised\""},
	{"http:\\\\user@192.0.2.1:81\\x", "/ip/written", "\"dotted\""},
	{"https://[2001:db8::1]/", "/ip",
		"{\"address\":\"2001:db8::1\",\"class\":\"documentation\",\"written\":\"ipv6\"}"},
	{"http://127.1/", "/ip/class", "\"loopback\""},

	{"https://a.example:8443/", "/port", "8443"},
	{"https://a.example:443/", "/port", NULL},
	{"https://amazon.co.jp@a.example/", "/user", "\"amazon.co.jp\""},
	{"https://www%2Eamazon.com:x@a.example/", "/user", "\"www.amazon.com\""},
	{"https://a:b@a.example/", "/password", "true"},
	{"https://a.example/@b", "/user", NULL},

	/* Cyrillic а; then a whole word in Cyrillic; then Japanese, which looks like nothing else */
	{"https://\xd0\xb0mazon.com/", "/unicode", "\"\xd0\xb0mazon.com\""},
	{"https://\xd0\xb0mazon.com/", "/looks_like", "\"amazon.com\""},
	{"https://\xd0\xb0mazon.com/", "/mixed_scripts", "true"},
	{"https://xn--e1argc.com/", "/looks_like", "\"cope.com\""},
	{"https://xn--e1argc.com/", "/mixed_scripts", NULL},
	{"https://xn--eckwd4c7c.jp/", "/unicode",
		"\"\xe3\x83\x89\xe3\x83\xa1\xe3\x82\xa4\xe3\x83\xb3.jp\""},
	{"https://amazon.com/", "/unicode", NULL},

	{"https://a1.b2.example/", "/labels", "3"},
	{"https://a1.b2.example/", "/digits", "2"},
	{"https://a1.b2.example/", "/length", "22"},
	{"https://aaaa.com/", "/entropy", "0.0"},
	{"https://4ztfqg8.cn/", "/entropy", "2.81"},

	{"https://l.instagram.com/?u=https%3A%2F%2Fa.co.jp%2Fb", "/unwrapped",
		"[{\"by\":\"instagram\",\"domain\":\"a.co.jp\",\"host\":\"a.co.jp\",\"kind\":"
		"\"redirect\",\"scheme\":\"https\","
		"\"url\":\"https://a.co.jp/b\"}]"},
	{"https://x.mimecast.com/s/a?domain=a.co.jp", "/unwrapped/0/only_host", "true"},
	{"https://a.example/?to=https%3A%2F%2Fb.example%2F&x=1", "/carries/0/host",
		"\"b.example\""},
	{"https://a.example/?to=https%3A%2F%2Fb.example%2F&x=1", "/carries/0/parameter", "\"to\""},
	{"https://a.example/?to=https%3A%2F%2Fb.example%2F&x=1", "/carries/1", NULL},
	{"https://a.example/?a=https://1.example&b=https://2.example&c=https://3.example&d=https://"
	 "4.example&e=https://5.example",
		"/carries/4", NULL},
	{"https://a.example/?to=/b", "/carries", NULL},
	{"mailto:a@b.example", "/length", NULL},
};

static void test_facts(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		json_auto_t *facts = json_object();
		g_autoptr(Url) url = url_parse(str_of(rows[i].raw), NULL);

		g_test_message("%s %s", rows[i].raw, rows[i].fact);
		g_assert_nonnull(url);
		urlfacts_put(facts, str_of(rows[i].raw), url);
		const json_t *fact = json_at(facts, rows[i].fact);
		g_autofree char *shown = fact ? json_canonical(fact) : NULL;
		g_assert_cmpstr(shown, ==, rows[i].shown);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/urlfacts/facts", test_facts);
	return g_test_run();
}
