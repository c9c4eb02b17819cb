#include "visit/snapshot.h"

#include <gio/gio.h>
#include <string.h>

/* The computed styles of a node, in the order in which they are asked for. */
static const char *const asked_styles[] = {"display", "visibility", "opacity", "cursor"};

json_t *snapshot_params(void)
{
	json_t *names = json_array();

	for (size_t i = 0; i < G_N_ELEMENTS(asked_styles); i++)
		json_push(names, json_text(str_of(asked_styles[i])));
	return json_pack("{s:o, s:b}", "computedStyles", names, "includeDOMRects", true);
}

/* Nodes below one that are looked at for its words: labels and buttons hold a few. */
#define WORDS_NODES_MAX ((guint32)2000)

/* Fainter is not seen. */
#define OPACITY_MIN 0.05F

/* One blob while it is read: its arrays, borrowed. */
typedef struct {
	Snapshot *page;
	const json_t *strings;
	guint32 base;      /* of this document's nodes in the page's */
	guint32 count;     /* how many they are */
	guint32 documents; /* index of the blob's first document */
} Reader;

static Str string_at(const json_t *strings, const json_t *index)
{
	json_int_t at = json_is_integer(index) ? json_integer_value(index) : -1;

	return at < 0 ? STR("") : json_str(json_array_get(strings, (size_t)at));
}

static const json_t *array_of(const json_t *object, const char *key)
{
	const json_t *array = json_object_get(object, key);

	return json_is_array(array) ? array : NULL;
}

static Str text_of(const Reader *reader, const json_t *object, const char *key)
{
	return string_at(reader->strings, json_object_get(object, key));
}

static json_int_t number_in(const json_t *array, size_t index)
{
	const json_t *value = json_array_get(array, index);

	return json_is_integer(value) ? json_integer_value(value) : -1;
}

SnapshotNode *snapshot_node(const Snapshot *page, guint32 index)
{
	g_assert(index < page->nodes->len);
	return &g_array_index(page->nodes, SnapshotNode, index);
}

SnapshotDocument *snapshot_document(const Snapshot *page, guint32 index)
{
	g_assert(index < page->documents->len);
	return &g_array_index(page->documents, SnapshotDocument, index);
}

/* The node that an index of this document means; NULL for one that leads out of it. */
static SnapshotNode *own_node(const Reader *reader, json_int_t index)
{
	if (index < 0 || index >= reader->count)
		return NULL;
	return snapshot_node(reader->page, reader->base + (guint32)index);
}

/* The parent that may be: it has to be on the way down to the node before. Those that are left on the way up to
 * it end here, each once, so that all of it is linear. */
static guint32 settle_parent(Snapshot *page, guint32 base, guint32 node, json_int_t claimed)
{
	guint32 parent = claimed >= 0 && claimed < (json_int_t)(node - base)
				 ? base + (guint32)claimed
				 : base;
	guint32 open = node - 1;

	while (open != parent && open != base) {
		snapshot_node(page, open)->end = node;
		open = snapshot_node(page, open)->parent;
	}
	return open;
}

static void read_nodes(const Reader *reader, const json_t *nodes, guint32 document)
{
	const json_t *parents = array_of(nodes, "parentIndex"),
		     *types = array_of(nodes, "nodeType");
	const json_t *names = array_of(nodes, "nodeName"), *values = array_of(nodes, "nodeValue");
	const json_t *ids = array_of(nodes, "backendNodeId");
	const json_t *attributes = array_of(nodes, "attributes");

	for (guint32 i = 0; i < reader->count; i++) {
		guint32 index = reader->base + i;
		SnapshotNode node = {
			.parent = i == 0 ? SNAPSHOT_NONE
					 : settle_parent(reader->page, reader->base, index,
						   number_in(parents, i)),
			.document = document,
			.form = SNAPSHOT_NONE,
			.label = SNAPSHOT_NONE,
			.block = SNAPSHOT_NONE,
			.type = (int)CLAMP(number_in(types, i), 0, 99),
			.name = string_at(reader->strings, json_array_get(names, i)),
			.text = string_at(reader->strings, json_array_get(values, i)),
			.id = number_in(ids, i),
			.attributes = json_array_get(attributes, i),
			.opacity = 1,
			.value = STR(""),
		};
		g_array_append_val(reader->page->nodes, node);
	}
}

