/* What is told of a whole page: its words, buttons, links, what it says and is, and its structure; of pages that
 * a browser has drawn, too, and of snapshots that none would give. */
#include "visit/pagereading.h"

#include <string.h>

#include "drawn.h"
#include "support/cputime.h"
#include "visit/look.h"
#include "visit/snapshot.h"

/* The part of an answer that a row is about, shown in short. */
typedef char *(*Shown)(const json_t *answer);

typedef struct {
	const char *html;
	Shown shown;
	const char *wanted;
} Row;

static char *show_list(const json_t *answer, const char *key, const char *first, const char *second)
{
	GString *shown = g_string_new(NULL);
	const json_t *entry;
	size_t index;

	json_array_foreach (json_object_get(answer, key), index, entry) {
		const char *more = second ? json_get_text(entry, second) : NULL;
		g_string_append_printf(
			shown, "%s%s", index ? ", " : "", json_get_text(entry, first));
		if (second)
			g_string_append_printf(shown, " (%s)", more ? more : "-");
	}
	return g_string_free(shown, FALSE);
}

static char *text(const json_t *answer)
{
	return g_strdup(json_get_text(answer, "text"));
}

static char *language(const json_t *answer)
{
	return g_strdup(json_get_text(answer, "language"));
}

static char *buttons(const json_t *answer)
{
	return show_list(answer, "buttons", "text", "does");
}

static char *made(const json_t *answer)
{
	return show_list(answer, "buttons", "text", "made");
}

static char *links(const json_t *answer)
{
	return show_list(answer, "links", "url", "does");
}

static char *says(const json_t *answer)
{
	return show_list(answer, "says", "what", "words");
}

static char *signs(const json_t *answer)
{
	return show_list(answer, "signs", "what", "by");
}

static char *asks(const json_t *answer)
{
	return json_canonical(json_object_get(answer, "asks"));
}

static char *skeleton(const json_t *answer)
{
	return g_strdup(json_get_text(json_object_get(answer, "look"), "skeleton"));
}

static char *forms(const json_t *answer)
{
	return show_list(answer, "forms", "method", "action");
}

