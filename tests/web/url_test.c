#include "web/url.h"

#include <string.h>
#include <time.h>

#include "base/json.h"
#include "support/suite.h"

static const struct {
	const char *input, *base, *text;
} cases[] = {
	/* what a browser makes of the model case's link, however it is spelled */
	{"https://www.4ztfqg8.cn", NULL, "https://www.4ztfqg8.cn/"},
	{"  HTTPS:\\\\WWW.4ztfqg8.CN:443\n", NULL, "https://www.4ztfqg8.cn/"},
	{"https:www.4ztfqg8.cn", NULL, "https://www.4ztfqg8.cn/"},
	{"https://///www.4ztfqg8.cn", NULL, "https://www.4ztfqg8.cn/"},
	{"ht\ntps://ww\tw.4ztfqg8.cn", NULL, "https://www.4ztfqg8.cn/"},
	{"https://ｗｗｗ。４ｚｔｆｑｇ８．ｃｎ/", NULL, "https://www.4ztfqg8.cn/"},
	{"https://%77ww.4ztfqg8.cn/", NULL, "https://www.4ztfqg8.cn/"},
	{"https://w\xc2\xadww.4ztfqg8.cn/", NULL, "https://www.4ztfqg8.cn/"},

	/* a name in front of "@" is no host */
	{"https://www.amazon.co.jp@www.4ztfqg8.cn/", NULL,
		"https://www.amazon.co.jp@www.4ztfqg8.cn/"},
	{"https://www.amazon.co.jp:443@a@www.4ztfqg8.cn", NULL,
		"https://www.amazon.co.jp:443%40a@www.4ztfqg8.cn/"},
	{"https://www.4ztfqg8.cn\\@www.amazon.co.jp/", NULL,
		"https://www.4ztfqg8.cn/@www.amazon.co.jp/"},
	{"https://www.4ztfqg8.cn?@www.amazon.co.jp/", NULL,
		"https://www.4ztfqg8.cn/?@www.amazon.co.jp/"},
	{"https://:@www.4ztfqg8.cn/", NULL, "https://www.4ztfqg8.cn/"},
	{"https://user:@www.4ztfqg8.cn/", NULL, "https://user@www.4ztfqg8.cn/"},
	{"https://user@/", NULL, NULL},

	/* addresses in disguise */
	{"http://0xcc.0x2c.0x53.0xe6/", NULL, "http://204.44.83.230/"},
	{"http://3425457126/", NULL, "http://204.44.83.230/"},
	{"http://0314.054.0123.0346/", NULL, "http://204.44.83.230/"},
	{"http://[2001:DB8:0:0:0:0:0:1]:080/", NULL, "http://[2001:db8::1]/"},
	{"http://[2001:db8::1/", NULL, NULL},
	{"http://1.2.3.4.5/", NULL, NULL},

	/* ports */
	{"http://a.example:8080/", NULL, "http://a.example:8080/"},
	{"http://a.example:/", NULL, "http://a.example/"},
	{"https://a.example:80", NULL, "https://a.example:80/"},
	{"http://a.example:65535/", NULL, "http://a.example:65535/"},
	{"http://a.example:65536/", NULL, NULL},
	{"http://a.example:8x/", NULL, NULL},
	{"http://:80/", NULL, NULL},

	/* paths, queries, fragments */
	{"http://a.example/b/./c/../%2E%2e/d", NULL, "http://a.example/d"},
	{"http://a.example/../../b/..", NULL, "http://a.example/"},
	{"http://a.example/...", NULL, "http://a.example/..."},
	{"http://a.example/b c?d e'#f g", NULL, "http://a.example/b%20c?d%20e%27#f%20g"},
	{"http://a.example/会員?特典#確認", NULL,
		"http://a.example/%E4%BC%9A%E5%93%A1?%E7%89%B9%E5%85%B8#%E7%A2%BA%E8%AA%8D"},
	{"http://a.example/%zz%", NULL, "http://a.example/%zz%"},
	{"http://a.example/\xff", NULL, "http://a.example/%EF%BF%BD"},
	{"http://a.example?", NULL, "http://a.example/?"},
	{"http://a.example#", NULL, "http://a.example/#"},

	/* relative to a base */
	{"c", "http://a.example/x/y?z#f", "http://a.example/x/c"},
	{"/c", "http://a.example/x/y?z#f", "http://a.example/c"},
	{"//b.example/c", "https://a.example/x", "https://b.example/c"},
	{"\\\\b.example\\c", "https://a.example/x", "https://b.example/c"},
	{"?q", "http://a.example/x/y?z#f", "http://a.example/x/y?q"},
	{"#q", "http://a.example/x/y?z#f", "http://a.example/x/y?z#q"},
	{"", "http://a.example/x/y?z#f", "http://a.example/x/y?z"},
	{"..", "http://u:p@a.example:81/x/y/", "http://u:p@a.example:81/x/"},
	{"http:c", "http://a.example/x/y", "http://a.example/x/c"},
	{"#q", "mailto:a@a.example", "mailto:a@a.example#q"},
	{"c", "mailto:a@a.example", NULL},
	{"c", NULL, NULL},

	/* schemes that browsers know nothing of: the host is opaque, the rest is not */
	{"mailto:User@A.example?subject=a b", NULL, "mailto:User@A.example?subject=a%20b"},
	{"javascript:alert('1 2')", NULL, "javascript:alert('1 2')"},
	{"data:text/html,<a b> #c", NULL, "data:text/html,<a b>%20#c"},
	{"LINE://Msg/Text\\/..", NULL, "line://Msg/"},
	{"x://A%42:00080", NULL, "x://A%42:80"},
	{"x://a b/", NULL, NULL},
	{"x:/.//b", NULL, "x:/.//b"},
	{"1x:b", NULL, NULL},

	/* files and drives */
	{"file:c:\\windows\\..\\..", NULL, "file:///c:/"},
	{"file://localhost/C|/x", NULL, "file:///C:/x"},
	{"file://server/share", NULL, "file://server/share"},
	{"/x", "file:///C:/y/z", "file:///C:/x"},
	{"D:/x", "file:///C:/y/z", "d:/x"},
	{"file:D|/x", "file:///C:/y/z", "file:///D:/x"},
};

