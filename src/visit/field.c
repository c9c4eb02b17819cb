#include "visit/field.h"

#include "visit/nearby.h"

/* Types of <input>; those that are no fields have no name here. The first is what an unknown one is. */
static const char *const input_types[] = {"text", "password", "email", "tel", "number", "date",
	"month", "search", "url", "checkbox", "radio", "file", "time", "week", "datetime-local",
	"range", "color"};

static const Str pressed_types[] = {
	STR("hidden"), STR("submit"), STR("button"), STR("image"), STR("reset")};

static const char *input_type(Str type)
{
	for (size_t i = 0; i < G_N_ELEMENTS(pressed_types); i++)
		if (str_equal_fold(type, pressed_types[i]))
			return NULL;
	for (size_t i = 0; i < G_N_ELEMENTS(input_types); i++)
		if (str_equal_fold(type, str_of(input_types[i])))
			return input_types[i];
	return input_types[0];
}

static bool is_editable(const Snapshot *page, const SnapshotNode *node)
{
	bool present = false;
	Str editable = snapshot_attribute(page, node, STR("contenteditable"), &present);
	Str role = snapshot_attribute(page, node, STR("role"), NULL);

	return (present && !str_equal_fold(editable, STR("false"))) ||
	       str_equal_fold(role, STR("textbox"));
}

/* What kind of field an element is; NULL: none. */
static const char *type_of(const Snapshot *page, const SnapshotNode *node)
{
	if (node->type != SNAPSHOT_ELEMENT)
		return NULL;
	if (snapshot_is(node, STR("INPUT")))
		return input_type(str_trim(snapshot_attribute(page, node, STR("type"), NULL)));
	if (snapshot_is(node, STR("SELECT")))
		return "select";
	if (snapshot_is(node, STR("TEXTAREA")))
		return "textarea";
	return is_editable(page, node) ? "editable" : NULL;
}

/* Labels and captions of the page, by what they are of. */
typedef struct {
	const Snapshot *page;
	GHashTable *fors; /* label[for] → GArray of nodes; keys hold the document */
	GHashTable *ids;  /* id → node */
} Index;

static char *key_of(guint32 document, Str id)
{
	return g_strdup_printf("%u/%.*s", document, STR_ARG(id));
}

static void index_label(Index *index, guint32 node, guint32 document, Str names)
{
	g_autofree char *key = key_of(document, names);
	GArray *nodes = g_hash_table_lookup(index->fors, key);

	if (!nodes) {
		nodes = g_array_new(FALSE, FALSE, sizeof(guint32));
		g_hash_table_insert(index->fors, g_steal_pointer(&key), nodes);
	}
	g_array_append_val(nodes, node);
}

static void free_nodes(gpointer nodes)
{
	g_array_unref(nodes);
}

static void index_init(Index *index, const Snapshot *page)
{
	index->page = page;
	index->fors = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_nodes);
	index->ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (guint32 i = 0; i < page->nodes->len; i++) {
		const SnapshotNode *node = snapshot_node(page, i);
		if (node->type != SNAPSHOT_ELEMENT)
			continue;
		Str id = snapshot_attribute(page, node, STR("id"), NULL);
		Str names = snapshot_is(node, STR("LABEL"))
				    ? snapshot_attribute(page, node, STR("for"), NULL)
				    : STR("");
		if (id.len > 0)
			g_hash_table_insert(
				index->ids, key_of(node->document, id), GUINT_TO_POINTER(i + 1));
		if (names.len > 0)
			index_label(index, i, node->document, names);
	}
}

static void index_clear(Index *index)
{
	g_hash_table_unref(index->fors);
	g_hash_table_unref(index->ids);
}

static void append_part(GString *out, Str text)
{
	if (out->len > 0 && text.len > 0)
		g_string_append_c(out, ' ');
	snapshot_append(out, text, FIELD_TEXT_MAX);
}

static void append_node(const Index *index, guint32 node, GString *out)
{
	g_autoptr(GString) words = g_string_new(NULL);

	snapshot_words(index->page, node, FIELD_TEXT_MAX, words);
	append_part(out, str_over(words->str, words->len));
}

/* "a b": the elements with those ids. */
static void append_named(const Index *index, guint32 document, Str ids, GString *out)
{
	while (ids.len > 0 && out->len < FIELD_TEXT_MAX) {
		Str id = str_take_until(&ids, ' ');
		g_autofree char *key = key_of(document, id);
		gpointer found = g_hash_table_lookup(index->ids, key);
		str_take_char(&ids, ' ');
		if (found)
			append_node(index, GPOINTER_TO_UINT(found) - 1, out);
	}
}

