#include "visit/wordbook.h"

#include <string.h>

#include "know/datafile.h"
#include "know/matcher.h"
#include "know/wordform.h"

/* A word that is shorter says nothing within another one. */
#define WITHIN_MIN 5

typedef struct {
	guint meaning;
	int weight;
} Entry;

struct Wordbook {
	GPtrArray *meanings; /* of char *: the kinds, then hints */
	GArray *entries;     /* of Entry */
	Matcher *matchers[WORDBOOK_LISTS];
	GHashTable *keys[WORDBOOK_LISTS]; /* word → index of its entry + 1 */
	GArray *pairs;                    /* of WordbookPair */
	GArray *orders;                   /* of WordbookOrder */
};

/* How a list is called, and how its words are kept. */
static const struct {
	const char *name;
	bool matched; /* sought in texts; else looked up */
} lists[WORDBOOK_LISTS] = {
	[WORDBOOK_LABEL] = {"label", true},
	[WORDBOOK_NAME] = {"name", false},
	[WORDBOOK_TOKEN] = {"token", false},
	[WORDBOOK_SHAPE] = {"shape", false},
	[WORDBOOK_BOTH] = {"both", false},
	[WORDBOOK_SOURCE] = {"source", false},
	[WORDBOOK_ACTION] = {"action", true},
	[WORDBOOK_SAYS] = {"says", true},
	[WORDBOOK_SIGN] = {"sign", true},
	[WORDBOOK_URL] = {"url", true},
	[WORDBOOK_ORDER] = {"order", false},
};

static guint meaning_of(Wordbook *book, Str name)
{
	for (guint i = 0; i < book->meanings->len; i++)
		if (str_equal(name, str_of(g_ptr_array_index(book->meanings, i))))
			return i;
	g_ptr_array_add(book->meanings, str_dup(name));
	return book->meanings->len - 1;
}

static void add_pair(Wordbook *book, guint kind, int weight, Str words)
{
	WordbookPair pair = {.kind = kind, .weight = weight};

	while (words.len > 0) {
		guint meaning = meaning_of(book, str_take_until(&words, ' '));
		str_take_char(&words, ' ');
		if (meaning < WORDBOOK_MEANINGS_MAX)
			pair.needs[meaning / 64] |= G_GUINT64_CONSTANT(1) << (meaning % 64);
	}
	g_array_append_val(book->pairs, pair);
}

static void add_order(Wordbook *book, guint meaning, Str words)
{
	g_autofree char *fields = str_dup(words);
	WordbookOrder order = {
		g_strsplit(fields, " ", -1), g_strsplit(wordbook_meaning(book, meaning), "+", -1)};

	g_array_append_val(book->orders, order);
}

static void clear_order(gpointer data)
{
	WordbookOrder *order = data;

	g_strfreev(order->fields);
	g_strfreev(order->kinds);
}

static void add_word(Wordbook *book, WordbookList list, guint entry, Str word)
{
	if (lists[list].matched) {
		g_autoptr(Wordform) form = wordform_new(word);
		matcher_add(book->matchers[list], wordform_text(form), entry);
		return;
	}
	g_autofree char *key = str_dup(word);
	if (!g_hash_table_contains(book->keys[list], key))
		g_hash_table_insert(
			book->keys[list], g_steal_pointer(&key), GUINT_TO_POINTER(entry + 1));
}

static void add_words(Wordbook *book, WordbookList list, guint meaning, int weight, Str words)
{
	Entry entry = {meaning, weight};

	g_array_append_val(book->entries, entry);
	while (words.len > 0) {
		gssize bar = str_find(words, STR(" | "));
		Str word = bar < 0 ? words : str_sub(words, 0, (size_t)bar);
		words = bar < 0 ? STR("") : str_sub(words, (size_t)bar + 3, words.len);
		if (list == WORDBOOK_BOTH)
			add_pair(book, meaning, weight, word);
		else if (list == WORDBOOK_ORDER)
			add_order(book, meaning, word);
		else
			add_word(book, list, book->entries->len - 1, word);
	}
}

