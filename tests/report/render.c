#include "render.h"

#include <string.h>

char *render_path(const char *name)
{
	return g_build_filename(g_getenv("MEKIKI_SOURCE"), "tests", "report", name, NULL);
}

json_t *render_dossier(const char *name)
{
	g_autofree char *file = g_strconcat(name, ".json", NULL);
	g_autofree char *path = render_path(file);
	g_autofree char *text = NULL;
	g_autoptr(GError) error = NULL;
	gsize len;

	g_file_get_contents(path, &text, &len, &error);
	g_assert_no_error(error);
	json_t *dossier = json_parse(str_over(text, len), &error);
	g_assert_no_error(error);
	return dossier;
}

/* The templates below `data_dir`, read once and kept for good: as in a worker. */
static void *prepared(const char *data_dir, GError **error)
{
	static GHashTable *kept;

	if (!kept)
		kept = g_hash_table_new(g_str_hash, g_str_equal);
	void *templates = g_hash_table_lookup(kept, data_dir);
	if (!templates && (templates = report_job.prepare(data_dir, error)))
		g_hash_table_insert(kept, g_strdup(data_dir), templates);
	return templates;
}

GBytes *render(const char *data_dir, json_t *dossier, const char *format, const char *language,
	GError **error)
{
	void *templates = prepared(data_dir ? data_dir : g_getenv("MEKIKI_SOURCE"), error);
	CageParcel question = {0}, answer = {0};

	if (!templates)
		return NULL;
	question.json = json_pack(
		"{s:O, s:s, s:s}", "dossier", dossier, "format", format, "language", language);
	bool done = report_job.run(templates, &question, &answer, error);
	GBytes *document = done ? g_bytes_ref(answer.blobs->pdata[0]) : NULL;
	cage_parcel_clear(&question);
	cage_parcel_clear(&answer);
	return document;
}

char *render_text(const char *name, const char *format, const char *language)
{
	json_auto_t *dossier = render_dossier(name);
	g_autoptr(GError) error = NULL;
	GBytes *document = render(NULL, dossier, format, language, &error);

	g_assert_no_error(error);
	Str text = str_of_bytes(document);
	g_assert_null(memchr(text.at, '\0', text.len));
	char *copy = str_dup(text);
	g_bytes_unref(document);
	return copy;
}
