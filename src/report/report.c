#include "report/report.h"

#include <gio/gio.h>
#include <string.h>

#include "base/luabox.h"
#include "report/safe.h"

/* By ReportFormat. A format other than JSON is templates/NAME.lua and, if there is one, NAME.css. */
static const char *const format_names[] = {
	[REPORT_HTML] = "html",
	[REPORT_MARKDOWN] = "md",
	[REPORT_JSON] = "json",
};

static const char *const languages[] = {"en", "ja"};

bool report_format_find(const char *name, ReportFormat *format_out)
{
	for (size_t i = 0; i < G_N_ELEMENTS(format_names); i++) {
		if (g_strcmp0(name, format_names[i]) == 0) {
			*format_out = (ReportFormat)i;
			return true;
		}
	}
	return false;
}

/* Templates: what they are called in messages ("templates/html.lua") and what they say. */
typedef struct {
	GHashTable *texts;  /* name -> GBytes */
	GPtrArray *article; /* names of templates/article/, sorted; borrowed from `texts` */
} Templates;

static bool read_file(Templates *templates, const char *data_dir, char *name, GError **error)
{
	g_autofree char *path = g_build_filename(data_dir, name, NULL);
	char *text;
	gsize len;

	if (!g_file_get_contents(path, &text, &len, error)) {
		g_free(name);
		return false;
	}
	g_hash_table_insert(templates->texts, name, g_bytes_new_take(text, len));
	return true;
}

/* Every file of data_dir/folder, under "folder/file". */
static bool read_folder(
	Templates *templates, const char *data_dir, const char *folder, GError **error)
{
	g_autofree char *path = g_build_filename(data_dir, folder, NULL);
	g_autoptr(GDir) dir = g_dir_open(path, 0, error);
	const char *file;

	if (!dir)
		return false;
	while ((file = g_dir_read_name(dir))) {
		if (!g_str_has_suffix(file, ".lua") && !g_str_has_suffix(file, ".css"))
			continue;
		if (!read_file(templates, data_dir, g_strconcat(folder, "/", file, NULL), error))
			return false;
	}
	return true;
}

static int compare_names(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void sort_article(Templates *templates)
{
	GHashTableIter each;
	gpointer name;

	g_hash_table_iter_init(&each, templates->texts);
	while (g_hash_table_iter_next(&each, &name, NULL))
		if (g_str_has_prefix(name, "templates/article/"))
			g_ptr_array_add(templates->article, name);
	g_ptr_array_sort(templates->article, compare_names);
}

static void templates_free(Templates *templates)
{
	g_ptr_array_unref(templates->article);
	g_hash_table_unref(templates->texts);
	g_free(templates);
}

static void *prepare(const char *data_dir, GError **error)
{
	Templates *templates = g_new0(Templates, 1);

	templates->article = g_ptr_array_new();
	templates->texts = g_hash_table_new_full(
		g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_bytes_unref);
	if (!read_folder(templates, data_dir, "templates", error) ||
		!read_folder(templates, data_dir, "templates/article", error)) {
		templates_free(templates);
		return NULL;
	}
	sort_article(templates);
	return templates;
}

static bool load(LuaBox *box, const Templates *templates, const char *name, GError **error)
{
	GBytes *text = g_hash_table_lookup(templates->texts, name);

	if (!text) {
		g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "there is no %s", name);
		return false;
	}
	return luabox_load(box, name, str_of_bytes(text), error);
}

/* What every template may rely on: who reads, who writes, and the format's own style sheet. */
static void set_globals(
	LuaBox *box, const Templates *templates, const char *format, const char *language)
{
	g_autofree char *css = g_strdup_printf("templates/%s.css", format);
	GBytes *style = g_hash_table_lookup(templates->texts, css);
	json_auto_t *globals = json_object();

	json_put(globals, "language", json_text(str_of(language)));
	json_put(globals, "version", json_text(STR(MEKIKI_VERSION)));
	json_put(globals, "style", json_text(style ? str_of_bytes(style) : STR("")));
	const char *name;
	json_t *value;
	json_object_foreach (globals, name, value)
		luabox_set(box, name, value);
}

static bool load_all(LuaBox *box, const Templates *templates, const char *format,
	const char *language, GError **error)
{
	g_autofree char *words = g_strdup_printf("templates/words.%s.lua", language);
	g_autofree char *look = g_strdup_printf("templates/%s.lua", format);

	if (!load(box, templates, words, error) ||
		!load(box, templates, "templates/prose.lua", error))
		return false;
	for (guint i = 0; i < templates->article->len; i++)
		if (!load(box, templates, templates->article->pdata[i], error))
			return false;
	return load(box, templates, "templates/article.lua", error) &&
	       load(box, templates, look, error);
}

