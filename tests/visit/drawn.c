#include "drawn.h"

#include <gumbo.h>
#include <string.h>

#include "visit/pagereading.h"

#define LINE 30

/* The snapshot's arrays while they are filled. */
typedef struct {
	json_t *strings, *parents, *types, *names, *values, *ids, *attributes;
	json_t *clickable, *input_at, *input_values, *selected, *checked;
	json_t *laid_out, *styles, *bounds, *texts;
	GHashTable *known; /* text → its index + 1 */
	double x, y;
	bool fresh; /* nothing stands on this line yet */
} Drawing;

static json_int_t string_index(Drawing *drawing, const char *text)
{
	gpointer found = g_hash_table_lookup(drawing->known, text);

	if (found)
		return GPOINTER_TO_INT(found) - 1;
	json_push(drawing->strings, json_text(str_of(text)));
	json_int_t index = (json_int_t)json_array_size(drawing->strings) - 1;
	g_hash_table_insert(drawing->known, g_strdup(text), GINT_TO_POINTER((int)index + 1));
	return index;
}

static json_int_t add_node(
	Drawing *drawing, json_int_t parent, int type, const char *name, const char *value)
{
	json_int_t index = (json_int_t)json_array_size(drawing->parents);

	json_push(drawing->parents, json_integer(parent));
	json_push(drawing->types, json_integer(type));
	json_push(drawing->names, json_integer(string_index(drawing, name)));
	json_push(drawing->values, json_integer(value ? string_index(drawing, value) : -1));
	json_push(drawing->ids, json_integer(index + 1));
	json_push(drawing->attributes, json_array());
	return index;
}

static const char *attribute(const GumboElement *element, const char *name)
{
	const GumboAttribute *found = gumbo_get_attribute(&element->attributes, name);

	return found ? found->value : NULL;
}

static bool style_has(const GumboElement *element, const char *words)
{
	const char *style = attribute(element, "style");

	return style && strstr(style, words);
}

/* Boxes that are inherited: styles of what an element stands in. */
typedef struct {
	const char *visibility, *cursor;
	bool drawn;
} Style;

static void lay_out(Drawing *drawing, json_int_t node, const Style *style, const char *display,
	const char *opacity, double width, double height, const char *text)
{
	json_push(drawing->laid_out, json_integer(node));
	json_push(drawing->styles,
		json_pack("[I, I, I, I]", string_index(drawing, display),
			string_index(drawing, style->visibility), string_index(drawing, opacity),
			string_index(drawing, style->cursor)));
	json_push(
		drawing->bounds, json_pack("[f, f, f, f]", drawing->x, drawing->y, width, height));
	json_push(drawing->texts, json_integer(text ? string_index(drawing, text) : -1));
}

static bool is_in(const char *tag, const char *const *tags)
{
	return g_strv_contains(tags, tag);
}

static const char *const blocks[] = {"html", "body", "div", "p", "form", "h1", "h2", "h3", "table",
	"tr", "ul", "li", "fieldset", "legend", "section", NULL};
static const char *const undrawn[] = {"head", "script", "style", "option", "title", "meta", NULL};
static const char *const boxes[] = {"input", "select", "textarea", "canvas", "img", "iframe", NULL};

static void new_line(Drawing *drawing)
{
	if (!drawing->fresh)
		drawing->y += LINE;
	drawing->x = 0;
	drawing->fresh = true;
}

static double width_of(const GumboElement *element)
{
	const char *width = attribute(element, "width"), *max = attribute(element, "maxlength");
	const char *type = attribute(element, "type");

	if (width)
		return (double)g_ascii_strtoll(width, NULL, 10);
	if (g_strcmp0(type, "checkbox") == 0 || g_strcmp0(type, "radio") == 0)
		return 13;
	return g_strcmp0(max, "1") == 0 ? 30 : 170;
}

static void note_attributes(Drawing *drawing, json_int_t node, const GumboElement *element)
{
	json_t *list = json_array_get(drawing->attributes, (size_t)node);

	for (unsigned i = 0; i < element->attributes.length; i++) {
		const GumboAttribute *found = element->attributes.data[i];
		json_push(list, json_integer(string_index(drawing, found->name)));
		json_push(list, json_integer(string_index(drawing, found->value)));
	}
	if (attribute(element, "onclick"))
		json_push(drawing->clickable, json_integer(node));
	if (attribute(element, "checked"))
		json_push(drawing->checked, json_integer(node));
	if (attribute(element, "selected"))
		json_push(drawing->selected, json_integer(node));
	if (element->tag == GUMBO_TAG_INPUT) {
		const char *value = attribute(element, "value");
		json_push(drawing->input_at, json_integer(node));
		json_push(drawing->input_values,
			json_integer(value ? string_index(drawing, value) : -1));
	}
}

static void draw(Drawing *drawing, const GumboNode *source, json_int_t parent, Style style);