/* Those that were still open at the document's end. */
static void close_nodes(const Reader *reader)
{
	guint32 end = reader->base + reader->count;

	for (guint32 i = reader->base; i < end; i++)
		if (snapshot_node(reader->page, i)->end == 0)
			snapshot_node(reader->page, i)->end = end;
}

/* "isClickable": {"index": [...]}, and with values: {"index": [...], "value": [...]}. */
static void read_flags(const Reader *reader, const json_t *nodes)
{
	const json_t *clickable = array_of(json_object_get(nodes, "isClickable"), "index");
	const json_t *checked = array_of(json_object_get(nodes, "inputChecked"), "index");
	const json_t *selected = array_of(json_object_get(nodes, "optionSelected"), "index");
	const json_t *values = json_object_get(nodes, "inputValue");
	SnapshotNode *node;

	for (size_t i = 0; i < json_array_size(clickable); i++)
		if ((node = own_node(reader, number_in(clickable, i))))
			node->clickable = true;
	for (size_t i = 0; i < json_array_size(checked); i++)
		if ((node = own_node(reader, number_in(checked, i))))
			node->checked = true;
	for (size_t i = 0; i < json_array_size(selected); i++)
		if ((node = own_node(reader, number_in(selected, i))))
			node->checked = true;
	for (size_t i = 0; i < json_array_size(array_of(values, "index")); i++)
		if ((node = own_node(reader, number_in(array_of(values, "index"), i))))
			node->value = string_at(
				reader->strings, json_array_get(array_of(values, "value"), i));
}

static double pixels(const json_t *bounds, size_t index)
{
	double value = json_number_value(json_array_get(bounds, index));

	return CLAMP(value, -1e7, 1e7);
}

static SnapshotFlow flow_of(Str display)
{
	static const Str blocks[] = {STR("block"), STR("flex"), STR("grid"), STR("list-item"),
		STR("table"), STR("table-row"), STR("table-caption"), STR("flow-root")};

	if (str_equal(display, STR("table-cell")))
		return SNAPSHOT_CELL;
	for (size_t i = 0; i < G_N_ELEMENTS(blocks); i++)
		if (str_equal(display, blocks[i]))
			return SNAPSHOT_BLOCK;
	return SNAPSHOT_INLINE;
}

static void read_style(const Reader *reader, const json_t *styles, SnapshotNode *node)
{
	Str visibility = string_at(reader->strings, json_array_get(styles, 1));
	Str opacity = string_at(reader->strings, json_array_get(styles, 2));
	g_autofree char *number = str_dup(opacity);

	node->flow = flow_of(string_at(reader->strings, json_array_get(styles, 0)));
	node->visible = visibility.len == 0 || str_equal(visibility, STR("visible"));
	node->pointed =
		str_equal(string_at(reader->strings, json_array_get(styles, 3)), STR("pointer"));
	if (opacity.len > 0)
		node->opacity = (float)CLAMP(g_ascii_strtod(number, NULL), 0, 1);
}

static void read_layout(const Reader *reader, const json_t *layout)
{
	const json_t *indices = array_of(layout, "nodeIndex"), *styles = array_of(layout, "styles");
	const json_t *bounds = array_of(layout, "bounds"), *texts = array_of(layout, "text");

	for (size_t i = 0; i < json_array_size(indices); i++) {
		SnapshotNode *node = own_node(reader, number_in(indices, i));
		const json_t *box = json_array_get(bounds, i);
		Str text = string_at(reader->strings, json_array_get(texts, i));

		if (!node)
			continue;
		node->drawn = true;
		node->box = (SnapshotBox){
			pixels(box, 0), pixels(box, 1), pixels(box, 2), pixels(box, 3)};
		if (text.len > 0)
			node->text = text;
		read_style(reader, json_array_get(styles, i), node);
	}
}

