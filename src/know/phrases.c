#include "know/phrases.h"

#include "know/datafile.h"
#include "know/matcher.h"
#include "know/wordform.h"

struct Phrases {
	GArray *list; /* of Phrase: one for each theme of each file */
	Matcher *matcher;
	GStringChunk *texts;
	char *date, *source;
};

static void add_theme(Phrases *phrases, const char *theme, const char *language, const json_t *list)
{
	Phrase phrase = {g_string_chunk_insert_const(phrases->texts, theme),
		g_string_chunk_insert_const(phrases->texts, language)};
	size_t id = phrases->list->len, i;
	const json_t *words;

	g_array_append_val(phrases->list, phrase);
	json_array_foreach (list, i, words) {
		g_autoptr(Wordform) form = wordform_new(json_str(words));

		matcher_add(phrases->matcher, wordform_text(form), id);
	}
}

static bool add_file(Phrases *phrases, const char *path, GError **error)
{
	json_auto_t *file = datafile_json(path, error);
	const char *language, *theme;
	json_t *list;

	if (!file)
		return false;
	language = json_get_text(file, "language");
	if (!language || json_object_size(json_object_get(file, "themes")) == 0)
		return datafile_fault(error, path, "has no \"language\" or no \"themes\"");
	json_object_foreach (json_object_get(file, "themes"), theme, list)
		add_theme(phrases, theme, language, list);
	datafile_note_date(&phrases->date, file);
	return true;
}

static bool add_folder(Phrases *phrases, const char *data_dir, GError **error)
{
	g_autofree char *folder = g_build_filename(data_dir, "data", "phrases", NULL);
	g_autoptr(GPtrArray) paths = datafile_list(folder, ".json", error);

	if (!paths)
		return false;
	for (guint i = 0; i < paths->len; i++)
		if (!add_file(phrases, paths->pdata[i], error))
			return false;
	matcher_seal(phrases->matcher);
	phrases->source = g_strdup_printf("data/phrases, %s", phrases->date);
	return true;
}

Phrases *phrases_new(const char *data_dir, GError **error)
{
	Phrases *phrases = g_new0(Phrases, 1);

	phrases->list = g_array_new(FALSE, FALSE, sizeof(Phrase));
	phrases->matcher = matcher_new();
	phrases->texts = g_string_chunk_new(1024);
	if (add_folder(phrases, data_dir, error))
		return phrases;
	phrases_free(phrases);
	return NULL;
}

void phrases_free(Phrases *phrases)
{
	if (!phrases)
		return;
	g_array_unref(phrases->list);
	matcher_free(phrases->matcher);
	g_string_chunk_free(phrases->texts);
	g_free(phrases->date);
	g_free(phrases->source);
	g_free(phrases);
}

const char *phrases_source(const Phrases *phrases)
{
	return phrases->source;
}

const Phrase *phrases_next(const Phrases *phrases, Str words, size_t *at, Str *words_out)
{
	MatcherHit hit;

	if (!matcher_next(phrases->matcher, words, at, &hit))
		return NULL;
	*words_out = str_sub(words, hit.from, hit.len);
	return &g_array_index(phrases->list, Phrase, hit.id);
}
