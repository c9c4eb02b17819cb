#include "base/charset.h"

#include <sys/resource.h>

#include "support/assert_str.h"

#define BROKEN "\xef\xbf\xbd"

typedef struct {
	const char *label;
	const char *name; /* NULL: not one that we know */
} Label;

static const Label labels[] = {
	{"UTF-8", "utf-8"},
	{"utf8", "utf-8"},
	{" \"Utf-8\" ", "utf-8"},
	{"Shift-JIS", "shift_jis"},
	{"Shift_JIS", "shift_jis"},
	{"x-sjis", "shift_jis"},
	{"Windows-31J", "shift_jis"},
	{"cp932", "shift_jis"},
	{"ISO-2022-JP", "iso-2022-jp"},
	{"iso2022_jp", "iso-2022-jp"},
	{"CP50221", "iso-2022-jp"},
	{"EUC-JP", "euc-jp"},
	{"eucJP-ms", "euc-jp"},
	{"GB2312", "gb18030"},
	{"gbk", "gb18030"},
	{"Big5-HKSCS", "big5"},
	{"ks_c_5601-1987", "euc-kr"},
	{"us-ascii", "us-ascii"},
	{"ANSI_X3.4-1968", "us-ascii"},
	{"iso-8859-1", "windows-1252"},
	{"ISO_8859-1:1987", "windows-1252"},
	{"iso-8859-9", "windows-1254"},
	{"ISO 8859-15", "iso-8859-15"},
	{"tis-620", "windows-874"},
	{"KOI8-R", "koi8-r"},
	{"unicode-1-1-utf-7", "utf-7"},
	{"utf-16le", "utf-16le"},
	{"", NULL},
	{"--", NULL},
	{"x-unknown", NULL},
	{"unknown-8bit", NULL},
	{"iso", NULL},
	{"utf 8 utf 8", NULL},
	{"a label that goes on and on and on and on and on and on and on and on and on", NULL},
};

static void test_labels(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(labels); i++)
		g_assert_cmpstr(charset_find(str_of(labels[i].label)), ==, labels[i].name);
}

typedef struct {
	const char *label;
	Str bytes;
	const char *shown;
	size_t damaged;
} Text;

