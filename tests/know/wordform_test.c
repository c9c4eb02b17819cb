/* The form in which words are sought, and the way back to what was written. */
#include "know/wordform.h"

static void test_form(void)
{
	static const struct {
		const char *source, *form;
	} rows[] = {
		{"", ""},
		{"Verify  your\r\n\taccount ", "verify your account"},
		{"  leading", "leading"},
		{"Itaú, PRÊMIO, Straße", "itau, premio, strasse"},
		{"Ａｐｐｌｅ　ＩＤ", "apple id"},
		{"アカウント\nを停止", "アカウントを停止"},
		{"三 井　住 友", "三井住友"},
		{"AEON カード", "aeonカード"},
		{"ﾌﾟﾗｲﾑ", "プライム"},
		{"プライム", "プライム"}, /* a voicing mark of its own */
		{"Coi\u2061nc\u2061heck", "coincheck"},
		{"P\u200ba\u200by\u00adPal", "paypal"},
		{"C\u0337a\u0337rref\u0337our", "carrefour"},
		{"①㈱", "1(株)"},
		{"bro\xffken", "broken"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(Wordform) form = wordform_new(str_of(rows[i].source));

		g_assert_cmpstr(form->text->str, ==, rows[i].form);
		g_assert_cmpuint(form->from->len, ==, form->text->len + 1);
	}
}

static void test_source(void)
{
	static const struct {
		const char *source, *sought, *written;
	} rows[] = {
		{"Please VERIFY\n your Account.", "verify your account", "VERIFY\n your Account"},
		{"Você ganhou um Prêmio", "voce ganhou", "Você ganhou"},
		{"三 井 住 友 カード", "三井住友カード", "三 井 住 友 カード"},
		{"今すぐﾛｸﾞｲﾝ!", "ログイン", "ﾛｸﾞｲﾝ"},
		{"Pay\u200bPal x", "paypal", "Pay\u200bPal"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(Wordform) form = wordform_new(str_of(rows[i].source));
		gssize at = str_find(wordform_text(form), str_of(rows[i].sought));
		g_autofree char *written = NULL;

		g_assert_cmpint(at, >=, 0);
		written = str_dup(wordform_source(form, (size_t)at, strlen(rows[i].sought)));
		g_assert_cmpstr(written, ==, rows[i].written);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/know/wordform/form", test_form);
	g_test_add_func("/know/wordform/source", test_source);
	return g_test_run();
}
