#include "web/linkify.h"

#include <time.h>

#include "support/assert_str.h"

static const char *const kinds[] = {"url", "host", "mail", "address"};

/* "url:https://a.example/ mail:b@c.example": each spot with its kind; "!" behind what is live no more, "~"
 * behind what is so only in part. */
static char *spots_of(Str text)
{
	GString *shown = g_string_new(NULL);

	for (LinkSpot spot = {0}; linkify_next(text, &spot);) {
		const char *state = !spot.defanged ? "" : spot.live ? "~" : "!";
		g_string_append_printf(shown, "%s%s:", shown->len ? " " : "", kinds[spot.kind]);
		g_string_append_len(shown, text.at + spot.from, (gssize)spot.len);
		g_string_append(shown, state);
	}
	return g_string_free(shown, FALSE);
}

typedef struct {
	const char *text;
	const char *spots;
} Row;

static void check(const Row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		g_autofree char *spots = spots_of(str_of(rows[i].text));
		g_test_message("%s", rows[i].text);
		g_assert_cmpstr(spots, ==, rows[i].spots);
	}
}

static const Row urls[] = {
	{"https://www.4ztfqg8.cn", "url:https://www.4ztfqg8.cn"},
	{"see HTTP://WWW.EXAMPLE.COM/Path now", "url:HTTP://WWW.EXAMPLE.COM/Path"},
	{"ftp://ftp.example.org/pub", "url:ftp://ftp.example.org/pub"},
	{"line://ti/p/abc market://details?id=x", "url:line://ti/p/abc url:market://details?id=x"},
	{"http://localhost/ http://intranet", "url:http://localhost/ url:http://intranet"},
	{"http://192.0.2.1:8080/x", "url:http://192.0.2.1:8080/x"},
	{"http://[2001:db8::1]:80/x", "url:http://[2001:db8::1]:80/x"},
	{"https://amazon.co.jp@4ztfqg8.cn/x", "url:https://amazon.co.jp@4ztfqg8.cn/x"},
	{"https://user:pa55@example.com/", "url:https://user:pa55@example.com/"},
	{"http://example.com?to=a&b=c#d", "url:http://example.com?to=a&b=c#d"},
	{"http://example.com/a%20b/~c;d=e", "url:http://example.com/a%20b/~c;d=e"},
	{"https://xn--eckwd4c7c.xn--zckzah/", "url:https://xn--eckwd4c7c.xn--zckzah/"},
	{"https:// is not one, http://. neither, :// nor", ""},
	{"C://x and 1://y", ""},
};

static const Row punctuation[] = {
	{"(https://example.com/a)", "url:https://example.com/a"},
	{"<https://example.com/a>", "url:https://example.com/a"},
	{"[https://example.com/a]", "url:https://example.com/a"},
	{"\"https://example.com/a\"", "url:https://example.com/a"},
	{"'https://example.com/a'", "url:https://example.com/a"},
	{"{https://example.com/a}", "url:https://example.com/a"},
	{"https://example.com/a_(b)", "url:https://example.com/a_(b)"},
	{"(https://example.com/a_(b))", "url:https://example.com/a_(b)"},
	{"[more](https://example.com/a?x[]=1)", "url:https://example.com/a?x[]=1"},
	{"https://example.com/a, https://example.com/b; and",
		"url:https://example.com/a url:https://example.com/b"},
	{"Is it https://example.com/?", "url:https://example.com/"},
	{"It is https://example.com/...", "url:https://example.com/"},
	{"It is https://example.com. Really", "url:https://example.com"},
	{"https://example.com!", "url:https://example.com"},
	{"example.com, example.org. (example.net)",
		"host:example.com host:example.org host:example.net"},
	{"Mail a@example.com.", "mail:a@example.com"},
};