static const Text texts[] = {
	{"us-ascii", STR("plain"), "plain", 0},
	{"us-ascii", STR("it\x92s"), "it’s", 0},
	{"iso-8859-1", STR("\x80 5\xa0\xe9"), "€ 5\u00a0é", 0},
	{"utf-8", STR("会員\xe7\x89"), "会員" BROKEN, 1},
	{"utf-8", STR("\xef\xbb\xbf件名"), "件名", 0},

	/* ISO-2022-JP as CP50221 */
	{"iso-2022-jp", STR("\x1b$B=EMW\x1b(B: Amazon"), "重要: Amazon", 0},
	{"iso-2022-jp", STR("\x1b$B-!-j-7\x1b(B"), "①㈱Ⅲ", 0},
	{"iso-2022-jp", STR("\x1b$B|byu\x1b(B"), "髙﨑", 0},
	{"iso-2022-jp", STR("\x1b$B!A!]!B\x1b(B"), "～－∥", 0},
	{"iso-2022-jp", STR("\x1b(I12]\x1b(B]"), "ｱｲﾝ]", 0},
	{"iso-2022-jp", STR("\xb1\xb2\xdd]"), "ｱｲﾝ]", 0},
	{"iso-2022-jp",
		STR("\x0e"
		    "12\x0f"
		    "12"),
		"ｱｲ12", 0},
	{"iso-2022-jp", STR("\x1b(Jhttp://a.example/~b\\\x1b(B"), "http://a.example/~b\\", 0},
	{"iso-2022-jp", STR("\x1b$(D0!\x1b(B"), "丂", 0},
	{"iso-2022-jp", STR("\x1b&@\x1b$B0!\x1b(B"), "亜", 0},
	{"iso-2022-jp", STR("\x1b$B0!\nhttp"), "亜\nhttp", 0},
	{"iso-2022-jp", STR("\x1b$B0! 0!\x1b(B"), "亜 亜", 0},
	{"iso-2022-jp", STR("\x1b$B0"), BROKEN, 1},
	{"iso-2022-jp", STR("\x1b$B0\x1b(Ba"), BROKEN "a", 1},
	{"iso-2022-jp", STR("\x1b[31ma"), BROKEN "[31ma", 1},
	{"iso-2022-jp", STR("\x80z"), BROKEN "z", 1},
	{"iso-2022-jp", STR("\x1b$Bu!\x1b(B!"), "〓!", 1},
	{"iso-2022-jp-2", STR("\x1b.A\x1bNi"), "é", 0},

	/* Shift_JIS as CP932 */
	{"shift_jis", STR("\x87\x40\x87\x8a\xee\xe0"), "①㈱髙", 0},
	{"shift_jis", STR("\xed\x95\x81\x60\x81\x7c\x81\x61"), "﨑～－∥", 0},
	{"shift_jis", STR("\xb1\xcf\xbf\xde\xdd a\\b~"), "ｱﾏｿﾞﾝ a\\b~", 0},
	{"shift_jis", STR("\x95\x5c\x8e\xa6"), "表示", 0},
	{"shift_jis", STR("\xf8\x9f\x82\xa0"), "〓あ", 1},
	{"shift_jis", STR("\x81<a>"), BROKEN "<a>", 1},
	{"shift_jis", STR("\x82"), BROKEN, 1},

	/* EUC-JP as CP51932 */
	{"euc-jp", STR("\xad\xa1\xad\xea\xfc\xe2"), "①㈱髙", 0},
	{"euc-jp", STR("\x8e\xb1\x8f\xb0\xa1\xa1\xc1"), "ｱ丂～", 0},
	{"euc-jp", STR("\xf5\xa1\xa4\xa2"), "〓あ", 1},
	{"euc-jp", STR("\xa4z"), BROKEN "z", 1},

	{"gb2312", STR("\xe9\x46\x88\xd2\x81\x30\x84\x36"), "镕堃¥", 0},
	{"gbk", STR("\x80\xa2\xe3"), "€€", 0},
	{"big5", STR("\xa4\xa4\xa4\xe5\xf9\xd8\xf9\xd6"), "中文裏碁", 0},
	{"big5", STR("\x87\x40\xa3\xe1"), "䏰€", 0},
	{"ks_c_5601-1987", STR("\x8c\x63\xb9\xe6\xb0\xa2"), "똠방각", 0},
	{"iso-2022-kr",
		STR("\x1b$)C\x0e"
		    "0!\x0f"
		    "a"),
		"가a", 0},
	{"iso-2022-cn", STR("\x1b$)A\x0eVPND\x0f"), "中文", 0},
	{"hz-gb-2312", STR("~{VPND~}a~~"), "中文a~", 0},
	{"koi8-r", STR("\xf0\xd2\xc9\xd7\xc5\xd4"), "Привет", 0},
	{"koi8-u", STR("\xa6\xa7\xb4"), "іїЄ", 0},
	{"windows-1251", STR("\xcf\xf0\xe8"), "При", 0},
	{"windows-1250", STR("\x9e\xe8"), "žč", 0},
	{"windows-1253", STR("\xe1\xdd"), "αέ", 0},
	{"windows-1255", STR("\xf9\xec"), "של", 0},
	{"windows-1256", STR("\xe3\xd1"), "مر", 0},
	{"windows-1257", STR("\xe0"), "ą", 0},
	{"windows-1258", STR("\xd0\xfe"), "Đ₫", 0},
	{"iso-8859-2", STR("\xb1"), "ą", 0},
	{"iso-8859-5", STR("\xb0"), "А", 0},
	{"iso-8859-7", STR("\xe1"), "α", 0},
	{"iso-8859-9", STR("\xfe\xf0"), "şğ", 0},
	{"iso-8859-15", STR("\xa4"), "€", 0},
	{"tis-620", STR("\xa1\xa2\xdf"), "กข฿", 0},
	{"macintosh", STR("\x80\xdb"), "Ä€", 0},
	{"cp437", STR("\x81"), "ü", 0},
	{"utf-7", STR("Hi +ZeVnLIqe- +-"), "Hi 日本語 +", 0},
	{"utf-16", STR("\xff\xfe\x2c\x67"), "本", 0},
	{"utf-16", STR("\xfe\xff\x67\x2c"), "本", 0},
	{"utf-16", STR("\0a\x67\x2c"), "a本", 0},
	{"utf-16", STR("a\0\x2c\x67"), "a本", 0},
	{"utf-16le", STR("\x3d\xd8\xe6\xdc"),
		"📦"
		"",
		0},
	{"utf-16le", STR("\x3d\xd8z\0"), BROKEN "z", 1},
	{"utf-32le", STR("\xe6\xf4\x01\0"), "📦", 0},
};