/* What its maker wrote for a person to read at it. */
static char *label_of(const Index *index, const SnapshotNode *node, Str id)
{
	static const Str attributes[] = {STR("aria-label"), STR("title"), STR("data-label")};
	g_autoptr(GString) out = g_string_new(NULL);
	g_autofree char *key = key_of(node->document, id);
	const GArray *labels = id.len > 0 ? g_hash_table_lookup(index->fors, key) : NULL;

	for (guint i = 0; labels && i < labels->len && out->len < FIELD_TEXT_MAX; i++)
		append_node(index, g_array_index(labels, guint32, i), out);
	if (node->label != SNAPSHOT_NONE)
		append_node(index, node->label, out);
	append_named(index, node->document,
		snapshot_attribute(index->page, node, STR("aria-labelledby"), NULL), out);
	for (size_t i = 0; i < G_N_ELEMENTS(attributes); i++)
		append_part(out, snapshot_attribute(index->page, node, attributes[i], NULL));
	return g_string_free(g_steal_pointer(&out), FALSE);
}

static void free_option(gpointer data)
{
	FieldOption *option = data;

	g_free(option->text);
	g_free(option->value);
	g_free(option);
}

/* An option's text is not drawn until the list is opened: all of its texts count. */
static void add_option(const Snapshot *page, guint32 at, GPtrArray *options)
{
	const SnapshotNode *node = snapshot_node(page, at);
	g_autoptr(GString) text = g_string_new(NULL);
	FieldOption *option = g_new0(FieldOption, 1);
	bool has_value = false;
	Str value = snapshot_attribute(page, node, STR("value"), &has_value);

	for (guint32 i = at + 1; i < MIN(node->end, at + 8); i++)
		if (snapshot_node(page, i)->type == SNAPSHOT_TEXT)
			snapshot_append(text, snapshot_node(page, i)->text, FIELD_TEXT_MAX);
	option->value = has_value ? str_dup(value) : g_strdup(text->str);
	option->text = g_string_free(g_steal_pointer(&text), FALSE);
	g_ptr_array_add(options, option);
}

static void add_options(const Snapshot *page, guint32 at, GPtrArray *options)
{
	guint32 end = snapshot_node(page, at)->end;

	for (guint32 i = at + 1; i < end && options->len < FIELD_OPTIONS_MAX; i++)
		if (snapshot_is(snapshot_node(page, i), STR("OPTION")))
			add_option(page, i, options);
}

static void field_free(gpointer data)
{
	Field *field = data;
	char *texts[] = {field->label, field->left, field->above, field->after, field->group};

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		g_free(texts[i]);
	g_ptr_array_unref(field->options);
	g_array_unref(field->boxes);
	g_free(field);
}

static guint length_of(Str maxlength)
{
	guint64 value = 0;

	return str_parse_uint(str_trim(maxlength), 100000, &value) ? (guint)value : 0;
}

/* A checkbox is often drawn by its label, itself too small to be seen or clear as glass. */
static bool is_seen(const Snapshot *page, const SnapshotNode *node, const char *type)
{
	bool ticked = g_str_equal(type, "checkbox") || g_str_equal(type, "radio") ||
		      g_str_equal(type, "file");

	return node->visible || (ticked && node->label != SNAPSHOT_NONE &&
					snapshot_node(page, node->label)->visible);
}

static Field *field_new(const Index *index, guint32 at, const char *type)
{
	const Snapshot *page = index->page;
	const SnapshotNode *node = snapshot_node(page, at);
	Field *field = g_new0(Field, 1);

	field->node = at;
	field->type = type;
	field->boxes = g_array_new(FALSE, FALSE, sizeof(guint32));
	g_array_append_val(field->boxes, at);
	field->options = g_ptr_array_new_with_free_func(free_option);
	field->name = snapshot_attribute(page, node, STR("name"), NULL);
	field->id = snapshot_attribute(page, node, STR("id"), NULL);
	field->autocomplete = snapshot_attribute(page, node, STR("autocomplete"), NULL);
	field->placeholder = snapshot_attribute(page, node, STR("placeholder"), NULL);
	field->inputmode = snapshot_attribute(page, node, STR("inputmode"), NULL);
	field->maxlength = length_of(snapshot_attribute(page, node, STR("maxlength"), NULL));
	snapshot_attribute(page, node, STR("required"), &field->required);
	field->value = node->value;
	field->checked = node->checked;
	field->visible = is_seen(page, node, type);
	field->label = label_of(index, node, field->id);
	if (g_str_equal(type, "select"))
		add_options(page, at, field->options);
	return field;
}

GPtrArray *field_list(const Snapshot *page)
{
	GPtrArray *fields = g_ptr_array_new_with_free_func(field_free);
	Index index = {0};

	index_init(&index, page);
	for (guint32 i = 0; i < page->nodes->len && fields->len < FIELD_MAX; i++) {
		const char *type = type_of(page, snapshot_node(page, i));
		if (!type)
			continue;
		g_ptr_array_add(fields, field_new(&index, i, type));
		i = snapshot_node(page, i)->end - 1;
	}
	index_clear(&index);
	nearby_read(page, fields);
	return fields;
}

bool field_is_typed(const Field *field)
{
	static const char *const others[] = {
		"select", "checkbox", "radio", "file", "range", "color"};

	for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
		if (g_str_equal(field->type, others[i]))
			return false;
	return true;
}
