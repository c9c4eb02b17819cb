/*
 * Replies in the shapes of many registries (tests/lookup/replies/SERVER.txt): the reply, a line "====", and what is
 * read of it. Names are invented; most servers have no dialect of their own, and need none.
 *
 * And lines in many languages that say that nobody holds a name, or that one has asked too often.
 */
#include "know/datafile.h"
#include "lookup/whois.h"
#include "shown.h"

#define LINE "\n====\n"

typedef struct {
	Vocabulary *vocabulary;
	Charsets *charsets;
} House;

static void set_up(House *house, gconstpointer unused)
{
	g_autofree char *folder =
		g_build_filename(g_getenv("MEKIKI_SOURCE"), "data", "whois", NULL);
	GError *error = NULL;

	house->vocabulary = vocabulary_read(folder, &error);
	g_assert_no_error(error);
	house->charsets = charsets_new();
	(void)unused;
}

static void tear_down(House *house, gconstpointer unused)
{
	vocabulary_free(house->vocabulary);
	charsets_free(house->charsets);
	(void)unused;
}

static char *read_reply(const House *house, const char *server, Str reply)
{
	g_autoptr(Registration) registration =
		whois_parse(house->vocabulary, house->charsets, str_of(server), reply);

	return shown(registration);
}

static void check_file(const House *house, const char *path)
{
	g_autofree char *server = g_path_get_basename(path), *text = NULL;

	*strrchr(server, '.') = '\0';
	g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
	const char *line = strstr(text, LINE);
	g_assert_nonnull(line);
	g_autofree char *got = read_reply(house, server, str_over(text, (size_t)(line - text) + 1));
	g_test_message("%s", server);
	g_assert_cmpstr(got, ==, line + strlen(LINE));
}

static void test_files(House *house, gconstpointer unused)
{
	g_autofree char *folder =
		g_build_filename(g_getenv("MEKIKI_SOURCE"), "tests", "lookup", "replies", NULL);
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) paths = datafile_list(folder, ".txt", &error);

	g_assert_no_error(error);
	g_assert_cmpuint(paths->len, >, 20);
	for (guint i = 0; i < paths->len; i++)
		check_file(house, g_ptr_array_index(paths, i));
	(void)unused;
}

static const struct {
	const char *line, *state;
} lines[] = {
	{"No match for \"EXAMPLE.COM\".", "available"},
	{"%ERROR:101: no entries found", "available"},
	{"Domain example.example is available for purchase", "available"},
	{"Der Domainname beispiel.example ist nicht registriert.", "available"},
	{"Il dominio esempio.example non è registrato.", "available"},
	{"Le domaine exemple.example n'est pas enregistré.", "available"},
	{"El dominio ejemplo.example no se encuentra registrado", "available"},
	{"O domínio exemplo.example não está registrado.", "available"},
	{"Domän exempel.example finns inte.", "available"},
	{"Domæne ikke fundet", "available"},
	{"Domena nie istnieje w bazie.", "available"},
	{"ornek.example bulunamadı", "available"},
	{"Домен пример.example не зарегистрирован.", "available"},
	{"該当するデータがありません。", "available"},
	{"상기 도메인이름은 등록되어 있지 않습니다.", "available"},
	{"您所查询的域名尚未注册", "available"},
	{"查無此網域名稱", "available"},
	{"Tên miền chưa được đăng ký", "available"},
	{"Your connection limit exceeded. Please slow down and try again later.", "throttled"},
	{"Превышен лимит запросов", "throttled"},
	{"查询过于频繁,请稍后再试", "throttled"},
	{"Limite de requêtes atteinte, not found", "throttled"},
	{"Zu viele Anfragen von Ihrer Adresse", "throttled"},
};

static void test_lines(House *house, gconstpointer unused)
{
	for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
		g_autofree char *got =
			read_reply(house, "whois.example.net", str_of(lines[i].line));
		g_autofree char *want = g_strdup_printf("state=%s\n", lines[i].state);

		g_test_message("%s", lines[i].line);
		g_assert_cmpstr(got, ==, want);
	}
	(void)unused;
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add("/lookup/replies/files", House, NULL, set_up, test_files, tear_down);
	g_test_add("/lookup/replies/lines", House, NULL, set_up, test_lines, tear_down);
	return g_test_run();
}