/* Only what we know goes into a file's name. */
static bool check_question(const json_t *question, GError **error)
{
	const char *language = json_get_text(question, "language");
	ReportFormat format;

	if (!report_format_find(json_get_text(question, "format"), &format) ||
		format == REPORT_JSON) {
		g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
			"no template for the format %s", json_get_text(question, "format"));
		return false;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(languages); i++)
		if (g_strcmp0(language, languages[i]) == 0)
			return true;
	g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "no words for the language %s",
		language);
	return false;
}

static const char *recipient_label(const char *language)
{
	return strcmp(language, "ja") == 0 ? "⟨受信者⟩" : "⟨recipient⟩";
}

/* The pictures by their names; what is no PNG is none. */
static GHashTable *pictures_of(const CageParcel *question)
{
	GHashTable *pictures = g_hash_table_new(g_str_hash, g_str_equal); /* all borrowed */
	const json_t *name;
	size_t index;

	json_array_foreach (json_object_get(question->json, "pictures"), index, name) {
		GBytes *bytes = index < question->blobs->len ? question->blobs->pdata[index] : NULL;
		if (bytes && json_is_string(name) &&
			str_starts(str_of_bytes(bytes), STR("\x89PNG\r\n\x1a\n")))
			g_hash_table_insert(pictures, (gpointer)json_string_value(name), bytes);
	}
	return pictures;
}

static bool run(void *prepared, const CageParcel *question, CageParcel *answer_out, GError **error)
{
	if (!check_question(question->json, error))
		return false;

	const Templates *templates = prepared;
	const json_t *dossier = json_object_get(question->json, "dossier");
	const char *format = json_get_text(question->json, "format");
	const char *language = json_get_text(question->json, "language");
	g_autoptr(Mask) mask =
		mask_new(json_object_get(dossier, "mail"), recipient_label(language));
	g_autoptr(Known) known = known_new(dossier);
	g_autoptr(GHashTable) pictures = pictures_of(question);
	Safe safe = {.mask = mask, .known = known, .pictures = pictures};
	g_autoptr(LuaBox) box = luabox_new(&(LuaLimits){
		.memory = REPORT_MEMORY_MAX,
		.instructions = REPORT_INSTRUCTIONS_MAX,
	});
	json_auto_t *document = NULL;

	luabox_lend(box, "safe", safe_loans, &safe);
	set_globals(box, templates, format, language);
	if (!load_all(box, templates, format, language, error) ||
		!luabox_call(box, "write", dossier, &document, error))
		return false;
	Str text = json_str(document);
	answer_out->blobs = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
	g_ptr_array_add(answer_out->blobs, g_bytes_new(text.at, text.len));
	return true;
}

const CageJob report_job = {"report", prepare, run};

/* Add the picture of one page; false where no more fit. */
static bool add_picture(CageParcel *question, const Blobs *blobs, const char *name, size_t *room)
{
	json_t *names = json_object_get(question->json, "pictures");
	g_autoptr(GBytes) bytes = name ? blobs->get(blobs->store, name, NULL) : NULL;

	if (!bytes || g_bytes_get_size(bytes) > *room)
		return true;
	*room -= g_bytes_get_size(bytes);
	json_push(names, json_text(str_of(name)));
	g_ptr_array_add(question->blobs, g_bytes_ref(bytes));
	return json_array_size(names) < REPORT_PICTURES_MAX;
}

/* The pictures of all pages of all landings, in their order. */
static void add_pictures(CageParcel *question, const Dossier *dossier, const Blobs *blobs)
{
	const json_t *landings = json_object_get(dossier_json(dossier), "landings");
	const json_t *landing, *page;
	size_t room = REPORT_PICTURES_BYTES_MAX, i, j;

	json_array_foreach (landings, i, landing)
		json_array_foreach (json_object_get(landing, "pages"), j, page)
			if (!add_picture(question, blobs, json_get_text(page, "screenshot"), &room))
				return;
}

static CageParcel question_of(const Dossier *dossier, const ReportOrder *order)
{
	CageParcel question = {.json = json_object(),
		.blobs = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref)};

	json_put(question.json, "dossier", json_incref((json_t *)dossier_json(dossier)));
	json_put(question.json, "format", json_text(str_of(format_names[order->format])));
	json_put(question.json, "language", json_text(str_of(order->language)));
	json_put(question.json, "pictures", json_array());
	if (order->blobs)
		add_pictures(&question, dossier, order->blobs);
	return question;
}

GBytes *report_write(Cage *cage, const Dossier *dossier, const ReportOrder *order, GError **error)
{
	CageParcel answer = {0};
	GBytes *document = NULL;

	if (order->format == REPORT_JSON) {
		char *text = json_pretty(dossier_json(dossier));
		return g_bytes_new_take(text, strlen(text));
	}
	CageParcel question = question_of(dossier, order);
	if (!cage_run(cage, report_job.name, &question, &answer, error))
		g_prefix_error(error, "the report cannot be written: ");
	else if (!answer.blobs || answer.blobs->len == 0)
		g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, "the report came back empty");
	else
		document = g_bytes_ref(answer.blobs->pdata[0]);
	cage_parcel_clear(&question);
	cage_parcel_clear(&answer);
	return document;
}