static void test_decode(void)
{
	g_autoptr(Charsets) charsets = charsets_new();

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		const char *charset = charset_find(str_of(texts[i].label));
		size_t damaged = 99;
		g_autoptr(GString) text =
			charset_decode(charsets, charset, texts[i].bytes, &damaged);
		g_test_message("row %zu, %s", i, charset);
		g_assert_cmpstr(text->str, ==, texts[i].shown);
		g_assert_cmpuint(damaged, ==, texts[i].damaged);
	}
}

static void test_nul_is_kept(void)
{
	static const char *const names[] = {
		"us-ascii", "utf-8", "iso-2022-jp", "shift_jis", "euc-jp", "gb18030", "koi8-r"};
	g_autoptr(Charsets) charsets = charsets_new();

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autoptr(GString) text = charset_decode(charsets, names[i], STR("a\0b\0"), NULL);
		assert_str(str_over(text->str, text->len), STR("a\0b\0"));
	}
}

/* A text longer than any buffer inside, whose surrogate pairs fall on every boundary. */
static void test_long_text(void)
{
	g_autoptr(Charsets) charsets = charsets_new();

	for (size_t odd = 0; odd < 2; odd++) {
		g_autoptr(GString) units = g_string_new_len("x\0", odd ? 2 : 0);
		g_autoptr(GString) wanted = g_string_new(odd ? "x" : "");
		for (size_t i = 0; i < 20000; i++) {
			g_string_append_len(units, "\x3d\xd8\xe6\xdc", 4);
			g_string_append(wanted, "📦");
		}
		size_t damaged;
		g_autoptr(GString) text = charset_decode(
			charsets, "utf-16le", str_over(units->str, units->len), &damaged);
		g_assert_cmpuint(damaged, ==, 0);
		assert_str(str_over(text->str, text->len), str_over(wanted->str, wanted->len));
	}
}

/* One text's damage and shift state are nothing to the next. */
static void test_texts_are_apart(void)
{
	g_autoptr(Charsets) charsets = charsets_new();
	size_t damaged;

	for (size_t i = 0; i < 2; i++) {
		g_autoptr(GString) cut =
			charset_decode(charsets, "shift_jis", STR("\x82\xa0\x82"), &damaged);
		g_assert_cmpstr(cut->str, ==, "あ" BROKEN);
		g_assert_cmpuint(damaged, ==, 1);
		g_autoptr(GString) shifted =
			charset_decode(charsets, "iso-2022-kr", STR("\x1b$)C\x0e"), NULL);
		g_assert_cmpstr(shifted->str, ==, "");
		g_autoptr(GString) plain =
			charset_decode(charsets, "iso-2022-kr", STR("abc"), NULL);
		g_assert_cmpstr(plain->str, ==, "abc");
	}
}

