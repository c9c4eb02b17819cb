/*
 * The documents themselves: golden files, and what must hold of every one of them.
 *
 * MEKIKI_BLESS=1 meson test -C build --suite report writes the golden files anew; read their diff.
 */
#include <glib/gstdio.h>
#include <string.h>
#include <time.h>

#include "base/luabox.h"
#include "render.h"
#include "web/linkify.h"

static const char *const names[] = {"model", "asked", "signed", "harmless", "empty", "hostile"};
static const char *const languages[] = {"en", "ja"};
static const char *const formats[] = {"html", "md"};

typedef struct {
	const char *name, *format, *language;
} Document;

/* Each pairing is shown once; hostile documents are held to properties instead, being read by nobody. */
static const Document golden[] = {
	{"model", "html", "ja"},
	{"model", "html", "en"},
	{"model", "md", "ja"},
	{"model", "md", "en"},
	{"asked", "md", "ja"},
	{"asked", "md", "en"},
	{"signed", "md", "ja"},
	{"signed", "md", "en"},
	{"harmless", "md", "en"},
	{"harmless", "md", "ja"},
	{"empty", "md", "en"},
	{"empty", "md", "ja"},
};

static void check_golden(const Document *document)
{
	g_autofree char *file =
		g_strdup_printf("%s.%s.%s", document->name, document->language, document->format);
	g_autofree char *path = render_path(file);
	g_autofree char *text = render_text(document->name, document->format, document->language);
	g_autofree char *expected = NULL;
	g_autoptr(GError) error = NULL;

	if (g_getenv("MEKIKI_BLESS")) {
		g_file_set_contents(path, text, -1, &error);
		g_assert_no_error(error);
		return;
	}
	g_file_get_contents(path, &expected, NULL, &error);
	g_assert_no_error(error);
	if (strcmp(text, expected) != 0)
		g_test_message("%s differs from what is blessed", file);
	g_assert_cmpstr(text, ==, expected);
}

static void test_golden(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(golden); i++)
		check_golden(&golden[i]);
}

typedef void (*Check)(const char *text, const Document *document);

static void for_each_document(Check check)
{
	for (size_t i = 0; i < G_N_ELEMENTS(names) * 4; i++) {
		Document document = {names[i / 4], formats[i / 2 % 2], languages[i % 2]};
		g_autofree char *text =
			render_text(document.name, document.format, document.language);
		check(text, &document);
	}
}

/* The recipients of the dossiers, in the forms in which the hostile one holds them. */
static const char *const recipients[] = {
	"taro.yamada@example.jp",
	"taro.yamada%40example.jp",
	"victim@example.jp",
	"victim%40example.jp",
	"dmljdGltQGV4YW1wbGUuanA",
	"taro.yamada[@]",
	"victim[@]",
};

static void check_recipients(const char *text, const Document *document)
{
	g_autofree char *lower = g_ascii_strdown(text, -1);

	for (size_t i = 0; i < G_N_ELEMENTS(recipients); i++) {
		g_autofree char *recipient = g_ascii_strdown(recipients[i], -1);
		if (strstr(lower, recipient))
			g_error("%s in %s.%s.%s", recipients[i], document->name, document->language,
				document->format);
	}
}

static void test_recipients(void)
{
	for_each_document(check_recipients);
}

/* No control character, nothing that turns the reading direction, no zero width. */
static void check_visible(const char *text, const Document *document)
{
	for (const char *at = text; *at; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);
		GUnicodeType type = g_unichar_type(c);
		if (c == '\n' || c == '\t')
			continue;
		if (type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT)
			g_error("U+%04X in %s.%s.%s", c, document->name, document->language,
				document->format);
	}
}

static void test_visible(void)
{
	for_each_document(check_visible);
}