static Url *parse(const char *input, const char *base_text)
{
	g_autoptr(Url) base = base_text ? url_parse(str_of(base_text), NULL) : NULL;

	g_assert_true(base || !base_text);
	return url_parse(str_of(input), base);
}

static void test_cases(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(Url) url = parse(cases[i].input, cases[i].base);
		g_test_message("case %zu", i);
		g_assert_cmpstr(url ? url_text(url) : NULL, ==, cases[i].text);
	}
}

static void test_parts(void)
{
	g_autoptr(Url) url = parse("https://u:p@h.example:8443/a/b?c#d", NULL);

	g_assert_cmpstr(url_scheme(url), ==, "https");
	g_assert_cmpstr(url_username(url), ==, "u");
	g_assert_cmpstr(url_password(url), ==, "p");
	g_assert_cmpstr(url_host(url), ==, "h.example");
	g_assert_cmpint(url_port(url), ==, 8443);
	g_assert_cmpstr(url_path(url), ==, "/a/b");
	g_assert_cmpstr(url_query(url), ==, "c");
	g_assert_cmpstr(url_fragment(url), ==, "d");
	g_assert_true(url_is_special(url));
}

static void test_absent_parts(void)
{
	g_autoptr(Url) url = parse("mailto:a@b.example", NULL);
	g_autoptr(Url) empty = parse("x://?#", NULL);

	g_assert_cmpstr(url_username(url), ==, "");
	g_assert_cmpstr(url_password(url), ==, "");
	g_assert_null(url_host(url));
	g_assert_cmpint(url_port(url), ==, -1);
	g_assert_cmpstr(url_path(url), ==, "a@b.example");
	g_assert_null(url_query(url));
	g_assert_null(url_fragment(url));
	g_assert_false(url_is_special(url));
	g_assert_cmpstr(url_host(empty), ==, "");
	g_assert_cmpstr(url_query(empty), ==, "");
	g_assert_cmpstr(url_fragment(empty), ==, "");
}

/* A text of `len` bytes: `start`, then `unit` again and again. */
static GString *repeated(const char *start, const char *unit, gsize len)
{
	GString *text = g_string_new(start);

	while (text->len < len)
		g_string_append(text, unit);
	return g_string_truncate(text, len);
}

