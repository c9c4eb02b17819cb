/* What a link tells of its recipient is not told; all else is as it was. */
#include "visit/disguise.h"

#include <string.h>

/* "dGFyb0BiLmV4YW1wbGU" is taro@b.example in base64. */
static const struct {
	const char *what, *url;
	const char *disguised; /* NULL: of the same shape, but other */
	unsigned replaced;
} rows[] = {
	{"nothing to hide", "https://a.example/login?next=home&lang=ja#top",
		"https://a.example/login?next=home&lang=ja#top", 0},
	{"an address", "https://a.example/?e=taro@b.example",
		"https://a.example/?e=recipient@example.com", 1},
	{"in any case, encoded", "https://a.example/?e=Taro%40B.example&x=1",
		"https://a.example/?e=recipient%40example.com&x=1", 1},
	{"in the fragment", "https://a.example/x#taro@b.example",
		"https://a.example/x#recipient@example.com", 1},
	{"in the path", "https://a.example/u/taro@b.example/in",
		"https://a.example/u/recipient@example.com/in", 1},
	{"in base64", "https://a.example/?u=dGFyb0BiLmV4YW1wbGU=",
		"https://a.example/?u=cmVjaXBpZW50QGV4YW1wbGUuY29t=", 1},
	{"in base64, bare", "https://a.example/#dGFyb0BiLmV4YW1wbGU",
		"https://a.example/#cmVjaXBpZW50QGV4YW1wbGUuY29t", 1},
	{"somebody else's address stays", "https://a.example/?e=hanako@c.example",
		"https://a.example/?e=hanako@c.example", 0},
	{"a token", "https://a.example/?id=3f9a8c77b210de45", NULL, 1},
	{"two of them", "https://a.example/?id=3f9a8c77b210de45&k=QWxhZGRpbjpvcGVuIHN1", NULL, 2},
	{"one in the path", "https://a.example/c/9f8e7d6c5b4a39281706fedc/open", NULL, 1},
	{"a UUID", "https://a.example/0b6f1c1e-88a7-4c3b-9d2e-5a1f00c4e7d1", NULL, 1},
	{"words are none",
		"https://a.example/account-verification-and-payment?page=customer-service",
		"https://a.example/account-verification-and-payment?page=customer-service", 0},
	{"dates and numbers are none",
		"https://a.example/20261125/1234567890123456?d=20261125010203",
		"https://a.example/20261125/1234567890123456?d=20261125010203", 0},
	{"the name of a value stays", "https://a.example/?session3f9a8c77b210de45=1",
		"https://a.example/?session3f9a8c77b210de45=1", 0},
	{"the host stays, whatever it is", "https://3f9a8c77b210de453f9a.a.example/",
		"https://3f9a8c77b210de453f9a.a.example/", 0},
};

/* Digits as 0, hexadecimal or other letters as a and A. */
static char *shape_of(const char *text)
{
	char *shape = g_strdup(text);

	for (char *c = shape; *c; c++)
		*c = g_ascii_isdigit(*c)   ? '0'
		     : g_ascii_islower(*c) ? 'a'
		     : g_ascii_isupper(*c) ? 'A'
					   : *c;
	return shape;
}

static void test_rows(void)
{
	json_auto_t *to = json_pack("[{s:s}]", "address", "taro@b.example");

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		unsigned replaced;
		g_autofree char *url = disguise_url(rows[i].url, to, 7, &replaced);
		g_autofree char *again = disguise_url(rows[i].url, to, 7, &replaced);
		g_autofree char *shape = shape_of(url), *wanted = shape_of(rows[i].url);

		g_test_message("%s: %s", rows[i].what, url);
		g_assert_cmpuint(replaced, ==, rows[i].replaced);
		g_assert_cmpstr(again, ==, url);
		if (rows[i].disguised) {
			g_assert_cmpstr(url, ==, rows[i].disguised);
		} else {
			g_assert_cmpstr(url, !=, rows[i].url);
			g_assert_cmpstr(shape, ==, wanted);
		}
	}
}

/* Hexadecimal stays hexadecimal, and another seed gives another token. */
static void test_seed(void)
{
	unsigned replaced;
	g_autofree char *one =
		disguise_url("https://a.example/?3f9a8c77b210de45", NULL, 1, &replaced);
	g_autofree char *two =
		disguise_url("https://a.example/?3f9a8c77b210de45", NULL, 2, &replaced);
	Str token = str_sub(str_of(one), strlen("https://a.example/?"), 99);

	g_assert_cmpstr(one, !=, two);
	g_assert_cmpuint(token.len, ==, 16);
	str_skip(&token, str_is_hex);
	g_assert_cmpuint(token.len, ==, 0);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/disguise/rows", test_rows);
	g_test_add_func("/disguise/seed", test_seed);
	return g_test_run();
}