/* Wherever a long value is cut, no half of an address is left at the cut. */
static void test_cut(void)
{
	json_auto_t *dossier = render_dossier("model");
	json_t *mail = json_object_get(dossier, "mail"), *link = json_at(dossier, "/links/0");

	for (size_t pad = 40; pad < 300; pad += 11) {
		g_autofree char *ahead = g_strnfill(pad, 'x');
		g_autofree char *value = g_strconcat(ahead, " taro.yamada@example.jp", NULL);
		g_autoptr(GError) error = NULL;

		json_put(mail, "subject", json_text(str_of(value)));
		json_put(link, "text", json_text(str_of(value)));
		GBytes *document = render(NULL, dossier, "md", "en", &error);
		g_assert_no_error(error);
		g_assert_cmpint((int)str_find(str_of_bytes(document), STR("taro")), ==, -1);
		g_bytes_unref(document);
	}
}

/* Nothing that a mail program or a browser would make a link of. */
static void check_defanged(const char *text, const Document *document)
{
	for (LinkSpot spot = {0}; linkify_next(str_of(text), &spot);) {
		if (!spot.live)
			continue;
		g_error("%.*s is live in %s.%s.%s",
			STR_ARG(str_sub(str_of(text), spot.from, spot.len)), document->name,
			document->language, document->format);
	}
}

static void test_defanged(void)
{
	for_each_document(check_defanged);
}

/* The numbers of evidence in the order in which they stand, as "1 2 3". */
static char *references(const char *text, const char *open)
{
	GString *numbers = g_string_new(NULL);

	for (const char *at = text; (at = strstr(at, open));) {
		at += strlen(open);
		g_string_append_printf(numbers, "%.*s ", (int)strspn(at, "0123456789"), at);
	}
	return g_string_free(numbers, FALSE);
}

/* A statement has the same evidence in either language and in either format. */
static void test_references(void)
{
	static const char *const open[] = {"href=\"#e", "[^"};

	for (size_t i = 0; i < G_N_ELEMENTS(names) * 2; i++) {
		const char *name = names[i / 2], *format = formats[i % 2];
		g_autofree char *en = render_text(name, format, "en");
		g_autofree char *ja = render_text(name, format, "ja");
		g_autofree char *numbers_en = references(en, open[i % 2]);
		g_autofree char *numbers_ja = references(ja, open[i % 2]);
		g_assert_cmpstr(numbers_en, ==, numbers_ja);
		g_assert_true(strcmp(name, "empty") == 0 || strlen(numbers_en) > 0);
	}
}

/* Every finding is told, in both languages and formats, even where it speaks for innocence. */
static void check_findings(const char *text, const Document *document)
{
	json_auto_t *dossier = render_dossier(document->name);
	const json_t *finding;
	size_t index;

	json_array_foreach (json_object_get(dossier, "findings"), index, finding) {
		const char *rule = json_get_text(finding, "rule");
		if (strcmp(document->name, "hostile") != 0 && !strstr(text, rule))
			g_error("%s is missing in %s.%s.%s", rule, document->name,
				document->language, document->format);
	}
}

static void test_findings(void)
{
	for_each_document(check_findings);
}

/* Answers that nobody asked for are said out loud, in the words of the language. */
static void test_not_asked(void)
{
	static const char *const words[] = {"not asked", "未照会"};

	for (size_t i = 0; i < G_N_ELEMENTS(languages); i++) {
		g_autofree char *text = render_text("model", "md", languages[i]);
		g_auto(GStrv) pieces = g_strsplit(text, words[i], -1);
		/* the authentication of today, three registrations, two hosts, one page */
		g_assert_cmpuint(g_strv_length(pieces), ==, 1 + 7);
	}
}

/* Servers that disagree about a person, or about a telephone, are said to disagree, and no more. */
static void test_personal_differences(void)
{
	static const char *const personal[] = {"王小明", "Wang Xiaoming", "55550199"};

	for (size_t i = 0; i < G_N_ELEMENTS(languages) * G_N_ELEMENTS(personal); i++) {
		g_autofree char *text =
			render_text("asked", "md", languages[i % G_N_ELEMENTS(languages)]);
		g_assert_null(strstr(text, personal[i / G_N_ELEMENTS(languages)]));
		g_assert_nonnull(strstr(text, "abuse[@]example[.]cn"));
	}
}

