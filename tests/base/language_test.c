#include "base/language.h"

#include <glib.h>

static const struct {
	const char *text, *language;
} rows[] = {
	{"お客様のアカウントは停止されました", "ja"},
	{"Amazon Prime membership renewal: お支払い方法の更新", "ja"},
	{"您的账户已被停用，请登录确认", "zh"},
	{"고객님의 계정이 정지되었습니다", "ko"},
	{"Ваш аккаунт заблокирован", "ru"},
	{"Please confirm that your account is still in use", "en"},
	{"Sua conta foi bloqueada, clique aqui para atualizar os dados", "pt"},
	{"Su cuenta ha sido suspendida, confirme sus datos en el enlace", "es"},
	{"Ihr Konto wurde gesperrt, bitte bestätigen Sie die Daten", "de"},
	{"Votre compte est bloqué, confirmez vos informations dans les 24 heures", "fr"},
	{"Il suo conto è sospeso, confermi i dati con il link", "it"},
	{"Uw rekening is geblokkeerd, bevestig het met de link op deze pagina", "nl"},
	{"struct inode *i; int w, z, a, o; return i;", NULL},
	{"12345", NULL},
	{"", NULL},
};

static void test_languages(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		g_assert_cmpstr(language_guess(str_of(rows[i].text)), ==, rows[i].language);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/language/rows", test_languages);
	return g_test_run();
}
