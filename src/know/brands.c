#include "know/brands.h"

#include "know/datafile.h"
#include "know/matcher.h"
#include "know/wordform.h"
#include "web/lookalike.h"

/* Shorter names begin or end too many honest labels ("apple", "visa"). */
#define STEM_MIN 6

/* A name run together as domains have it, as a skeleton. */
typedef struct {
	char *text;
	const Brand *brand;
} Stem;

/* Shorter skeletons ("jcb", "visa") look like too much else. */
#define LIKENESS_MIN 5

struct Brands {
	GPtrArray *list;       /* of Brand */
	GHashTable *by_id;     /* id → Brand */
	GHashTable *by_domain; /* domain → Brand */
	GHashTable *by_alone;  /* word form → Brand */
	Matcher *names, *likenesses;
	GArray *stems;       /* of Stem */
	GStringChunk *texts; /* what the brands' fields point at */
	char *date, *source;
};

static void free_brand(gpointer data)
{
	Brand *brand = data;

	g_free((gpointer)brand->domains);
	g_free((gpointer)brand->names);
	g_free((gpointer)brand->alone);
	g_free(brand);
}

static const char *keep(Brands *brands, const char *text)
{
	return g_string_chunk_insert_const(brands->texts, text);
}

/* A JSON array of texts as a NULL-terminated array; `formed` as words are sought. */
static const char *const *keep_texts(Brands *brands, const json_t *array, bool formed)
{
	GPtrArray *texts = g_ptr_array_new();
	const json_t *item;
	size_t i;

	json_array_foreach (array, i, item) {
		g_autoptr(Wordform) form = wordform_new(json_str(item));

		g_ptr_array_add(texts,
			(gpointer)keep(brands, formed ? form->text->str : json_string_value(item)));
	}
	g_ptr_array_add(texts, NULL);
	return (const char *const *)g_ptr_array_free(texts, FALSE);
}

static bool all_texts(const json_t *array)
{
	const json_t *item;
	size_t i;

	json_array_foreach (array, i, item)
		if (json_string_length(item) == 0 ||
			json_string_length(item) > MATCHER_NEEDLE_MAX / 4)
			return false;
	return true;
}

static const char *fault_of(const Brands *brands, const json_t *entry)
{
	const json_t *name = json_object_get(entry, "name");
	const char *id = json_get_text(entry, "id");

	if (!id)
		return "a brand has no \"id\"";
	if (g_hash_table_contains(brands->by_id, id))
		return "an \"id\" is given twice";
	if (!json_get_text(name, "en") || !json_get_text(name, "ja"))
		return "a brand has no \"name\" in \"en\" and \"ja\"";
	if (json_array_size(json_object_get(entry, "domains")) == 0 ||
		json_array_size(json_object_get(entry, "names")) == 0)
		return "a brand has no \"names\" or no \"domains\"";
	if (!all_texts(json_object_get(entry, "domains")) ||
		!all_texts(json_object_get(entry, "names")) ||
		!all_texts(json_object_get(entry, "alone")))
		return "a name or domain is no text, empty, or too long";
	return NULL;
}

static void add_likeness(Brands *brands, const char *name, size_t id)
{
	g_autofree char *skeleton = NULL;

	/* Skeletons are for alphabets: what looks like a kanji is seldom a trick. */
	if (strlen(name) < LIKENESS_MIN || !g_str_is_ascii(name))
		return;
	skeleton = lookalike_skeleton(str_of(name));
	matcher_add(brands->likenesses, str_of(skeleton), id);
}

static char *stem_of(Str name)
{
	g_autoptr(GString) letters = g_string_new(NULL);

	for (size_t i = 0; i < name.len; i++)
		if (str_is_alnum(name.at[i]))
			g_string_append_c(letters, name.at[i]);
	return lookalike_skeleton(str_over(letters->str, letters->len));
}

static void add_stem(Brands *brands, const char *name, const Brand *brand)
{
	Stem stem = {.brand = brand};

	if (!g_str_is_ascii(name))
		return;
	stem.text = stem_of(str_of(name));
	if (strlen(stem.text) >= STEM_MIN)
		g_array_append_val(brands->stems, stem);
	else
		g_free(stem.text);
}

static void clear_stem(gpointer stem)
{
	g_free(((Stem *)stem)->text);
}

/* Brands of one house share domains: a domain is first of all his who lists it first. */
static void add_domain(Brands *brands, const char *domain, const Brand *brand)
{
	const Brand *known = g_hash_table_lookup(brands->by_domain, domain);

	if (!known || (domain == brand->domains[0] && !g_str_equal(known->domains[0], domain)))
		g_hash_table_insert(brands->by_domain, (gpointer)domain, (gpointer)brand);
}

static void index_brand(Brands *brands, Brand *brand)
{
	size_t id = brands->list->len;

	g_ptr_array_add(brands->list, brand);
	g_hash_table_insert(brands->by_id, (gpointer)brand->id, brand);
	for (const char *const *name = brand->names; *name; name++) {
		matcher_add(brands->names, str_of(*name), id);
		add_likeness(brands, *name, id);
		add_stem(brands, *name, brand);
		if (!g_hash_table_contains(brands->by_alone, *name))
			g_hash_table_insert(brands->by_alone, (gpointer)*name, brand);
	}
	for (const char *const *name = brand->alone; *name; name++)
		g_hash_table_insert(brands->by_alone, (gpointer)*name, brand);
	for (const char *const *domain = brand->domains; *domain; domain++)
		add_domain(brands, *domain, brand);
}

