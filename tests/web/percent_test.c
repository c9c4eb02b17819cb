#include "web/percent.h"

static const struct {
	PercentSet set;
	const char *text;
} encoded[] = {
	{PERCENT_CONTROL, "%01 !\"#$%&'()*+,-./0:;<=>?@A[\\]^_`a{|}~%7F%E3%81%82"},
	{PERCENT_FRAGMENT, "%01%20!%22#$%&'()*+,-./0:;%3C=%3E?@A[\\]^_%60a{|}~%7F%E3%81%82"},
	{PERCENT_QUERY, "%01%20!%22%23$%&'()*+,-./0:;%3C=%3E?@A[\\]^_`a{|}~%7F%E3%81%82"},
	{PERCENT_SPECIAL_QUERY, "%01%20!%22%23$%&%27()*+,-./0:;%3C=%3E?@A[\\]^_`a{|}~%7F%E3%81%82"},
	{PERCENT_PATH, "%01%20!%22%23$%&'()*+,-./0:;%3C=%3E%3F@A[\\]%5E_%60a%7B|%7D~%7F%E3%81%82"},
	{PERCENT_USERINFO,
		"%01%20!%22%23$%&'()*+,-.%2F0%3A%3B%3C%3D%3E%3F%40A%5B%5C%5D%5E_%60a%7B%7C%"
		"7D~%7F%E3%81%82"},
};

static void test_encode(void)
{
	Str every = STR("\x01 !\"#$%&'()*+,-./0:;<=>?@A[\\]^_`a{|}~\x7f\xe3\x81\x82");

	for (size_t i = 0; i < G_N_ELEMENTS(encoded); i++) {
		g_autoptr(GString) out = g_string_new(NULL);
		percent_encode(out, every, encoded[i].set);
		g_assert_cmpstr(out->str, ==, encoded[i].text);
	}
}

static const struct {
	const char *text, *bytes;
} decoded[] = {
	{"", ""},
	{"a%20b", "a b"},
	{"%e3%81%82", "\xe3\x81\x82"},
	{"%", "%"},
	{"%4", "%4"},
	{"%4x%x4", "%4x%x4"},
	{"%%41", "%A"},
	{"%2541", "%41"},
	{"a+b", "a+b"},
};

static void test_decode(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(decoded); i++) {
		g_autoptr(GString) out = percent_decode(str_of(decoded[i].text));
		g_assert_cmpstr(out->str, ==, decoded[i].bytes);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/web/percent/encode", test_encode);
	g_test_add_func("/web/percent/decode", test_decode);
	return g_test_run();
}
