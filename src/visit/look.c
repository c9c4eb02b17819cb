#include "visit/look.h"

#include <string.h>

#define RUN 3

static const struct {
	Str name;
	const char *word;
} words[] = {
	{STR("H1"), "h"},
	{STR("H2"), "h"},
	{STR("H3"), "h"},
	{STR("H4"), "h"},
	{STR("FORM"), "form"},
	{STR("BUTTON"), "button"},
	{STR("SELECT"), "select"},
	{STR("TEXTAREA"), "textarea"},
	{STR("IMG"), "img"},
	{STR("TABLE"), "table"},
	{STR("UL"), "ul"},
	{STR("OL"), "ul"},
	{STR("IFRAME"), "iframe"},
	{STR("CANVAS"), "canvas"},
	{STR("SVG"), "svg"},
};

static const Str field_types[] = {STR("text"), STR("password"), STR("email"), STR("tel"),
	STR("number"), STR("checkbox"), STR("radio"), STR("file"), STR("date"), STR("hidden")};

static const Str button_types[] = {STR("submit"), STR("button"), STR("image"), STR("reset")};

/* Of an input; telephone, mail and number are the text fields that other makers of the same kit write. */
static const char *word_of_input(const Snapshot *page, const SnapshotNode *node)
{
	Str type = str_trim(snapshot_attribute(page, node, STR("type"), NULL));

	for (size_t i = 0; i < G_N_ELEMENTS(button_types); i++)
		if (str_equal_fold(type, button_types[i]))
			return "button";
	for (size_t i = 0; i < G_N_ELEMENTS(field_types); i++)
		if (str_equal_fold(type, field_types[i]))
			return field_types[i].at;
	return "text";
}

static const char *word_of(const Snapshot *page, const SnapshotNode *node)
{
	if (node->type != SNAPSHOT_ELEMENT)
		return NULL;
	if (snapshot_is(node, STR("INPUT")))
		return word_of_input(page, node);
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (snapshot_is(node, words[i].name))
			return words[i].word;
	return NULL;
}

/* Words as they come. */
typedef struct {
	GString *text;
	char last[16];
	unsigned times; /* the last one came so often at once */
	guint count;
} Writer;

static void put(Writer *writer, const char *word, bool hidden)
{
	g_autofree char *full = g_strconcat(word, hidden ? "!" : "", NULL);

	writer->times = strcmp(full, writer->last) == 0 ? writer->times + 1 : 1;
	g_strlcpy(writer->last, full, sizeof writer->last);
	if (writer->times > 2 || writer->count >= LOOK_WORDS_MAX)
		return;
	writer->count++;
	g_string_append_printf(writer->text, "%s%s", writer->text->len > 0 ? " " : "", full);
}

/* A text of its own: whose block says no other word. */
static bool is_text(const SnapshotNode *node)
{
	return node->type == SNAPSHOT_TEXT && node->visible && str_trim(node->text).len > 0;
}

/* The element that gives the text its place: a heading or a button has its own word already. */
static bool is_spoken_for(const Snapshot *page, const SnapshotNode *node)
{
	guint32 block = node->block;

	return block != SNAPSHOT_NONE && word_of(page, snapshot_node(page, block)) &&
	       !snapshot_is(snapshot_node(page, block), STR("FORM"));
}

static bool says_it_all(const SnapshotNode *node)
{
	return snapshot_is(node, STR("SELECT")) || snapshot_is(node, STR("SVG")) ||
	       snapshot_is(node, STR("BUTTON")) || snapshot_is(node, STR("TEXTAREA"));
}

static void walk(const Snapshot *page, Writer *writer)
{
	guint32 form_end = 0, block = SNAPSHOT_NONE;

	for (guint32 i = 0; i < page->nodes->len; i++) {
		const SnapshotNode *node = snapshot_node(page, i);
		const char *word = word_of(page, node);
		if (form_end > 0 && i >= form_end) {
			put(writer, "/form", false);
			form_end = 0;
		}
		if (word)
			put(writer, word, node->form != SNAPSHOT_NONE && !node->visible);
		else if (is_text(node) && node->block != block && !is_spoken_for(page, node)) {
			block = node->block;
			put(writer, "p", false);
		}
		if (snapshot_is(node, STR("FORM")))
			form_end = node->end;
		if (says_it_all(node))
			i = node->end - 1;
	}
	if (form_end > 0)
		put(writer, "/form", false);
}

char *look_skeleton(const Snapshot *page)
{
	Writer writer = {.text = g_string_new(NULL)};

	walk(page, &writer);
	return g_string_free(writer.text, FALSE);
}

/* FNV-1a, then mixed, as the bits of its short texts differ too little. */
static guint64 hash_of(Str run)
{
	guint64 hash = G_GUINT64_CONSTANT(14695981039346656037);

	for (size_t i = 0; i < run.len; i++)
		hash = (hash ^ (guchar)run.at[i]) * G_GUINT64_CONSTANT(1099511628211);
	hash ^= hash >> 33;
	hash *= G_GUINT64_CONSTANT(0xff51afd7ed558ccd);
	return hash ^ (hash >> 33);
}

static void count_bits(guint64 hash, int counts[64])
{
	for (int bit = 0; bit < 64; bit++)
		counts[bit] += hash >> bit & 1 ? 1 : -1;
}

char *look_structure(const char *skeleton)
{
	g_autofree char *framed = g_strconcat("^ ", skeleton, " $", NULL);
	Str all = str_of(framed);
	int counts[64] = {0};
	size_t starts[RUN] = {0};
	guint64 bits = 0;

	if (skeleton[0] == '\0')
		return g_strdup("");
	for (size_t at = 0, n = 1; at <= all.len; at++) {
		if (at < all.len && all.at[at] != ' ')
			continue;
		if (n >= RUN)
			count_bits(hash_of(str_sub(all, starts[n % RUN], at - starts[n % RUN])),
				counts);
		starts[n % RUN] = at + 1;
		n++;
	}
	for (int bit = 0; bit < 64; bit++)
		if (counts[bit] > 0)
			bits |= G_GUINT64_CONSTANT(1) << bit;
	return g_strdup_printf("%016" G_GINT64_MODIFIER "x", bits);
}