static const Row japanese[] = {
	{"詳細はhttps://www.4ztfqg8.cn/loginをご確認ください。",
		"url:https://www.4ztfqg8.cn/login"},
	{"https://www.4ztfqg8.cnにアクセス", "url:https://www.4ztfqg8.cn"},
	{"「https://example.com/a」", "url:https://example.com/a"},
	{"（https://example.com/a）", "url:https://example.com/a"},
	{"https://example.com/a。次に", "url:https://example.com/a"},
	{"https://example.com、https://example.org",
		"url:https://example.com url:https://example.org"},
	{"公式サイトamazon.co.jpへ", "host:amazon.co.jp"},
	{"問い合わせはinfo@cljqxt.topまで", "mail:info@cljqxt.top"},
	{"送信元は106.75.178.120です", "address:106.75.178.120"},
	{"https://日本語.jpにアクセス", "url:https://日本語.jp"},
	{"https://をクリック", ""},
	{"ＵＲＬhttps://example.com/", "url:https://example.com/"},
	{"аmazon.com と https://аmаzon.com/", "host:аmazon.com url:https://аmаzon.com/"},
	{"https://amаzon.com/", "url:https://amаzon.com/"},
	{"３日以内。１．２．３", ""},
};

static const Row hosts[] = {
	{"www.4ztfqg8.cn/x", "host:www.4ztfqg8.cn/x"},
	{"www.example.notatld", "host:www.example.notatld"},
	{"visit example.com:8080/x or example.com:8080",
		"host:example.com:8080/x host:example.com:8080"},
	{"example.com: the site", "host:example.com"},
	{"bit.ly/3xYz t.co/a goo.gl", "host:bit.ly/3xYz host:t.co/a host:goo.gl"},
	{"Example.Com Amazon.co.jp ASP.NET", "host:Example.Com host:Amazon.co.jp host:ASP.NET"},
	{"//cdn.example.com/x", "host:cdn.example.com/x"},
	{"co.jp and github.io alone, blogspot.com/x", "host:blogspot.com/x"},
	{"192.0.2.1/x and 192.0.2.1:80", "host:192.0.2.1/x host:192.0.2.1:80"},
	{"file.txt index.html invoice.pdf a.b.c", ""},
	{"run.sh setup.py README.md a.zip b.mov main.rs libc.so", ""},
	{"release-1.0.zip www.evil.zip evil.zip/login", "host:www.evil.zip host:evil.zip/login"},
	{"banco.com.py posta.co.rs", "host:banco.com.py host:posta.co.rs"},
	{"the end.So we went home.It was", ""},
	{"e.g. i.e. a.m. U.S. Ph.D. Co.Ltd 1.5 v2.0.1 ...", ""},
	{"/usr/lib/a.b.com C:\\x\\y.com", ""},
	{"wait...example.com", "host:example.com"},
	{"a..com -.com ._. a.com-x", ""},
	{"_example.com_ example.com- -example.org",
		"host:example.com host:example.com host:example.org"},
};

static const Row mails[] = {
	{"amazon@cljqxt.top", "mail:amazon@cljqxt.top"},
	{"mailto:a.b+c@example.co.jp?subject=x", "mail:a.b+c@example.co.jp"},
	{"email=victim@example.com", "mail:victim@example.com"},
	{"'o_o@example.com' _a_@example.com", "mail:o_o@example.com mail:_a_@example.com"},
	{"a@b phishing@pot a@localhost", ""},
	{"@example.com", "host:example.com"},
};

static const Row addresses[] = {
	{"106.75.178.120", "address:106.75.178.120"},
	{"[192.0.2.1]", "address:192.0.2.1"},
	{"1.2.3 1.2.3.4.5 256.1.1.1 01.2.3.4", ""},
	{"2001:db8::1", "address:2001:db8::1"},
	{"[2001:db8:0:0:0:0:0:1]", "address:2001:db8:0:0:0:0:0:1"},
	{"[IPv6:2001:db8::1].", "address:2001:db8::1"},
	{"12:34:56 10:30::05 std::vector dead::beef a:b:c", ""},
};

