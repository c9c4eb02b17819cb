#include "visit/press.h"

#include <string.h>

/* An element that is larger than this part of its document is no button but the page. */
#define AREA_MAX 0.3

/* Bytes that the words of a button have; longer ones are a card or a list that happens to be clickable. */
#define BUTTON_WORDS_MAX 120

static const char *input_button(Str type)
{
	static const struct {
		Str type;
		const char *made;
	} types[] = {{STR("submit"), "submit"}, {STR("image"), "image"}, {STR("button"), "button"}};

	for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
		if (str_equal_fold(type, types[i].type))
			return types[i].made;
	return NULL;
}

static bool is_plain(const SnapshotNode *node)
{
	static const Str names[] = {STR("HTML"), STR("BODY"), STR("FORM"), STR("LABEL"),
		STR("INPUT"), STR("SELECT"), STR("TEXTAREA"), STR("OPTION"), STR("IFRAME"),
		STR("VIDEO"), STR("EMBED"), STR("OBJECT")};

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		if (snapshot_is(node, names[i]))
			return false;
	return node->type == SNAPSHOT_ELEMENT;
}

static bool is_too_large(const Snapshot *page, const SnapshotNode *node)
{
	const SnapshotDocument *document = snapshot_document(page, node->document);
	double all = MAX(document->width, 320) * MAX(document->height, 240);

	return node->box.width * node->box.height > all * AREA_MAX;
}

static bool shows_hand_first(const Snapshot *page, const SnapshotNode *node)
{
	return node->pointed &&
	       (node->parent == SNAPSHOT_NONE || !snapshot_node(page, node->parent)->pointed);
}

static const char *made_of_role(const Snapshot *page, const SnapshotNode *node)
{
	Str role = snapshot_attribute(page, node, STR("role"), NULL);

	return str_equal_fold(role, STR("button")) ? "role" : NULL;
}

static bool leads_nowhere(Str href)
{
	return href.len == 0 || href.at[0] == '#' || str_starts_fold(href, STR("javascript:"));
}

static const char *made_of_link(const Snapshot *page, const SnapshotNode *node)
{
	bool has = false;
	Str href = str_trim(snapshot_attribute(page, node, STR("href"), &has));

	if (!has || leads_nowhere(href))
		return node->clickable || has ? "element" : NULL;
	return "link";
}

/* What kind of thing to be pressed it is; NULL: none. */
static const char *made_of(const Snapshot *page, const SnapshotNode *node)
{
	const char *made;

	if (snapshot_is(node, STR("INPUT")))
		return input_button(str_trim(snapshot_attribute(page, node, STR("type"), NULL)));
	if (!is_plain(node))
		return NULL;
	if (snapshot_is(node, STR("BUTTON"))) {
		Str type = snapshot_attribute(page, node, STR("type"), NULL);
		if (str_equal_fold(type, STR("reset")))
			return NULL;
		return str_equal_fold(type, STR("button")) || node->form == SNAPSHOT_NONE
			       ? "button"
			       : "submit";
	}
	if (snapshot_is(node, STR("A")) && (made = made_of_link(page, node)))
		return made;
	if ((made = made_of_role(page, node)))
		return made;
	if (snapshot_is(node, STR("CANVAS")) && node->visible)
		return "canvas";
	if ((node->clickable || shows_hand_first(page, node)) && node->visible &&
		!is_too_large(page, node))
		return "element";
	return NULL;
}

static bool is_field(const SnapshotNode *node)
{
	return snapshot_is(node, STR("INPUT")) || snapshot_is(node, STR("SELECT")) ||
	       snapshot_is(node, STR("TEXTAREA"));
}

/* Whether a field, or something else to be pressed, stands within its first nodes. */
static bool holds_more(const Snapshot *page, guint32 index)
{
	guint32 end = MIN(snapshot_node(page, index)->end, index + 60);

	for (guint32 i = index + 1; i < end; i++) {
		const SnapshotNode *node = snapshot_node(page, i);
		if (is_field(node) || snapshot_is(node, STR("BUTTON")) ||
			snapshot_is(node, STR("A")))
			return true;
	}
	return false;
}

static void append(GString *words, Str text)
{
	if (words->len > 0 && text.len > 0)
		g_string_append_c(words, ' ');
	snapshot_append(words, text, PRESS_TEXT_MAX);
}

/* What a person reads on it. */
static char *words_of(const Snapshot *page, guint32 index)
{
	static const Str attributes[] = {STR("value"), STR("aria-label"), STR("alt"), STR("title")};
	const SnapshotNode *node = snapshot_node(page, index);
	g_autoptr(GString) words = g_string_new(NULL);

	snapshot_words(page, index, PRESS_TEXT_MAX, words);
	for (size_t i = 0; i < G_N_ELEMENTS(attributes) && words->len == 0; i++)
		append(words, snapshot_attribute(page, node, attributes[i], NULL));
	for (guint32 i = index + 1; words->len == 0 && i < MIN(node->end, index + 20); i++)
		if (snapshot_is(snapshot_node(page, i), STR("IMG")))
			append(words,
				snapshot_attribute(page, snapshot_node(page, i), STR("alt"), NULL));
	return g_string_free(g_steal_pointer(&words), FALSE);
}

/* The weightiest meaning of its words. The whole being one word counts double: "Continue" over "Continue with
 * another account". */
typedef struct {
	const char *does;
	int weight;
} Deed;

static void take_deed(void *data, const WordbookHit *hit)
{
	Deed *deed = data;
	int weight = (int)MIN(hit->words.len, 60) + (hit->whole ? 100 : 0);

	if (weight <= deed->weight)
		return;
	deed->weight = weight;
	deed->does = hit->name;
}

static void press_free(gpointer data)
{
	Press *press = data;

	g_free(press->text);
	g_free(press);
}

static Press *press_new(const Wordbook *book, const Snapshot *page, guint32 index, const char *made)
{
	const SnapshotNode *node = snapshot_node(page, index);
	Press *press = g_new0(Press, 1);
	Deed deed = {0};

	press->node = index;
	press->form = node->form;
	press->made = made;
	press->text = words_of(page, index);
	wordbook_read(book, WORDBOOK_ACTION, str_of(press->text), take_deed, &deed);
	press->does = deed.does;
	press->href = str_trim(snapshot_attribute(page, node, STR("href"), NULL));
	press->visible = node->visible;
	snapshot_attribute(page, node, STR("disabled"), &press->disabled);
	return press;
}

GPtrArray *press_list(const Wordbook *book, const Snapshot *page)
{
	GPtrArray *presses = g_ptr_array_new_with_free_func(press_free);

	for (guint32 i = 0; i < page->nodes->len && presses->len < PRESS_MAX; i++) {
		const char *made = made_of(page, snapshot_node(page, i));
		bool loose = g_strcmp0(made, "element") == 0 || g_strcmp0(made, "role") == 0;
		if (!made || (loose && holds_more(page, i)))
			continue;
		Press *press = press_new(book, page, i, made);
		g_ptr_array_add(presses, press);
		if (!loose || strlen(press->text) <= BUTTON_WORDS_MAX)
			i = snapshot_node(page, i)->end - 1;
	}
	return presses;
}