static void draw_element(Drawing *drawing, const GumboNode *source, json_int_t parent, Style style)
{
	const GumboElement *element = &source->v.element;
	const char *tag = gumbo_normalized_tagname(element->tag);
	g_autofree char *name = g_ascii_strup(tag, -1);
	json_int_t node = add_node(drawing, parent, 1, name, NULL);
	bool block = is_in(tag, blocks), box = is_in(tag, boxes);

	note_attributes(drawing, node, element);
	style.drawn = style.drawn && !attribute(element, "hidden") && !is_in(tag, undrawn) &&
		      g_strcmp0(attribute(element, "type"), "hidden") != 0;
	if (style_has(element, "visibility:hidden"))
		style.visibility = "hidden";
	if (style_has(element, "cursor:pointer"))
		style.cursor = "pointer";
	if (style.drawn && block)
		new_line(drawing);
	if (style.drawn)
		lay_out(drawing, node, &style,
			block                    ? "block"
			: strcmp(tag, "td") == 0 ? "table-cell"
						 : "inline",
			style_has(element, "opacity:0") ? "0" : "1",
			box     ? width_of(element)
			: block ? 700
				: 60,
			20, NULL);
	if (style.drawn && box) {
		drawing->x += width_of(element) + 4;
		drawing->fresh = false;
	}
	for (unsigned i = 0; i < element->children.length; i++)
		draw(drawing, element->children.data[i], node, style);
	if (style.drawn && block)
		new_line(drawing);
}

static void draw(Drawing *drawing, const GumboNode *source, json_int_t parent, Style style)
{
	if (source->type == GUMBO_NODE_ELEMENT || source->type == GUMBO_NODE_TEMPLATE) {
		draw_element(drawing, source, parent, style);
		return;
	}
	if (source->type != GUMBO_NODE_TEXT && source->type != GUMBO_NODE_WHITESPACE)
		return;
	const char *text = source->v.text.text;
	json_int_t node = add_node(drawing, parent, 3, "#text", text);
	if (!style.drawn || source->type == GUMBO_NODE_WHITESPACE)
		return;
	double width = 10.0 * (double)g_utf8_strlen(text, -1);
	lay_out(drawing, node, &style, "inline", "1", width, 20, text);
	drawing->x += width;
	drawing->fresh = false;
}

static const char *title_of(const GumboNode *node)
{
	if (node->type != GUMBO_NODE_ELEMENT)
		return NULL;
	const GumboElement *element = &node->v.element;
	if (element->tag == GUMBO_TAG_TITLE && element->children.length > 0)
		return ((const GumboNode *)element->children.data[0])->v.text.text;
	for (unsigned i = 0; i < element->children.length; i++) {
		const char *title = title_of(element->children.data[i]);
		if (title)
			return title;
	}
	return NULL;
}

static json_t *nodes_json(Drawing *drawing)
{
	return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:{s:o, s:o}, s:{s:o}, s:{s:o}, s:{s:o}}",
		"parentIndex", drawing->parents, "nodeType", drawing->types, "nodeName",
		drawing->names, "nodeValue", drawing->values, "backendNodeId", drawing->ids,
		"attributes", drawing->attributes, "inputValue", "index", drawing->input_at,
		"value", drawing->input_values, "inputChecked", "index", drawing->checked,
		"optionSelected", "index", drawing->selected, "isClickable", "index",
		drawing->clickable);
}

GBytes *drawn(const char *html)
{
	GumboOutput *parsed = gumbo_parse(html);
	Drawing d = {json_array(), json_array(), json_array(), json_array(), json_array(),
		json_array(), json_array(), json_array(), json_array(), json_array(), json_array(),
		json_array(), json_array(), json_array(), json_array(), json_array(),
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL), 0, 0, true};
	const char *title = title_of(parsed->root);

	add_node(&d, -1, 9, "#document", NULL);
	draw(&d, parsed->root, 0, (Style){"visible", "auto", true});
	json_int_t url = string_index(&d, "https://page.example/in/"),
		   frame = string_index(&d, "F1");
	json_int_t named = string_index(&d, title ? title : "");
	json_auto_t *json =
		json_pack("{s:[{s:I, s:I, s:I, s:i, s:f, s:o, s:{s:o, s:o, s:o, s:o}}], s:o}",
			"documents", "documentURL", url, "title", named, "frameId", frame,
			"contentWidth", 800, "contentHeight", MAX(d.y, 600), "nodes",
			nodes_json(&d), "layout", "nodeIndex", d.laid_out, "styles", d.styles,
			"bounds", d.bounds, "text", d.texts, "strings", d.strings);
	g_assert_nonnull(json);
	char *text = json_compact(json);
	g_hash_table_unref(d.known);
	gumbo_destroy_output(&kGumboDefaultOptions, parsed);
	return g_bytes_new_take(text, strlen(text));
}

json_t *drawn_read_snapshot(GBytes *snapshot, json_t *question)
{
	static gsize once;
	static void *prepared;
	g_autoptr(GError) error = NULL;
	CageParcel asked = {question ? json_incref(question) : json_object(),
		g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref)};
	CageParcel answer = {0};

	if (g_once_init_enter(&once)) {
		prepared = page_job.prepare(g_getenv("MEKIKI_SOURCE"), &error);
		g_assert_no_error(error);
		g_once_init_leave(&once, 1);
	}
	g_ptr_array_add(asked.blobs, g_bytes_ref(snapshot));
	bool read = page_job.run(prepared, &asked, &answer, &error);
	g_assert_no_error(error);
	g_assert_true(read);
	cage_parcel_clear(&asked);
	return answer.json;
}

json_t *drawn_read(const char *html, json_t *question)
{
	g_autoptr(GBytes) snapshot = drawn(html);

	return drawn_read_snapshot(snapshot, question);
}
