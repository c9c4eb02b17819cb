#include "visit/understand.h"

#include <string.h>

#include "visit/shape.h"

/* Fields that one order looks at. */
#define ORDER_MAX 8

static void add_tokens(Clues *clues, Str autocomplete)
{
	while (autocomplete.len > 0) {
		Str token = str_take_until(&autocomplete, ' ');
		str_take_char(&autocomplete, ' ');
		g_autofree char *lower =
			g_ascii_strdown(token.at ? token.at : "", (gssize)token.len);
		WordbookHit hit;
		/* as in visit/shape: the interned one outlives the clues, and is a word of ours */
		if (wordbook_find(clues->book, WORDBOOK_TOKEN, str_of(lower), &hit))
			clues_add(clues, "autocomplete", WORDBOOK_TOKEN,
				str_of(g_intern_string(lower)));
	}
}

static void add_options(Clues *clues, const Field *field)
{
	static const guint places[] = {0, 1, 2, 3};

	for (size_t i = 0; i < G_N_ELEMENTS(places) && places[i] < field->options->len; i++) {
		const FieldOption *option = g_ptr_array_index(field->options, places[i]);
		clues_add(clues, "option", WORDBOOK_LABEL, str_of(option->text));
	}
}

/* What stands behind a field as its unit: "年". */
static bool is_unit(const Wordbook *book, const char *text, WordbookHit *hit_out)
{
	g_autofree char *unit = g_strconcat("after=", text, NULL);

	if (!wordbook_find(book, WORDBOOK_SHAPE, str_of(unit), hit_out))
		return false;
	hit_out->words =
		str_of(g_intern_string(unit)); /* a word of ours, that outlives the clues */
	return true;
}

/* Text on the screen counts for what has no label of its own, more the nearer it surely belongs. */
static void add_nearby(Clues *clues, const Field *field)
{
	WordbookHit hit, left;
	bool has_unit = is_unit(clues->book, field->after, &hit);

	if (has_unit)
		clues_add(clues, "after", WORDBOOK_SHAPE, hit.words);
	clues_add(clues, "group", WORDBOOK_LABEL, str_of(field->group));
	/* to the left of 「月」 stands the unit of the field before */
	if (!has_unit || !is_unit(clues->book, field->left, &left))
		clues_add(clues, field->label[0] ? "aside" : "left", WORDBOOK_LABEL,
			str_of(field->left));
	if (g_str_equal(field->type, "checkbox") || g_str_equal(field->type, "radio"))
		clues_add(clues, "after", WORDBOOK_LABEL, str_of(field->after));
	if (field->left[0] == '\0' || field->label[0] == '\0')
		clues_add(clues, field->label[0] || field->left[0] ? "aside" : "above",
			WORDBOOK_LABEL, str_of(field->above));
}

/* `headings` counts for a field that is alone with them; else it is empty. */
static void understand_one(const Wordbook *book, Field *field, Str headings)
{
	static const char *const units[] = {"month", "year", "day", NULL};
	const char *unit;
	Clues clues;

	clues_init(&clues, book);
	add_tokens(&clues, field->autocomplete);
	clues_add(&clues, "label", WORDBOOK_LABEL, str_of(field->label));
	clues_add(&clues, "placeholder", WORDBOOK_LABEL, field->placeholder);
	clues_add(&clues, "name", WORDBOOK_NAME, field->name);
	if (!str_equal(field->name, field->id))
		clues_add(&clues, "id", WORDBOOK_NAME, field->id);
	add_nearby(&clues, field);
	add_options(&clues, field);
	shape_add(field, &clues);
	clues_add(&clues, "page", WORDBOOK_LABEL, headings);
	field->kind = clues_decide(&clues, &field->reason);
	unit = clues_hint(&clues, units);
	field->unit = unit ? unit[0] : '\0';
}

static bool is_numeric(const Field *field)
{
	return g_str_equal(field->type, "tel") || g_str_equal(field->type, "number") ||
	       str_equal_fold(field->inputmode, STR("numeric")) ||
	       str_equal_fold(field->inputmode, STR("decimal"));
}

