#include "report/mask.h"

#include <string.h>

/* The recipients of all rows: one also written with a capital in To, one that ends as another begins. */
static const char mail[] =
	"{\"recipients\": [\"taro.yamada@example.jp\", \"o@example.jp\", \"news+x@example.com\","
	" \"@\", \"no address\", \"a@\", \"\"],"
	" \"to\": [{\"address\": \"Taro.Yamada@example.jp\"}, {\"address\": null}]}";

static const struct {
	Str text;
	Str masked;
} rows[] = {
	{STR("nothing to hide"), STR("nothing to hide")},
	{STR("Dear taro.yamada@example.jp,"), STR("Dear R,")},
	{STR("TARO.Yamada@Example.JP"), STR("R")},
	{STR("<taro.yamada@example.jp> o@example.jp"), STR("<R> R")},
	{STR("hanako@example.jp"), STR("hanakR")}, /* rather too much than too little */
	{STR("taro.yamada@example.co"), STR("taro.yamada@example.co")},
	{STR("?m=taro.yamada%40example.jp&x"), STR("?m=R&x")},
	{STR("?m=taro.yamada%2540example.jp"), STR("?m=R")},
	{STR("?m=news%2Bx%40example.com"), STR("?m=R")},
	{STR("?m=news%2bx%40example.com"), STR("?m=R")},
	{STR("#dGFyby55YW1hZGFAZXhhbXBsZS5qcA=="), STR("#RA==")}, /* address */
	{STR("#eHRhcm8ueWFtYWRhQGV4YW1wbGUuanA="), STR("#eHRA=")},
	{STR("#VGFyby5ZYW1hZGFAZXhhbXBsZS5qcA=="), STR("#RA==")}, /* as To has it */
	{STR("7461726f2e79616d616461406578616d706c652e6a70"), STR("R")},
	{STR("a\0taro.yamada@example.jp\0b"), STR("a\0R\0b")},
	{STR("taro.yamada@example.j"), STR("taro.yamada@example.j")},
	{STR("@ a@ no address"), STR("@ a@ no address")},
};

static void test_rows(void)
{
	json_auto_t *parsed = json_parse(str_of(mail), NULL);
	g_autoptr(Mask) mask = mask_new(parsed, "R");

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GString) masked = mask_text(mask, rows[i].text);
		g_assert_cmpstr(masked->str, ==, rows[i].masked.at); /* as far as a NUL */
		g_assert_true(str_equal(str_over(masked->str, masked->len), rows[i].masked));
	}
}

/* Whatever stands before an address in base64's groups of three. */
static void test_alignments(void)
{
	json_auto_t *parsed = json_parse(str_of(mail), NULL);
	g_autoptr(Mask) mask = mask_new(parsed, "R");

	for (const char *ahead = "u=12345"; *ahead; ahead++) {
		g_autofree char *plain = g_strconcat(ahead, "taro.yamada@example.jp&t=1", NULL);
		g_autofree char *text = g_base64_encode((const guchar *)plain, strlen(plain));
		g_autoptr(GString) masked = mask_text(mask, str_of(text));
		g_assert_nonnull(strchr(masked->str, 'R'));
		g_assert_cmpint((int)masked->len, <, (int)strlen(text) - 20);
	}
}

static void test_nobody(void)
{
	g_autoptr(Mask) mask = mask_new(NULL, "R");
	g_autoptr(GString) masked = mask_text(mask, STR("a@example.jp"));

	g_assert_cmpstr(masked->str, ==, "a@example.jp");
}

/* Ten thousand recipients with one beginning cost no more than one of them. */
static void test_many(void)
{
	json_auto_t *crowd = json_pack("{s:[]}", "recipients");
	g_autoptr(GString) text = g_string_new(NULL);

	for (int i = 0; i < 10000; i++) {
		g_autofree char *address =
			g_strdup_printf("aaaaaaaaaaaaaaaaaaaa%05d@example.jp", i);
		json_push(json_object_get(crowd, "recipients"), json_text(str_of(address)));
	}
	while (text->len < 1 << 20)
		g_string_append(text, "aaaaaaaa");
	gint64 begun = g_get_monotonic_time();
	g_autoptr(Mask) mask = mask_new(crowd, "R");
	g_autoptr(GString) masked = mask_text(mask, str_over(text->str, text->len));
	g_assert_cmpuint(masked->len, ==, text->len);
	g_assert_cmpint(g_get_monotonic_time() - begun, <, 5 * (gint64)G_USEC_PER_SEC);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/report/mask/rows", test_rows);
	g_test_add_func("/report/mask/alignments", test_alignments);
	g_test_add_func("/report/mask/nobody", test_nobody);
	g_test_add_func("/report/mask/many", test_many);
	return g_test_run();
}