/* Each takes a few milliseconds; it would be many seconds if anything in it were quadratic. */
static void test_hostile(void)
{
	static const char *const units[] = {"/", "/..", "/a", "@", ":", "a.", "%2e", "[", "#", "?",
		"\\", "\t", " ", "\xff", "%41", "0x", "1.", "xn--", "\xe4\xbc\x9a", "\xc2\xad",
		"\xef\xb7\xba"};
	static const char *const starts[] = {"http://", "http://a/", "x:", "x://", "file:"};

	for (size_t i = 0; i < G_N_ELEMENTS(units) * G_N_ELEMENTS(starts); i++) {
		const char *start = starts[i % G_N_ELEMENTS(starts)];
		const char *unit = units[i / G_N_ELEMENTS(starts)];
		g_autoptr(GString) text = repeated(start, unit, URL_MAX);
		clock_t begun = clock();
		g_autoptr(Url) url = url_parse(str_over(text->str, text->len), NULL);
		g_autoptr(Url) again = url ? url_parse(STR("../x"), url) : NULL;
		(void)again;
		g_test_message("case %zu", i);
		g_assert_cmpint(clock() - begun, <, CLOCKS_PER_SEC);
	}
}

static void test_too_long(void)
{
	g_autoptr(GString) text = repeated("http://a.example/", "x", URL_MAX);
	g_autoptr(Url) longest = url_parse(str_over(text->str, text->len), NULL);
	g_assert_nonnull(longest);

	g_string_append_c(text, 'x');
	g_assert_null(url_parse(str_over(text->str, text->len), NULL));
}

/* A member of the API's URL object (section 6.1), from our parts. */
static char *api_part(const Url *url, const char *name)
{
	g_autofree char *port =
		url_port(url) < 0 ? g_strdup("") : g_strdup_printf("%d", url_port(url));
	const char *host = url_host(url) ? url_host(url) : "";
	const char *query = url_query(url);
	const char *fragment = url_fragment(url);
	const struct {
		const char *name, *before, *value;
	} parts[] = {
		{"href", "", url_text(url)},
		{"username", "", url_username(url)},
		{"password", "", url_password(url)},
		{"hostname", "", host},
		{"port", "", port},
		{"pathname", "", url_path(url)},
		{"search", query && *query ? "?" : "", query ? query : ""},
		{"hash", fragment && *fragment ? "#" : "", fragment ? fragment : ""},
	};

	if (strcmp(name, "protocol") == 0)
		return g_strconcat(url_scheme(url), ":", NULL);
	if (strcmp(name, "host") == 0)
		return g_strconcat(host, *port ? ":" : "", port, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
		if (strcmp(name, parts[i].name) == 0)
			return g_strconcat(parts[i].before, parts[i].value, NULL);
	g_assert_not_reached();
}

static bool passes(const json_t *test)
{
	static const char *const names[] = {"href", "protocol", "username", "password", "host",
		"hostname", "port", "pathname", "search", "hash"};
	const json_t *base_text = json_object_get(test, "base");
	g_autoptr(Url) base =
		json_is_string(base_text) ? url_parse(json_str(base_text), NULL) : NULL;
	bool base_failed = json_is_string(base_text) && !base;
	g_autoptr(Url) url = base_failed ? NULL : url_parse(json_get_str(test, "input"), base);

	if (json_is_true(json_object_get(test, "failure")))
		return !url;
	for (size_t i = 0; url && i < G_N_ELEMENTS(names); i++) {
		g_autofree char *ours = api_part(url, names[i]);
		if (!str_equal(str_of(ours), json_get_str(test, names[i]))) {
			g_test_message("%s is \"%s\"", names[i], ours);
			return false;
		}
	}
	return url != NULL;
}

/* web-platform-tests' url/resources/urltestdata.json: all of it. */
static void test_conformance(void)
{
	g_autofree char *text = suite_read("url/urltestdata.json");
	if (!text)
		return;

	json_auto_t *tests = json_parse(str_of(text), NULL);
	size_t i, all = 0, passed = 0;
	json_t *test;
	json_array_foreach (tests, i, test) {
		if (!json_is_object(test)) /* a comment */
			continue;
		all++;
		if (passes(test)) {
			passed++;
			continue;
		}
		g_autofree char *shown = json_canonical(test);
		g_test_message("failed: %s", shown);
	}
	g_test_message("urltestdata.json: %zu/%zu", passed, all);
	g_assert_cmpuint(all, >=, 891);
	g_assert_cmpuint(passed, ==, all);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/web/url/cases", test_cases);
	g_test_add_func("/web/url/parts", test_parts);
	g_test_add_func("/web/url/absent-parts", test_absent_parts);
	g_test_add_func("/web/url/hostile", test_hostile);
	g_test_add_func("/web/url/too-long", test_too_long);
	g_test_add_func("/web/url/conformance", test_conformance);
	return g_test_run();
}
