#include "web/defang.h"

#include "support/assert_str.h"
#include "web/linkify.h"

typedef struct {
	const char *plain, *safe;
} Row;

static const Row texts[] = {
	{"会員特典とお支払い方法の確認", "会員特典とお支払い方法の確認"},
	{"リンク先はhttps://www.4ztfqg8.cn/loginです。",
		"リンク先はhxxps://www[.]4ztfqg8[.]cn/loginです。"},
	{"From: amazon@cljqxt.top", "From: amazon[@]cljqxt[.]top"},
	{"from cljqxt.top (106.75.178.120)", "from cljqxt[.]top (106.75.178[.]120)"},
	{"HTTP://EXAMPLE.COM/", "HXXP://EXAMPLE[.]COM/"},
	{"http://localhost/", "hxxp://localhost/"},
	{"ftp://example.com/", "ftp[:]//example[.]com/"},
	{"attack://example.com/", "attack[:]//example[.]com/"},
	{"http://192.0.2.1:8080/a.b", "hxxp://192.0.2[.]1:8080/a.b"},
	{"http://[2001:db8::1]/", "hxxp://[2001[:]db8[:][:]1]/"},
	{"2001:db8::1", "2001[:]db8[:][:]1"},
	{"https://amazon.co.jp@4ztfqg8.cn/", "hxxps://amazon[.]co[.]jp[@]4ztfqg8[.]cn/"},
	{"john.smith@example.com", "john[.]smith[@]example[.]com"},
	{"https://a.com/?to=http://b.com/index.html&m=c@d.com",
		"hxxps://a[.]com/?to=hxxp://b[.]com/index.html&m=c[@]d[.]com"},
	{"hxxp://example.com", "hxxp://example[.]com"},
	{"https://example[.]com", "hxxps://example[.]com"},
	{"amazon[@]cljqxt.top", "amazon[@]cljqxt[.]top"},
	{"report.pdf, run.sh, e.g. 1.5", "report.pdf, run.sh, e.g. 1.5"},
	/* what is safe stays as it is */
	{"hxxps://www[.]4ztfqg8[.]cn/x", "hxxps://www[.]4ztfqg8[.]cn/x"},
	{"a(at)example(dot)com", "a(at)example(dot)com"},
	{"192[.]0.2.1", "192[.]0.2.1"},
	{"ttps://example[.]com", "ttps://example[.]com"},
};

static void test_text(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autofree char *safe = defang_text(str_of(texts[i].plain));
		assert_str(str_of(safe), str_of(texts[i].safe));
	}
}

static const Row indicators[] = {
	{"https://www.4ztfqg8.cn/", "hxxps://www[.]4ztfqg8[.]cn/"},
	{"HTTP://a.example/", "HXXP://a[.]example/"},
	{"cljqxt.top", "cljqxt[.]top"},
	{"amazon@cljqxt.top", "amazon[@]cljqxt[.]top"},
	{"amazon@mail.invalid", "amazon[@]mail[.]invalid"},
	{"evil.zip", "evil[.]zip"},
	{"106.75.178.120", "106.75.178[.]120"},
	{"106.75.178.120:80", "106.75.178[.]120:80"},
	{"2001:db8::1", "2001[:]db8[:][:]1"},
	{"mailto:a@b.example", "mailto:a[@]b[.]example"},
	{"https://a.com\\@b.com", "hxxps://a[.]com\\@b[.]com"},
	{"localhost", "localhost"},
	{"", ""},
	{"hxxps://a[.]example/", "hxxps://a[.]example/"},
};

static void test_indicator(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(indicators); i++) {
		g_autofree char *safe = defang(str_of(indicators[i].plain));
		g_autofree char *again = defang(str_of(safe));
		assert_str(str_of(safe), str_of(indicators[i].safe));
		assert_str(str_of(again), str_of(safe));
	}
}

static const Row refanged[] = {
	{"https://www.4ztfqg8.cn/a.html", "hxxps://www[.]4ztfqg8[.]cn/a[.]html"},
	{"http://example.com", "hXXp[:]//example(dot)com"},
	{"https://example.com/", "ttps://example[.]com/"},
	{"amazon@cljqxt.top", "amazon[at]cljqxt[dot]top"},
	{"106.75.178.120", "106.75.178[.]120"},
	{"2001:db8::1", "2001[:]db8[:][:]1"},
	{"https://example.com/", "https://example.com/"},
	{"hxxp", "hxxp"},
};

static void test_refang(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(refanged); i++) {
		g_autofree char *plain = refang(str_of(refanged[i].safe));
		assert_str(str_of(plain), str_of(refanged[i].plain));
	}
}

/* Nothing in `safe` is live: not where a search from its beginning finds it, nor in a URL's path. */
static void assert_safe(Str safe)
{
	g_autofree char *again = defang_text(safe);

	for (LinkSpot spot = {0}; linkify_next(safe, &spot);) {
		if (spot.live)
			assert_str(str_sub(safe, spot.from, spot.len), STR("nothing live"));
		spot.len = spot.authority + spot.authority_len - spot.from;
	}
	assert_str(str_of(again), safe);
}

/* Texts put together at random from what matters to the finder. The seed is fixed: a failure stays. */
static void test_nothing_stays_live(void)
{
	static const char *const pieces[] = {"http", "https", "hxxp", "ftp", "ttp", "x", "://",
		"[:]//", ":", "/", "//", "@", "[@]", "(at)", ".", "[.]", "(dot)", "..", "www",
		"com", "co.jp", "cn", "Sh", "zip", "example", "amazon", "192.0.2.1", "10",
		"2001:db8::1", "fe80", "::", "[", "]", "(", ")", "?", "#", "=", "&", ",", "-", "_",
		"+", "%", "\\", " ", "、", "日本", "а", "\n"};
	g_autoptr(GRand) random = g_rand_new_with_seed(20261125);

	for (int i = 0; i < 100000; i++) {
		g_autoptr(GString) text = g_string_new(NULL);
		for (int n = g_rand_int_range(random, 1, 14); n > 0; n--)
			g_string_append(
				text, pieces[g_rand_int_range(random, 0, G_N_ELEMENTS(pieces))]);
		g_autofree char *safe = defang_text(str_over(text->str, text->len));
		assert_safe(str_of(safe));
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/defang/text", test_text);
	g_test_add_func("/defang/indicator", test_indicator);
	g_test_add_func("/defang/refang", test_refang);
	g_test_add_func("/defang/nothing-stays-live", test_nothing_stays_live);
	return g_test_run();
}