static const Row rows[] = {
	{"<title>T</title><h1>題名</h1><p>一行目<br>二行目 <b>太字</b></p><p "
	 "hidden>隠し</p><select><option>A</select>",
		text, "題名\n一行目\n二行目 太字\n"},
	{"<p style='visibility:hidden'>a<p style='opacity:0'>b<p>c<textarea>d</textarea>", text,
		"c\n"},
	{"<table><tr><td>a<td>b<tr><td>c</table>", text, "a b\nc\n"},
	{"<html lang=en><p>お客様のアカウントを確認してください", language, "ja"},
	{"<html lang=de-AT><p>OK", language, "de"},
	{"<p>12", language, NULL},
	{"<p>本人確認<p>生年月日<p>電話番号<p>同意する", language, "ja"},
	{"<p>验证码已发送<p>请输入手机号", language, "zh"},

	{"<form><button>次へ</button><input type=submit value='戻る'><input type=hidden></form>",
		buttons, "次へ (go), 戻る (back)"},
	{"<button>パスワードをお忘れの方</button><button>今すぐ更新する</button>", buttons,
		"パスワードをお忘れの方 (other), 今すぐ更新する (go)"},
	{"<button>Continue</button><button>Continue with Google</button><button>Weiter</button>",
		buttons, "Continue (go), Continue with Google (other), Weiter (go)"},
	{"<button>确认提交</button><button>获取验证码</button><button>다음</button>", buttons,
		"确认提交 (go), 获取验证码 (other), 다음 (go)"},
	{"<form><button>a</button><button type=button>b</button><button "
	 "type=reset>c</button></form>"
	 "<button>d</button><input type=image alt=e><div role=button>f</div><span "
	 "onclick=x>g</span>"
	 "<p style='cursor:pointer'>h</p><canvas></canvas><a href='#'>i</a><a "
	 "href='javascript:x()'>j</a>",
		made,
		"a (submit), b (button), d (button), e (image), f (role), g (element), h "
		"(element),  (canvas), "
		"i (element), j (element)"},
	{"<div onclick=x><input name=a><button>ログイン</button></div>", made, "ログイン (button)"},
	{"<div onclick=x><img alt='送信'></div>", buttons, "送信 (go)"},
	{"<a href='next.php?a=1'>次へ</a><a href='https://other.example/'>ヘルプ</a><a "
	 "href='mailto:a@b.example'>x</a>",
		links,
		"https://page.example/in/next.php?a=1 (go), https://other.example/ (other), "
		"mailto:a@b.example (-)"},
	{"<form action=/a.php method=POST></form><form></form><form "
	 "action='https://c.example/x'></form>",
		forms,
		"post (https://page.example/a.php), get (https://page.example/in/), get "
		"(https://c.example/x)"},

	{"<h2>アカウントがロックされています</h2>", says, "locked (アカウントがロック)"},
	{"<p>パスワードが正しくありません。もう一度お試しください。", says,
		"wrong-password (パスワードが正しくありません), error (もう一度お試し)"},
	{"<p>お手続きが完了しました。ありがとうございました。", says, "thanks (手続きが完了)"},
	{"<p>Your account has been suspended. Please wait.", says,
		"locked (account has been suspended), wait (Please wait)"},
	{"<p>您的账户已被冻结，请验证", says, "locked (已被冻结), confirm (请验证)"},
	{"<p>Ihr Konto wurde gesperrt", says, "locked (Konto wurde gesperrt)"},
	{"<p>계정이 잠겼습니다. 감사합니다", says, "locked (계정이 잠겼), thanks (감사합니다)"},
	{"<p>Votre compte a été suspendu<p>Veuillez patienter", says,
		"locked (compte a été suspendu), wait (Veuillez patienter)"},
	{"<p>Guten Tag", says, ""},

	{"<p>Verify you are human", signs, "captcha (words)"},
	{"<p>Pay<input name=cardno><p>Verify you are human", signs, ""},
	{"<p>Pay<input name=cardno><iframe "
	 "src='https://www.google.com/recaptcha/api2/anchor'></iframe>",
		signs, "captcha (frame)"},
	{"<h1>403 Forbidden</h1>", signs, "blocked (words)"},
	{"<h1>Welcome to nginx!</h1>", signs, "default-page (words)"},
	{"<p>This domain is for sale", signs, "parked (words)"},
	{"<h1>404 Not Found</h1>", signs, "gone (words)"},
	{"<div></div>", signs, "empty (words)"},
	{"<p>いつもご利用いただきありがとうございます", signs, ""},

	{"<p>パスワード <input type=password><p>カード番号 <input name=a><p>カード番号(確認) "
	 "<input name=b>"
	 "<input type=checkbox><p hidden>電話番号 <input name=tel>",
		asks, "[\"password\",\"card-number\"]"},
	{"<div><div><h1>a</h1></div><form><p>b</p><label>c<input></label><input "
	 "type=password><button>d</button></form>"
	 "<p>e</p></div>",
		skeleton, "h form p p text password button /form p"},
};

static void test_rows(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		json_auto_t *answer = drawn_read(rows[i].html, NULL);
		g_autofree char *shown = rows[i].shown(answer);

		g_test_message("%s", rows[i].html);
		g_assert_cmpstr(shown, ==, rows[i].wanted);
	}
}

static const struct {
	const char *text, *entered;
	const char *shows;
} accounts[] = {
	{"ようこそ", "[]", "null"},
	{"ようこそ taro.yamada@example.jp 様", "[\"taro.yamada@example.jp\"]", "true"},
	{"ようこそ TARO.YAMADA 様", "[\"taro.yamada@example.jp\"]", "true"},
	{"山田 太郎 様", "[\"a@example.jp\", \"山田太郎\"]", "true"},
	{"090-0000-1234", "[\"09000001234\"]", "true"},
	{"お客様のアカウントはロックされています", "[\"taro.yamada@example.jp\"]", "false"},
	{"abc", "[\"abc\"]", "false"},
};