/* Keys and the {names} in their sentences, in order. */
static const char list_words[] =
	"function list() local out = {} for key, words in pairs(words) do local names = {} "
	"for i, piece in ipairs(text.split(words, '{')) do if i > 1 then "
	"table.insert(names, text.split(piece, '}')[1]) end end table.sort(names) "
	"for i, name in ipairs(names) do if name ~= names[i - 1] then key = key .. ' ' .. name end "
	"end "
	"table.insert(out, key) end table.sort(out) return out end";

static json_t *words_of(const char *language)
{
	g_autofree char *name = g_strdup_printf("templates/words.%s.lua", language);
	g_autofree char *path = g_build_filename(g_getenv("MEKIKI_SOURCE"), name, NULL);
	g_autofree char *text = NULL;
	g_autoptr(GError) error = NULL;
	g_autoptr(LuaBox) box = luabox_new(&(LuaLimits){16 << 20, 10000000});
	json_t *list = NULL;
	gsize len;

	g_file_get_contents(path, &text, &len, &error);
	g_assert_no_error(error);
	luabox_load(box, name, str_over(text, len), &error);
	g_assert_no_error(error);
	luabox_load(box, "list", str_of(list_words), &error);
	g_assert_no_error(error);
	luabox_call(box, "list", NULL, &list, &error);
	g_assert_no_error(error);
	return list;
}

static void test_words(void)
{
	json_auto_t *en = words_of("en"), *ja = words_of("ja");
	const json_t *key;
	size_t index;

	g_assert_cmpuint(json_array_size(en), >, 200);
	json_array_foreach (en, index, key)
		g_assert_cmpstr(
			json_string_value(key), ==, json_string_value(json_array_get(ja, index)));
	g_assert_cmpuint(json_array_size(en), ==, json_array_size(ja));
}

/* A kind of fraud that the rules name and nobody has words for would be a tag in the rules' own spelling;
 * "other" is no tag. */
static void test_kinds(void)
{
	json_auto_t *keys = words_of("ja");
	g_autofree char *path = render_path("../../rules/90-verdict.lua"), *rules = NULL;
	g_autofree char *words = json_compact(keys);
	Str start = STR("kind = \"");
	unsigned count = 0;
	gsize len;

	g_assert_true(g_file_get_contents(path, &rules, &len, NULL));
	Str rest = str_over(rules, len);
	for (gssize found; (found = str_find(rest, start)) >= 0; count++) {
		rest = str_sub(rest, (size_t)found + start.len, rest.len);
		g_autofree char *kind = str_dup(str_take_until(&rest, '"'));
		g_autofree char *key = g_strdup_printf("\"kind.%s\"", kind);
		if (strcmp(kind, "other") != 0 && !strstr(words, key))
			g_error("no words for %s", key);
	}
	g_assert_cmpuint(count, >, 5);
}

/* A sender whose header holds no address, or not even a name, is told so. */
static void test_sender(void)
{
	static const struct {
		const char *from, *en;
	} rows[] = {
		{"{\"name\": \"Shop\", \"address\": null}",
			"names its sender as “Shop”, but gives no address."},
		{"{\"name\": null, \"address\": null}", "The mail names no sender."},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		json_auto_t *dossier = render_dossier("model");
		g_autoptr(GError) error = NULL;
		json_t *from = json_object_get(json_object_get(dossier, "mail"), "from");
		json_array_set_new(from, 0, json_parse(str_of(rows[i].from), NULL));
		g_autoptr(GBytes) document = render(NULL, dossier, "md", "en", &error);
		g_assert_no_error(error);
		g_assert_cmpint(str_find(str_of_bytes(document), str_of(rows[i].en)), >=, 0);
	}
}