/* In a locked worker nothing can be opened: without a file descriptor left everything still works. */
static void test_nothing_is_opened_later(void)
{
	if (g_test_subprocess()) {
		g_autoptr(Charsets) charsets = charsets_new();
		struct rlimit all, none;
		g_assert_cmpint(getrlimit(RLIMIT_NOFILE, &all), ==, 0);
		none = (struct rlimit){0, all.rlim_max};
		g_assert_cmpint(setrlimit(RLIMIT_NOFILE, &none), ==, 0);
		for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
			g_autoptr(GString) text = charset_decode(charsets,
				charset_find(str_of(texts[i].label)), texts[i].bytes, NULL);
			g_assert_cmpstr(text->str, ==, texts[i].shown);
		}
		/* the sanitizers' own checks at exit open files */
		g_assert_cmpint(setrlimit(RLIMIT_NOFILE, &all), ==, 0);
		return;
	}
	g_test_trap_subprocess(NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
	g_test_trap_assert_passed();
}

static const Text guesses[] = {
	{"us-ascii", STR("Your account"), NULL, 0},
	{"us-ascii", STR(""), NULL, 0},
	{"us-ascii", STR("\x1b[31mred"), NULL, 0},
	{"iso-2022-jp", STR("Re: \x1b$B=EMW\x1b(B"), NULL, 0},
	{"iso-2022-jp", STR("\x1b(I12\x1b(B"), NULL, 0},
	{"utf-8", STR("会員特典とお支払い方法の確認"), NULL, 0},
	{"utf-8", STR("caf\xc3\xa9"), NULL, 0},
	{"utf-8", STR("お支払い方法の確認をお願いします\xe3\x80"), NULL, 0},
	/* 重要なお知らせ */
	{"shift_jis", STR("\x8f\x64\x97\x76\x82\xc8\x82\xa8\x92\x6d\x82\xe7\x82\xb9"), NULL, 0},
	{"euc-jp", STR("\xbd\xc5\xcd\xd7\xa4\xca\xa4\xaa\xc3\xce\xa4\xe9\xa4\xbb"), NULL, 0},
	/* 重要, 三井住友, アマゾン */
	{"shift_jis", STR("\x8f\x64\x97\x76"), NULL, 0},
	{"euc-jp", STR("\xbd\xc5\xcd\xd7"), NULL, 0},
	{"shift_jis", STR("\x8e\x4f\x88\xe4\x8f\x5a\x97\x46"), NULL, 0},
	{"euc-jp", STR("\xbb\xb0\xb0\xe6\xbd\xbb\xcd\xa7"), NULL, 0},
	{"shift_jis", STR("\x83\x41\x83\x7d\x83\x5d\x83\x93"), NULL, 0},
	{"euc-jp", STR("\xa5\xa2\xa5\xde\xa5\xbe\xa5\xf3"), NULL, 0},
	/* 您的账户已被冻结 */
	{"gb18030", STR("\xc4\xfa\xb5\xc4\xd5\xcb\xbb\xa7\xd2\xd1\xb1\xbb\xb6\xb3\xbd\xe1"), NULL,
		0},
	{"windows-1252", STR("Votre compte a \xe9t\xe9 bloqu\xe9"), NULL, 0},
	{"windows-1252",
		STR("M\xfcller, Stra\xdf"
		    "e"),
		NULL, 0},
	{"windows-1252", STR("\x93quoted\x94 it\x92s"), NULL, 0},
	{"windows-1252", STR("Informa\xe7\xe3o da sua conta"), NULL, 0},
};

static void test_guess(void)
{
	g_autoptr(Charsets) charsets = charsets_new();

	for (size_t i = 0; i < G_N_ELEMENTS(guesses); i++) {
		g_test_message("row %zu", i);
		g_assert_cmpstr(charset_guess(charsets, guesses[i].bytes), ==, guesses[i].label);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/charset/labels", test_labels);
	g_test_add_func("/charset/decode", test_decode);
	g_test_add_func("/charset/nul-is-kept", test_nul_is_kept);
	g_test_add_func("/charset/long-text", test_long_text);
	g_test_add_func("/charset/texts-are-apart", test_texts_are_apart);
	g_test_add_func("/charset/nothing-is-opened-later", test_nothing_is_opened_later);
	g_test_add_func("/charset/guess", test_guess);
	return g_test_run();
}