static bool add_row(Wordbook *book, Str line, const char *path, GError **error)
{
	Str fields[3];
	guint64 weight;
	WordbookList list = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
		fields[i] = str_take_until(&line, '\t');
		str_take_char(&line, '\t');
	}
	while (list < WORDBOOK_LISTS && !str_equal(fields[0], str_of(lists[list].name)))
		list++;
	if (list == WORDBOOK_LISTS || line.len == 0 || !str_parse_uint(fields[2], 1000, &weight)) {
		g_autofree char *fault = g_strdup_printf(
			"%.*s %.*s is no row", STR_ARG(fields[0]), STR_ARG(fields[1]));
		return datafile_fault(error, path, fault);
	}
	add_words(book, list, meaning_of(book, fields[1]), (int)weight, line);
	if (book->meanings->len > WORDBOOK_MEANINGS_MAX)
		return datafile_fault(error, path, "has too many meanings");
	return true;
}

static bool read_file(Wordbook *book, const char *path, GError **error)
{
	g_autoptr(GBytes) bytes = datafile_text(path, error);

	if (!bytes)
		return false;
	for (Str rest = str_of_bytes(bytes); rest.len > 0;) {
		Str line = str_take_line(&rest);
		if (line.len == 0 || line.at[0] == '#')
			continue;
		if (!add_row(book, line, path, error))
			return false;
	}
	return true;
}

static int count_needs(const WordbookPair *pair)
{
	int count = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(pair->needs); i++)
		count += __builtin_popcountll(pair->needs[i]);
	return count;
}

static int compare_pairs(gconstpointer a, gconstpointer b)
{
	return count_needs(b) - count_needs(a);
}

static int compare_orders(gconstpointer a, gconstpointer b)
{
	const WordbookOrder *one = a, *other = b;

	return (int)g_strv_length(other->kinds) - (int)g_strv_length(one->kinds);
}

static Wordbook *book_new(void)
{
	Wordbook *book = g_new0(Wordbook, 1);

	book->meanings = g_ptr_array_new_with_free_func(g_free);
	book->entries = g_array_new(FALSE, FALSE, sizeof(Entry));
	book->pairs = g_array_new(FALSE, FALSE, sizeof(WordbookPair));
	book->orders = g_array_new(FALSE, FALSE, sizeof(WordbookOrder));
	g_array_set_clear_func(book->orders, clear_order);
	for (AskKind kind = 0; kind < ask_count(); kind++)
		g_ptr_array_add(book->meanings, g_strdup(ask_kind(kind)));
	for (size_t i = 0; i < WORDBOOK_LISTS; i++) {
		book->matchers[i] = matcher_new();
		book->keys[i] = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	}
	return book;
}

Wordbook *wordbook_new(const char *data_dir, GError **error)
{
	g_autofree char *folder = g_build_filename(data_dir, "data", "fields", NULL);
	g_autoptr(GPtrArray) paths = datafile_list(folder, ".tsv", error);
	g_autoptr(Wordbook) book = book_new();

	for (guint i = 0; paths && i < paths->len; i++)
		if (!read_file(book, g_ptr_array_index(paths, i), error))
			return NULL;
	if (!paths)
		return NULL;
	for (size_t i = 0; i < WORDBOOK_LISTS; i++)
		matcher_seal(book->matchers[i]);
	g_array_sort(book->pairs, compare_pairs);
	g_array_sort(book->orders, compare_orders);
	return g_steal_pointer(&book);
}

void wordbook_free(Wordbook *book)
{
	if (!book)
		return;
	for (size_t i = 0; i < WORDBOOK_LISTS; i++) {
		matcher_free(book->matchers[i]);
		g_hash_table_unref(book->keys[i]);
	}
	g_ptr_array_unref(book->meanings);
	g_array_unref(book->entries);
	g_array_unref(book->pairs);
	g_array_unref(book->orders);
	g_free(book);
}

static WordbookHit hit_of(const Wordbook *book, guint index, Str words)
{
	const Entry *entry = &g_array_index(book->entries, Entry, index);

	return (WordbookHit){
		.meaning = entry->meaning,
		.name = wordbook_meaning(book, entry->meaning),
		.weight = entry->weight,
		.words = words,
	};
}