static void test_shows_account(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(accounts); i++) {
		g_autofree char *html = g_strconcat("<p>", accounts[i].text, NULL);
		json_auto_t *question = json_object();
		json_put(question, "entered", json_parse(str_of(accounts[i].entered), NULL));
		json_auto_t *answer = drawn_read(html, question);
		g_autofree char *shown = json_canonical(json_object_get(answer, "shows_account"));

		g_test_message("%s", accounts[i].text);
		g_assert_cmpstr(shown, ==, accounts[i].shows);
	}
}

static guint bits_apart(const char *one, const char *other)
{
	guint64 bits = g_ascii_strtoull(one, NULL, 16) ^ g_ascii_strtoull(other, NULL, 16);

	return (guint)__builtin_popcountll(bits);
}

static char *structure_of(const char *html)
{
	json_auto_t *answer = drawn_read(html, NULL);

	return g_strdup(json_get_text(json_object_get(answer, "look"), "structure"));
}

#define KIT                                                                                        \
	"<h1>Amazon</h1><p>a</p><form><p>b <input name=x></p><p>c <input name=y "                  \
	"type=password></p>"                                                                       \
	"<button>d</button></form><p>e</p><ul><li>f</ul><p>g</p><img><h2>h</h2><p>i</p>"

/* Other names, words and wrappers: the same. One element more: near. Another page: far. */
static const struct {
	const char *one, *other;
	guint least, most;
} likenesses[] = {
	{KIT, KIT, 0, 0},
	{KIT,
		"<div><h1>楽天</h1></div><section><p>あ</p></section><form class=z><div><p>い "
		"<input id=q></p></div>"
		"<p>う <input "
		"type=password></p><button>え</button></form><p>お</p><ul><li>か</ul><p>き</p>"
		"<img><h3>く</h3><p>け</p>",
		0, 0},
	{KIT, KIT "<img>", 1, 16},
	{KIT,
		"<h2>x</h2><table><tr><td>1<td>2</table><select></select><select></"
		"select><iframe></iframe>",
		20, 64},
};

static void test_look(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(likenesses); i++) {
		g_autofree char *one = structure_of(likenesses[i].one);
		g_autofree char *other = structure_of(likenesses[i].other);

		g_test_message("%zu: %s, %s", i, one, other);
		g_assert_cmpuint(bits_apart(one, other), >=, likenesses[i].least);
		g_assert_cmpuint(bits_apart(one, other), <=, likenesses[i].most);
	}
}

static json_t *recorded(const char *name)
{
	g_autofree char *path =
		g_strconcat(g_getenv("MEKIKI_SOURCE"), "/tests/visit/pages/", name, ".json", NULL);
	g_autoptr(GError) error = NULL;
	char *bytes = NULL;
	gsize len = 0;

	g_file_get_contents(path, &bytes, &len, &error);
	g_assert_no_error(error);
	g_autoptr(GBytes) snapshot = g_bytes_new_take(bytes, len);
	return drawn_read_snapshot(snapshot, NULL);
}

static const struct {
	const char *name;
	Shown shown;
	const char *wanted;
} pages[] = {
	{"account", asks, "[\"account\",\"password\"]"},
	{"password", asks, "[\"password\"]"},
	{"locked", asks, "[]"},
	{"locked", says, "locked (アカウントがロック), update (情報を更新)"},
	{"locked", buttons, "今すぐ更新する (go)"},
	{"card", asks, "[\"cardholder\",\"card-number\",\"expiry\",\"security-code\",\"phone\"]"},
	{"card", language, "ja"},
	/* a closed shadow root, a frame, a canvas, and a field that nobody sees */
	{"frames", asks, "[\"card-number\",\"security-code\"]"},
	{"frames", made, "Continue (role),  (canvas), Next (element), Send (submit)"},
	{"frames", says, "locked (account has been suspended)"},
};

static void test_recorded(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(pages); i++) {
		json_auto_t *answer = recorded(pages[i].name);
		g_autofree char *shown = pages[i].shown(answer);

		g_test_message("%s", pages[i].name);
		g_assert_cmpstr(shown, ==, pages[i].wanted);
	}
}