/* What a node takes from those above it, which stand before it. A text has the style of its element. */
static void inherit(const Reader *reader)
{
	for (guint32 i = reader->base; i < reader->base + reader->count; i++) {
		SnapshotNode *node = snapshot_node(reader->page, i);
		const SnapshotNode *parent = node->parent == SNAPSHOT_NONE
						     ? NULL
						     : snapshot_node(reader->page, node->parent);

		if (parent) {
			if (node->type != SNAPSHOT_TEXT)
				node->opacity *= parent->opacity;
			else
				node->opacity = parent->opacity;
			node->form = parent->form;
			node->label = parent->label;
			node->block = parent->block;
		}
		if (snapshot_is(node, STR("FORM")))
			node->form = i;
		if (snapshot_is(node, STR("LABEL")))
			node->label = i;
		if (node->drawn && node->flow == SNAPSHOT_BLOCK)
			node->block = i;
		node->visible = node->visible && node->drawn && node->opacity >= OPACITY_MIN &&
				node->box.width > 1 && node->box.height > 1;
	}
}

static void read_document(Reader *reader, const json_t *document)
{
	Snapshot *page = reader->page;
	const json_t *nodes = json_object_get(document, "nodes");
	size_t count = json_array_size(array_of(nodes, "nodeType"));
	size_t room = SNAPSHOT_NODES_MAX - page->nodes->len;

	page->cut |= count > room;
	reader->base = page->nodes->len;
	reader->count = (guint32)MIN(count, room);
	SnapshotDocument entry = {
		.blob = page->blobs->len - 1,
		.frame = text_of(reader, document, "frameId"),
		.url = text_of(reader, document, "documentURL"),
		.title = text_of(reader, document, "title"),
		.first = reader->base,
		.end = reader->base + reader->count,
		.owner = SNAPSHOT_NONE,
		.width = json_number_value(json_object_get(document, "contentWidth")),
		.height = json_number_value(json_object_get(document, "contentHeight")),
	};
	read_nodes(reader, nodes, page->documents->len);
	g_array_append_val(page->documents, entry);
	close_nodes(reader);
	read_flags(reader, nodes);
	read_layout(reader, json_object_get(document, "layout"));
	inherit(reader);
}

/* Which frame's element each of the blob's documents stands in. One that claims a document before it, or one
 * that is taken, is passed over: no document is its own frame. */
static void read_owners(Reader *reader, const json_t *documents)
{
	Snapshot *page = reader->page;

	for (guint32 d = reader->documents; d < page->documents->len; d++) {
		const json_t *document = json_array_get(documents, d - reader->documents);
		const json_t *links =
			json_object_get(json_object_get(document, "nodes"), "contentDocumentIndex");
		const SnapshotDocument *entry = snapshot_document(page, d);

		reader->base = entry->first;
		reader->count = entry->end - entry->first;
		for (size_t i = 0; i < json_array_size(array_of(links, "index")); i++) {
			json_int_t inner = number_in(array_of(links, "value"), i);
			json_int_t at = number_in(array_of(links, "index"), i);
			if (inner <= (json_int_t)(d - reader->documents) ||
				inner >= (json_int_t)(page->documents->len - reader->documents) ||
				!own_node(reader, at))
				continue;
			snapshot_document(page, reader->documents + (guint32)inner)->owner =
				reader->base + (guint32)at;
		}
	}
}

/* What stands in a frame that is not seen is not seen either. */
static void hide_frames(const Reader *reader)
{
	Snapshot *page = reader->page;

	for (guint32 d = reader->documents; d < page->documents->len; d++) {
		const SnapshotDocument *document = snapshot_document(page, d);
		if (document->owner == SNAPSHOT_NONE ||
			snapshot_node(page, document->owner)->visible)
			continue;
		for (guint32 i = document->first; i < document->end; i++)
			snapshot_node(page, i)->visible = false;
	}
}