void wordbook_read(const Wordbook *book, WordbookList list, Str text, WordbookTake take, void *data)
{
	g_autoptr(Wordform) form = wordform_new(text);
	MatcherHit found;

	for (size_t at = 0; matcher_next(book->matchers[list], wordform_text(form), &at, &found);) {
		Str words = wordform_source(form, found.from, found.len);
		WordbookHit hit = hit_of(book, (guint)found.id, words);
		hit.whole = found.len == form->text->len;
		take(data, &hit);
	}
}

/* An identifier without what stands between its words, and where these begin: "txtCardNo1" is "txtcardno", with
 * bits at 0, 3, 7 and its end. */
typedef struct {
	char text[WORDBOOK_NAME_MAX + 1];
	bool starts[WORDBOOK_NAME_MAX + 1];
	size_t len;
} Compact;

static Compact compact_of(Str name)
{
	Compact compact = {0};
	bool begins = true, was_lower = false;

	for (size_t i = 0; i < name.len && compact.len < WORDBOOK_NAME_MAX; i++) {
		char c = name.at[i];
		bool letter = g_ascii_isalpha(c) || (guchar)c >= 0x80;
		if (!letter) {
			begins = true;
			was_lower = false;
			/* digits stay where they are of a word of ours: "3ds" */
			if (!g_ascii_isdigit(c))
				continue;
		}
		compact.starts[compact.len] = begins || (was_lower && g_ascii_isupper(c));
		compact.text[compact.len++] = g_ascii_tolower(c);
		was_lower = g_ascii_islower(c) || !letter;
		begins = false;
	}
	compact.starts[compact.len] = true;
	return compact;
}

/* The longest word of the list that stands at `from`; 0: none. */
static size_t longest_at(
	const Wordbook *book, const Compact *compact, size_t from, guint *index_out)
{
	char key[WORDBOOK_NAME_MAX + 1];

	for (size_t len = compact->len - from; len > 0; len--) {
		gpointer found;
		bool apart =
			compact->starts[from] &&
			(compact->starts[from + len] || g_ascii_isdigit(compact->text[from + len]));
		if (!apart && len < WITHIN_MIN)
			continue;
		memcpy(key, compact->text + from, len);
		key[len] = '\0';
		found = g_hash_table_lookup(book->keys[WORDBOOK_NAME], key);
		if (!found)
			continue;
		*index_out = GPOINTER_TO_UINT(found) - 1;
		return len;
	}
	return 0;
}

void wordbook_read_name(const Wordbook *book, Str name, WordbookTake take, void *data)
{
	Compact compact = compact_of(name);

	for (size_t from = 0; from < compact.len;) {
		guint index = 0;
		size_t len = longest_at(book, &compact, from, &index);
		if (len == 0) {
			from++;
			continue;
		}
		WordbookHit hit = hit_of(book, index, name);
		hit.whole = len == compact.len;
		if (!compact.starts[from] ||
			!(compact.starts[from + len] || g_ascii_isdigit(compact.text[from + len])))
			hit.weight /= 2;
		take(data, &hit);
		from += len;
	}
}

bool wordbook_find(const Wordbook *book, WordbookList list, Str key, WordbookHit *hit_out)
{
	g_autofree char *text = str_dup(key);
	gpointer found = g_hash_table_lookup(book->keys[list], text);

	if (!found)
		return false;
	*hit_out = hit_of(book, GPOINTER_TO_UINT(found) - 1, key);
	return true;
}

int wordbook_weight(const Wordbook *book, const char *source)
{
	WordbookHit hit;

	return wordbook_find(book, WORDBOOK_SOURCE, str_of(source), &hit) ? hit.weight : 0;
}

const GArray *wordbook_pairs(const Wordbook *book)
{
	return book->pairs;
}

const GArray *wordbook_orders(const Wordbook *book)
{
	return book->orders;
}

guint wordbook_meanings(const Wordbook *book)
{
	return book->meanings->len;
}

const char *wordbook_meaning(const Wordbook *book, guint meaning)
{
	return g_ptr_array_index(book->meanings, meaning);
}
