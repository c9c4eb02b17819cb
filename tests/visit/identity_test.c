/* The invented person: the same from the same seed, of one piece, and nobody. */
#include "visit/identity.h"

#include <string.h>

/* 2026-11-25 */
#define NOW ((gint64)1795564800)

static const char *const languages[] = {"ja", "en", "zh", "ko", "de", "fr", "es", "pt", "xx", NULL};

static const char *value(const Identity *person, const char *kind)
{
	return identity_value(person, ask_find(str_of(kind)));
}

static bool passes_luhn(const char *number)
{
	unsigned sum = 0, n = 0;

	for (size_t i = strlen(number); i > 0; i--) {
		if (!str_is_digit(number[i - 1]))
			continue;
		unsigned digit = (unsigned)(number[i - 1] - '0') * (n++ % 2 ? 2 : 1);
		sum += digit > 9 ? digit - 9 : digit;
	}
	return n == 16 && sum % 10 == 0;
}

/* The check digit of an individual number (Ordinance 85 of 2014, article 5), as its text has it. */
static unsigned check_digit(const char *number)
{
	unsigned sum = 0;

	for (unsigned n = 1; n <= 11; n++) {
		unsigned p = (unsigned)(number[11 - n] - '0'), q = n <= 6 ? n + 1 : n - 5;
		sum += p * q;
	}
	return sum % 11 <= 1 ? 0 : 11 - sum % 11;
}

static void check_person(const Identity *person)
{
	const char *number = value(person, "my-number");
	guint64 year = g_ascii_strtoull(value(person, "expiry-year"), NULL, 10);
	g_autofree char *expiry =
		g_strdup_printf("%s/%02u", value(person, "expiry-month"), (unsigned)(year % 100));

	g_assert_true(passes_luhn(value(person, "card-number")));
	g_assert_cmpuint(strlen(number), ==, 12);
	g_assert_cmpuint((unsigned)(number[11] - '0'), !=, check_digit(number));
	g_assert_cmpuint(year, >, 2027);
	g_assert_cmpstr(value(person, "expiry"), ==, expiry);
	g_assert_true(g_str_has_suffix(value(person, "mail"), "@example.com") ||
		      g_str_has_suffix(value(person, "mail"), "@example.jp"));
	g_assert_nonnull(strstr(value(person, "name"), value(person, "name-family")));
	g_assert_nonnull(strstr(value(person, "name"), value(person, "name-given")));
	g_assert_cmpstr(identity_wrong_password(person), !=, value(person, "password"));
}

static void test_nobody(void)
{
	for (size_t i = 0; languages[i]; i++) {
		for (unsigned seed = 0; seed < 50; seed++) {
			g_autofree char *text = g_strdup_printf("20261125-%08x", seed);
			g_autoptr(Identity) person = identity_new(text, languages[i], NOW);
			g_test_message("%s %s", languages[i], text);
			check_person(person);
		}
	}
}

static void test_same(void)
{
	g_autoptr(Identity) one = identity_new("20261125-7f3a91c2", "ja", NOW);
	g_autoptr(Identity) again = identity_new("20261125-7f3a91c2", "ja-JP", NOW);
	g_autoptr(Identity) other = identity_new("20261125-7f3a91c3", "ja", NOW);
	json_auto_t *a = identity_json(one), *b = identity_json(again), *c = identity_json(other);

	g_assert_true(json_equal(a, b));
	g_assert_false(json_equal(a, c));
	g_assert_true(json_is_true(json_object_get(a, "invented")));
	g_assert_cmpstr(json_get_text(a, "country"), ==, "日本");
}

/* Everything that a person can be asked for has a value, but what nobody types. */
static void test_whole(void)
{
	static const char *const untyped[] = {"consent", "choice", "search", "captcha", "gender",
		"identity-document", "account-type", NULL};
	g_autoptr(Identity) person = identity_new("x", "en", NOW);

	for (AskKind kind = 1; kind < ask_count(); kind++)
		g_assert_true((identity_value(person, kind) != NULL) !=
			      g_strv_contains(untyped, ask_kind(kind)));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/identity/nobody", test_nobody);
	g_test_add_func("/identity/same", test_same);
	g_test_add_func("/identity/whole", test_whole);
	return g_test_run();
}