static const char *letter_of(const Field *field)
{
	static const struct {
		char unit;
		const char *letter;
	} units[] = {{'m', "m"}, {'y', "y"}, {'d', "d"}};

	if (field->boxes->len > 1)
		return "c";
	for (size_t i = 0; i < G_N_ELEMENTS(units); i++)
		if (field->unit == units[i].unit)
			return units[i].letter;
	if (g_str_equal(field->type, "password"))
		return "p";
	if (g_str_equal(field->type, "select"))
		return "s";
	if (!field_is_typed(field))
		return "-";
	return is_numeric(field) ? "n" : "t";
}

/* What a page is about: a meaning that its headings name. */
typedef struct {
	const char *topic;
	bool named;
} Topic;

static void take_topic(void *data, const WordbookHit *hit)
{
	Topic *topic = data;

	topic->named |= g_str_equal(hit->name, topic->topic);
}

static bool is_about(const Wordbook *book, Str headings, const char *topic)
{
	Topic sought = {topic, false};

	wordbook_read(book, WORDBOOK_LABEL, headings, take_topic, &sought);
	return sought.named;
}

static bool matches(const Field *field, const char *word)
{
	const char *is = field->kind == ASK_NONE ? letter_of(field) : ask_kind(field->kind);

	return g_str_equal(is, word);
}

static bool stands_at(const Snapshot *page, const GPtrArray *fields, guint at, char **words)
{
	for (guint i = 0; words[i]; i++) {
		const Field *field, *first;
		if (i >= ORDER_MAX || at + i >= fields->len)
			return false;
		field = g_ptr_array_index(fields, at + i);
		first = g_ptr_array_index(fields, at);
		if (snapshot_node(page, field->node)->form !=
				snapshot_node(page, first->node)->form ||
			!matches(field, words[i]))
			return false;
	}
	return true;
}

static void put_in_order(const Snapshot *page, GPtrArray *fields, char **words, char **kinds)
{
	guint length = g_strv_length(words);

	if (length == 0 || length != g_strv_length(kinds))
		return;
	for (guint at = 0; at < fields->len; at++) {
		if (!stands_at(page, fields, at, words))
			continue;
		for (guint i = 0; i < length; i++) {
			Field *field = g_ptr_array_index(fields, at + i);
			if (field->kind != ASK_NONE)
				continue;
			field->kind = ask_find(str_of(kinds[i]));
			field->reason = (ClueReason){"order", str_of(words[i]), 1};
		}
	}
}

static void put_in_orders(
	const Wordbook *book, const Snapshot *page, GPtrArray *fields, Str headings)
{
	const GArray *orders = wordbook_orders(book);

	for (guint i = 0; i < orders->len; i++) {
		const WordbookOrder *order = &g_array_index(orders, WordbookOrder, i);
		char **words = order->fields;
		bool has_topic = words[0] && words[0][0] == '@';
		if (has_topic && !is_about(book, headings, words[0] + 1))
			continue;
		put_in_order(page, fields, has_topic ? words + 1 : words, order->kinds);
	}
}

/* Of the fields that text is typed into the only one that nothing is known of: what the page is about it asks. */
static Field *sole_unknown(const GPtrArray *fields)
{
	Field *sole = NULL;

	for (guint i = 0; i < fields->len; i++) {
		Field *field = g_ptr_array_index(fields, i);
		if (field->kind != ASK_NONE || !field->visible || !field_is_typed(field))
			continue;
		if (sole)
			return NULL;
		sole = field;
	}
	return sole;
}

void understand_fields(const Wordbook *book, const Snapshot *page, GPtrArray *fields, Str headings)
{
	Field *sole;

	for (guint i = 0; i < fields->len; i++)
		understand_one(book, g_ptr_array_index(fields, i), STR(""));
	put_in_orders(book, page, fields, headings);
	if ((sole = sole_unknown(fields)))
		understand_one(book, sole, headings);
}