static const Row defanged[] = {
	{"hxxps://www[.]4ztfqg8[.]cn/x", "url:hxxps://www[.]4ztfqg8[.]cn/x!"},
	{"hXXp://example[.]com", "url:hXXp://example[.]com!"},
	{"hxxp://example.com", "url:hxxp://example.com~"},
	{"https://example[.]com", "url:https://example[.]com~"},
	{"hxxps[:]//example[.]com", "url:hxxps[:]//example[.]com!"},
	{"http[://]example[.]com", "url:http[://]example[.]com!"},
	{"ttps://example[.]com", "url:ttps://example[.]com!"},
	{"4ztfqg8[.]cn 4ztfqg8(.)cn 4ztfqg8[dot]cn",
		"host:4ztfqg8[.]cn! host:4ztfqg8(.)cn! host:4ztfqg8[dot]cn!"},
	{"www.example[.]com", "host:www.example[.]com~"},
	{"amazon[@]cljqxt[.]top", "mail:amazon[@]cljqxt[.]top!"},
	{"amazon(at)cljqxt(dot)top", "mail:amazon(at)cljqxt(dot)top!"},
	{"amazon[@]cljqxt.top", "mail:amazon[@]cljqxt.top~"},
	{"106.75.178[.]120", "address:106.75.178[.]120!"},
	{"2001[:]db8[:][:]1", "address:2001[:]db8[:][:]1!"},
	{"hxxp://[2001[:]db8[:][:]1]/", "url:hxxp://[2001[:]db8[:][:]1]/!"},
};

static void test_urls(void)
{
	check(urls, G_N_ELEMENTS(urls));
}

static void test_punctuation(void)
{
	check(punctuation, G_N_ELEMENTS(punctuation));
}

static void test_japanese(void)
{
	check(japanese, G_N_ELEMENTS(japanese));
}

static void test_hosts(void)
{
	check(hosts, G_N_ELEMENTS(hosts));
}

static void test_mails(void)
{
	check(mails, G_N_ELEMENTS(mails));
}

static void test_addresses(void)
{
	check(addresses, G_N_ELEMENTS(addresses));
}

static void test_defanged(void)
{
	check(defanged, G_N_ELEMENTS(defanged));
}

/* NULs, broken UTF-8 and a text's very ends are no place to hide or to fall over. */
static void test_hostile_bytes(void)
{
	static const struct {
		Str text;
		Str spots;
	} rows[] = {
		{STR("\0example.com\0"), STR("host:example.com")},
		{STR("http://\0example.com"), STR("host:example.com")},
		{STR("http://example.com\0/x"), STR("url:http://example.com")},
		{STR("http://example.com\xe3\x81"), STR("url:http://example.com")},
		{STR("\xff\xfehttp://example.com/\x80"), STR("url:http://example.com/")},
		{STR("http://"), STR("")},
		{STR("hxxp["), STR("")},
		{STR("a["), STR("")},
		{STR("\xc3"), STR("")},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *exact = g_memdup2(rows[i].text.at, rows[i].text.len);
		g_autofree char *spots = spots_of(str_over(exact, rows[i].text.len));
		assert_str(str_of(spots), rows[i].spots);
	}
}

/* Text made to be slow: each is a second's work for a finder that looks at things again. */
static void test_linear(void)
{
	static const char *const pieces[] = {"a", "a.", "a@", "http://", "http://a.b/?", "1:", "[",
		"a+", "[.]", "http://[::", "://", "é.", "www.", "1.2.3.4.", "(", "a://", "http:///",
		"http://!/", "http://?"};

	for (size_t i = 0; i < G_N_ELEMENTS(pieces); i++) {
		g_autoptr(GString) text = g_string_new(NULL);
		while (text->len < ((size_t)256 << 10))
			g_string_append(text, pieces[i]);
		clock_t begun = clock();
		g_free(spots_of(str_over(text->str, text->len)));
		double spent = (double)(clock() - begun) / CLOCKS_PER_SEC;
		g_test_message("%s: %.3f s", pieces[i], spent);
		g_assert_cmpfloat(spent, <, 5);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/linkify/urls", test_urls);
	g_test_add_func("/linkify/punctuation", test_punctuation);
	g_test_add_func("/linkify/japanese", test_japanese);
	g_test_add_func("/linkify/hosts", test_hosts);
	g_test_add_func("/linkify/mails", test_mails);
	g_test_add_func("/linkify/addresses", test_addresses);
	g_test_add_func("/linkify/defanged", test_defanged);
	g_test_add_func("/linkify/hostile-bytes", test_hostile_bytes);
	g_test_add_func("/linkify/linear", test_linear);
	return g_test_run();
}