/* What is wrong with a template is said with its file and line. */
static const struct {
	const char *file, *code, *message;
} broken[] = {
	{"prose.lua", "x =\n= 1", "templates/prose.lua:2: "},
	{"article.lua", "function write()\n\n  error('no idea')\nend",
		"templates/article.lua:3: no idea"},
	{"article.lua", "function write() return nobody.home end", "templates/article.lua:1: "},
	{"article.lua", "function write() while true do end end", "templates/article.lua:1: "},
	{"md.lua", NULL, "there is no templates/md.lua"},
};

static void put_template(const char *dir, const char *file, const char *code)
{
	g_autofree char *path = g_build_filename(dir, "templates", file, NULL);
	g_autoptr(GError) error = NULL;

	g_file_set_contents(path, code, -1, &error);
	g_assert_no_error(error);
}

static void remove_templates(const char *dir)
{
	static const char *const rest[] = {
		"templates/words.en.lua",
		"templates/prose.lua",
		"templates/article.lua",
		"templates/md.lua",
		"templates/article",
		"templates",
		"",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rest); i++) {
		g_autofree char *path = g_build_filename(dir, rest[i], NULL);
		g_remove(path);
	}
}

static void test_broken(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(broken); i++) {
		g_autofree char *dir = g_dir_make_tmp("mekiki-report-XXXXXX", NULL);
		g_autofree char *article = g_build_filename(dir, "templates", "article", NULL);
		json_auto_t *dossier = json_object();
		g_autoptr(GError) error = NULL;

		g_assert_cmpint(g_mkdir_with_parents(article, 0700), ==, 0);
		put_template(dir, "words.en.lua", "words = {}");
		put_template(dir, "prose.lua", "");
		put_template(dir, "article.lua", "function write() return '' end");
		if (broken[i].code) {
			put_template(dir, "md.lua", "");
			put_template(dir, broken[i].file, broken[i].code);
		}
		g_assert_null(render(dir, dossier, "md", "en", &error));
		g_assert_nonnull(error);
		g_assert_cmpstr(strstr(error->message, broken[i].message), ==, error->message);
		remove_templates(dir);
	}
}

/* Only names that we know become names of files. */
static void test_refused(void)
{
	static const char *const refused[][2] = {
		{"json", "en"}, {"../md", "en"}, {"", "en"}, {"md", "fr"}, {"md", "../../en"}};

	for (size_t i = 0; i < G_N_ELEMENTS(refused); i++) {
		json_auto_t *dossier = json_object();
		g_autoptr(GError) error = NULL;
		g_assert_null(render(NULL, dossier, refused[i][0], refused[i][1], &error));
		g_assert_nonnull(error);
	}
}

static void test_formats(void)
{
	ReportFormat format;

	g_assert_true(report_format_find("md", &format) && format == REPORT_MARKDOWN);
	g_assert_true(report_format_find("html", &format) && format == REPORT_HTML);
	g_assert_true(report_format_find("json", &format) && format == REPORT_JSON);
	g_assert_false(report_format_find("pdf", &format));
	g_assert_false(report_format_find(NULL, &format));
}

/* The model's dossier with 500 links and a text of 64 KiB. */
static json_t *large_dossier(void)
{
	json_t *dossier = render_dossier("model"), *links = json_array();
	const json_t *link = json_at(dossier, "/links/0"), *mail = json_object_get(dossier, "mail");
	GString *text = g_string_new(NULL);

	for (int i = 0; i < 500; i++) {
		json_t *copy = json_deep_copy(link);
		g_autofree char *id = g_strdup_printf("l%d", i + 1);
		g_autofree char *url = g_strdup_printf("https://www.shop%d.example.com/a/"
						       "%d?u=taro.yamada%%40example.jp&token=%032d",
			i, i, i);
		json_put(copy, "id", json_text(str_of(id)));
		json_put(copy, "url", json_text(str_of(url)));
		json_push(links, copy);
	}
	json_put(dossier, "links", links);
	while (text->len < 64000)
		g_string_append(text, json_get_text(mail, "text"));
	json_put(json_object_get(dossier, "mail"), "text",
		json_text(str_over(text->str, text->len)));
	g_string_free(text, TRUE);
	return dossier;
}