/* What no browser gives: read as far as it goes, or refused. */
static const struct {
	const char *snapshot;
	bool read;
} strange[] = {
	{"{\"documents\":[],\"strings\":[]}", true},
	{"{\"documents\":[{}],\"strings\":[]}", true},
	{"{\"documents\":[{\"title\":7,\"nodes\":{\"nodeType\":[1,1,3],\"parentIndex\":[1,0,9],"
	 "\"nodeName\":[99,-5,\"x\"],\"attributes\":[[0,99],7]},\"layout\":{\"nodeIndex\":[5,-1,0,"
	 "0],"
	 "\"bounds\":[[1e300,2],\"x\"],\"styles\":[[0,1,2],3],\"text\":[0]}}],\"strings\":["
	 "\"INPUT\"]}",
		true},
	{"{\"documents\":[{\"nodes\":{\"nodeType\":[1],\"contentDocumentIndex\":{\"index\":[0],"
	 "\"value\":[0]}}}]}",
		true},
	{"{\"documents\":7}", false},
	{"[]", false},
	{"{", false},
	{"", false},
};

static void test_strange(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(strange); i++) {
		g_autoptr(Snapshot) page = snapshot_new();
		g_autoptr(GError) error = NULL;
		bool read = snapshot_add(page, str_of(strange[i].snapshot), &error);

		g_test_message("%s", strange[i].snapshot);
		g_assert_true(read == strange[i].read);
		g_assert_true((error == NULL) == read);
		if (!read)
			continue;
		g_autoptr(GBytes) bytes =
			g_bytes_new_static(strange[i].snapshot, strlen(strange[i].snapshot));
		json_decref(drawn_read_snapshot(bytes, NULL));
	}
}

/* A snapshot of `count` nodes, each of which stands where `parent` says. */
static GBytes *hostile(size_t count, const char *name, bool deep, bool backwards)
{
	GString *out = g_string_new("{\"documents\":[{\"nodes\":{\"parentIndex\":[-1");

	for (size_t i = 1; i < count; i++)
		g_string_append_printf(out, ",%zu", backwards ? count - i : deep ? i - 1 : 0);
	g_string_append(out, "],\"nodeType\":[1");
	for (size_t i = 1; i < count; i++)
		g_string_append(out, ",1");
	g_string_append(out, "],\"nodeName\":[0");
	for (size_t i = 1; i < count; i++)
		g_string_append(out, ",0");
	g_string_append(out, "],\"attributes\":[[]");
	for (size_t i = 1; i < count; i++)
		g_string_append(out, ",[1,1,2,2]");
	g_string_append(out, "]},\"layout\":{\"nodeIndex\":[0");
	for (size_t i = 1; i < count; i++)
		g_string_append_printf(out, ",%zu", i);
	g_string_append(out, "],\"bounds\":[[0,0,100,20]");
	for (size_t i = 1; i < count; i++)
		g_string_append(out, ",[0,0,100,20]");
	g_string_append_printf(out, "]}}],\"strings\":[\"%s\",\"id\",\"for\"]}", name);
	return g_string_free_to_bytes(out);
}

/* Deep, flat or in a circle, of whatever: linear. */
static void test_time(void)
{
	static const char *const names[] = {
		"DIV", "INPUT", "LABEL", "BUTTON", "FORM", "A", "SELECT", "OPTION"};

	for (size_t i = 0; i < G_N_ELEMENTS(names) * 3; i++) {
		g_autoptr(GBytes) snapshot = hostile(6000, names[i / 3], i % 3 == 1, i % 3 == 2);
		gint64 start = cputime_us();
		json_decref(drawn_read_snapshot(snapshot, NULL));
		g_test_message("%s %zu", names[i / 3], i % 3);
		g_assert_cmpint(cputime_us() - start, <, 2 * CPUTIME_SECOND);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/pagereading/rows", test_rows);
	g_test_add_func("/pagereading/shows-account", test_shows_account);
	g_test_add_func("/pagereading/look", test_look);
	g_test_add_func("/pagereading/recorded", test_recorded);
	g_test_add_func("/pagereading/strange", test_strange);
	g_test_add_func("/pagereading/time", test_time);
	return g_test_run();
}