bool snapshot_add(Snapshot *page, Str bytes, GError **error)
{
	if (bytes.len > SNAPSHOT_BYTES_MAX) {
		g_set_error_literal(
			error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "the snapshot is too large");
		return false;
	}
	json_t *blob = json_parse(bytes, error);
	const json_t *documents = array_of(blob, "documents");
	if (blob)
		g_ptr_array_add(page->blobs, blob);
	if (!documents) {
		if (blob)
			g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
				"the snapshot has no documents");
		return false;
	}
	Reader reader = {.page = page,
		.strings = array_of(blob, "strings"),
		.documents = page->documents->len};
	for (size_t i = 0; i < json_array_size(documents); i++) {
		if (page->documents->len >= SNAPSHOT_DOCUMENTS_MAX) {
			page->cut = true;
			break;
		}
		read_document(&reader, json_array_get(documents, i));
	}
	read_owners(&reader, documents);
	hide_frames(&reader);
	return true;
}

static void free_blob(gpointer blob)
{
	json_decref(blob);
}

Snapshot *snapshot_new(void)
{
	Snapshot *page = g_new0(Snapshot, 1);

	page->nodes = g_array_new(FALSE, TRUE, sizeof(SnapshotNode));
	page->documents = g_array_new(FALSE, TRUE, sizeof(SnapshotDocument));
	page->blobs = g_ptr_array_new_with_free_func(free_blob);
	return page;
}

void snapshot_free(Snapshot *page)
{
	if (!page)
		return;
	g_array_unref(page->nodes);
	g_array_unref(page->documents);
	g_ptr_array_unref(page->blobs);
	g_free(page);
}

bool snapshot_is(const SnapshotNode *node, Str name)
{
	return node->type == SNAPSHOT_ELEMENT && str_equal_fold(node->name, name);
}

Str snapshot_attribute(const Snapshot *page, const SnapshotNode *node, Str name, bool *present_out)
{
	guint blob = snapshot_document(page, node->document)->blob;
	const json_t *strings = array_of(g_ptr_array_index(page->blobs, blob), "strings");
	size_t count = MIN(json_array_size(node->attributes), 2 * SNAPSHOT_ATTRIBUTES_MAX);

	for (size_t i = 0; i + 1 < count; i += 2) {
		if (!str_equal_fold(string_at(strings, json_array_get(node->attributes, i)), name))
			continue;
		if (present_out)
			*present_out = true;
		return string_at(strings, json_array_get(node->attributes, i + 1));
	}
	if (present_out)
		*present_out = false;
	return STR("");
}

void snapshot_append(GString *out, Str text, size_t max)
{
	for (size_t i = 0; i < text.len && out->len < max; i++) {
		bool space = str_is_space(text.at[i]) || text.at[i] == '\0';
		if (space && (out->len == 0 || strchr(" \n", out->str[out->len - 1])))
			continue;
		g_string_append_c(out, space ? ' ' : text.at[i]);
	}
	if (out->len >= max) {
		const char *end = NULL;
		g_utf8_validate(out->str, (gssize)out->len, &end);
		g_string_truncate(out, (size_t)(end - out->str));
	}
}

static bool holds_a_value(const SnapshotNode *node)
{
	static const Str names[] = {
		STR("INPUT"), STR("TEXTAREA"), STR("SELECT"), STR("SCRIPT"), STR("STYLE")};

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		if (snapshot_is(node, names[i]))
			return true;
	return false;
}

void snapshot_words(const Snapshot *page, guint32 index, size_t max, GString *out)
{
	guint32 end = snapshot_node(page, index)->end;
	guint32 last = MIN(end, index + WORDS_NODES_MAX);

	for (guint32 i = index; i < last && out->len < max; i++) {
		const SnapshotNode *node = snapshot_node(page, i);
		if (holds_a_value(node)) {
			i = node->end - 1;
			continue;
		}
		if (node->flow != SNAPSHOT_INLINE)
			snapshot_append(out, STR(" "), max);
		if (node->type == SNAPSHOT_TEXT && node->visible)
			snapshot_append(out, node->text, max);
	}
	g_string_truncate(out, str_trim_end(str_over(out->str, out->len)).len);
}