static void test_large(void)
{
	json_auto_t *dossier = large_dossier();

	for (size_t i = 0; i < G_N_ELEMENTS(formats); i++) {
		g_autoptr(GError) error = NULL;
		clock_t begun = clock();
		GBytes *document = render(NULL, dossier, formats[i], "ja", &error);
		long ms = (long)((clock() - begun) * 1000 / CLOCKS_PER_SEC);
		g_assert_no_error(error);
		g_test_message(
			"%s: %zu bytes in %ld ms", formats[i], g_bytes_get_size(document), ms);
		g_assert_cmpuint(g_bytes_get_size(document), <, 2000000);
		if (!MEKIKI_SANITIZED)
			g_assert_cmpint(ms, <, 300);
		g_bytes_unref(document);
	}
}

/* The model case, its page seen; `picture` is what was kept of it. */
static char *render_picture(const char *picture, gsize len)
{
	static void *templates; /* kept, as in a worker */
	json_auto_t *dossier = render_dossier("model");
	json_t *landing = json_array_get(json_object_get(dossier, "landings"), 0);
	json_t *pages = json_pack("[{s:s, s:s, s:s}]", "url", "https://www.4ztfqg8.cn/", "title",
		"<b>Sign in</b>", "screenshot", "aa");
	CageParcel question = {
		.blobs = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref)};
	CageParcel answer = {0};
	g_autoptr(GError) error = NULL;

	json_put(landing, "answer", json_string("found"));
	json_put(landing, "outcome", json_string("reached"));
	json_put(landing, "pages", pages);
	g_ptr_array_add(question.blobs, g_bytes_new(picture, len));
	question.json = json_pack("{s:O, s:s, s:s, s:[s]}", "dossier", dossier, "format", "html",
		"language", "en", "pictures", "aa");
	if (!templates)
		templates = report_job.prepare(g_getenv("MEKIKI_SOURCE"), &error);
	g_assert_true(report_job.run(templates, &question, &answer, &error));
	char *text = str_dup(str_of_bytes(answer.blobs->pdata[0]));
	cage_parcel_clear(&question);
	cage_parcel_clear(&answer);
	return text;
}

/* A page's picture is within the document, under its title; what is no PNG is not. */
static void test_picture(void)
{
	static const char png[] = "\x89PNG\r\n\x1a\nrest";
	g_autofree char *shown = render_picture(png, sizeof png - 1);
	g_autofree char *left_out = render_picture("<svg onload=x>", 14);

	g_assert_nonnull(
		strstr(shown, "<img src=\"data:image/png;base64,iVBORw0KGgpyZXN0\" "
			      "alt=\"Page 1 as it was shown: &lt;b&gt;Sign in&lt;/b&gt;\">"));
	g_assert_null(strstr(left_out, "<img"));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/report/report/golden", test_golden);
	g_test_add_func("/report/report/recipients", test_recipients);
	g_test_add_func("/report/report/cut", test_cut);
	g_test_add_func("/report/report/visible", test_visible);
	g_test_add_func("/report/report/defanged", test_defanged);
	g_test_add_func("/report/report/references", test_references);
	g_test_add_func("/report/report/findings", test_findings);
	g_test_add_func("/report/report/not-asked", test_not_asked);
	g_test_add_func("/report/report/personal-differences", test_personal_differences);
	g_test_add_func("/report/report/words", test_words);
	g_test_add_func("/report/report/kinds", test_kinds);
	g_test_add_func("/report/report/sender", test_sender);
	g_test_add_func("/report/report/broken", test_broken);
	g_test_add_func("/report/report/refused", test_refused);
	g_test_add_func("/report/report/formats", test_formats);
	g_test_add_func("/report/report/large", test_large);
	g_test_add_func("/report/picture", test_picture);
	return g_test_run();
}
