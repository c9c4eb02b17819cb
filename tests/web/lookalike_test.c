#include "web/lookalike.h"

#include <sys/resource.h>
#include <time.h>

typedef struct {
	const char *text, *folded;
} Fold;

static const Fold folds[] = {
	{"Amazon", "amazon"},
	{"ＡＭＡＺＯＮ", "amazon"},
	{"ｱﾏｿﾞﾝ", "アマゾン"},
	{"アマゾン", "アマゾン"},
	{"ハ\u309aスワード", "パスワード"},
	{"三井住友㈱", "三井住友(株)"},
	{"①②", "12"},
	{"Ama\u200bzon Pri\u00adme", "amazon prime"},
	{"a\u200da\ufeffa\u2060a\u180ea\ufe0f", "aaaaa"},
	{"STRASSE Straße", "strasse strasse"},
	{"ﬁle", "file"},
	{"楽天　カード", "楽天 カード"},
	{"３日以内", "3日以内"},
	{"\xff", "\ufffd"},
	{"", ""},
};

static void test_fold(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(folds); i++) {
		g_autofree char *folded = lookalike_fold(str_of(folds[i].text));
		g_autofree char *again = lookalike_fold(str_of(folded));
		g_assert_cmpstr(folded, ==, folds[i].folded);
		g_assert_cmpstr(again, ==, folded);
	}
}

/* What looks like the word, and what does not. */
static const struct {
	const char *word;
	const char *alike[10];
	const char *unlike[4];
} looks[] = {
	{"amazon",
		{"amazon", "AMAZON", "Amaz0n", "аmаzоn", "ａｍａｚｏｎ", "arnazon", "amázon",
			"am\u200bazon", "4m@zon", "𝐚𝐦𝐚𝐳𝐨𝐧"},
		{"amason", "amazonn", "anazon"}},
	{"paypal", {"paypaI", "PayPa1", "pаypal", "paypa|"}, {"paypol"}},
	{"rakuten", {"RAKUTEN", "rаkuten"}, {"rokuten"}},
	{"jcb", {"JC8", "jсb"}, {"job"}},
	{"microsoft", {"rnicrosoft", "micr0s0ft", "rnlcrosoft"}, {"microsott"}},
	{"twitter", {"tvvitter", "tw1tter"}, {"tvitter"}},
	{"三井住友銀行", {"三井住友銀行"}, {"三菱銀行"}},
	{"ロシア", {"口シア"}, {"ロシヤ"}},
	{"アマゾン", {"ｱﾏｿﾞﾝ"}, {"アマソン"}},
};

static bool is_alike(const char *a, const char *b)
{
	g_autofree char *a_bones = lookalike_skeleton(str_of(a));
	g_autofree char *b_bones = lookalike_skeleton(str_of(b));

	return g_str_equal(a_bones, b_bones);
}

static void test_skeleton(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(looks); i++) {
		for (size_t n = 0; n < G_N_ELEMENTS(looks[i].alike) && looks[i].alike[n]; n++) {
			g_test_message("%s like %s", looks[i].alike[n], looks[i].word);
			g_assert_true(is_alike(looks[i].alike[n], looks[i].word));
		}
		for (size_t n = 0; n < G_N_ELEMENTS(looks[i].unlike) && looks[i].unlike[n]; n++) {
			g_test_message("%s unlike %s", looks[i].unlike[n], looks[i].word);
			g_assert_false(is_alike(looks[i].unlike[n], looks[i].word));
		}
	}
}

static const struct {
	const char *word;
	bool mixes;
} mixtures[] = {
	{"amazon", false},
	{"аmazon", true},
	{"αmazon", true},
	{"амазон", false},
	{"三井住友カード", false},
	{"ＪＣＢカード", false},
	{"VISAカードのお知らせ", false},
	{"토스뱅크toss", false},
	{"支付宝alipay", false},
	{"カードСard", true},
	{"amazon-123!", false},
	{"", false},
	{"\xff\xfe", false},
};

static void test_mixes_scripts(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(mixtures); i++) {
		g_test_message("row %zu", i);
		g_assert_true(
			lookalike_mixes_scripts(str_of(mixtures[i].word)) == mixtures[i].mixes);
	}
}

/* Marks in the wrong order, which a normalizer sorts one by one; letters that become eighteen. */
static void test_hostile_text(void)
{
	static const char *const pieces[] = {"\u0301\u0323", "\ufdfa", "a", "\xff", "m"};

	for (size_t i = 0; i < G_N_ELEMENTS(pieces); i++) {
		g_autoptr(GString) text = g_string_new("a");
		while (text->len < ((size_t)256 << 10))
			g_string_append(text, pieces[i]);
		clock_t begun = clock();
		g_free(lookalike_skeleton(str_over(text->str, text->len)));
		g_assert_cmpfloat((double)(clock() - begun) / CLOCKS_PER_SEC, <, 5);
	}
}

/* In a locked worker nothing can be opened. */
static void test_nothing_is_opened(void)
{
	if (g_test_subprocess()) {
		struct rlimit all, none;
		g_assert_cmpint(getrlimit(RLIMIT_NOFILE, &all), ==, 0);
		none = (struct rlimit){0, all.rlim_max};
		g_assert_cmpint(setrlimit(RLIMIT_NOFILE, &none), ==, 0);
		g_assert_true(is_alike("аmаz0n", "amazon"));
		g_assert_true(lookalike_mixes_scripts(STR("аmazon")));
		/* the sanitizers' own checks at exit open files */
		g_assert_cmpint(setrlimit(RLIMIT_NOFILE, &all), ==, 0);
		return;
	}
	g_test_trap_subprocess(NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
	g_test_trap_assert_passed();
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/lookalike/fold", test_fold);
	g_test_add_func("/lookalike/skeleton", test_skeleton);
	g_test_add_func("/lookalike/mixes-scripts", test_mixes_scripts);
	g_test_add_func("/lookalike/hostile-text", test_hostile_text);
	g_test_add_func("/lookalike/nothing-is-opened", test_nothing_is_opened);
	return g_test_run();
}