static bool add_file(Brands *brands, const char *path, GError **error)
{
	json_auto_t *file = datafile_json(path, error);
	const json_t *entry;
	size_t i;

	if (!file)
		return false;
	json_array_foreach (json_object_get(file, "brands"), i, entry) {
		const char *fault = fault_of(brands, entry);
		const json_t *name = json_object_get(entry, "name");
		Brand *brand;

		if (fault)
			return datafile_fault(error, path, fault);
		brand = g_new0(Brand, 1);
		brand->id = keep(brands, json_get_text(entry, "id"));
		brand->name_en = keep(brands, json_get_text(name, "en"));
		brand->name_ja = keep(brands, json_get_text(name, "ja"));
		brand->domains = keep_texts(brands, json_object_get(entry, "domains"), false);
		brand->names = keep_texts(brands, json_object_get(entry, "names"), true);
		brand->alone = keep_texts(brands, json_object_get(entry, "alone"), true);
		index_brand(brands, brand);
	}
	datafile_note_date(&brands->date, file);
	return true;
}

static Brands *new_empty(void)
{
	Brands *brands = g_new0(Brands, 1);

	brands->list = g_ptr_array_new_with_free_func(free_brand);
	brands->by_id = g_hash_table_new(g_str_hash, g_str_equal);
	brands->by_domain = g_hash_table_new(g_str_hash, g_str_equal);
	brands->by_alone = g_hash_table_new(g_str_hash, g_str_equal);
	brands->names = matcher_new();
	brands->likenesses = matcher_new();
	brands->stems = g_array_new(FALSE, FALSE, sizeof(Stem));
	g_array_set_clear_func(brands->stems, clear_stem);
	brands->texts = g_string_chunk_new(4096);
	return brands;
}

static bool add_folder(Brands *brands, const char *data_dir, GError **error)
{
	g_autofree char *folder = g_build_filename(data_dir, "data", "brands", NULL);
	g_autoptr(GPtrArray) paths = datafile_list(folder, ".json", error);

	if (!paths)
		return false;
	for (guint i = 0; i < paths->len; i++)
		if (!add_file(brands, paths->pdata[i], error))
			return false;
	matcher_seal(brands->names);
	matcher_seal(brands->likenesses);
	brands->source = g_strdup_printf("data/brands, %s", brands->date);
	return true;
}

Brands *brands_new(const char *data_dir, GError **error)
{
	Brands *brands = new_empty();

	if (add_folder(brands, data_dir, error))
		return brands;
	brands_free(brands);
	return NULL;
}

void brands_free(Brands *brands)
{
	if (!brands)
		return;
	g_hash_table_unref(brands->by_id);
	g_hash_table_unref(brands->by_domain);
	g_hash_table_unref(brands->by_alone);
	g_ptr_array_unref(brands->list);
	matcher_free(brands->names);
	matcher_free(brands->likenesses);
	g_array_unref(brands->stems);
	g_string_chunk_free(brands->texts);
	g_free(brands->date);
	g_free(brands->source);
	g_free(brands);
}

size_t brands_count(const Brands *brands)
{
	return brands->list->len;
}

const Brand *brands_at(const Brands *brands, size_t index)
{
	g_assert(index < brands->list->len);
	return brands->list->pdata[index];
}

const char *brands_source(const Brands *brands)
{
	return brands->source;
}

const Brand *brands_of_domain(const Brands *brands, const char *domain)
{
	return g_hash_table_lookup(brands->by_domain, domain);
}

bool brand_owns(const Brand *brand, const char *domain)
{
	return g_strv_contains(brand->domains, domain);
}

const Brand *brands_by_id(const Brands *brands, const char *id)
{
	return g_hash_table_lookup(brands->by_id, id);
}

static const Brand *next_of(
	const Brands *brands, const Matcher *matcher, Str text, size_t *at, Str *name_out)
{
	MatcherHit hit;

	if (!matcher_next(matcher, text, at, &hit))
		return NULL;
	*name_out = str_sub(text, hit.from, hit.len);
	return brands->list->pdata[hit.id];
}

const Brand *brands_next_name(const Brands *brands, Str words, size_t *at, Str *name_out)
{
	return next_of(brands, brands->names, words, at, name_out);
}

const Brand *brands_next_likeness(const Brands *brands, Str skeleton, size_t *at, Str *name_out)
{
	return next_of(brands, brands->likenesses, skeleton, at, name_out);
}

const Brand *brands_within(const Brands *brands, Str label)
{
	g_autofree char *stem = stem_of(label);

	for (guint i = 0; i < brands->stems->len; i++) {
		const Stem *name = &g_array_index(brands->stems, Stem, i);

		if (g_str_has_prefix(stem, name->text) || g_str_has_suffix(stem, name->text))
			return name->brand;
	}
	return NULL;
}

const Brand *brands_alone(const Brands *brands, Str words)
{
	g_autofree char *name = str_dup(words);

	return g_hash_table_lookup(brands->by_alone, name);
}
