/* What was typed is known in whatever wrapping, and none of it, and nothing posted, goes to a genuine site. */
#include "visit/guard.h"

#include <string.h>

#include "base/json.h"

typedef struct {
	const char *what, *url, *body;
	const char *carries; /* kinds, a space between */
} Row;

#define U "https://collect.example/in"

static const Row rows[] = {
	{"nothing", U, NULL, ""},
	{"nothing of ours", U "?a=1", "user=someone&pass=else", ""},
	{"a form", U, "u=taro.yamada07%40example.jp&p=Mihon-1234x", "account password"},
	{"a form, plus for space", U, "n=%E5%B1%B1%E7%94%B0+%E5%A4%AA%E9%83%8E", "name"},
	{"a URL", U "?p=Mihon-1234x", NULL, "password"},
	{"a URL's path", "https://collect.example/p/Mihon-1234x/", NULL, "password"},
	{"a URL, escaped twice", U "?u=taro.yamada07%2540example.jp", NULL, "account"},
	{"JSON", U, "{\"p\":\"Mihon-1234x\"}", "password"},
	{"JSON, escaped", U,
		"{\"n\":\"\\u5c71\\u7530 \\u592a\\u90ce\",\"c\":\"4111 1111 1111 1111\"}",
		"card-number name"},
	{"multipart", U,
		"--x\r\nContent-Disposition: form-data; name=\"p\"\r\n\r\nMihon-1234x\r\n--x--",
		"password"},
	{"base64", U, "d=TWlob24tMTIzNHg=", "password"},
	{"base64 of a form, in a form", U,
		"d=dT10YXJvLnlhbWFkYTA3JTQwZXhhbXBsZS5qcCZwPU1paG9uLTEyMzR4", "account password"},
	{"base64 of base64", U "?d=VFdsb2IyNHRNVEl6TkhnPQ==", NULL, "password"},
	{"base64 of URLs", U "/TWlob24tMTIzNHg", NULL, "password"},
	{"hexadecimal", U, "d=4d69686f6e2d3132333478", "password"},
	{"a card number as digits", U, "c=4111111111111111", "card-number"},
	{"a card number in groups", U, "c=4111-1111-1111-1111", "card-number"},
	{"a telephone number without hyphens", U, "t=09000001234", "phone"},
	{"a security code alone", U, "c=739", "security-code"},
	{"a security code within digits", U, "c=17390", ""},
	{"a security code in a path", "https://collect.example/739", NULL, ""},
	{"another case", U, "u=TARO.YAMADA07@EXAMPLE.JP", "account"},
};

static void type(Guard *guard)
{
	guard_typed(guard, "account", "taro.yamada07@example.jp");
	guard_typed(guard, "password", "Mihon-1234x");
	guard_typed(guard, "name", "山田 太郎");
	guard_typed(guard, "card-number", "4111-1111-1111-1111");
	guard_typed(guard, "phone", "090-0000-1234");
	guard_typed(guard, "security-code", "739");
}

static CheckpointRequest request_of(const char *url, GBytes *body)
{
	return (CheckpointRequest){.session = "S",
		.method = body ? "POST" : "GET",
		.url = url,
		.type = "XHR",
		.frame = "F",
		.body = body};
}

typedef struct {
	Brands *brands;
	Lists *lists;
	Guard *guard;
} House;

static void house_open(House *house)
{
	g_autoptr(GError) error = NULL;

	house->brands = brands_new(g_getenv("MEKIKI_SOURCE"), &error);
	g_assert_no_error(error);
	house->lists = lists_new(g_getenv("MEKIKI_SOURCE"), &error);
	g_assert_no_error(error);
	house->guard = guard_new(house->brands, house->lists);
}

static void house_close(House *house)
{
	guard_free(house->guard);
	lists_free(house->lists);
	brands_free(house->brands);
}

static char *shown_kinds(const json_t *notes)
{
	const json_t *last = json_array_get(notes, json_array_size(notes) - 1), *kind;
	GString *shown = g_string_new(NULL);
	size_t index;

	json_array_foreach (json_object_get(last, "carries"), index, kind)
		g_string_append_printf(shown, "%s%s", index ? " " : "", json_string_value(kind));
	return g_string_free(shown, FALSE);
}

static void test_carries(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		House house;
		house_open(&house);
		type(house.guard);
		g_autoptr(GBytes) body =
			rows[i].body ? g_bytes_new(rows[i].body, strlen(rows[i].body)) : NULL;
		CheckpointRequest request = request_of(rows[i].url, body);

		g_assert_null(guard_refuses(house.guard, &request));
		g_autofree char *shown = shown_kinds(guard_notes(house.guard));
		g_test_message("%s", rows[i].what);
		g_assert_cmpstr(shown, ==, rows[i].carries);
		house_close(&house);
	}
}

/* Whatever the wrapping, nothing of it leaves for a genuine site; nor does a post of which we see nothing. */
static void test_never(void)
{
	static const char *const genuine[] = {"https://www.amazon.co.jp", "https://amazon.com",
		"https://accounts.google.com", "https://api.telegram.org",
		"https://www.paypal.com:8443", "http://www.rakuten.co.jp",
		"https://WWW.AMAZON.CO.JP.", "https://formspree.io",
		"https://sub.domain.smbc.co.jp", "wss://www.amazon.co.jp"};
	House house;

	house_open(&house);
	type(house.guard);
	for (size_t g = 0; g < G_N_ELEMENTS(genuine); g++) {
		for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
			Str rest = str_of(rows[i].url);
			g_autofree char *url = g_strconcat(genuine[g],
				str_sub(rest, strlen("https://collect.example"), rest.len).at,
				NULL);
			g_autoptr(GBytes) body =
				rows[i].body ? g_bytes_new(rows[i].body, strlen(rows[i].body))
					     : NULL;
			CheckpointRequest request = request_of(url, body);
			json_auto_t *why = guard_refuses(house.guard, &request);
			g_test_message("%s %s", rows[i].what, url);
			g_assert_true((why != NULL) == (body || rows[i].carries[0] != '\0'));
		}
	}
	house_close(&house);
}

/* Before anything was typed a page may talk to whom it likes. */
static void test_before(void)
{
	g_autoptr(GBytes) body = g_bytes_new_static("a=1", 3);
	CheckpointRequest request = request_of("https://www.amazon.co.jp/log", body);
	House house;

	house_open(&house);
	g_assert_null(guard_refuses(house.guard, &request));
	g_assert_cmpuint(json_array_size(guard_notes(house.guard)), ==, 0);
	house_close(&house);
}

/* Once something was typed the genuine site gets no visit either; its pictures may still be drawn. */
static void test_visit(void)
{
	CheckpointRequest page = request_of("https://www.amazon.co.jp/", NULL);
	CheckpointRequest picture = request_of("https://www.amazon.co.jp/logo.png", NULL);
	House house;

	house_open(&house);
	page.type = "Document";
	picture.type = "Image";
	g_assert_null(guard_refuses(house.guard, &page));
	type(house.guard);
	json_auto_t *why = guard_refuses(house.guard, &page);
	g_assert_nonnull(why);
	g_assert_null(guard_refuses(house.guard, &picture));
	house_close(&house);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/guard/carries", test_carries);
	g_test_add_func("/guard/never", test_never);
	g_test_add_func("/guard/before", test_before);
	g_test_add_func("/guard/visit", test_visit);
	return g_test_run();
}
